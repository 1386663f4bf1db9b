"""The subgoals: what is late, what is near, and what is missing."""

from anhorig_cli.rules.rule import PlanRule
from anhorig_cli.rules.subgoals.due_soon import due_soon
from anhorig_cli.rules.subgoals.late_start import late_start
from anhorig_cli.rules.subgoals.no_indicator import no_indicator
from anhorig_cli.rules.subgoals.no_responsible import no_responsible
from anhorig_cli.rules.subgoals.not_assessed import not_assessed
from anhorig_cli.rules.subgoals.overdue_subgoal import overdue_subgoal

SUBGOALS: tuple[PlanRule, ...] = (
    overdue_subgoal,
    late_start,
    due_soon,
    no_responsible,
    no_indicator,
    not_assessed,
)
