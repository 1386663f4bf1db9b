"""No personal data: plans live in git and reports are public."""

from anhorig_cli.rules.rule import PlanRule

PRIVACY: tuple[PlanRule, ...] = ()
