"""What is new in a plan since a day: what became known after it, up to and with the day that is looked from."""

from dataclasses import dataclass
from datetime import date

from anhorig_cli.analysis.facts import known_from
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
class News:
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


def news(now: Snapshot, since: date) -> News:
    """Compare a plan on the snapshot's day with what was known on an earlier one."""
    then = Snapshot(now.plan, since)
    existed = {id(subgoal) for _, subgoal in then.subgoals}
    was_closed = {id(subgoal) for _, subgoal in then.subgoals if then.is_final(subgoal)}
    subgoals = [subgoal for _, subgoal in now.subgoals]
    return News(
        since,
        tuple(found for s in subgoals if (found := _reassessed(s, now, then, is_new=id(s) not in existed))),
        tuple((s, r) for s in subgoals for r in now.revisions(s) if r.decided and r.decided.first > since),
        tuple((i, measured) for i in now.plan.indicators if (measured := _measured(i, now, since))),
        tuple((s, a) for s in subgoals for a in s.activities if _is_done_since(a, now, since)),
        tuple(s for s in subgoals if id(s) not in existed),
        tuple(s for s in subgoals if now.is_carried_on(s) and not then.is_carried_on(s)),
        tuple(s for s in subgoals if now.is_final(s) and id(s) not in was_closed),
        tuple(d for d in now.plan.decisions if d.date and since < d.date.first <= now.as_of),
    )


def _reassessed(subgoal: Subgoal, now: Snapshot, then: Snapshot, *, is_new: bool) -> Reassessed | None:
    assessment = now.assessment(subgoal)
    if assessment is None or known_from(assessment) <= then.as_of:
        return None
    return Reassessed(subgoal, None if is_new else then.status(subgoal), assessment)


def _measured(indicator: Indicator, now: Snapshot, since: date) -> tuple[Measurement, ...]:
    return tuple(m for m in now.measurements(indicator) if known_from(m) > since)


def _is_done_since(activity: Activity, now: Snapshot, since: date) -> bool:
    done_on = activity.done_on
    return activity.status_at(now.as_of) == "done" and done_on is not None and done_on.first > since
