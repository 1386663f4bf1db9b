"""The summary of a report: how the work stands, what deviates, and what somebody must act on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from anhorig_cli.source import message
from anhorig_cli.views.formatter import Formatter, Tally
from anhorig_cli.views.report.overview import Overview, done_of
from anhorig_cli.views.subgoals import ASSESSED, CountPhrases, MovedView, SubgoalView, counted_words
from anhorig_cli.vocabulary import SCALES


@dataclass(frozen=True, slots=True)
class StateView:
    """How many subgoals have a status; `status` is the word of the assessment scale."""

    # Not a NamedTuple like the other views, since tuples have a `count` method.

    status: str
    label: str
    count: int


class SummaryView(NamedTuple):
    """Sentences for those who read nothing else, and the figures behind them.

    `sentences` say how the work stands, `deviations` what does not follow the plan (if nothing is known, one sentence
    says so), `asks` what somebody must act on. `overdue` and `late_in_starting` are the subgoals (`overdue_label` is
    `försenade delmål`, to follow their number), `not_met` those that were finally assessed as not, or only partly, met,
    `moved` the deadlines and targets that have been changed; `carried_on` counts the earlier subgoals.
    """

    sentences: tuple[str, ...]
    deviations: tuple[str, ...]
    asks: tuple[str, ...]
    states: tuple[StateView, ...]
    subgoals: int
    carried_on: int
    overdue: tuple[SubgoalView, ...]
    overdue_label: str
    not_met: tuple[SubgoalView, ...]
    late_in_starting: tuple[SubgoalView, ...]
    moved: tuple[MovedView, ...]


def summary_view(overview: Overview, formatter: Formatter) -> SummaryView:
    """Return the summary: what is counted in the plan, and the counts in words."""
    counts = Counter(subgoal.status for subgoal in overview.current)
    return SummaryView(
        sentences=(
            *_subgoal_sentences(overview, counts, formatter),
            *_activity_sentences(overview, formatter),
            *_trend_sentences(overview, formatter),
        ),
        deviations=_deviations(overview, formatter),
        asks=(*to_decide(overview, formatter, by_number=False), *to_do(overview, formatter, by_number=False)),
        states=state_views(counts, formatter),
        subgoals=len(overview.current),
        carried_on=len(overview.carried_on),
        overdue=overview.overdue,
        overdue_label=formatter.counted(len(overview.overdue), "overdue subgoal", "overdue subgoals"),
        not_met=overview.not_met,
        late_in_starting=overview.late_in_starting,
        moved=overview.moved,
    )


def state_views(counts: Counter[str], formatter: Formatter) -> tuple[StateView, ...]:
    """Return the number of subgoals with each status, in the order of the scale; statuses of none are left out."""
    return tuple(
        StateView(word.name, formatter.label("assessment", word.name), counts[word.name])
        for word in SCALES["assessment"].words
        if counts[word.name]
    )


def _subgoal_sentences(overview: Overview, counts: Counter[str], formatter: Formatter) -> list[str]:
    if not overview.current:
        return []  # the first page says it
    tell = Tally(formatter)
    tell.counted(len(overview.current), "The plan has one subgoal.", "The plan has {n} subgoals.")
    tell.counted(
        len(overview.carried_on),
        "One earlier subgoal continues in a new one.",
        "{n} earlier subgoals continue in new ones.",
    )
    unassessed = sum(subgoal.is_unassessed for subgoal in overview.current)
    tell.add(
        _counted_by_word(_ASSESSED_COUNTS, "assessment", counts - Counter({"not_assessed": unassessed}), formatter)
    )
    tell.counted(unassessed, "One subgoal has not been assessed yet.", "{n} subgoals have not been assessed yet.")
    return tell.sentences


def _activity_sentences(overview: Overview, formatter: Formatter) -> list[str]:
    """Return sentences on how many activities are done, are cancelled, or have no known status."""
    done, activities = sum(e.done for e in overview.effects), sum(e.activities for e in overview.effects)
    cancelled, unknown = sum(e.cancelled for e in overview.effects), sum(e.unknown for e in overview.effects)
    tell = Tally(formatter)
    if activities > unknown:
        tell.add(f"{done_of(done, activities, formatter)}.")
    tell.counted(cancelled, "One activity is cancelled.", "{n} activities are cancelled.")
    tell.counted(unknown, "The status of one activity is not known.", "The status of {n} activities is not known.")
    return tell.sentences


def _trend_sentences(overview: Overview, formatter: Formatter) -> list[str]:
    """Return sentences on how many indicators have moved in each way; empty without indicators."""
    trends = Counter(one.trend for one in overview.indicators if not one.has_no_verdict)
    tell = Tally(formatter)
    tell.add(_counted_by_word(_TREND_COUNTS, "trend", trends, formatter))
    tell.counted(
        sum(one.has_no_verdict for one in overview.indicators),
        "One indicator cannot be called better or worse.",
        "{n} indicators cannot be called better or worse.",
    )
    return tell.sentences


_ASSESSED_COUNTS = {
    **ASSESSED,
    "not_assessed": (message("one could not be assessed"), message("{n} could not be assessed")),
}
"""The phrases that count subgoals by assessment; unassessed subgoals are counted in another sentence."""

_TREND_COUNTS = {
    "better": (
        message("one indicator is better than the value it is compared with"),
        message("{n} indicators are better than the values they are compared with"),
    ),
    "unchanged": (message("one indicator is unchanged"), message("{n} indicators are unchanged")),
    "worse": (
        message("one indicator is worse than the value it is compared with"),
        message("{n} indicators are worse than the values they are compared with"),
    ),
    "unknown": (message("one indicator cannot be followed"), message("{n} indicators cannot be followed")),
}
"""The phrases that count indicators by trend."""


_OWN_LABEL_HEADINGS = {"assessment": message("Assessments").template, "trend": message("Indicators").template}
"""The heading of each count, used if the project has its own words for the scale."""


def _counted_by_word(wordings: CountPhrases, scale: str, counts: Counter[str], word: Formatter) -> str:
    """Return the count of each word of a scale as a sentence; empty if there are none.

    If the project has its own labels for the scale, they are listed after a heading, since no sentence can inflect
    them.
    """
    listed = counted_words(wordings, scale, counts, word)
    if not listed:
        return ""
    if any(word.own_label(scale, one.name) for one in SCALES[scale].words):
        return f"{word.heading(_OWN_LABEL_HEADINGS[scale])}: {listed}."
    return f"{listed[:1].upper()}{listed[1:]}."


def _deviations(overview: Overview, formatter: Formatter) -> tuple[str, ...]:
    tell = Tally(formatter)
    _add_subgoal_deviations(overview, tell)
    tell.counted(
        len(overview.failing_goals),
        "{titles} has not been, or is not expected to be, fully achieved.",
        "{titles} have not been, or are not expected to be, fully achieved.",
        titles=tell.formatter.listed(overview.failing_goals),
    )
    _add_indicator_deviations(overview, tell)
    targets = sum(move.name == "target" for move in overview.moved)
    deadlines = len(overview.moved) - targets
    tell.counted(deadlines, "One date has been moved.", "{n} dates have been moved.")
    tell.counted(targets, "One target has been changed.", "{n} targets have been changed.")
    return tuple(tell.sentences) or (formatter.text("No deviations are known."),)


def _add_subgoal_deviations(overview: Overview, tell: Tally) -> None:
    tell.counted(
        len(overview.overdue),
        "One subgoal is overdue: its deadline has passed, and it is not finally assessed.",
        "{n} subgoals are overdue: their deadlines have passed, and they are not finally assessed.",
    )
    tell.counted(
        len(overview.not_met),
        "One subgoal was not met, or only in part.",
        "{n} subgoals were not met, or only in part.",
    )
    late = len(overview.late_in_starting)
    tell.counted(late, "One subgoal is late in starting.", "{n} subgoals are late in starting.")
    failing = sum(s.is_failing and not s.is_not_met and not s.is_overdue for s in overview.current)
    if overview.not_met or overview.overdue:
        tell.counted(
            failing,
            "One more subgoal has not been, or is not expected to be, fully achieved.",
            "{n} more subgoals have not been, or are not expected to be, fully achieved.",
        )
    else:
        tell.counted(
            failing,
            "One subgoal has not been, or is not expected to be, fully achieved.",
            "{n} subgoals have not been, or are not expected to be, fully achieved.",
        )
    tell.counted(len(overview.late_activities), "One activity is late.", "{n} activities are late.")
    tell.counted(
        sum(bool(subgoal.left_undone) for subgoal in overview.current),
        "One subgoal is met although not all of its activities are done.",
        "{n} subgoals are met although not all of their activities are done.",
    )


def _add_indicator_deviations(overview: Overview, tell: Tally) -> None:
    tell.counted(
        overview.standings["behind"],
        "One indicator is behind target.",
        "{n} indicators are behind target.",
    )
    tell.counted(
        overview.standings["missed"],
        "The day of one indicator's target has passed, and no value shows that it was met in time.",
        "The days of {n} indicators' targets have passed, and no values show that they were met in time.",
    )
    tell.counted(
        overview.standings["unmeasured"],
        "The day of one indicator's target has passed, and there is no value.",
        "The days of {n} indicators' targets have passed, and there are no values.",
    )
    tell.counted(
        sum(effect.is_without_effect for effect in overview.effects),
        "For one subgoal everything is done, and an indicator has not got better.",
        "For {n} subgoals everything is done, and an indicator has not got better.",
    )
    if overview.cycle and overview.cycle.missed:
        word = tell.formatter
        missed = word.counted(
            overview.cycle.missed,
            "One task in the annual cycle was not done in time.",
            "{n} tasks in the annual cycle were not done in time.",
        )
        tell.sentences.append(" ".join([missed, *overview.cycle.done_later(word)]))


# What somebody must act on: what the committee decides, and what the administration does.


_MOST_NAMED = 5
"""At most this many subgoals whose changed dates or targets lack something are named, by their numbers."""


def to_decide(overview: Overview, formatter: Formatter, *, by_number: bool = True) -> tuple[str, ...]:
    """Return what is asked of the committee, the most important first.

    `by_number` says that the page numbers its subgoals, so that the sentences can refer to them by number.
    """
    tell = Tally(formatter)
    if overview.run_out:
        tell.add_text(
            "The plan's period ended {day}: a decision is needed on a longer period, or on what replaces the plan.",
            day=overview.run_out,
        )
    tell.counted(
        len(overview.overdue),
        "One overdue subgoal needs a new assessment or a decision on a new date.",
        "{n} overdue subgoals need a new assessment or a decision on a new date.",
    )
    tell.counted(
        sum(s.lacks_responsible for s in overview.current),
        "One subgoal needs somebody responsible.",
        "{n} subgoals need somebody responsible.",
    )
    lacking = _LackingChanges(overview, tell, by_number=by_number)
    lacking.counted(
        lacking.dates["both"],
        "One moved date{of} needs a reason and a decision.",
        "{n} moved dates{of} need a reason and a decision.",
    )
    lacking.counted(
        lacking.dates["decision"],
        "One moved date{of} needs a decision.",
        "{n} moved dates{of} need a decision.",
    )
    lacking.counted(
        lacking.targets["both"],
        "One changed target{of} needs a reason and a decision.",
        "{n} changed targets{of} need a reason and a decision.",
    )
    lacking.counted(
        lacking.targets["decision"],
        "One changed target{of} needs a decision.",
        "{n} changed targets{of} need a decision.",
    )
    tell.counted(
        sum(not recommendation.is_answered for recommendation in overview.recommendations),
        "One recommendation needs an answer.",
        "{n} recommendations need an answer.",
    )
    return tuple(tell.sentences)


def to_do(overview: Overview, formatter: Formatter, *, by_number: bool = True) -> tuple[str, ...]:
    """Return what the administration has left to assess, explain and measure; `by_number` as in `to_decide`."""
    tell, current = Tally(formatter), overview.current
    tell.counted(
        sum(s.is_to_be_assessed and not s.is_overdue for s in current),
        "One subgoal needs to be assessed.",
        "{n} subgoals need to be assessed.",
    )
    tell.counted(
        overview.judged_long_ago,
        "One assessment is old and needs to be made again.",
        "{n} assessments are old and need to be made again.",
    )
    tell.counted(
        len(overview.awaiting_verdict),
        "{titles} needs a final assessment, since the plan's period has ended.",
        "{titles} need final assessments, since the plan's period has ended.",
        titles=formatter.listed(overview.awaiting_verdict),
    )
    tell.counted(
        sum(s.is_failing and s.is_unexplained and not s.is_overdue for s in current) + overview.goals_lacking_reason,
        "One deviation needs to be explained: cause, action or new date.",
        "{n} deviations need to be explained: cause, action or new date.",
    )
    lacking = _LackingChanges(overview, tell, by_number=by_number)
    lacking.counted(
        lacking.dates["reason"],
        "One moved date{of} needs a reason.",
        "{n} moved dates{of} need a reason.",
    )
    lacking.counted(
        lacking.targets["reason"],
        "One changed target{of} needs a reason.",
        "{n} changed targets{of} need a reason.",
    )
    tell.counted(
        overview.unmeasured,
        "One indicator needs to be measured.",
        "{n} indicators need to be measured.",
    )
    return tuple(tell.sentences)


class _LackingChanges:
    """The subgoal numbers of moved dates and changed targets, one number per change, by what the change lacks."""

    def __init__(self, overview: Overview, tell: Tally, *, by_number: bool) -> None:
        self._tell, self._by_number = tell, by_number
        self.dates: dict[str, list[int]] = {"both": [], "decision": [], "reason": [], "": []}
        self.targets: dict[str, list[int]] = {lack: [] for lack in self.dates}
        for number, subgoal in enumerate(overview.current, 1):
            for move in subgoal.moved:
                (self.targets if move.name == "target" else self.dates)[move.lacks].append(number)

    def counted(self, numbers: Sequence[int], one: str, many: str) -> None:
        """Add a sentence on the number of changes, in which `{of}` stands for the subgoals that they belong to."""
        self._tell.counted(len(numbers), one, many, of=self._of(numbers))

    def _of(self, numbers: Sequence[int]) -> str:
        """Return the subgoals of the changes as a phrase to follow them; empty if not by number, or if too many."""
        numbers_named = sorted(set(numbers))
        if not self._by_number or len(numbers_named) > _MOST_NAMED:
            return ""
        word = self._tell.formatter
        listed = word.listed(map(str, numbers_named))
        return word.counted(len(numbers_named), " of subgoal {numbers}", " of subgoals {numbers}", numbers=listed)
