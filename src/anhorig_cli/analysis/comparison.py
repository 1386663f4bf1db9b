"""What changed in meaning from one version of a plan to a later one, and why deadlines were moved."""

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

    `before` or `after` is None where there was none. `revision` is what the plan says of it, None where it says
    nothing. `earlier` is the subgoal that this one carries on, where the deadline was moved by that.
    """

    subgoal: Subgoal
    field: Deadline
    before: PlanDate | None
    after: PlanDate | None
    revision: Revision | None = None
    earlier: Subgoal | None = None

    @property
    def is_move(self) -> bool:
        """Return whether there was a deadline before, and is one after."""
        return self.before is not None and self.after is not None

    @property
    def days(self) -> int | None:
        """How many days later the last day is, negative for earlier; None where either has no end."""
        return days_between(self.before, self.after)


def days_between(before: PlanDate | None, after: PlanDate | None) -> int | None:
    """Return how many days there are from the last day of a deadline to that of another; None where one has none."""
    if before is None or after is None or before.is_open or after.is_open:
        return None
    return (after.last - before.last).days


def deadline(subgoal: Subgoal, field: Deadline) -> PlanDate | None:
    """Return a deadline as it stands."""
    return subgoal.due if field == "due" else subgoal.start_by


def first_deadline(subgoal: Subgoal, field: Deadline) -> PlanDate | None:
    """Return a deadline as it was before its first revision."""
    revisions = _of(subgoal.revisions, field)
    now = deadline(subgoal, field)
    return revisions[0].from_ if revisions and isinstance(revisions[0].from_, PlanDate) else now


def moves(before: Subgoal, after: Subgoal, field: Deadline) -> list[Move]:
    """Return how a deadline was moved from one version of a subgoal to a later one.

    Where the new revisions lead from the one to the other, step by step, each is a move of its own.
    """
    known = set(before.revisions)
    new = _of([r for r in after.revisions if r not in known], field)
    return _steps(after, field, deadline(before, field), deadline(after, field), new)


def own_moves(subgoal: Subgoal, field: Deadline) -> list[Move]:
    """Return how a deadline had been moved already, by what a subgoal's own revisions say."""
    return _steps(
        subgoal, field, first_deadline(subgoal, field), deadline(subgoal, field), _of(subgoal.revisions, field)
    )


def _steps(
    subgoal: Subgoal, field: Deadline, start: PlanDate | None, end: PlanDate | None, revisions: Sequence[Revision]
) -> list[Move]:
    """Return the moves from one deadline to another: those of the revisions where they lead there, else one."""
    if start == end:
        return []
    moves = [Move(subgoal, field, _date(one.from_), _date(one.to), one) for one in revisions]
    if moves and moves[-1].after is None:
        moves[-1] = Move(subgoal, field, moves[-1].before, end, revisions[-1])
    if _is_chain(moves, start, end):
        return moves
    about = next((move.revision for move in reversed(moves) if move.after == end), None)
    return [Move(subgoal, field, start, end, about)]


def _is_chain(moves: Sequence[Move], start: PlanDate | None, end: PlanDate | None) -> bool:
    """Return whether moves lead from one deadline to another, each from where the one before it ended."""
    passed = [start, *(move.after for move in moves)]
    return passed[:-1] == [move.before for move in moves] and passed[-1] == end


def moves_by_continuing(plan: Plan, subgoals: Iterable[Subgoal]) -> Iterator[Move]:
    """Give the deadlines that subgoals moved when they were added, against those of the subgoals they carry on."""
    register = Register(plan.subgoals)
    for subgoal in subgoals:
        found = map(register.get, subgoal.continues)
        yield from _against(subgoal, [earlier for earlier in found if earlier is not None and earlier.id != subgoal.id])


def _against(subgoal: Subgoal, earlier: Iterable[Subgoal]) -> Iterator[Move]:
    """Give the deadlines that a subgoal moved when it was added, against those of some earlier ones."""
    first = {field: first_deadline(subgoal, field) for field in DEADLINES}
    for one in earlier:
        found = (Move(subgoal, field, deadline(one, field), first[field], earlier=one) for field in DEADLINES)
        yield from (move for move in found if move.is_move and move.before != move.after)


def _of(revisions: Sequence[Revision], field: str) -> list[Revision]:
    """Return the revisions of a field, oldest first; one without a day keeps its place."""
    of_field = [revision for revision in revisions if revision.field == field]
    if all(revision.decided for revision in of_field):
        return sorted(of_field, key=lambda r: r.decided.first.toordinal() if r.decided else 0)
    return of_field


def _date(value: object) -> PlanDate | None:
    return value if isinstance(value, PlanDate) else None


# What changed in meaning from one version of a plan to a later one.


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
"""The plan's lists but for subgoals and indicators, in the order they are reported."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field that says something else than before; None where it says nothing."""

    name: str
    before: object
    after: object


@dataclass(frozen=True, slots=True)
class Difference(Generic[P]):
    """A thing that was added (`before` is None), removed (`after` is None) or changed.

    `fields` are what changed in it, but for what has its own kind of change. `of` is what it belongs to: the subgoal,
    area or plan of an assessment, the subgoal of an activity, the indicator of a measurement.
    """

    before: P | None
    after: P | None
    fields: tuple[FieldChange, ...] = ()
    of: Part | None = None

    @property
    def thing(self) -> P:
        """The thing as it stands, or stood."""
        thing = self.after or self.before
        assert thing is not None  # noqa: S101 - one of them is always there
        return thing


@dataclass(frozen=True, slots=True)
class TargetChange:
    """A target that was set, changed or taken away, and what a subgoal's revision says of why."""

    indicator: Indicator
    before: Target | None
    after: Target | None
    revision: Revision | None


@dataclass(frozen=True, slots=True)
class Changes:
    """What changed in a plan; `carried_on` are the new subgoals that carry on earlier ones, told only there.

    `renamed` are the things that have another id; `earlier` is the version before, told in the ids of the later.
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
    """Compare two versions of a plan."""
    renamed, before = renamed_things(before, after)
    subgoals = paired_things(before.subgoals, after.subgoals)
    indicators = paired_things(before.indicators, after.indicators)
    return Changes(
        earlier=before,
        renamed=tuple(renamed),
        moves=tuple(_moves(subgoals, after)),
        carried_on=tuple(Difference(None, s) for s in subgoals.added if s.continues),
        subgoals=tuple(_things(subgoals, _OWN_OF_SUBGOAL, but=lambda s: bool(s.continues))),
        revisions=tuple(_revisions(subgoals)),
        assessments=tuple(_assessments(before, after, subgoals)),
        targets=tuple(_targets(indicators, before, after)),
        measurements=tuple(_within(indicators, lambda i: i.measurements, _measured)),
        indicators=tuple(_things(indicators, _OWN_OF_INDICATOR)),
        activities=tuple(_activities(subgoals)),
        others=tuple((name, change) for name in LISTS for change in _listed(before, after, name)),
        plan=tuple(changed_fields(before, after, frozenset({*LISTS, "subgoals", "indicators", "assessments"}))),
    )


_OWN_OF_SUBGOAL = frozenset({"due", "start_by", "activities", "assessments", "revisions"})
_OWN_OF_AREA = frozenset({"assessments"})
_OWN_OF_INDICATOR = frozenset({"targets", "measurements"})


def _moves(subgoals: Paired[Subgoal], plan: Plan) -> Iterator[Move]:
    """Give the deadlines that were moved: by a subgoal that now carries on another, then in what both versions have."""
    linked = [*subgoals.added, *(after for before, after in subgoals.kept if before.continues != after.continues)]
    against = list(moves_by_continuing(plan, linked))
    yield from against
    moved = {(move.subgoal.id, move.field) for move in against}
    for before, after in subgoals.changed:
        for field in DEADLINES:
            is_move_given = deadline(before, field) is None and (after.id, field) in moved
            yield from () if is_move_given else moves(before, after, field)


def changed_fields(before: Part, after: Part, but: frozenset[str] = frozenset()) -> Iterator[FieldChange]:
    """Give the fields of a part that differ, in the model's order."""
    for name in type(after).model_fields:
        was, now = getattr(before, name), getattr(after, name)
        if name not in but and was != now:
            yield FieldChange(name, was, now)


def _things(
    things: Paired[P], own: frozenset[str], *, of: Part | None = None, but: Callable[[P], bool] = lambda _: False
) -> Iterator[Difference[P]]:
    """Give what was added, removed and changed, without the fields that have a kind of change of their own."""
    for thing in things.added:
        if not but(thing):
            yield Difference(None, thing, of=of)
    for before, after in things.changed:
        if found := tuple(changed_fields(before, after, own)):
            yield Difference(before, after, found, of)
    for thing in things.removed:
        yield Difference(thing, None, of=of)


def _listed(before: Plan, after: Plan, name: str) -> Iterator[Difference[Part]]:
    was: Sequence[Part] = getattr(before, name)
    now: Sequence[Part] = getattr(after, name)
    if was != now:
        yield from _things(paired_things(was, now), _OWN_OF_AREA if name == "areas" else frozenset())


def _activities(subgoals: Paired[Subgoal]) -> Iterator[Difference[Activity]]:
    for before, after in subgoals.changed:
        yield from _things(paired_things(before.activities, after.activities), frozenset(), of=after)


def _within(
    owners: Paired[P], facts: Callable[[P], Sequence[F]], key: Callable[[F], Hashable]
) -> Iterator[Difference[F]]:
    """Give the dated facts that were added, changed and removed in what both versions have."""
    for before, after in owners.changed:
        found = paired(facts(before), facts(after), key)
        for was, now in found.changed:
            yield Difference(was, now, tuple(changed_fields(was, now)), after)
        yield from (Difference(fact, None, of=after) for fact in found.removed)
        yield from (Difference(None, fact, of=after) for fact in found.added)


def _assessments(before: Plan, after: Plan, subgoals: Paired[Subgoal]) -> Iterator[Difference[Assessment]]:
    """Give what became of judgements: of the plan and its areas, then of its subgoals."""
    yield from _within(Paired(((before, after),), (), ()), lambda plan: plan.assessments, _day)
    yield from _within(paired_things(before.areas, after.areas), lambda area: area.assessments, _day)
    yield from _within(subgoals, lambda subgoal: subgoal.assessments, _day)


def _day(assessment: Assessment) -> Hashable:
    return assessment.date or "undated"


def _measured(measurement: Measurement) -> Hashable:
    return measurement.date, measurement.unit, measurement.target_group, measurement.survey, measurement.comparison


def _revised(revision: Revision) -> Hashable:
    return revision.field, revision.from_, revision.to


def _revisions(subgoals: Paired[Subgoal]) -> Iterator[Difference[Revision]]:
    """Give the revisions that were changed or removed, and those added that tell of no move between the versions."""
    of_moves = {
        id(move.revision)
        for before, after in subgoals.changed
        for field in DEADLINES
        for move in moves(before, after, field)
    }
    for change in _within(subgoals, lambda subgoal: subgoal.revisions, _revised):
        revision = change.thing
        if change.before is None and (revision.field == "target" or id(revision) in of_moves):
            continue
        yield change


def _targets(indicators: Paired[Indicator], before: Plan, after: Plan) -> Iterator[TargetChange]:
    revisions = TargetRevisions(before, after)
    for was, now in indicators.changed:
        for before_it, after_it in changed_targets(was.targets, now.targets):
            yield TargetChange(now, before_it, after_it, revisions.of(now, after_it))


def changed_targets(was: Sequence[Target], now: Sequence[Target]) -> Iterator[tuple[Target | None, Target | None]]:
    """Give the targets that differ, before and after; of several, those of one unit, group and day are the same."""
    if len(was) <= 1 and len(now) <= 1:
        pairs = [(next(iter(was), None), next(iter(now), None))]
    else:
        before, after = ({(one.scope, one.by): one for one in targets} for targets in (was, now))
        pairs = [(before.get(key), after.get(key)) for key in dict.fromkeys([*before, *after])]
    yield from (pair for pair in pairs if pair[0] != pair[1])


class TargetRevisions:
    """What a later version of a plan says, and the earlier does not, of why targets were changed."""

    def __init__(self, before: Plan, after: Plan) -> None:
        self._known = set(chain.from_iterable(subgoal.revisions for subgoal in before.subgoals))
        self._of_indicators: dict[str, list[dict[object, Revision]]] = {}
        indicators = Register(after.indicators)
        for subgoal in after.subgoals:
            new = self._new(subgoal)
            for name in {indicators.key(reference) for reference in subgoal.indicators} if new else ():
                self._of_indicators.setdefault(name, []).append(new)

    def _new(self, subgoal: Subgoal) -> dict[object, Revision]:
        """Return a subgoal's new revisions of targets by the level that each led to, and the last of them."""
        new = [r for r in subgoal.revisions if r.field == "target" and r not in self._known]
        by_level: dict[object, Revision] = {r.to: r for r in new}
        return by_level | {_LAST: new[-1]} if new else {}

    def of(self, indicator: Indicator, target: Target | None) -> Revision | None:
        """Return why an indicator's target became what it is; the last that is said where there is more."""
        found = self._of_indicators.get(folded(indicator.id), [])
        level = target.level if target else None
        led_to_it = next((one[level] for one in reversed(found) if level in one), None)
        return led_to_it or (found[-1][_LAST] if found else None)


_LAST = object()
"""Stands, among the levels, for the revision that is said last."""
