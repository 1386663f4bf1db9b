"""Judgements of subgoals: which are final, which are deviations, and which say why."""

from datetime import date

from anhorig_cli.model.assessment import Assessment
from anhorig_cli.model.dates import PlanDate

DEVIATIONS = frozenset({"partly_expected", "partly_achieved", "unlikely", "not_achieved"})
"""Judgements that a subgoal is not, or will not be, wholly met."""
NOT_MET = frozenset({"not_achieved", "partly_achieved"})
"""Final judgements after which a subgoal was not met."""
_PARTLY = frozenset({"partly_expected", "partly_achieved"})
_ALWAYS_FINAL = frozenset({"achieved", "discontinued", "not_applicable"})


def is_reasoned(assessment: Assessment) -> bool:
    """Return whether a judgement that could not be made says on which day, and why."""
    is_dated = assessment.date is not None or assessment.reported is not None
    return assessment.status == "not_assessed" and is_dated and bool(assessment.comment)


def is_final(assessment: Assessment, due_then: PlanDate | None, due_now: PlanDate | None, ends: date | None) -> bool:
    """Return whether the last judgement of a subgoal ends the matter, so that it is not asked for again.

    What is met, discontinued or not applicable is so. What was not met, or could not be assessed, is so from the last
    day of the deadline, or where it says so itself. A deadline that was moved later afterwards opens it again.

    Args:
        assessment: the last judgement that is known.
        due_then: the deadline that held when it was made.
        due_now: the deadline that holds now.
        ends: the last day of the plan's period, which stands in for a deadline where there is none; None where there
            is no such day.
    """
    if assessment.status in _ALWAYS_FINAL:
        return True
    if assessment.status not in NOT_MET and not is_reasoned(assessment):
        return False
    if _is_moved_later(due_then, due_now):
        return False
    if assessment.final:
        return True
    day = assessment.date or assessment.reported
    last = _last_day(due_then or due_now, ends)
    return day is not None and last is not None and day.last >= last


def _last_day(due: PlanDate | None, ends: date | None) -> date | None:
    return due.last if due is not None and not due.is_open else ends


def _is_moved_later(then: PlanDate | None, now: PlanDate | None) -> bool:
    return then is not None and now is not None and now.last > then.last


def says_why(assessment: Assessment) -> bool:
    """Return whether a judgement gives a cause, an action or a new date."""
    return bool(assessment.cause or assessment.action or assessment.new_date)


def new_date_has_passed(assessment: Assessment, as_of: date) -> bool:
    """Return whether the new date that a judgement gives is past, too."""
    return assessment.new_date is not None and assessment.new_date.has_ended(as_of)


def is_explained(assessment: Assessment | None, *, is_final: bool) -> bool:
    """Return whether a judgement says why a subgoal deviates, or what is done about it.

    A comment is enough in one that is final, since nothing more is to be done, and where a part is, or will be, met.
    """
    if assessment is None:
        return False
    comment_is_enough = is_final or assessment.status in _PARTLY
    return says_why(assessment) or (comment_is_enough and bool(assessment.comment))
