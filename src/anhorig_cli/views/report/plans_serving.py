"""How other plans contribute to the areas of this one: who serves each area, with what, and how that was assessed."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from anhorig_cli.analysis.area_matrix import AreaOfPlan, AreaRow, StrategyArea, StrategyAreas, area_matrix
from anhorig_cli.analysis.contributions import Contribution, Contributor
from anhorig_cli.analysis.coverage import is_left_to_plans
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.views.formatter import Formatter, PhraseView, TableView, alarm, table_of, uncapitalised
from anhorig_cli.views.subgoals import assessed_in_words

_MOST = 20
"""So many subgoals are named in each area."""


def plans_serving(
    snapshot: Snapshot, others: Sequence[Contributor], word: Formatter, unread: int = 0
) -> TableView | None:
    """Return a table of the areas of the snapshot's plan, with what other plans do there; None where none is under it.

    Args:
        snapshot: the plan with the areas, on the day.
        others: what other plans contribute to it.
        word: how the report speaks.
        unread: how many of the plans that contribute to it, or may, could not be read whole.
    """
    under = [one for one in others if one.is_under]
    if not under and not (unread and snapshot.plan.areas):
        return None
    is_left = is_left_to_plans(snapshot)
    rows = [
        (
            _title(row),
            _lines(enumerate(row.plans), sum(one.things for one in row.plans), under, word)
            or [_no_plan(word, is_lack=is_left and row.is_uncovered)],
        )
        for row in area_matrix(snapshot, under)
    ]
    return _table([*rows, *_unread(unread, word)], word)


def _unread(plans: int, word: Formatter) -> Iterator[tuple[str, list[PhraseView]]]:
    """Give that not all is told of what some plans contribute, where there are any."""
    if not plans:
        return
    sentence = word.counted(
        plans,
        "What one plan contributes is not known in full: it could not be read whole.",
        "What {n} plans contribute is not known in full: they could not be read whole.",
    )
    yield word.text("Plans that could not be read"), [alarm(sentence)]


def others_serving(served: StrategyAreas, plan_id: str, places: Collection[int], word: Formatter) -> TableView | None:
    """Return a table of some areas of a strategy, with what plans but one do there; None where no other is under it."""
    own = served.places_of(plan_id)
    if len(own) == len(served.plans):
        return None
    rows = [
        (_title(area), _of_others(area, own, served.plans, word) or [_no_plan(word, is_lack=False)])
        for area in served.areas
        if area.place in places
    ]
    return _table(rows, word)


def _of_others(
    area: StrategyArea, own: Collection[int], plans: Sequence[Contributor], word: Formatter
) -> list[PhraseView]:
    others = (one for one in area.plans.items() if one[0] not in own)
    return _lines(others, area.things_of_others(own), plans, word)


def _table(rows: Sequence[tuple[str, list[PhraseView]]], word: Formatter) -> TableView | None:
    columns = ((word.text("Area"), "title"), (word.text("What other plans do"), "text"))
    return table_of(word.text("How the plans contribute"), columns, rows)


def _no_plan(word: Formatter, *, is_lack: bool) -> PhraseView:
    """Return what is said of an area that no plan serves: a lack where the work is left to other plans."""
    text = word.text("no plan")
    return alarm(text) if is_lack else PhraseView(text, tone="soft")


def _title(row: AreaRow | StrategyArea) -> str:
    return "↳ " * min(row.depth, 6) + row.area.title


def _lines(
    serving: Iterable[tuple[int, AreaOfPlan]], number: int, plans: Sequence[Contributor], word: Formatter
) -> list[PhraseView]:
    """Return the first of so many things that plans do in an area, and how much more there is."""
    found = list(islice(_all(serving, plans, word), _MOST))
    more = number - len(found)
    return [*found, PhraseView(word.text("{n} more", n=more), tone="soft")] if more else found


def _all(
    serving: Iterable[tuple[int, AreaOfPlan]], plans: Sequence[Contributor], word: Formatter
) -> Iterator[PhraseView]:
    for place, there in serving:
        name = plans[place].organisation or plans[place].title
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


def others_in_short(served: StrategyAreas, plan_id: str, places: Collection[int], word: Formatter) -> str:
    """Return how many subgoals plans but one have in some areas, and how they were assessed; empty for none."""
    often = served.statuses_of_others(plan_id, places)
    if not often:
        return ""
    return word.counted(
        often.total(),
        "one subgoal of other plans there: {states}",
        "{n} subgoals of other plans there: {states}",
        states=assessed_in_words(often, word),
    )
