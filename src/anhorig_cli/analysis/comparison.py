"""The changes in meaning from one version of a plan to a later one, and why deadlines were moved."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from typing import Generic, Literal, TypeVar

from anhorig_cli.analysis.pairing import Paired, Renamed, paired, paired_things, renamed_things
from anhorig_cli.model.activity import Activity
from anhorig_cli.model.assessment import Assessment, Revision
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.target import Target
from anhorig_cli.vocabulary import folded

Deadline = Literal["due", "start_by"]
DEADLINES: tuple[Deadline, ...] = ("start_by", "due")


@dataclass(frozen=True, slots=True)
class Move:
    """A deadline that was set, moved or removed.

    `before` or `after` is None where there was none. `revision` is the plan's own record of it, None without one.
    `earlier` is the subgoal that this one continues, where continuing it moved the deadline.
    """

    subgoal: Subgoal
    field: Deadline
    before: PlanDate | None
    after: PlanDate | None
    revision: Revision | None = None
    earlier: Subgoal | None = None

    @property
    def is_move(self) -> bool:
        """Return whether there is a deadline both before and after."""
        return self.before is not None and self.after is not None

    @property
    def days(self) -> int | None:
        """How many days later the new deadline is, negative for earlier; None where either has no end."""
        return days_between(self.before, self.after)


def days_between(before: PlanDate | None, after: PlanDate | None) -> int | None:
    """Return the days from the last day of one deadline to that of another; None where one is missing or open."""
    if before is None or after is None or before.is_open or after.is_open:
        return None
    return (after.last - before.last).days


def deadline(subgoal: Subgoal, field: Deadline) -> PlanDate | None:
    """Return a subgoal's current deadline."""
    return subgoal.due if field == "due" else subgoal.start_by


def first_deadline(subgoal: Subgoal, field: Deadline) -> PlanDate | None:
    """Return a subgoal's deadline before its first revision."""
    revisions = _revisions_of(subgoal.revisions, field)
    now = deadline(subgoal, field)
    return revisions[0].from_ if revisions and isinstance(revisions[0].from_, PlanDate) else now


def moves(before: Subgoal, after: Subgoal, field: Deadline) -> list[Move]:
    """Return the moves of a deadline from one version of a subgoal to a later one.

    Where the new revisions lead step by step from the one to the other, each is a move of its own.
    """
    known = set(before.revisions)
    new = _revisions_of([r for r in after.revisions if r not in known], field)
    return _revised_moves(after, field, deadline(before, field), deadline(after, field), new)


def own_moves(subgoal: Subgoal, field: Deadline) -> list[Move]:
    """Return the moves of a deadline that a subgoal's own revisions record."""
    return _revised_moves(
        subgoal,
        field,
        first_deadline(subgoal, field),
        deadline(subgoal, field),
        _revisions_of(subgoal.revisions, field),
    )


def _revised_moves(
    subgoal: Subgoal, field: Deadline, start: PlanDate | None, end: PlanDate | None, revisions: Sequence[Revision]
) -> list[Move]:
    """Return the moves from one deadline to another: one per revision where they form a chain, else a single one."""
    if start == end:
        return []
    moves = [Move(subgoal, field, _date(one.from_), _date(one.to), one) for one in revisions]
    if moves and moves[-1].after is None:
        moves[-1] = Move(subgoal, field, moves[-1].before, end, revisions[-1])
    if _is_chain(moves, start, end):
        return moves
    revision_to_end = next((move.revision for move in reversed(moves) if move.after == end), None)
    return [Move(subgoal, field, start, end, revision_to_end)]


def _is_chain(moves: Sequence[Move], start: PlanDate | None, end: PlanDate | None) -> bool:
    """Return whether moves lead from `start` to `end`, each beginning where the one before ended."""
    passed = [start, *(move.after for move in moves)]
    return passed[:-1] == [move.before for move in moves] and passed[-1] == end


def moves_by_continuing(plan: Plan, subgoals: Iterable[Subgoal]) -> Iterator[Move]:
    """Yield the deadlines that subgoals moved, when they were added, from those of the subgoals they continue."""
    register = Register(plan.subgoals)
    for subgoal in subgoals:
        found = map(register.get, subgoal.continues)
        yield from _moves_from(
            subgoal, [earlier for earlier in found if earlier is not None and earlier.id != subgoal.id]
        )


def _moves_from(subgoal: Subgoal, earlier: Iterable[Subgoal]) -> Iterator[Move]:
    """Yield the deadlines that a subgoal moved, when it was added, from those of earlier subgoals."""
    first = {field: first_deadline(subgoal, field) for field in DEADLINES}
    for one in earlier:
        found = (Move(subgoal, field, deadline(one, field), first[field], earlier=one) for field in DEADLINES)
        yield from (move for move in found if move.is_move and move.before != move.after)


def _revisions_of(revisions: Sequence[Revision], field: str) -> list[Revision]:
    """Return the revisions of a field, oldest first; in the plan's order where one has no date."""
    of_field = [revision for revision in revisions if revision.field == field]
    if all(revision.decided for revision in of_field):
        return sorted(of_field, key=lambda r: r.decided.first.toordinal() if r.decided else 0)
    return of_field


def _date(value: object) -> PlanDate | None:
    return value if isinstance(value, PlanDate) else None


# The changes in meaning from one version of a plan to a later one.


P = TypeVar("P", bound=Part)
F = TypeVar("F", bound=Part)

LISTS = (
    "annual_cycle",
    "roles",
    "units",
    "parties",
    "target_groups",
    "areas",
    "recommendations",
    "decisions",
    "funding",
    "surveys",
    "reports",
    "attachments",
)
"""The plan's lists other than subgoals and indicators, in the order they are reported."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field whose value changed; None where it has no value."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Difference(Generic[P]):
    """A part of a plan that was added (`before` is None), removed (`after` is None) or changed.

    `fields` are its changed fields, without those that have their own kind of change. `parent` is its owner: the
    subgoal, area or plan of an assessment, the subgoal of an activity, the indicator of a measurement.
    """

    before: P | None
    after: P | None
    fields: tuple[FieldChange, ...] = ()
    parent: Part | None = None

    @property
    def thing(self) -> P:
        """The part in its later version, or the earlier one of a removed part."""
        thing = self.after or self.before
        assert thing is not None  # noqa: S101 - one of them is always there
        return thing


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A target that was set, changed or removed, and the subgoal's revision that records it."""

    indicator: Indicator
    before: Target | None
    after: Target | None
    revision: Revision | None


@dataclass(frozen=True, slots=True)
class Changes:
    """The changes in a plan; `carried_on` are the new subgoals that continue earlier ones, left out of `subgoals`.

    `renamed` are the parts whose id changed; `earlier` is the earlier version rewritten with the later ids.
    """

    earlier: Plan
    renamed: tuple[Renamed, ...]
    moves: tuple[Move, ...]
    carried_on: tuple[Difference[Subgoal], ...]
    subgoals: tuple[Difference[Subgoal], ...]
    revisions: tuple[Difference[Revision], ...]
    assessments: tuple[Difference[Assessment], ...]
    targets: tuple[TargetChange, ...]
    measurements: tuple[Difference[Measurement], ...]
    indicators: tuple[Difference[Indicator], ...]
    activities: tuple[Difference[Activity], ...]
    others: tuple[tuple[str, Difference[Part]], ...]
    plan: tuple[FieldChange, ...]

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) for field in fields(self) if field.name != "earlier")


def changes(before: Plan, after: Plan) -> Changes:
    """Return the changes between two versions of a plan."""
    renamed, before = renamed_things(before, after)
    subgoals = paired_things(before.subgoals, after.subgoals)
    indicators = paired_things(before.indicators, after.indicators)
    return Changes(
        earlier=before,
        renamed=tuple(renamed),
        moves=tuple(_moved_deadlines(subgoals, after)),
        carried_on=tuple(Difference(None, s) for s in subgoals.added if s.continues),
        subgoals=tuple(_differences(subgoals, _OWN_OF_SUBGOAL, excluded=lambda s: bool(s.continues))),
        revisions=tuple(_changed_revisions(subgoals)),
        assessments=tuple(_changed_assessments(before, after, subgoals)),
        targets=tuple(_target_changes(indicators, before, after)),
        measurements=tuple(_changed_facts(indicators, lambda i: i.measurements, _measurement_key)),
        indicators=tuple(_differences(indicators, _OWN_OF_INDICATOR)),
        activities=tuple(_changed_activities(subgoals)),
        others=tuple((name, change) for name in LISTS for change in _changed_in_list(before, after, name)),
        plan=tuple(changed_fields(before, after, frozenset({*LISTS, "subgoals", "indicators", "assessments"}))),
    )


_OWN_OF_SUBGOAL = frozenset({"due", "start_by", "activities", "assessments", "revisions"})
_OWN_OF_AREA = frozenset({"assessments"})
_OWN_OF_INDICATOR = frozenset({"targets", "measurements"})


def _moved_deadlines(subgoals: Paired[Subgoal], plan: Plan) -> Iterator[Move]:
    """Yield the moved deadlines: first those from continued subgoals, then those of the subgoals in both versions."""
    newly_continuing = [
        *subgoals.added,
        *(after for before, after in subgoals.kept if before.continues != after.continues),
    ]
    moved_by_continuing = list(moves_by_continuing(plan, newly_continuing))
    yield from moved_by_continuing
    moved = {(move.subgoal.id, move.field) for move in moved_by_continuing}
    for before, after in subgoals.changed:
        for field in DEADLINES:
            is_already_moved = deadline(before, field) is None and (after.id, field) in moved
            yield from () if is_already_moved else moves(before, after, field)


def changed_fields(before: Part, after: Part, excluded: frozenset[str] = frozenset()) -> Iterator[FieldChange]:
    """Yield the fields of a part that differ, in the model's order, without the `excluded`."""
    for name in type(after).model_fields:
        was, now = getattr(before, name), getattr(after, name)
        if name not in excluded and was != now:
            yield FieldChange(name, was, now)


def _differences(
    things: Paired[P], own: frozenset[str], *, of: Part | None = None, excluded: Callable[[P], bool] = lambda _: False
) -> Iterator[Difference[P]]:
    """Yield what was added, changed and removed, without the fields (`own`) that have their own kind of change."""
    for thing in things.added:
        if not excluded(thing):
            yield Difference(None, thing, parent=of)
    for before, after in things.changed:
        if found := tuple(changed_fields(before, after, own)):
            yield Difference(before, after, found, of)
    for thing in things.removed:
        yield Difference(thing, None, parent=of)


def _changed_in_list(before: Plan, after: Plan, name: str) -> Iterator[Difference[Part]]:
    was: Sequence[Part] = getattr(before, name)
    now: Sequence[Part] = getattr(after, name)
    if was != now:
        yield from _differences(paired_things(was, now), _OWN_OF_AREA if name == "areas" else frozenset())


def _changed_activities(subgoals: Paired[Subgoal]) -> Iterator[Difference[Activity]]:
    for before, after in subgoals.changed:
        yield from _differences(paired_things(before.activities, after.activities), frozenset(), of=after)


def _changed_facts(
    owners: Paired[P], facts: Callable[[P], Sequence[F]], key: Callable[[F], Hashable]
) -> Iterator[Difference[F]]:
    """Yield the dated facts that were changed, removed and added, of the owners that both versions have."""
    for before, after in owners.changed:
        found = paired(facts(before), facts(after), key)
        for was, now in found.changed:
            yield Difference(was, now, tuple(changed_fields(was, now)), after)
        yield from (Difference(fact, None, parent=after) for fact in found.removed)
        yield from (Difference(None, fact, parent=after) for fact in found.added)


def _changed_assessments(before: Plan, after: Plan, subgoals: Paired[Subgoal]) -> Iterator[Difference[Assessment]]:
    """Yield the changed assessments: of the plan and its areas, then of its subgoals."""
    yield from _changed_facts(Paired(((before, after),), (), ()), lambda plan: plan.assessments, _assessment_key)
    yield from _changed_facts(paired_things(before.areas, after.areas), lambda area: area.assessments, _assessment_key)
    yield from _changed_facts(subgoals, lambda subgoal: subgoal.assessments, _assessment_key)


def _assessment_key(assessment: Assessment) -> Hashable:
    return assessment.date or "undated"


def _measurement_key(measurement: Measurement) -> Hashable:
    return measurement.date, measurement.unit, measurement.target_group, measurement.survey, measurement.comparison


def _revision_key(revision: Revision) -> Hashable:
    return revision.field, revision.from_, revision.to


def _changed_revisions(subgoals: Paired[Subgoal]) -> Iterator[Difference[Revision]]:
    """Yield the changed and removed revisions, and the added ones that record no move between the versions."""
    of_moves = {
        id(move.revision)
        for before, after in subgoals.changed
        for field in DEADLINES
        for move in moves(before, after, field)
    }
    for change in _changed_facts(subgoals, lambda subgoal: subgoal.revisions, _revision_key):
        revision = change.thing
        if change.before is None and (revision.field == "target" or id(revision) in of_moves):
            continue
        yield change


def _target_changes(indicators: Paired[Indicator], before: Plan, after: Plan) -> Iterator[TargetChange]:
    revisions = TargetRevisions(before, after)
    for was, now in indicators.changed:
        for before_it, after_it in changed_targets(was.targets, now.targets):
            yield TargetChange(now, before_it, after_it, revisions.of(now, after_it))


def changed_targets(was: Sequence[Target], now: Sequence[Target]) -> Iterator[tuple[Target | None, Target | None]]:
    """Yield the targets that differ, before and after; several are matched by unit, target group and date."""
    if len(was) <= 1 and len(now) <= 1:
        pairs = [(next(iter(was), None), next(iter(now), None))]
    else:
        before, after = ({(one.scope, one.by): one for one in targets} for targets in (was, now))
        pairs = [(before.get(key), after.get(key)) for key in dict.fromkeys([*before, *after])]
    yield from (pair for pair in pairs if pair[0] != pair[1])


class TargetRevisions:
    """The revisions of targets that are new in a later version of a plan: the recorded reasons for the changes."""

    def __init__(self, before: Plan, after: Plan) -> None:
        self._known = set(chain.from_iterable(subgoal.revisions for subgoal in before.subgoals))
        self._of_indicators: dict[str, list[dict[object, Revision]]] = {}
        indicators = Register(after.indicators)
        for subgoal in after.subgoals:
            new = self._new(subgoal)
            for name in {indicators.key(reference) for reference in subgoal.indicators} if new else ():
                self._of_indicators.setdefault(name, []).append(new)

    def _new(self, subgoal: Subgoal) -> dict[object, Revision]:
        """Return a subgoal's new revisions of targets by the level each led to, with the last one under `_LAST`."""
        new = [r for r in subgoal.revisions if r.field == "target" and r not in self._known]
        by_level: dict[object, Revision] = {r.to: r for r in new}
        return by_level | {_LAST: new[-1]} if new else {}

    def of(self, indicator: Indicator, target: Target | None) -> Revision | None:
        """Return the revision that led to an indicator's target; without a match the last new one; None without any."""
        found = self._of_indicators.get(folded(indicator.id), [])
        level = target.level if target else None
        led_to_it = next((one[level] for one in reversed(found) if level in one), None)
        return led_to_it or (found[-1][_LAST] if found else None)


_LAST = object()
"""Key, among the levels, of the last revision."""
