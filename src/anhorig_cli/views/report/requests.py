"""What a plan needs that somebody must see to, for the work to be led and followed."""

from collections import Counter

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.overview import Overview
from anhorig_cli.views.tally import Tally


def asks(overview: Overview, formatter: Formatter) -> tuple[str, ...]:
    """Return what is asked for, in the order in which it matters to the committee."""
    tell = Tally(formatter)
    if overview.run_out:
        tell.say(
            "The plan's period ended {day}: a decision is needed on a longer period, or on what replaces the plan.",
            day=overview.run_out,
        )
    _of_subgoals(overview, tell)
    _of_the_rest(overview, tell)
    return tuple(tell.sentences)


def _of_subgoals(overview: Overview, tell: Tally) -> None:
    current = overview.current
    tell.counted(
        len(overview.overdue),
        "One overdue subgoal needs a new assessment or a decision on a new date.",
        "{n} overdue subgoals need a new assessment or a decision on a new date.",
    )
    tell.counted(
        sum(s.is_to_be_assessed and not s.is_overdue for s in current),
        "One subgoal needs to be assessed.",
        "{n} subgoals need to be assessed.",
    )
    tell.counted(
        len(overview.awaiting_verdict),
        "{titles} needs a final assessment, since the plan's period has ended.",
        "{titles} need final assessments, since the plan's period has ended.",
        titles=tell.formatter.listed(overview.awaiting_verdict),
    )
    tell.counted(
        sum(s.is_failing and s.is_unexplained for s in current) + overview.goals_lacking_reason,
        "One deviation needs to be explained: cause, action or new date.",
        "{n} deviations need to be explained: cause, action or new date.",
    )
    tell.counted(
        sum(s.lacks_responsible for s in current),
        "One subgoal needs somebody responsible.",
        "{n} subgoals need somebody responsible.",
    )


def _of_the_rest(overview: Overview, tell: Tally) -> None:
    _of_moved_dates(overview, tell)
    tell.counted(
        sum(not one.latest and not one.parts and not _tells(one) for one in overview.indicators),
        "One indicator needs to be measured.",
        "{n} indicators need to be measured.",
    )
    tell.counted(
        sum(not recommendation.is_answered for recommendation in overview.recommendations),
        "One recommendation needs an answer.",
        "{n} recommendations need an answer.",
    )


def _tells(indicator: IndicatorView) -> bool:
    """Return whether women and men have been measured, or somebody has said why nothing is."""
    return any(row.value or row.details for row in indicator.rows)


def _of_moved_dates(overview: Overview, tell: Tally) -> None:
    dates = Counter(move.lacks for move in overview.moved if move.name != "target")
    targets = Counter(move.lacks for move in overview.moved if move.name == "target")
    tell.counted(
        dates["both"],
        "One moved date needs a reason and a decision.",
        "{n} moved dates need a reason and a decision.",
    )
    tell.counted(dates["reason"], "One moved date needs a reason.", "{n} moved dates need a reason.")
    tell.counted(dates["decision"], "One moved date needs a decision.", "{n} moved dates need a decision.")
    tell.counted(
        targets["both"],
        "One changed target needs a reason and a decision.",
        "{n} changed targets need a reason and a decision.",
    )
    tell.counted(targets["reason"], "One changed target needs a reason.", "{n} changed targets need a reason.")
    tell.counted(targets["decision"], "One changed target needs a decision.", "{n} changed targets need a decision.")
