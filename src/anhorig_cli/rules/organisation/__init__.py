"""The organisation and the strategy: who is responsible, and what nothing answers."""

from anhorig_cli.rules.rule import PlanRule

ORGANISATION: tuple[PlanRule, ...] = ()
