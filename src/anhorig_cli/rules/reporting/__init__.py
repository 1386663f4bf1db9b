"""The reports to the committee, and the decisions behind the plan."""

from anhorig_cli.rules.rule import PlanRule

REPORTING: tuple[PlanRule, ...] = ()
