"""The indicators: whether they are measured, and whether they move."""

from anhorig_cli.rules.rule import PlanRule

INDICATORS: tuple[PlanRule, ...] = ()
