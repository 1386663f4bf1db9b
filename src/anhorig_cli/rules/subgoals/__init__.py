"""The subgoals: what is late, due soon, missing or inconsistent."""

from anhorig_cli.rules.rule import PlanRule
from anhorig_cli.rules.subgoals.achieved_with_work_left import achieved_with_work_left
from anhorig_cli.rules.subgoals.achieved_without_evidence import achieved_without_evidence
from anhorig_cli.rules.subgoals.activity_after_deadline import activity_after_deadline
from anhorig_cli.rules.subgoals.activity_without_effect import activity_without_effect
from anhorig_cli.rules.subgoals.assessed_long_ago import assessed_long_ago
from anhorig_cli.rules.subgoals.continued_without_reference import continued_without_reference
from anhorig_cli.rules.subgoals.deviation_without_plan import deviation_without_plan
from anhorig_cli.rules.subgoals.due_soon import due_soon
from anhorig_cli.rules.subgoals.late_activity import late_activity
from anhorig_cli.rules.subgoals.late_start import late_start
from anhorig_cli.rules.subgoals.moved_without_reason import moved_without_reason
from anhorig_cli.rules.subgoals.no_activity import no_activity
from anhorig_cli.rules.subgoals.no_indicator import no_indicator
from anhorig_cli.rules.subgoals.no_responsible import no_responsible
from anhorig_cli.rules.subgoals.not_assessed import not_assessed
from anhorig_cli.rules.subgoals.not_assessed_since_report import not_assessed_since_report
from anhorig_cli.rules.subgoals.overdue_subgoal import overdue_subgoal
from anhorig_cli.rules.subgoals.postponed_twice import postponed_twice
from anhorig_cli.rules.subgoals.undated_status import undated_status

SUBGOALS: tuple[PlanRule, ...] = (
    overdue_subgoal,
    late_start,
    due_soon,
    no_responsible,
    no_indicator,
    not_assessed,
    late_activity,
    activity_after_deadline,
    no_activity,
    achieved_without_evidence,
    achieved_with_work_left,
    continued_without_reference,
    deviation_without_plan,
    moved_without_reason,
    postponed_twice,
    not_assessed_since_report,
    assessed_long_ago,
    activity_without_effect,
    undated_status,
)
