"""How other plans contribute to the areas of this one: which plans, with which subgoals, and how those stand."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import islice

from anhorig_cli.analysis.area_matrix import AreaOfPlan, AreaRow, StrategyArea, StrategyAreas, area_matrix
from anhorig_cli.analysis.contributions import Contribution, Contributor
from anhorig_cli.analysis.coverage import is_left_to_plans
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.views.formatter import Formatter, PhraseView, TableView, alarm, table_of, uncapitalised
from anhorig_cli.views.subgoals import assessed_in_words

_MOST_NAMED = 20
"""At most this many subgoals are named in each area."""


def plans_serving(
    snapshot: Snapshot, others: Sequence[Contributor], word: Formatter, unread: int = 0
) -> TableView | None:
    """Return a table of the areas of the snapshot's plan with what other plans do there; None if no plan is under it.

    Args:
        snapshot: the plan with the areas, on the day.
        others: what other plans contribute to it.
        word: the formatter of the report.
        unread: how many of the plans that do or may contribute to it could not be read in full.
    """
    plans_under = [one for one in others if one.is_under]
    if not plans_under and not (unread and snapshot.plan.areas):
        return None
    is_left = is_left_to_plans(snapshot)
    rows = [
        (
            _area_title(row),
            _contribution_phrases(enumerate(row.plans), sum(one.things for one in row.plans), plans_under, word)
            or [_no_plan_phrase(word, is_lack=is_left and row.is_uncovered)],
        )
        for row in area_matrix(snapshot, plans_under)
    ]
    return _plans_table([*rows, *_unread_rows(unread, word)], word)


def _unread_rows(plans: int, word: Formatter) -> Iterator[tuple[str, list[PhraseView]]]:
    """Yield a row that warns about plans that could not be read in full; none without such plans."""
    if not plans:
        return
    sentence = word.counted(
        plans,
        "What one plan contributes is not known in full: it could not be read whole.",
        "What {n} plans contribute is not known in full: they could not be read whole.",
    )
    yield word.text("Plans that could not be read"), [alarm(sentence)]


def others_serving(served: StrategyAreas, plan_id: str, places: Collection[int], word: Formatter) -> TableView | None:
    """Return a table of a strategy's areas at `places` with what plans other than `plan_id` do; None without others."""
    own = served.places_of(plan_id)
    if len(own) == len(served.plans):
        return None
    rows = [
        (_area_title(area), _phrases_of_others(area, own, served.plans, word) or [_no_plan_phrase(word, is_lack=False)])
        for area in served.areas
        if area.place in places
    ]
    return _plans_table(rows, word)


def _phrases_of_others(
    area: StrategyArea, own: Collection[int], plans: Sequence[Contributor], word: Formatter
) -> list[PhraseView]:
    others = (one for one in area.plans.items() if one[0] not in own)
    return _contribution_phrases(others, area.things_of_others(own), plans, word)


def _plans_table(rows: Sequence[tuple[str, list[PhraseView]]], word: Formatter) -> TableView | None:
    columns = ((word.text("Area"), "title"), (word.text("What other plans do"), "text"))
    return table_of(word.text("How the plans contribute"), columns, rows)


def _no_plan_phrase(word: Formatter, *, is_lack: bool) -> PhraseView:
    """Return the words for an area that no plan serves, as an alarm if `is_lack`."""
    text = word.text("no plan")
    return alarm(text) if is_lack else PhraseView(text, tone="soft")


def _area_title(row: AreaRow | StrategyArea) -> str:
    return "↳ " * min(row.depth, 6) + row.area.title


def _contribution_phrases(
    serving: Iterable[tuple[int, AreaOfPlan]], number: int, plans: Sequence[Contributor], word: Formatter
) -> list[PhraseView]:
    """Return the first of the `number` contributions to an area, and how many more there are."""
    named = list(islice(_contributions(serving, plans, word), _MOST_NAMED))
    more = number - len(named)
    return [*named, PhraseView(word.text("{n} more", n=more), tone="soft")] if more else named


def _contributions(
    serving: Iterable[tuple[int, AreaOfPlan]], plans: Sequence[Contributor], word: Formatter
) -> Iterator[PhraseView]:
    for place, contribution in serving:
        name = plans[place].organisation or plans[place].title
        for subgoal in contribution.subgoals:
            yield PhraseView(f"{name}: {subgoal.title} ({_assessment_text(subgoal, word)})", subgoal.status)
        if contribution.is_measured and not contribution.subgoals:
            yield PhraseView(f"{name}: {word.text('an indicator')}")
        elif contribution.by_part:
            yield PhraseView(f"{name}: {word.text('parts of the area')}")


def _assessment_text(subgoal: Contribution, word: Formatter) -> str:
    """Return how a subgoal was assessed, and through which other subgoal it contributes, if any."""
    label = uncapitalised(word.label("assessment", subgoal.status))
    return word.text("{status}, through {subgoal}", status=label, subgoal=subgoal.through) if subgoal.through else label


def others_in_short(served: StrategyAreas, plan_id: str, places: Collection[int], word: Formatter) -> str:
    """Return how many subgoals plans other than `plan_id` have in the areas, and how those stand; empty if none."""
    status_counts = served.statuses_of_others(plan_id, places)
    if not status_counts:
        return ""
    return word.counted(
        status_counts.total(),
        "one subgoal of other plans there: {states}",
        "{n} subgoals of other plans there: {states}",
        states=assessed_in_words(status_counts, word),
    )
