"""What a plan needs that somebody must see to: what the committee decides, and what the administration does."""

from collections import Counter

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.overview import Overview
from anhorig_cli.views.tally import Tally


def to_decide(overview: Overview, formatter: Formatter) -> tuple[str, ...]:
    """Return what is asked of the committee, in the order in which it matters."""
    tell = Tally(formatter)
    if overview.run_out:
        tell.say(
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
    dates, targets = _lacking(overview)
    tell.counted(
        dates["both"],
        "One moved date needs a reason and a decision.",
        "{n} moved dates need a reason and a decision.",
    )
    tell.counted(dates["decision"], "One moved date needs a decision.", "{n} moved dates need a decision.")
    tell.counted(
        targets["both"],
        "One changed target needs a reason and a decision.",
        "{n} changed targets need a reason and a decision.",
    )
    tell.counted(targets["decision"], "One changed target needs a decision.", "{n} changed targets need a decision.")
    tell.counted(
        sum(not recommendation.is_answered for recommendation in overview.recommendations),
        "One recommendation needs an answer.",
        "{n} recommendations need an answer.",
    )
    return tuple(tell.sentences)


def to_do(overview: Overview, formatter: Formatter) -> tuple[str, ...]:
    """Return what is left to those who do the work: to assess, explain and measure."""
    tell, current = Tally(formatter), overview.current
    tell.counted(
        sum(s.is_to_be_assessed and not s.is_overdue for s in current),
        "One subgoal needs to be assessed.",
        "{n} subgoals need to be assessed.",
    )
    tell.counted(
        len(overview.awaiting_verdict),
        "{titles} needs a final assessment, since the plan's period has ended.",
        "{titles} need final assessments, since the plan's period has ended.",
        titles=formatter.listed(overview.awaiting_verdict),
    )
    tell.counted(
        sum(s.is_failing and s.is_unexplained for s in current) + overview.goals_lacking_reason,
        "One deviation needs to be explained: cause, action or new date.",
        "{n} deviations need to be explained: cause, action or new date.",
    )
    dates, targets = _lacking(overview)
    tell.counted(dates["reason"], "One moved date needs a reason.", "{n} moved dates need a reason.")
    tell.counted(targets["reason"], "One changed target needs a reason.", "{n} changed targets need a reason.")
    tell.counted(
        sum(not one.latest and not one.parts and not _has_values_or_reason(one) for one in overview.indicators),
        "One indicator needs to be measured.",
        "{n} indicators need to be measured.",
    )
    return tuple(tell.sentences)


def _lacking(overview: Overview) -> tuple[Counter[str], Counter[str]]:
    """Return what moved dates lack, and what changed targets do."""
    dates = Counter(move.lacks for move in overview.moved if move.name != "target")
    return dates, Counter(move.lacks for move in overview.moved if move.name == "target")


def _has_values_or_reason(indicator: IndicatorView) -> bool:
    """Return whether women and men have been measured, or somebody has said why nothing is."""
    return any(row.value or row.details for row in indicator.rows)
