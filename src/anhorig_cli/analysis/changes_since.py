"""What is new in a plan since a day: what became known after it, up to and with the day that is looked from."""

from dataclasses import dataclass
from datetime import date

from anhorig_cli.analysis.facts import is_known, known, new_from
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.indicator import Indicator, Measurement
from anhorig_cli.model.strategy import Decision
from anhorig_cli.model.subgoal import Activity, Assessment, Revision, Subgoal


@dataclass(frozen=True, slots=True)
class Reassessed:
    """A subgoal with a new last assessment; `before` is the status until then, None where the subgoal is new."""

    subgoal: Subgoal
    before: str | None
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class ChangesSince:
    """What became known after the day `since`, which is exclusive, up to and with the snapshot's day.

    Facts without a date are not new: nobody can tell when they came. `added` are the subgoals that did not exist on
    `since`, `carried_on` those that a later one carries on by now and none did then, `closed` those that were
    finally assessed.
    """

    since: date
    reassessed: tuple[Reassessed, ...]
    revised: tuple[tuple[Subgoal, Revision], ...]
    measured: tuple[tuple[Indicator, tuple[Measurement, ...]], ...]
    done: tuple[tuple[Subgoal, Activity], ...]
    added: tuple[Subgoal, ...]
    carried_on: tuple[Subgoal, ...]
    closed: tuple[Subgoal, ...]
    decided: tuple[Decision, ...]


def changes_since(now: Snapshot, since: date) -> ChangesSince:
    """Compare a plan on the snapshot's day with what was known on an earlier one."""
    then = Snapshot(now.plan, since)
    existed = {id(subgoal) for _, subgoal in then.subgoals}
    was_closed = {id(subgoal) for _, subgoal in then.subgoals if then.is_final(subgoal)}
    subgoals = [subgoal for _, subgoal in now.subgoals]
    return ChangesSince(
        since,
        tuple(found for s in subgoals if (found := _reassessed(s, now, then, is_new=id(s) not in existed))),
        tuple((s, r) for s in subgoals for r in now.revisions(s) if _is_since(r, since)),
        tuple((i, measured) for i in now.plan.indicators if (measured := _measured(i, now, since))),
        tuple((s, a) for s in subgoals for a in s.activities if _is_done_since(a, now, since)),
        tuple(s for s in subgoals if id(s) not in existed),
        tuple(s for s in subgoals if now.is_carried_on(s) and not then.is_carried_on(s)),
        tuple(s for s in subgoals if now.is_final(s) and id(s) not in was_closed),
        tuple(d for d in now.plan.decisions if d.date and is_known(d, now.as_of) and new_from(d) > since),
    )


def _reassessed(subgoal: Subgoal, now: Snapshot, then: Snapshot, *, is_new: bool) -> Reassessed | None:
    assessment = now.assessment(subgoal)
    if assessment is None or new_from(assessment) <= then.as_of:
        return None
    return Reassessed(subgoal, None if is_new else _status_before(subgoal, assessment, then), assessment)


def _status_before(subgoal: Subgoal, assessment: Assessment, then: Snapshot) -> str:
    """Return how a subgoal was judged before an assessment, which may have been known then, too."""
    earlier = [one for one in known(subgoal.assessments, then.as_of) if one is not assessment]
    return earlier[-1].status if earlier else "not_assessed"


def _measured(indicator: Indicator, now: Snapshot, since: date) -> tuple[Measurement, ...]:
    return tuple(m for m in now.measurements(indicator) if new_from(m) > since)


def _is_since(revision: Revision, since: date) -> bool:
    """Return whether a revision was decided, or told of, after a day."""
    told = revision.reported or revision.decided
    return told is not None and told.last > since


def _is_done_since(activity: Activity, now: Snapshot, since: date) -> bool:
    if activity.done_on is None or activity.status_at(now.as_of) != "done":
        return False
    return (activity.reported or activity.done_on).last > since
