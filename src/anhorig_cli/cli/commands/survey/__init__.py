"""`anhorig survey`."""

from anhorig_cli.cli.commands.survey.import_answers import import_answers
from anhorig_cli.cli.commands.survey.map_columns import map_columns


def survey() -> None:
    """Count the answers to a survey into a plan, from the file that the survey's own system exports."""


SUBCOMMANDS = {"map": map_columns, "import": import_answers}
