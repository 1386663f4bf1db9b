"""The history of each deadline and target through the editions of a plan: when it was set, moved, by whom and why."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.comparison import (
    DEADLINES,
    Deadline,
    Move,
    TargetRevisions,
    changed_targets,
    days_between,
    first_deadline,
    moves,
    own_moves,
)
from anhorig_cli.analysis.pairing import paired_things
from anhorig_cli.analysis.snapshot import Judged
from anhorig_cli.model.assessment import Assessment, Revision
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.strategy import Area
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.target import Target
from anhorig_cli.vocabulary import folded


class Edition(NamedTuple):
    """A plan as it was from a day on; `mark` names it, and is empty for uncommitted changes.

    What could not be read is left out of the plan; nothing is concluded from what is missing where not `is_whole`.
    """

    plan: Plan
    day: date
    mark: str
    is_whole: bool = True


class Step(NamedTuple):
    """A deadline set, moved or removed, on the day of the decision, else of the edition; None where it is not known."""

    day: date | None
    mark: str
    move: Move


class DeadlineHistory(NamedTuple):
    """Every step of a deadline, oldest first, including those of the subgoals that this one continues."""

    field: Deadline
    steps: tuple[Step, ...]

    @property
    def moved(self) -> int:
        """How many times it was moved."""
        return sum(step.move.is_move for step in self.steps)

    @property
    def slip(self) -> int | None:
        """How many days later it is than first set; None where either has no end or it was removed."""
        ends = [step.move.after for step in self.steps]
        first = next((day for day in ends if day is not None), None)
        return days_between(first, ends[-1]) if ends else None


class StatusStep(NamedTuple):
    """An assessment of a subgoal, an area or the plan, the day it concerns, and the day it was `written`.

    `before` is the status previously recorded for the same day; `status` is None for a removed assessment.
    """

    of: Judged
    day: date
    dated: PlanDate | None
    status: str | None
    before: str | None
    written: date
    mark: str


class SubgoalHistory(NamedTuple):
    """A subgoal through the editions, with those it continues (`earlier`, oldest first)."""

    subgoal: Subgoal
    earlier: tuple[Subgoal, ...]
    deadlines: tuple[DeadlineHistory, ...]
    statuses: tuple[StatusStep, ...]
    removed: date | None


class GoalHistory(NamedTuple):
    """The assessments of an area, or of the plan itself, through the editions."""

    goal: Area | Plan
    statuses: tuple[StatusStep, ...]


class TargetStep(NamedTuple):
    """A target set, changed or removed."""

    day: date
    mark: str
    before: Target | None
    after: Target | None
    revision: Revision | None


class TargetHistory(NamedTuple):
    """One of an indicator's targets through the editions, oldest first."""

    indicator: Indicator
    steps: tuple[TargetStep, ...]


class PlanHistory(NamedTuple):
    """The histories of a plan's subgoals and targets, in the plan's order, removed ones last.

    `goals` are the plan and those of its areas that have been assessed.
    """

    subgoals: tuple[SubgoalHistory, ...]
    targets: tuple[TargetHistory, ...]
    goals: tuple[GoalHistory, ...] = ()


def plan_history(editions: Sequence[Edition], as_of: date) -> PlanHistory:
    """Return the histories of subgoals and targets through editions, given oldest first, as known on a day."""
    builder = _HistoryBuilder(as_of)
    before: Edition | None = None
    for edition in editions:
        if edition.day <= as_of:
            builder.add(before, edition)
            before = edition
    return builder.build(before.plan) if before else PlanHistory((), ())


@dataclass(slots=True)
class _SubgoalBuilder:
    """The history of a subgoal up to the latest edition read."""

    subgoal: Subgoal
    steps: dict[Deadline, list[Step]]
    statuses: list[StatusStep] = field(default_factory=list[StatusStep])
    removed: date | None = None


class _HistoryBuilder:
    """Collects the histories, edition by edition."""

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of
        self._subgoals: dict[str, _SubgoalBuilder] = {}
        self._targets: dict[str, list[list[TargetStep]]] = {}
        self._indicators: dict[str, Indicator] = {}
        self._plan_statuses: list[StatusStep] = []
        self._area_statuses: dict[str, list[StatusStep]] = {}

    def add(self, before: Edition | None, now: Edition) -> None:
        """Record what changed in an edition since the one before."""
        was = before.plan if before else None
        if was is None or was.subgoals != now.plan.subgoals:
            self._add_subgoals(was.subgoals if was else (), now)
        if was is None or was.indicators != now.plan.indicators:
            self._add_indicators(was, now)
        self._add_goals(was, now)

    def _add_goals(self, was: Plan | None, now: Edition) -> None:
        self._plan_statuses += _statuses(was, now.plan, now)
        if was is None or was.areas != now.plan.areas:
            self._add_areas(was.areas if was else (), now)

    def _add_areas(self, before: Sequence[Area], now: Edition) -> None:
        found = paired_things(before, now.plan.areas)
        pairs = [*found.changed, *((None, area) for area in found.added)]
        for was, area in pairs:
            steps = self._area_statuses.pop(folded(was.id), []) if was else self._area_statuses.get(folded(area.id), [])
            self._area_statuses[folded(area.id)] = [*steps, *_statuses(was, area, now)]

    def _add_subgoals(self, before: Sequence[Subgoal], now: Edition) -> None:
        found = paired_things(before, now.plan.subgoals)
        for subgoal in found.removed if now.is_whole else ():
            self._subgoals[folded(subgoal.id)].removed = now.day
        for was, subgoal in found.changed:
            history = self._subgoals.pop(folded(was.id))
            history.subgoal = subgoal
            self._subgoals[folded(subgoal.id)] = history
            for name in DEADLINES:
                history.steps[name] += _steps_of_moves(moves(was, subgoal, name), now)
            history.statuses += _statuses(was, subgoal, now)
        for subgoal in found.added:
            self._add_subgoal(subgoal, now)

    def _add_subgoal(self, subgoal: Subgoal, now: Edition) -> None:
        """Record a new subgoal, or a removed one that is back."""
        known = self._subgoals.get(folded(subgoal.id))
        if known is not None:
            for name in DEADLINES:
                known.steps[name] += _steps_of_moves(moves(known.subgoal, subgoal, name), now)
            known.statuses += _statuses(known.subgoal, subgoal, now)
            known.subgoal, known.removed = subgoal, None
            return
        steps: dict[Deadline, list[Step]] = {name: list(_first_steps(subgoal, name, now)) for name in DEADLINES}
        self._subgoals[folded(subgoal.id)] = _SubgoalBuilder(subgoal, steps, list(_statuses(None, subgoal, now)))

    def _add_indicators(self, before: Plan | None, now: Edition) -> None:
        found = paired_things(before.indicators if before else (), now.plan.indicators)
        revisions = TargetRevisions(before, now.plan) if before else None
        pairs = [*found.changed, *((None, indicator) for indicator in found.added)]
        for was, indicator in pairs:
            known = self._targets.pop(folded(was.id), []) if was else self._targets.get(folded(indicator.id), [])
            _add_targets(known, indicator, revisions, now)
            self._targets[folded(indicator.id)] = known
            self._indicators[folded(indicator.id)] = indicator

    def build(self, plan: Plan) -> PlanHistory:
        """Return the collected histories, in the order of the last edition."""
        carried_on = {folded(name) for subgoal in plan.subgoals for name in subgoal.continues}
        names = dict.fromkeys([*(folded(subgoal.id) for subgoal in plan.subgoals), *self._subgoals])
        subgoals = [self._subgoal_history(self._subgoals[name]) for name in names if name not in carried_on]
        return PlanHistory(tuple(subgoals), tuple(self._target_histories(plan)), tuple(self._goal_histories(plan)))

    def _goal_histories(self, plan: Plan) -> Iterator[GoalHistory]:
        goals: list[tuple[Area | Plan, list[StatusStep]]] = [
            (plan, self._plan_statuses),
            *((area, self._area_statuses[folded(area.id)]) for area in plan.areas),
        ]
        for goal, steps in goals:
            if known := self._in_order(steps):
                yield GoalHistory(goal, known)

    def _in_order(self, steps: Iterable[StatusStep]) -> tuple[StatusStep, ...]:
        """Return the assessments known on the day, sorted by the day they concern."""
        return tuple(sorted((s for s in steps if s.day <= self._as_of), key=lambda step: (step.day, step.written)))

    def _target_histories(self, plan: Plan) -> Iterator[TargetHistory]:
        for indicator in plan.indicators:
            name = folded(indicator.id)
            for steps in self._targets[name]:
                yield TargetHistory(self._indicators[name], tuple(steps))

    def _subgoal_history(self, history: _SubgoalBuilder) -> SubgoalHistory:
        chain = list(self._chain(history))
        deadlines = [DeadlineHistory(name, tuple(self._known_steps(_joined_steps(chain, name)))) for name in DEADLINES]
        return SubgoalHistory(
            history.subgoal,
            tuple(one.subgoal for one in chain[:-1]),
            tuple(life for life in deadlines if life.steps),
            self._in_order(step for one in chain for step in one.statuses),
            history.removed,
        )

    def _known_steps(self, steps: Iterable[Step]) -> Iterator[Step]:
        return (step for step in steps if step.day is None or step.day <= self._as_of)

    def _chain(self, history: _SubgoalBuilder) -> list[_SubgoalBuilder]:
        """Return a subgoal and those it continues, oldest first: of several, the first that is known."""
        chain: dict[int, _SubgoalBuilder] = {}
        earlier: _SubgoalBuilder | None = history
        while earlier is not None and id(earlier) not in chain:
            chain[id(earlier)] = earlier
            names = [folded(name) for name in earlier.subgoal.continues]
            earlier = next((self._subgoals[name] for name in names if name in self._subgoals), None)
        return list(reversed(chain.values()))


def _add_targets(
    known: list[list[TargetStep]], indicator: Indicator, revisions: TargetRevisions | None, now: Edition
) -> None:
    """Record how an edition changes the targets of an indicator in `known`, its steps by target."""
    current = [target for steps in known if (target := steps[-1].after)]
    for target, new in changed_targets(current, indicator.targets):
        reason = revisions.of(indicator, new) if revisions else None
        steps = _steps_of(target or new, known, is_held=target is not None)
        steps.append(TargetStep(now.day, now.mark, target, new, reason))


def _steps_of(target: Target | None, known: list[list[TargetStep]], *, is_held: bool) -> list[TargetStep]:
    """Return the steps of a target: those that lead to it or, if it is new, to its removal; else a new empty list."""
    for steps in known:
        last = steps[-1]
        if last.after is target if is_held else last.after is None and _is_same_target(last.before, target, known):
            return steps
    known.append([])
    return known[-1]


def _is_same_target(one: Target | None, other: Target | None, known: Sequence[object]) -> bool:
    """Return whether two are the same target: by unit, group and day, or as the only one there has been."""
    if one is None or other is None:
        return False
    return len(known) == 1 or (one.scope, one.by) == (other.scope, other.by)


def _joined_steps(chain: Sequence[_SubgoalBuilder], name: Deadline) -> list[Step]:
    """Return the steps of a deadline through a chain of subgoals: continuing another subgoal moves its deadline."""
    steps: list[Step] = []
    for history in chain:
        own = history.steps[name]
        last = steps[-1].move.after if steps else None
        if not own or last is None:
            steps += own
            continue
        first, *rest = own
        if first.move.after != last:
            move = Move(history.subgoal, name, last, first.move.after, earlier=steps[-1].move.subgoal)
            steps.append(Step(first.day, first.mark, move))
        steps += rest
    return steps


def _first_steps(subgoal: Subgoal, name: Deadline, edition: Edition) -> Iterator[Step]:
    """Yield the deadline that a subgoal had when it was added, then the moves that its own revisions record."""
    first = first_deadline(subgoal, name)
    moved = own_moves(subgoal, name)
    if first is not None:
        yield Step(_day_added(subgoal, edition, is_older=bool(moved)), edition.mark, Move(subgoal, name, None, first))
    yield from _steps_of_moves(moved, edition)


def _day_added(subgoal: Subgoal, edition: Edition, *, is_older: bool) -> date | None:
    """Return the day a subgoal was added: its own, else the edition's; None where its deadlines had already moved."""
    if isinstance(subgoal.added, PlanDate) and subgoal.added.first <= edition.day:
        return subgoal.added.first
    return None if is_older else edition.day


def _steps_of_moves(found: Iterable[Move], edition: Edition) -> list[Step]:
    return [Step(_day_of_move(move, edition.day), edition.mark, move) for move in found]


def _day_of_move(move: Move, written: date) -> date:
    revision = move.revision
    return revision.decided.first if revision and revision.decided else written


def _statuses(was: Judged | None, now: Judged, edition: Edition) -> Iterator[StatusStep]:
    """Yield the assessments that are new, have another status than before, or are gone."""
    before = _by_day(was.assessments) if was else {}
    after = _by_day(now.assessments)
    for key in dict.fromkeys([*before, *after]):
        old, new = before.get(key), after.get(key)
        status, earlier = (new.status if new else None), (old.status if old else None)
        if status != earlier:
            day = key.first if key else edition.day
            yield StatusStep(now, day, key, status, earlier, edition.day, edition.mark)


def _by_day(assessments: Sequence[Assessment]) -> dict[PlanDate | None, Assessment]:
    return {assessment.date: assessment for assessment in assessments}
