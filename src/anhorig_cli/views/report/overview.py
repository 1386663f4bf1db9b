"""All that is known of a plan on the day, gathered to be summed up."""

from collections import Counter
from typing import NamedTuple

from anhorig_cli.views.activities import ActivityView
from anhorig_cli.views.report.cycle_record import CycleRecordView
from anhorig_cli.views.report.effects import EffectView
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.report.strategy import RecommendationView
from anhorig_cli.views.subgoals import MovedView, SubgoalView


class Overview(NamedTuple):
    """What a summary sums up; `run_out` is the last day of a plan that has ended with work left, and none after it.

    `awaiting_verdict` names the plan and its areas that are still to be finally assessed though the period has ended,
    `failing_goals` those that deviate, and `goals_lacking_reason` counts those where nothing says why.
    """

    current: tuple[SubgoalView, ...]
    carried_on: tuple[SubgoalView, ...]
    indicators: tuple[IndicatorView, ...]
    effects: tuple[EffectView, ...]
    cycle: CycleRecordView | None
    recommendations: tuple[RecommendationView, ...]
    run_out: str = ""
    awaiting_verdict: tuple[str, ...] = ()
    failing_goals: tuple[str, ...] = ()
    goals_lacking_reason: int = 0

    @property
    def overdue(self) -> tuple[SubgoalView, ...]:
        """The subgoals whose deadline has passed."""
        return tuple(subgoal for subgoal in self.current if subgoal.is_overdue)

    @property
    def not_met(self) -> tuple[SubgoalView, ...]:
        """The subgoals that were finally assessed as not, or only partly, met."""
        return tuple(subgoal for subgoal in self.current if subgoal.is_not_met)

    @property
    def late_in_starting(self) -> tuple[SubgoalView, ...]:
        """The subgoals that have not begun in time."""
        return tuple(subgoal for subgoal in self.current if subgoal.is_late_in_starting)

    @property
    def moved(self) -> tuple[MovedView, ...]:
        """The deadlines and targets that have been changed."""
        return tuple(move for subgoal in self.current for move in subgoal.moved)

    @property
    def late_activities(self) -> list[ActivityView]:
        """The activities that are late."""
        return [activity for subgoal in self.current for activity in subgoal.activities if activity.is_late]

    @property
    def standings(self) -> Counter[str]:
        """How many indicators deviate, by how they stand against their targets."""
        return Counter(indicator.standing.state for indicator in self.indicators if indicator.is_deviating)
