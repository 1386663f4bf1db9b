"""The options that commands share."""

import sys
from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from typer.models import ArgumentInfo, OptionInfo

from anhorig_cli import __version__
from anhorig_cli.cli.surroundings import help_text, language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.telling import STDOUT
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.source import Message, message


def one_of(choices: type[StrEnum]) -> str:
    """Return the metavar of a choice between words: `text|json`."""
    return "|".join(choices)


class TextOrJson(StrEnum):
    """A format: for people, or for programs."""

    TEXT = "text"
    JSON = "json"


def option(
    metavar: str,
    description: str,
    *names: str,
    between: tuple[int, int | None] | None = None,
    offers: Callable[..., object] | None = None,
) -> OptionInfo:
    """Return an option that takes a value; its help is translated.

    Args:
        metavar: the name of the value in the help.
        description: the help text.
        names: its names on the command line; without any, that of its parameter.
        between: the least and the greatest whole number that the value may be.
        offers: returns the values to offer when Tab is pressed.
    """
    least, most = between or (None, None)
    made: OptionInfo = typer.Option(
        *names, metavar=help_text(metavar), help=help_text(description), min=least, max=most, autocompletion=offers
    )
    return made


def flag(description: str, *names: str) -> OptionInfo:
    """Return an option that takes no value; its help is translated."""
    made: OptionInfo = typer.Option(*names, help=help_text(description))
    return made


def argument(metavar: str, description: str, offers: Callable[..., object] | None = None) -> ArgumentInfo:
    """Return an argument; its parameters are as for `option`."""
    made: ArgumentInfo = typer.Argument(metavar=help_text(metavar), help=help_text(description), autocompletion=offers)
    return made


def format_option(choices: type[StrEnum], description: str) -> OptionInfo:
    """Return the option that chooses between formats."""
    return option(one_of(choices), description, "--format")


def output_option(description: str, metavar: str = "FILE") -> OptionInfo:
    """Return the option that names the output."""
    return _without_default(option(metavar, description, "-o", "--output"))


_Format = TypeVar("_Format", bound=StrEnum)


def format_of_ending(file: str, formats: Iterable[_Format], otherwise: Message) -> _Format:
    """Return the format that the ending of a file names.

    Raises:
        WrongUsageError: with `otherwise` as its message, if it names none of `formats`.
    """
    ending = Path(file).suffix.lower().removeprefix(".")
    for one in formats:
        if one.value == ending:
            return one
    raise WrongUsageError(otherwise)


def format_of_output(
    output: str, named: _Format | None, formats: type[_Format], on_screen: _Format, otherwise: Message
) -> _Format:
    """Return the format that -o and --format together ask for.

    Args:
        output: the file, or `-`.
        named: the value of --format, if it is given.
        formats: the possible formats.
        on_screen: the format of the screen, unless another is named, and of files that end in .txt.
        otherwise: the message for an ending that names no format.

    Raises:
        WrongUsageError: if the ending names no format, or another than --format.
    """
    if output == STDOUT:
        return named or on_screen
    path = Path(output)
    if output.endswith(("/", "\\")):
        raise WrongUsageError(otherwise)
    kind = on_screen if path.suffix.lower() == ".txt" else format_of_ending(output, formats, otherwise)
    if named is not None and named is not kind:
        raise WrongUsageError(
            message("{file}: the ending does not match --format {format}", file=output, format=named.value)
        )
    return kind


def port_option(description: str) -> OptionInfo:
    """Return the option for the port of a page that is served to this computer."""
    return _without_default(option("PORT", description, between=(0, 65535)))


def _without_default(made: OptionInfo) -> OptionInfo:
    made.show_default = False  # its description has it
    return made


Paths = Annotated[
    list[str] | None,
    argument(
        "PLAN", "Plans: files, folders to search, or ids. Without any: all of the project's.", offers=completion.plans
    ),
]
AsOf = Annotated[str | None, option("DATE", "The day to show; nothing later counts. Default: today.", "--as-of")]
LanguageOption = Annotated[str | None, option("sv|en", "The language: sv is Swedish, en is English.", "--language")]
SchemaOption = Annotated[bool, flag("Print the schema of json, and nothing else.", "--schema")]
YearOption = Annotated[int | None, option("YEAR", "The year of the annual cycle.", "--year")]
UnitOption = Annotated[
    str | None, option("UNIT", "Only this unit's part: id or title.", "--unit", offers=completion.units)
]
ResponsibleOption = Annotated[
    str | None,
    option(
        "ROLE",
        "Only what this role, unit or party is responsible for: id or title.",
        "--responsible",
        offers=completion.responsible,
    ),
]
WithOthers = Annotated[
    bool, flag("Read the others' plans that anhorig.yaml names, too; only for settings that you know.", "--with-others")
]
PlanName = Annotated[
    str | None,
    argument(
        "PLAN",
        "The plan: a file, a folder, or its id among the project's plans. Not needed if there is only one. "
        "What you leave out is asked for in the terminal.",
        offers=completion.plans_first,
    ),
]
OnePlan = Annotated[
    str | None,
    argument(
        "PLAN",
        "The plan: a file, a folder, or its id among the project's plans. Not needed if there is only one.",
        offers=completion.plans_first,
    ),
]
SubgoalName = Annotated[
    str | None, argument("SUBGOAL", "The subgoal's id or title.", offers=completion.after_plan(completion.subgoals))
]
DryRun = Annotated[bool, flag("Show the difference, and change nothing.", "--dry-run")]
Footer = Annotated[
    bool,
    _without_default(
        flag("Whether the page names the tool and its version. Default: it does not.", "--footer/--no-footer")
    ),
]
DryRunOfFiles = Annotated[bool, flag("Show which files, and write nothing.", "--dry-run")]
Title = Annotated[str | None, option("TITLE", "The title.", "--title")]
NewId = Annotated[str | None, option("ID", "A short name that others can refer to. Default: from the title.", "--id")]
Description = Annotated[str | None, option("TEXT", "More about it.", "--description")]
RegistryNumber = Annotated[str | None, option("TEXT", "The number in the register.", "--registry-number")]
StartBy = Annotated[str | None, option("DATE", "By when the work is to begin.", "--start-by")]
Responsible = Annotated[
    list[str] | None,
    option("ROLE", "Who is responsible: a role. Repeatable.", "--responsible", offers=completion.responsible),
]
Units = Annotated[
    list[str] | None, option("UNIT", "A unit that it is for; repeatable.", "--unit", offers=completion.units)
]
TargetGroups = Annotated[
    list[str] | None, option("GROUP", "A target group; repeatable.", "--target-group", offers=completion.target_groups)
]
ContributesTo = Annotated[
    list[str] | None,
    option(
        "AREA",
        "An area that it contributes to, also of another plan: PLAN/AREA. Repeatable.",
        "--contributes-to",
        offers=completion.areas,
    ),
]
Serves = Annotated[
    list[str] | None,
    option("SUBGOAL", "A subgoal that it belongs to; repeatable.", "--subgoal", offers=completion.subgoals),
]
Note = Annotated[str | None, option("TEXT", "What is to be said about it.", "--note")]
Reported = Annotated[str | None, option("DATE", "When it became known, if on another day.", "--reported")]


# The options before the name of a command: `anhorig --version`, `anhorig --language en --help`.


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
        flag(
            "If the tool itself fails: show where. Text from a plan may be included. May be written after a command.",
            "--traceback",
        ),
    ] = False,  # for the help page only: `faults` reads it before anything else
    language: LanguageOption = None,
) -> None:
    """Follow up a plan for support to carers: check it, and report to the committee."""
    group_of_commands(ctx, language)


def group_of_commands(ctx: typer.Context, language: LanguageOption = None) -> None:
    """Refuse a `--language` that is unknown, or that is written before a command instead of after it."""
    if language is None:
        return
    language_of(language)
    if ctx.invoked_subcommand is not None:
        raise WrongUsageError(message("write '{option}' after the command that it is for", option="--language"))
