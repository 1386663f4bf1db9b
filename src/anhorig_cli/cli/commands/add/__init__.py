"""`anhorig add`."""

from anhorig_cli.cli.commands.add.activity import activity
from anhorig_cli.cli.commands.add.cycle_item import cycle_item
from anhorig_cli.cli.commands.add.indicator import indicator
from anhorig_cli.cli.commands.add.subgoal import subgoal


def add() -> None:
    """Add something to a plan."""


SUBCOMMANDS = {"subgoal": subgoal, "indicator": indicator, "activity": activity, "cycle-item": cycle_item}
