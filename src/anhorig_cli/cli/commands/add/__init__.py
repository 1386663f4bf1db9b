"""`anhorig add`."""

from anhorig_cli.cli.commands.add.followed import activity, cycle_item, indicator, subgoal
from anhorig_cli.cli.commands.add.listed import area, decision, funding, occasion, recommendation, role, survey, unit


def add() -> None:
    """Add something to a plan."""


SUBCOMMANDS = {
    "subgoal": subgoal,
    "indicator": indicator,
    "activity": activity,
    "cycle-item": cycle_item,
    "decision": decision,
    "occasion": occasion,
    "survey": survey,
    "unit": unit,
    "role": role,
    "area": area,
    "funding": funding,
    "recommendation": recommendation,
}
