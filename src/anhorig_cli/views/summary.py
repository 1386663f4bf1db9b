"""The summary of a report: how the work stands, in words and numbers."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from anhorig_cli.views.indicators import IndicatorView
from anhorig_cli.views.subgoals import MovedView, SubgoalView
from anhorig_cli.views.wording import Wording
from anhorig_cli.vocabulary import SCALES


@dataclass(frozen=True, slots=True)
class StateView:
    """How many subgoals have a status; `status` is the word of the assessment scale."""

    status: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class SummaryView:
    """Sentences for those who read nothing else, and the figures behind them."""

    sentences: tuple[str, ...]
    states: tuple[StateView, ...]
    subgoals: int
    carried_on: int
    overdue: tuple[SubgoalView, ...]
    late_in_starting: tuple[SubgoalView, ...]
    moved: tuple[MovedView, ...]


def summary_view(
    current: Sequence[SubgoalView],
    carried_on: Sequence[SubgoalView],
    indicators: Sequence[IndicatorView],
    wording: Wording,
) -> SummaryView:
    """Count the subgoals and put the count into words."""
    counts = Counter(subgoal.status for subgoal in current)
    states = tuple(
        StateView(word.name, wording.label("assessment", word.name), counts[word.name])
        for word in SCALES["assessment"].words
        if counts[word.name]
    )
    overdue = tuple(s for s in current if s.is_overdue)
    late = tuple(s for s in current if s.is_late_in_starting)
    moved = tuple(move for s in current for move in s.moved)
    sentences = [
        *_of_subgoals(current, carried_on, counts, wording),
        *_of_lateness(overdue, late, moved, wording),
        *_of_indicators(indicators, wording),
    ]
    return SummaryView(tuple(sentences), states, len(current), len(carried_on), overdue, late, moved)


def _of_subgoals(
    current: Sequence[SubgoalView], carried_on: Sequence[SubgoalView], counts: Counter[str], wording: Wording
) -> list[str]:
    if not current:
        return [wording.text("The plan has no subgoals.")]
    sentences = [wording.counted(len(current), "The plan has one subgoal.", "The plan has {n} subgoals.")]
    if carried_on:
        sentences.append(
            wording.counted(
                len(carried_on),
                "One earlier subgoal has been carried on.",
                "{n} earlier subgoals have been carried on.",
            )
        )
    assessed = [
        f"{wording.label('assessment', word.name).lower()} {counts[word.name]}"
        for word in SCALES["assessment"].words
        if counts[word.name] and word.name != "not_assessed"
    ]
    if assessed:
        sentences.append(wording.text("Assessments: {states}.", states=", ".join(assessed)))
    if counts["not_assessed"]:
        sentences.append(
            wording.counted(
                counts["not_assessed"],
                "One subgoal has not been assessed yet.",
                "{n} subgoals have not been assessed yet.",
            )
        )
    return sentences


def _of_lateness(
    overdue: Sequence[SubgoalView], late: Sequence[SubgoalView], moved: Sequence[MovedView], wording: Wording
) -> list[str]:
    sentences: list[str] = []
    if overdue:
        sentences.append(
            wording.counted(
                len(overdue),
                "One subgoal is overdue: its deadline has passed, and it is not assessed as achieved.",
                "{n} subgoals are overdue: their deadlines have passed, and they are not assessed as achieved.",
            )
        )
    else:
        sentences.append(wording.text("No subgoal is overdue."))
    if late:
        sentences.append(
            wording.counted(len(late), "One subgoal is late in starting.", "{n} subgoals are late in starting.")
        )
    if moved:
        sentences.append(wording.counted(len(moved), "One deadline has been moved.", "{n} deadlines have been moved."))
    return sentences


def _of_indicators(indicators: Sequence[IndicatorView], wording: Wording) -> list[str]:
    if not indicators:
        return [wording.text("The plan has no indicators.")]
    counts = Counter(indicator.trend for indicator in indicators)
    told = [
        f"{wording.label('trend', word.name).lower()} {counts[word.name]}"
        for word in SCALES["trend"].words
        if counts[word.name]
    ]
    return [wording.text("Indicators: {trends}.", trends=", ".join(told))]
