"""The reports to the committee, and the decisions behind the plan."""

from anhorig_cli.rules.reporting.not_replaced import not_replaced
from anhorig_cli.rules.reporting.report_near import report_near
from anhorig_cli.rules.reporting.revised_without_decision import revised_without_decision
from anhorig_cli.rules.rule import PlanRule

REPORTING: tuple[PlanRule, ...] = (
    report_near,
    revised_without_decision,
    not_replaced,
)
