"""The options that commands share."""

import sys
from enum import StrEnum
from typing import Annotated

import typer
from typer.models import OptionInfo

from anhorig_cli import __version__
from anhorig_cli.cli.surroundings import help_text, language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.source import message


def one_of(choices: type[StrEnum]) -> str:
    """Return how the help names a choice between words: `text|json`."""
    return "|".join(choices)


def format_option(choices: type[StrEnum], description: str = help_text("The format.")) -> OptionInfo:
    """Return the option that chooses between formats."""
    option: OptionInfo = typer.Option("--format", metavar=one_of(choices), help=description)
    return option


def output_option(description: str, *, metavar: str = help_text("FILE")) -> OptionInfo:
    """Return the option that says where to write."""
    option: OptionInfo = typer.Option("-o", "--output", metavar=metavar, help=description, show_default=False)
    return option


def port_option(description: str) -> OptionInfo:
    """Return the option of the port that a page is shown at on this computer."""
    option: OptionInfo = typer.Option("--port", metavar="PORT", min=0, max=65535, help=description, show_default=False)
    return option


Paths = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PLAN",
        help=help_text("Plans: files, folders to search, or ids. Without any: all of the project's."),
        show_default=False,
        autocompletion=completion.plans,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar=help_text("DATE"),
        help=help_text("The day to show; nothing later counts. Default: today."),
        show_default=False,
    ),
]
LanguageOption = Annotated[
    str | None,
    typer.Option(
        "--language", metavar="sv|en", help=help_text("The language: sv is Swedish, en is English."), show_default=False
    ),
]
SchemaOption = Annotated[bool, typer.Option("--schema", help=help_text("Print the schema of json, and nothing else."))]
YearOption = Annotated[
    int | None,
    typer.Option(
        "--year", metavar=help_text("YEAR"), help=help_text("The year of the annual cycle."), show_default=False
    ),
]
UnitOption = Annotated[
    str | None,
    typer.Option(
        "--unit",
        metavar=help_text("UNIT"),
        help=help_text("Only this unit's part: id or title."),
        show_default=False,
        autocompletion=completion.units,
    ),
]
ResponsibleOption = Annotated[
    str | None,
    typer.Option(
        "--responsible",
        metavar=help_text("ROLE"),
        help=help_text("Only what this role, unit or party is responsible for: id or title."),
        show_default=False,
        autocompletion=completion.responsible,
    ),
]
WithOthers = Annotated[
    bool,
    typer.Option(
        "--with-others",
        help=help_text("Read the others' plans that anhorig.yaml names, too; only for settings that you know."),
        show_default=False,
    ),
]
PlanName = Annotated[
    str | None,
    typer.Argument(
        metavar="PLAN",
        help=help_text(
            "The plan: a file, a folder, or its id among the project's plans. Not needed if there is only one. "
            "What you leave out is asked for in the terminal."
        ),
        show_default=False,
        autocompletion=completion.plans_first,
    ),
]
OnePlan = Annotated[
    str | None,
    typer.Argument(
        metavar="PLAN",
        help=help_text(
            "The plan: a file, a folder, or its id among the project's plans. Not needed if there is only one."
        ),
        show_default=False,
        autocompletion=completion.plans_first,
    ),
]
SubgoalName = Annotated[
    str | None,
    typer.Argument(
        metavar=help_text("SUBGOAL"),
        help=help_text("The subgoal's id or title."),
        show_default=False,
        autocompletion=completion.after_plan(completion.subgoals),
    ),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help=help_text("Show the difference, and change nothing."), show_default=False)
]
Footer = Annotated[
    bool,
    typer.Option(
        "--footer/--no-footer",
        help=help_text("Whether the page names the tool and its version. Default: it does not."),
        show_default=False,
    ),
]
DryRunOfFiles = Annotated[
    bool, typer.Option("--dry-run", help=help_text("Show which files, and write nothing."), show_default=False)
]
Title = Annotated[str | None, typer.Option("--title", metavar=help_text("TITLE"), help=help_text("The title."))]
NewId = Annotated[
    str | None,
    typer.Option(
        "--id", metavar="ID", help=help_text("A short name that others can refer to. Default: from the title.")
    ),
]
Description = Annotated[str | None, typer.Option("--description", metavar="TEXT", help=help_text("More about it."))]
RegistryNumber = Annotated[
    str | None, typer.Option("--registry-number", metavar="TEXT", help=help_text("The number in the register."))
]
StartBy = Annotated[
    str | None,
    typer.Option("--start-by", metavar=help_text("DATE"), help=help_text("By when the work is to begin.")),
]
Responsible = Annotated[
    list[str] | None,
    typer.Option(
        "--responsible",
        metavar=help_text("ROLE"),
        help=help_text("Who is responsible: a role. Repeatable."),
        autocompletion=completion.responsible,
    ),
]
Units = Annotated[
    list[str] | None,
    typer.Option(
        "--unit",
        metavar=help_text("UNIT"),
        help=help_text("A unit that it is for; repeatable."),
        autocompletion=completion.units,
    ),
]
TargetGroups = Annotated[
    list[str] | None,
    typer.Option(
        "--target-group",
        metavar=help_text("GROUP"),
        help=help_text("A target group; repeatable."),
        autocompletion=completion.target_groups,
    ),
]
ContributesTo = Annotated[
    list[str] | None,
    typer.Option(
        "--contributes-to",
        metavar=help_text("AREA"),
        help=help_text("An area that it contributes to, also of another plan: PLAN/AREA. Repeatable."),
        autocompletion=completion.areas,
    ),
]
Serves = Annotated[
    list[str] | None,
    typer.Option(
        "--subgoal",
        metavar=help_text("SUBGOAL"),
        help=help_text("A subgoal that it belongs to; repeatable."),
        autocompletion=completion.subgoals,
    ),
]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=help_text("What is to be said about it."))]
Reported = Annotated[
    str | None,
    typer.Option("--reported", metavar=help_text("DATE"), help=help_text("When it became known, if on another day.")),
]


# What may stand before the name of a command: `anhorig --version`, `anhorig --language en --help`.


def _show_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"anhorig {__version__}\n")
        raise typer.Exit


def anhorig(
    ctx: typer.Context,
    _version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help=help_text("Show the tool's version.")),
    ] = False,
    _traceback: Annotated[
        bool,
        typer.Option(
            "--traceback",
            help=help_text(
                "If the tool itself fails: show where. Text from a plan may be included. May be written after a "
                "command."
            ),
        ),
    ] = False,  # for the help page: `faults` reads it, before all else
    language: LanguageOption = None,
) -> None:
    """Follow up a plan for support to carers: check it, and report to the committee."""
    group_of_commands(ctx, language)


def group_of_commands(ctx: typer.Context, language: LanguageOption = None) -> None:
    """Take the language of the help page; that of a command is told to the command."""
    if language is None:
        return
    language_of(language)
    if ctx.invoked_subcommand is not None:
        raise WrongUsageError(message("write '{option}' after the command that it is for", option="--language"))
