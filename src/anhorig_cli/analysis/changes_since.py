"""What is new in a plan since a day: what became known after it, up to and with the day that is looked from."""

from collections.abc import Container, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from anhorig_cli.analysis.facts import Fact, is_known, known, new_from
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.model.activity import Activity
from anhorig_cli.model.assessment import Assessment, Revision
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register, is_everyone
from anhorig_cli.model.strategy import Area, Decision, Recommendation
from anhorig_cli.model.subgoal import Subgoal


class Reassessed(NamedTuple):
    """A subgoal with a new last assessment; `before` is the status until then, None where the subgoal is new."""

    subgoal: Subgoal
    before: str | None
    assessment: Assessment


class ChangesSince(NamedTuple):
    """What became known after the day `since`, which is exclusive, up to and with the snapshot's day.

    Facts without a date are not new: nobody can tell when they came. `added` are the subgoals that did not exist on
    `since`, `carried_on` those that a later one carries on by now and none did then, `closed` those that were
    finally assessed. `reassessed_above` are the areas, and the plan, that were assessed; `parts_measured` counts the
    values of units and target groups, `ticked` what was done or cancelled of the annual cycle, and `noted` the notes
    and occasions of activities. `recommended` are the recommendations that were made, `answered` those that were
    answered.
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
    reassessed_above: tuple[Area | Plan, ...]
    parts_measured: int
    ticked: int
    noted: int
    recommended: tuple[Recommendation, ...]
    answered: tuple[Recommendation, ...]


def changes_since(now: Snapshot, since: date) -> ChangesSince:
    """Compare a plan on the snapshot's day with what was known on an earlier one."""
    then = Snapshot(now.plan, since)
    subgoals = [subgoal for _, subgoal in now.subgoals]
    existed = {id(subgoal) for _, subgoal in then.subgoals}
    added = tuple(subgoal for subgoal in subgoals if id(subgoal) not in existed)
    return ChangesSince(
        since,
        tuple(_all_reassessed(subgoals, now, then, existed)),
        tuple(_all_moved(subgoals, now, since)),
        tuple(_all_measured(now, since)),
        tuple(_all_done(subgoals, now, since)),
        added,
        tuple(subgoal for subgoal in subgoals if now.is_carried_on(subgoal) and not then.is_carried_on(subgoal)),
        _closed(subgoals, now, then),
        tuple(decision for decision in now.plan.decisions if _is_new(decision, now, since)),
        _assessed_above(now, since),
        _number_of_new(chain.from_iterable(map(now.parts, now.plan.indicators)), now, since),
        _number_of_new(_ticks(now.plan), now, since),
        _number_of_new(chain.from_iterable(map(_told_of_activities, subgoals)), now, since),
        *_recommended_and_answered(now, since),
    )


def _all_reassessed(
    subgoals: Iterable[Subgoal], now: Snapshot, then: Snapshot, existed: Container[int]
) -> Iterator[Reassessed]:
    for subgoal in subgoals:
        found = _reassessed(subgoal, now, then, is_new=id(subgoal) not in existed)
        if found is not None:
            yield found


def _all_moved(subgoals: Iterable[Subgoal], now: Snapshot, since: date) -> Iterator[tuple[Subgoal, Revision]]:
    for subgoal in subgoals:
        yield from ((subgoal, revision) for revision in now.revisions(subgoal) if _is_since(revision, since))


def _all_done(subgoals: Iterable[Subgoal], now: Snapshot, since: date) -> Iterator[tuple[Subgoal, Activity]]:
    for subgoal in subgoals:
        yield from ((subgoal, activity) for activity in subgoal.activities if _is_done_since(activity, now, since))


def _all_measured(now: Snapshot, since: date) -> Iterator[tuple[Indicator, tuple[Measurement, ...]]]:
    for indicator in now.plan.indicators:
        measured = _measured(indicator, now, since)
        if measured:
            yield indicator, measured


def _closed(subgoals: Iterable[Subgoal], now: Snapshot, then: Snapshot) -> tuple[Subgoal, ...]:
    """Return the subgoals whose last judgement ends the matter now, and did not then."""
    was_closed = {id(subgoal) for _, subgoal in then.subgoals if then.is_final(subgoal)}
    return tuple(subgoal for subgoal in subgoals if now.is_final(subgoal) and id(subgoal) not in was_closed)


def _is_new(fact: Fact, now: Snapshot, since: date) -> bool:
    return fact.date is not None and is_known(fact, now.as_of) and new_from(fact) > since


def _assessed_above(now: Snapshot, since: date) -> tuple[Area | Plan, ...]:
    """Return the areas, and the plan, whose last assessment is new."""
    last = [(goal, now.assessment(goal)) for _, goal in now.goals_above()]
    return tuple(goal for goal, assessment in last if assessment and _is_new(assessment, now, since))


def _ticks(plan: Plan) -> Iterator[Fact]:
    """Give what was ticked off, in a unit's part of a plan only by that unit or for all."""
    units = Register(plan.units)
    for item in plan.annual_cycle:
        own = {units.key(name) for name in item.units if not is_everyone(name)}
        yield from (tick for tick in item.done if not (own and tick.units) or own & set(map(units.key, tick.units)))


def _number_of_new(facts: Iterable[Fact], now: Snapshot, since: date) -> int:
    return sum(_is_new(fact, now, since) for fact in facts)


def _recommended_and_answered(
    now: Snapshot, since: date
) -> tuple[tuple[Recommendation, ...], tuple[Recommendation, ...]]:
    """Return the recommendations that were made since a day, and those that were answered."""
    every = now.plan.recommendations
    answered = (one for one in every if one.answered and one.answered.first <= now.as_of and one.answered.last > since)
    return tuple(one for one in every if _is_new(one, now, since)), tuple(answered)


def _told_of_activities(subgoal: Subgoal) -> Iterator[Fact]:
    """Give the notes on a subgoal's activities, and the occasions that were held."""
    for activity in subgoal.activities:
        yield from activity.notes
        yield from activity.occasions.held if activity.occasions else ()


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
    missing = (m for m in now.missing(indicator) if not m.is_part)
    return tuple(m for m in (*now.measurements(indicator), *missing) if new_from(m) > since)


def _is_since(revision: Revision, since: date) -> bool:
    """Return whether a revision was decided, or told of, after a day."""
    known_on = revision.reported or revision.decided
    return known_on is not None and known_on.last > since


def _is_done_since(activity: Activity, now: Snapshot, since: date) -> bool:
    if activity.done_on is None or activity.status_at(now.as_of) != "done":
        return False
    return (activity.reported or activity.done_on).last > since
