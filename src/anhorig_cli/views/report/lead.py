"""The lead of a report: what is achieved, what is late and what moved most, with names and numbers."""

from collections.abc import Sequence

from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.overview import Overview
from anhorig_cli.views.subgoals import SubgoalView
from anhorig_cli.views.tally import Tally

_MOST_NAMED = 3
_ACHIEVED = "achieved"


def lead_sentences(overview: Overview, formatter: Formatter) -> tuple[str, ...]:
    """Return the sentences that open a report whose occasion has no words of its own."""
    if not overview.current:
        return (formatter.text("The plan has no subgoals."),)
    tell = Tally(formatter)
    _achieved_earlier(overview.carried_on, tell)
    _achieved_now(overview.current, tell)
    _late(overview, tell)
    _short_of(overview.current, tell)
    _moved_most(overview.indicators, tell)
    _unassessed(overview.current, tell)
    return tuple(tell.sentences)


def counted_sentence(overview: Overview, formatter: Formatter) -> str:
    """Return what can be counted in the plan, to stand after the officer's own words; nothing without subgoals."""
    current = overview.current
    if not current:
        return ""
    late = sum(map(_is_late, current))
    short = sum(s.is_failing for s in current)
    unassessed = sum(s.is_unassessed for s in current)
    clauses = [
        formatter.counted(late, "one of {all} subgoals is late", "{n} of {all} subgoals are late", all=len(current)),
    ]
    if short:
        clauses.append(
            formatter.counted(
                short,
                "one is not, or is not expected to be, fully achieved",
                "{n} are not, or are not expected to be, fully achieved",
            )
        )
    if unassessed == len(current):
        clauses.append(formatter.text("none has been assessed yet"))
    elif unassessed:
        clauses.append(formatter.counted(unassessed, "one has not been assessed", "{n} have not been assessed"))
    return formatter.text("Counted from the plan: {facts}.", facts=formatter.listed(clauses))


def _is_late(subgoal: SubgoalView) -> bool:
    return subgoal.is_overdue or subgoal.is_late_in_starting


def _achieved_earlier(earlier: Sequence[SubgoalView], tell: Tally) -> None:
    achieved = sum(subgoal.status == _ACHIEVED for subgoal in earlier)
    if earlier and achieved == len(earlier):
        tell.counted(
            achieved,
            "The earlier subgoal is achieved, and the work continues.",
            "The {n} earlier subgoals are achieved, and the work continues.",
        )
    elif len(earlier) == 1 and earlier[0].status == "not_assessed":
        tell.say("The earlier subgoal has not been assessed; the work continues.")
    elif earlier:
        tell.counted(
            len(earlier),
            "The earlier subgoal was assessed as '{status}'; the work continues.",
            "{achieved} of {n} earlier subgoals are assessed as achieved; the work on all of them continues.",
            achieved=achieved,
            status=uncapitalised(earlier[0].status_label),
        )


def _achieved_now(current: Sequence[SubgoalView], tell: Tally) -> None:
    achieved = [subgoal.title for subgoal in current if subgoal.status == _ACHIEVED]
    if len(achieved) > _MOST_NAMED:
        tell.say("{n} of {all} subgoals are achieved.", n=len(achieved), all=len(current))
    else:
        tell.counted(
            len(achieved),
            "One of {all} subgoals is achieved: {titles}.",
            "{n} of {all} subgoals are achieved: {titles}.",
            all=len(current),
            titles=tell.formatter.listed(achieved),
        )


def _late(overview: Overview, tell: Tally) -> None:
    late = sorted(
        (s for s in overview.current if _is_late(s)),
        key=lambda subgoal: -subgoal.days_late,
    )
    if not late:
        _late_activities(overview.current, tell)
        _unknown_starts(overview.current, tell)
        return
    titles = tell.formatter.listed(_with_days(subgoal, tell.formatter) for subgoal in late[:_MOST_NAMED])
    if len(late) > _MOST_NAMED:
        tell.say("{n} subgoals are late, most of all {titles}.", n=len(late), titles=titles)
    else:
        tell.counted(len(late), "One subgoal is late: {titles}.", "{n} subgoals are late: {titles}.", titles=titles)
    _unknown_starts(overview.current, tell)


def _unknown_starts(current: Sequence[SubgoalView], tell: Tally) -> None:
    """Tell of how many subgoals that should have begun nothing says whether they have."""
    tell.counted(
        sum(s.may_be_late_in_starting and not s.is_overdue for s in current),
        "One subgoal should have begun by now, but the plan does not say whether it has.",
        "{n} subgoals should have begun by now, but the plan does not say whether they have.",
    )


def _late_activities(current: Sequence[SubgoalView], tell: Tally) -> None:
    """Report that no subgoal is late, and which activities are."""
    late = [activity.title for subgoal in current for activity in subgoal.activities if activity.is_late]
    if not late:
        tell.say("No subgoal is late.")
    elif len(late) > _MOST_NAMED:
        tell.say("No subgoal is late, but {n} activities are.", n=len(late))
    else:
        tell.counted(
            len(late),
            "No subgoal is late, but one activity is: {titles}.",
            "No subgoal is late, but {n} activities are: {titles}.",
            titles=tell.formatter.listed(late),
        )


def _with_days(subgoal: SubgoalView, formatter: Formatter) -> str:
    days = formatter.counted(subgoal.days_late, "one day", "{n} days")
    return f"{subgoal.title} ({days})"


def _short_of(current: Sequence[SubgoalView], tell: Tally) -> None:
    failing = [s for s in current if s.is_failing]
    short = [s.title for s in failing if not _is_late(s)]
    if len(short) > _MOST_NAMED and any(map(_is_late, current)):
        tell.say("{n} more are not, or are not expected to be, fully achieved.", n=len(short))
    elif len(short) > _MOST_NAMED:
        tell.say("{n} subgoals are not, or are not expected to be, fully achieved.", n=len(short))
    elif len(short) < len(failing):  # the others have been named as late
        tell.counted(
            len(short),
            "One more is not, or is not expected to be, fully achieved: {titles}.",
            "{n} more are not, or are not expected to be, fully achieved: {titles}.",
            titles=tell.formatter.listed(short),
        )
    else:
        tell.counted(
            len(short),
            "One is not, or is not expected to be, fully achieved: {titles}.",
            "{n} are not, or are not expected to be, fully achieved: {titles}.",
            titles=tell.formatter.listed(short),
        )


def _moved_most(indicators: Sequence[IndicatorView], tell: Tally) -> None:
    """Tell of the indicator that has changed most, measured by what it was."""
    moved = [one for one in indicators if one.moved_from and _change(one)]
    if moved:
        most = max(moved, key=_change)
        before, after = most.moved_from, most.moved_to
        tell.say("{title}: from {before} to {after}.", title=most.title, before=before, after=after)


def _change(indicator: IndicatorView) -> float:
    values = indicator.values
    if len(values) > 1 and values[0]:
        return abs(values[-1] - values[0]) / abs(values[0])
    start = indicator.path.baseline
    if not values or start is None or not start.number:
        return 0.0
    return abs(values[-1] - start.number) / abs(start.number)


def _unassessed(current: Sequence[SubgoalView], tell: Tally) -> None:
    unassessed = sum(subgoal.is_unassessed for subgoal in current)
    if unassessed == len(current):
        tell.counted(
            unassessed,
            "The plan's subgoal has not been assessed yet.",
            "None of the plan's {n} subgoals has been assessed yet.",
        )
    else:
        tell.counted(unassessed, "One subgoal has not been assessed yet.", "{n} subgoals have not been assessed yet.")
