"""The organisation and the strategy: who is responsible, and what nothing answers."""

from anhorig_cli.rules.organisation.role_not_held import role_not_held
from anhorig_cli.rules.organisation.unanswered_recommendation import unanswered_recommendation
from anhorig_cli.rules.organisation.uncovered_area import uncovered_area
from anhorig_cli.rules.organisation.unserved_target_group import unserved_target_group
from anhorig_cli.rules.rule import PlanRule

ORGANISATION: tuple[PlanRule, ...] = (
    role_not_held,
    unserved_target_group,
    uncovered_area,
    unanswered_recommendation,
)
