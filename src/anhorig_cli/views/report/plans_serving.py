"""How other plans contribute to the areas of this one: who serves each area, with what, and how that was assessed."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from anhorig_cli.analysis.area_matrix import AreaRow, area_matrix
from anhorig_cli.analysis.contributions import Contribution, Contributor
from anhorig_cli.analysis.coverage import is_left_to_plans
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.tables import PhraseView, TableView, table_of
from anhorig_cli.vocabulary import WORST_FIRST

_MOST = 20
"""So many subgoals are named in each area."""


def plans_serving(
    snapshot: Snapshot, others: Sequence[Contributor], word: Formatter, only: Collection[int] | None = None
) -> TableView | None:
    """Return a table of the areas of the snapshot's plan, with what other plans do there; None where none is under it.

    Args:
        snapshot: the plan with the areas, on the day.
        others: what other plans contribute to it.
        word: how the report speaks.
        only: the places of the areas that are told of; all without it.
    """
    under = [one for one in others if one.is_under]
    if not under:
        return None
    is_left = is_left_to_plans(snapshot)
    rows = [
        (_title(row), list(_lines(row, under, word)) or [_no_plan(word, is_lack=is_left and row.is_uncovered)])
        for row in area_matrix(snapshot, under)
        if only is None or row.place in only
    ]
    columns = ((word.text("Area"), "title"), (word.text("What other plans do"), "text"))
    return table_of(word.text("How the plans contribute"), columns, rows)


def _no_plan(word: Formatter, *, is_lack: bool) -> PhraseView:
    """Return what is told of an area that no plan serves: a lack where the work is left to other plans."""
    return PhraseView(word.text("no plan"), *(("overdue", "alarm") if is_lack else ("", "soft")))


def _title(row: AreaRow) -> str:
    return "↳ " * min(row.depth, 6) + row.area.title


def _lines(row: AreaRow, plans: Sequence[Contributor], word: Formatter) -> Iterator[PhraseView]:
    """Give the first of what plans do in an area, and how much more there is."""
    found = list(_all(row, plans, word))
    yield from found[:_MOST]
    if len(found) > _MOST:
        yield PhraseView(word.text("{n} more", n=len(found) - _MOST), tone="soft")


def _all(row: AreaRow, plans: Sequence[Contributor], word: Formatter) -> Iterator[PhraseView]:
    for plan, there in zip(plans, row.plans, strict=True):
        name = plan.organisation or plan.title
        for subgoal in there.subgoals:
            yield PhraseView(f"{name}: {subgoal.title} ({_standing(subgoal, word)})", subgoal.status)
        if there.is_measured and not there.subgoals:
            yield PhraseView(f"{name}: {word.text('an indicator')}")
        elif there.by_part:
            yield PhraseView(f"{name}: {word.text('parts of the area')}")


def _standing(subgoal: Contribution, word: Formatter) -> str:
    """Return how a subgoal was assessed, and through which other one it contributes."""
    label = uncapitalised(word.label("assessment", subgoal.status))
    return word.text("{status}, through {subgoal}", status=label, subgoal=subgoal.through) if subgoal.through else label


def others_in_short(others: Sequence[Contributor], places: set[int], word: Formatter) -> str:
    """Return how many subgoals other plans have in some areas, and how they were assessed; empty for none."""
    serving = [one.status for plan in others for one in plan.subgoals if not places.isdisjoint(one.areas)]
    if not serving:
        return ""
    often = Counter(serving)
    states = word.listed(
        f"{often[one]} {uncapitalised(word.label('assessment', one))}" for one in WORST_FIRST if often[one]
    )
    return word.counted(
        len(serving),
        "one subgoal of other plans there: {states}",
        "{n} subgoals of other plans there: {states}",
        states=states,
    )
