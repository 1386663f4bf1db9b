"""The annual cycle: what was missed, what comes next, and what nobody does."""

from anhorig_cli.rules.rule import PlanRule

ANNUAL_CYCLE: tuple[PlanRule, ...] = ()
