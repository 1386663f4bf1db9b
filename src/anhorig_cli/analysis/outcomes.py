"""What has come of it: how each target was met, how units answer together, and activity beside effect."""

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
    is_of_an_earlier_time,
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
"""As of `Standing`; `late` is met by the latest value, and was not when the target was due."""


class TargetStates:
    """Answers how the targets of an indicator stand.

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
        """How units and target groups meet their targets."""
        return DisclosedParts(self._disclosure, self._snapshot, self._indicator)

    def state(self, target: Target) -> TargetState:
        """Return how a target stands; `unknown` where it is not known, or not disclosed."""
        least = self._indicator.least_share_of_yes(target)
        if least is not None:
            return "unknown" if target.is_part else self._of_answers(target, least)
        return self._of_part(target) if target.is_part else self._of_whole(target)

    def is_last_known_before(self, target: Target) -> bool:
        """Return whether the latest value that a target is held against does not tell of the target's time."""
        measured = self._snapshot.measurements(self._indicator)
        latest = self.parts.met(target)[1] if target.is_part else last_value(measured)
        return latest is not None and target.by is not None and is_of_an_earlier_time(latest, target.by)

    def missed(self) -> list[Target]:
        """Return the targets that were not met, of those due last: of the whole, and of each unit and target group."""
        return [
            one for one in last_due(self._indicator.targets, self._snapshot.past_until) if self.state(one) == "missed"
        ]

    def _of_answers(self, target: Target, least: Decimal) -> TargetState:
        """Return how the units that answer yes stand against the least share of them."""
        is_met = self._reach(least)
        if target.by is None or not is_due(target, self._snapshot.past_until):
            return "met" if is_met else "unknown"
        was_met = self._reach(least, target.by.last)
        if is_met is None:
            return "unknown"
        if is_met:
            return "late" if was_met is False else "met"
        return "passed" if was_met else "missed"

    def _reach(self, least: Decimal, until: date = date.max) -> bool | None:
        answers = answers_of_units(self._indicator, self._snapshot, until)
        return answers.reach(least) if answers else None

    def reaches(self, target: Target) -> bool | None:
        """Return whether what is foreseen meets a target of the whole; None where nothing is."""
        stands = None if target.is_part else self._stands(self._alone(target))
        return stands.reaches if stands else None

    def _alone(self, target: Target) -> Indicator:
        return self._indicator.model_copy(update={"targets": (target,)})

    def _stands(self, alone: Indicator) -> Standing | None:
        return disclosed_standing(self._disclosure, self._snapshot, alone)

    def _of_whole(self, target: Target) -> TargetState:
        alone = self._alone(target)
        stands = self._stands(alone)
        if stands is None:
            return "unknown"
        return "late" if stands.state == "met" and self._was_late(alone, target) else stands.state

    def _was_late(self, alone: Indicator, target: Target) -> bool:
        """Return whether the last value by the target's day did not meet it; not said where a value is suppressed."""
        known = self._snapshot.measurements(alone)
        in_time = in_time_for_the_target(alone, known) if is_due(target, self._snapshot.past_until) else None
        if in_time is None or in_time.amount is None or is_met(alone, in_time.amount) is not False:
            return False
        read = (in_time, last_value(known))
        return not any(one is not None and self._disclosure.is_suppressed(self._indicator, one) for one in read)

    def _of_part(self, target: Target) -> TargetState:
        met, _ = self.parts.met(target)
        if met:
            return "met"
        if met is None or not is_due(target, self._snapshot.past_until):
            return "unknown"
        is_met_now, _ = self.parts.met(target.model_copy(update={"by": None}))
        return "late" if is_met_now else "missed"


# How the units answer an indicator of yes or no together, and whether enough of them say yes.


class Answers(NamedTuple):
    """The last answers of units: how many say yes, of how many that have answered, and the latest day of them.

    `silent` is how many of the units that the indicator names have not answered. Where it names none, any unit may
    answer; `is_of_some` is set where there are units that have not.
    """

    yes: int
    all: int
    latest: PlanDate
    silent: int = 0
    is_of_some: bool = False

    @property
    def share(self) -> Decimal:
        """How many in a hundred of those that have answered say yes."""
        return Decimal(100 * self.yes) / self.all

    def reach(self, least: Decimal) -> bool | None:
        """Return whether at least so many in a hundred say yes; None where it hangs on units that have not answered."""
        asked = self.all + self.silent
        if 100 * self.yes >= least * asked:
            return True
        return False if 100 * (self.yes + self.silent) < least * asked else None


def answers_of_units(indicator: Indicator, snapshot: Snapshot, until: date = date.max) -> Answers | None:
    """Return how the units answer by their last values until a day; None where none has, or no answer is asked for."""
    if not indicator.is_yes_no:
        return None
    units = Register(snapshot.plan.units)
    last = {units.key(one.unit or ""): one for one in snapshot.parts(indicator) if _is_of_unit(one, until)}
    if not last:
        return None
    yes = sum(bool(one.amount) for one in last.values())
    every = _units_that_are_whole(snapshot.plan)
    named = every if any(map(is_everyone, indicator.units)) else _named(indicator, units)
    silent, is_of_some = named - last.keys(), bool((named or every) - last.keys())
    return Answers(
        yes, len(last), max((one.date for one in last.values()), key=attrgetter("last")), len(silent), is_of_some
    )


def _named(indicator: Indicator, units: Register[Unit]) -> set[str]:
    return {units.key(name) for name in indicator.units if units.has(name)}


def _units_that_are_whole(plan: Plan) -> set[str]:
    """Return the units that no other is a part of: what others are part of is answered for by them."""
    units = Register(plan.units)
    above = {units.key(unit.part_of) for unit in plan.units if unit.part_of}
    return {units.key(unit.id) for unit in plan.units} - above


def _is_of_unit(one: Measurement, until: date) -> bool:
    return bool(one.unit) and not one.target_group and one.amount is not None and one.date.last <= until


# Activity beside effect: whether what has been done shows in the indicators.


class Effects:
    """Tells of a snapshot's subgoals whether all is done and an indicator has not got better.

    It has not where the last value is no better than the one at the start, and was measured when all was done, as far
    as is known. A target that is met, and a value that is to be held and is, are as they should be. Nothing is reported
    where that would say more of few people than that they are few. What is found of each is remembered: many subgoals
    may have many indicators.
    """

    def __init__(self, snapshot: Snapshot, disclosure: Disclosure) -> None:
        self._snapshot = snapshot
        self._disclosure = disclosure
        self._done: dict[int, date | None] = {}
        self._still: dict[int, Progress | None] = {}

    def missing(self, subgoal: Subgoal, indicator: Indicator) -> Progress | None:
        """Return how an indicator moved where all is done for its subgoal and it has not got better; else None."""
        done = self._all_done_on(subgoal)
        found = self._stands_still(indicator) if done else None
        if done is None or found is None or found.latest is None or found.latest.date.last < done:
            return None
        return found

    def _all_done_on(self, subgoal: Subgoal) -> date | None:
        """Return the day when all was done for an open subgoal, as far as is known; None where it is not."""
        key = id(subgoal)
        if key not in self._done:
            is_done = self._snapshot.stage(subgoal) == "done" and self._snapshot.is_open(subgoal)
            last = max((a.done_on.last for a in subgoal.activities if a.done_on), default=date.min)
            self._done[key] = last if is_done else None
        return self._done[key]

    def _stands_still(self, indicator: Indicator) -> Progress | None:
        """Return the progress of an indicator of the plan that has not got better where it should have; else None."""
        key = id(indicator)
        if key not in self._still:
            self._still[key] = self._judged(self._snapshot.indicator(indicator))
        return self._still[key]

    def _judged(self, indicator: Indicator) -> Progress | None:
        if standing_is_suppressed(self._disclosure, self._snapshot, indicator):
            return None
        found = disclosed_progress(self._disclosure, self._snapshot, indicator)
        is_held = found.trend == "unchanged" and direction(indicator) in {"hold", "follow"}
        stands_still = found.trend in {"unchanged", "worse"} and not is_held and not found.is_met
        return found if stands_still else None
