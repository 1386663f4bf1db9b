"""`anhorig add`."""

from anhorig_cli.cli.commands.add.activity import activity
from anhorig_cli.cli.commands.add.area import area
from anhorig_cli.cli.commands.add.cycle_item import cycle_item
from anhorig_cli.cli.commands.add.decision import decision
from anhorig_cli.cli.commands.add.funding import funding
from anhorig_cli.cli.commands.add.indicator import indicator
from anhorig_cli.cli.commands.add.occasion import occasion
from anhorig_cli.cli.commands.add.recommendation import recommendation
from anhorig_cli.cli.commands.add.role import role
from anhorig_cli.cli.commands.add.subgoal import subgoal
from anhorig_cli.cli.commands.add.survey import survey
from anhorig_cli.cli.commands.add.unit import unit


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
