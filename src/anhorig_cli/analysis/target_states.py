"""How each target of an indicator was met when it was due, or is so far, as far as it may be disclosed."""

from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Literal

from anhorig_cli.analysis.answers import answers_of_units
from anhorig_cli.analysis.disclosed_words import DisclosedParts, disclosed_standing
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.analysis.progress import is_met, last_value
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.analysis.standing import in_time_for_the_target
from anhorig_cli.analysis.targets import is_due, last_due
from anhorig_cli.model.indicator import Indicator
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

    def _of_whole(self, target: Target) -> TargetState:
        alone = self._indicator.model_copy(update={"targets": (target,)})
        stands = disclosed_standing(self._disclosure, self._snapshot, alone)
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
