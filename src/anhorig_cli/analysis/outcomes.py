"""The outcomes of a plan: how each target was met, how units answer together, and activity compared with effect."""

from datetime import date
from decimal import Decimal
from functools import cached_property
from operator import attrgetter
from typing import Literal, NamedTuple

from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.facts import is_due, last_due
from anhorig_cli.analysis.progress import Progress, direction, is_met, last_value
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.standing import (
    DisclosedParts,
    Standing,
    disclosed_progress,
    disclosed_standing,
    in_time_for_the_target,
    predates_target,
    standing_is_suppressed,
)
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.organisation import Unit
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register, is_everyone
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.target import Target

TargetState = Literal["met", "late", "passed", "missed", "behind", "on_track", "unknown"]
"""As in `Standing`; `late` is met by the latest value, but was not when the target was due."""


class TargetStates:
    """The states of an indicator's targets.

    Args:
        disclosure: what is suppressed of the plan.
        snapshot: the plan on the day.
        indicator: the indicator, as it was on the day.
    """

    def __init__(self, disclosure: Disclosure, snapshot: Snapshot, indicator: Indicator) -> None:
        self._disclosure = disclosure
        self._snapshot = snapshot
        self._indicator = indicator

    @cached_property
    def parts(self) -> DisclosedParts:
        """Whether units and target groups meet their targets."""
        return DisclosedParts(self._disclosure, self._snapshot, self._indicator)

    def state(self, target: Target) -> TargetState:
        """Return the state of a target; `unknown` where it is not known, or not disclosed."""
        least = self._indicator.least_share_of_yes(target)
        if least is not None:
            return "unknown" if target.is_part else self._state_of_answers(target, least)
        return self._state_of_part(target) if target.is_part else self._state_of_whole(target)

    def is_last_known_before(self, target: Target) -> bool:
        """Return whether the latest value that a target is compared with predates the target's period."""
        measured = self._snapshot.measurements(self._indicator)
        latest = self.parts.met(target)[1] if target.is_part else last_value(measured)
        return latest is not None and target.by is not None and predates_target(latest, target.by)

    def missed(self) -> list[Target]:
        """Return the missed targets among those due last, for the whole and for each unit and target group."""
        return [
            one for one in last_due(self._indicator.targets, self._snapshot.past_until) if self.state(one) == "missed"
        ]

    def _state_of_answers(self, target: Target, least: Decimal) -> TargetState:
        """Return the state of a target for the least share of units that answer yes."""
        is_met = self._answers_reach(least)
        if target.by is None or not is_due(target, self._snapshot.past_until):
            return "met" if is_met else "unknown"
        was_met = self._answers_reach(least, target.by.last)
        if is_met is None:
            return "unknown"
        if is_met:
            return "late" if was_met is False else "met"
        return "passed" if was_met else "missed"

    def _answers_reach(self, least: Decimal, until: date = date.max) -> bool | None:
        answers = answers_of_units(self._indicator, self._snapshot, until)
        return answers.reach(least) if answers else None

    def reaches(self, target: Target) -> bool | None:
        """Return whether the forecast meets a target of the whole; None without a forecast."""
        standing = None if target.is_part else self._standing_of(self._with_single_target(target))
        return standing.reaches if standing else None

    def _with_single_target(self, target: Target) -> Indicator:
        return self._indicator.model_copy(update={"targets": (target,)})

    def _standing_of(self, alone: Indicator) -> Standing | None:
        return disclosed_standing(self._disclosure, self._snapshot, alone)

    def _state_of_whole(self, target: Target) -> TargetState:
        alone = self._with_single_target(target)
        standing = self._standing_of(alone)
        if standing is None:
            return "unknown"
        return "late" if standing.state == "met" and self._was_late(alone, target) else standing.state

    def _was_late(self, alone: Indicator, target: Target) -> bool:
        """Return whether the last value by the target's day missed it; False where a value is suppressed."""
        known = self._snapshot.measurements(alone)
        in_time = in_time_for_the_target(alone, known) if is_due(target, self._snapshot.past_until) else None
        if in_time is None or in_time.amount is None or is_met(alone, in_time.amount) is not False:
            return False
        values = (in_time, last_value(known))
        return not any(one is not None and self._disclosure.is_suppressed(self._indicator, one) for one in values)

    def _state_of_part(self, target: Target) -> TargetState:
        met, _ = self.parts.met(target)
        if met:
            return "met"
        if met is None or not is_due(target, self._snapshot.past_until):
            return "unknown"
        is_met_now, _ = self.parts.met(target.model_copy(update={"by": None}))
        return "late" if is_met_now else "missed"


# How the units together answer a yes/no indicator, and whether enough of them say yes.


class Answers(NamedTuple):
    """The latest answers of units: how many say yes, how many have answered, and the latest date of an answer.

    `silent` is how many of the units named by the indicator have not answered. Where it names none, any unit may
    answer; `is_of_some` is set where some units have not.
    """

    yes: int
    all: int
    latest: PlanDate
    silent: int = 0
    is_of_some: bool = False

    @property
    def share(self) -> Decimal:
        """The percentage that say yes, of those that have answered."""
        return Decimal(100 * self.yes) / self.all

    def reach(self, least: Decimal) -> bool | None:
        """Return whether at least `least` per cent say yes; None where that depends on units that have not answered."""
        asked = self.all + self.silent
        if 100 * self.yes >= least * asked:
            return True
        return False if 100 * (self.yes + self.silent) < least * asked else None


def answers_of_units(indicator: Indicator, snapshot: Snapshot, until: date = date.max) -> Answers | None:
    """Return the units' latest answers until a day; None where none has answered, or the indicator is not yes/no."""
    if not indicator.is_yes_no:
        return None
    units = Register(snapshot.plan.units)
    last = {units.key(one.unit or ""): one for one in snapshot.parts(indicator) if _is_of_unit(one, until)}
    if not last:
        return None
    yes = sum(bool(one.amount) for one in last.values())
    every = _units_that_are_whole(snapshot.plan)
    named = every if any(map(is_everyone, indicator.units)) else _named_units(indicator, units)
    silent, is_of_some = named - last.keys(), bool((named or every) - last.keys())
    return Answers(
        yes, len(last), max((one.date for one in last.values()), key=attrgetter("last")), len(silent), is_of_some
    )


def _named_units(indicator: Indicator, units: Register[Unit]) -> set[str]:
    return {units.key(name) for name in indicator.units if units.has(name)}


def _units_that_are_whole(plan: Plan) -> set[str]:
    """Return the units without parts; a unit with parts is answered for by those."""
    units = Register(plan.units)
    above = {units.key(unit.part_of) for unit in plan.units if unit.part_of}
    return {units.key(unit.id) for unit in plan.units} - above


def _is_of_unit(one: Measurement, until: date) -> bool:
    return bool(one.unit) and not one.target_group and one.amount is not None and one.date.last <= until


# Activity compared with effect: whether what has been done shows in the indicators.


class Effects:
    """Finds the subgoals where everything is done and an indicator has not improved.

    It has not where its latest value, measured after everything was done as far as is known, is no better than its
    start. A target that is met, and a value that is to be held and is, need not improve. Nothing is returned where
    that would reveal more about few people than that they are few. Results are cached: many subgoals may have many
    indicators.
    """

    def __init__(self, snapshot: Snapshot, disclosure: Disclosure) -> None:
        self._snapshot = snapshot
        self._disclosure = disclosure
        self._done: dict[int, date | None] = {}
        self._not_improved: dict[int, Progress | None] = {}

    def missing(self, subgoal: Subgoal, indicator: Indicator) -> Progress | None:
        """Return the progress of an indicator that has not improved though its subgoal's work is done; else None."""
        done = self._all_done_on(subgoal)
        found = self._progress_if_not_improved(indicator) if done else None
        if done is None or found is None or found.latest is None or found.latest.date.last < done:
            return None
        return found

    def _all_done_on(self, subgoal: Subgoal) -> date | None:
        """Return the day by which all work for an open subgoal was done, as far as known; None where some remains."""
        key = id(subgoal)
        if key not in self._done:
            is_done = self._snapshot.stage(subgoal) == "done" and self._snapshot.is_open(subgoal)
            last = max((a.done_on.last for a in subgoal.activities if a.done_on), default=date.min)
            self._done[key] = last if is_done else None
        return self._done[key]

    def _progress_if_not_improved(self, indicator: Indicator) -> Progress | None:
        """Return the progress of an indicator that has not improved but should have; else None."""
        key = id(indicator)
        if key not in self._not_improved:
            self._not_improved[key] = self._computed_if_not_improved(self._snapshot.indicator(indicator))
        return self._not_improved[key]

    def _computed_if_not_improved(self, indicator: Indicator) -> Progress | None:
        if standing_is_suppressed(self._disclosure, self._snapshot, indicator):
            return None
        found = disclosed_progress(self._disclosure, self._snapshot, indicator)
        is_held = found.trend == "unchanged" and direction(indicator) in {"hold", "follow"}
        has_not_improved = found.trend in {"unchanged", "worse"} and not is_held and not found.is_met
        return found if has_not_improved else None
