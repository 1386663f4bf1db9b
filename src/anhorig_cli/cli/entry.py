"""The entry: the commands in one list, and the one place where what stops the tool is caught."""

import errno
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from inspect import getdoc
from types import ModuleType

import typer

from anhorig_cli.catalog import text_of, translated
from anhorig_cli.cli import faults, surroundings
from anhorig_cli.cli.faults import OutputError, let_go_of_output, use_utf8
from anhorig_cli.cli.terminal.command import Command, Group
from anhorig_cli.cli.terminal.completion import is_asked_for, keep_titles_as_they_are, words_to_complete
from anhorig_cli.diagnostics import ExitCode, RefusedError
from anhorig_cli.source import message
from anhorig_cli.vocabulary import Language

FAMILIES = (
    (message("Begin"), ("init",)),
    (message("Follow up"), ("status", "todo", "check", "report", "cycle", "wheel", "calendar", "export")),
    (message("Over several plans"), ("overview", "coverage", "compare", "site")),
    (message("Change a plan"), ("record", "assess", "done", "postpone", "add", "rename", "reassign", "renew", "undo")),
    (message("Fetch numbers"), ("survey", "kolada")),
    (message("For those who do not have the tool"), ("sheet", "merge")),
    (message("Look back"), ("diff", "history")),
    (message("Rules, templates and format"), ("explain", "schema", "template")),
)
"""The commands as the help page shows them: a heading, and those that belong under it, the most useful first."""

COMMANDS = {name: heading for heading, names in FAMILIES for name in names}
"""Every command, with its heading: a module of `cli.commands` with a function of the same name.

A module whose command has others below it (`anhorig template list`) holds them in `SUBCOMMANDS`.
"""

_OF_A_LIST = {"--help", "--version", "--language", *Language}
"""The words on the command line of whoever asks for no more than what commands there are."""

_FIRST_STEPS = message("Help with a command: anhorig check --help\n\nThe first time: anhorig init anhorigstod")


def main() -> None:
    """Run the command line and exit with its code; a bug is raised as it is."""
    use_utf8()
    keep_titles_as_they_are()
    language = surroundings.settle(sys.argv[1:])
    try:
        _run(language)
    except RefusedError as refused:
        from anhorig_cli.cli.terminal.telling import print_errors

        print_errors(refused.findings, language)
        sys.exit(refused.exit_code)
    except Exception as error:
        if faults.is_had_enough(error):
            let_go_of_output()
            sys.exit(ExitCode.CLEAN)
        if faults.foreseen(error) is None:
            raise
        if isinstance(error, OutputError):
            let_go_of_output()
        sys.exit(faults.tell(error, language))


def _run(language: Language) -> None:
    output = sys.stdout
    try:
        command(language, sys.argv[1:])(prog_name="anhorig")
    except SystemExit:
        if sys.stdout is not output:  # Typer has met a closed pipe, and put something silent in the stream's place
            sys.stdout = output
            raise OutputError(errno.EPIPE, "") from None
        raise
    finally:
        sys.stdout.flush()  # here, where it is reported if it cannot be


def command(language: Language, arguments: Sequence[str]) -> Callable[..., object]:
    """Make the command line; of what takes time only that is set up which the arguments ask for.

    Where a command is named first, it is the only one. Where only a list of them is asked for, none has its own options
    yet. What installs the shell's completion is offered where no command is named, and where it is the shell that asks.
    """
    from anhorig_cli.cli.terminal.options import anhorig

    words = arguments or words_to_complete()
    named = _named_first(words)
    app = typer.Typer(
        cls=Group,
        invoke_without_command=True,
        pretty_exceptions_enable=False,
        add_completion=named is None or is_asked_for(),
    )
    app.callback(help=translated(getdoc(anhorig) or "", language), epilog=text_of(_FIRST_STEPS, language))(anhorig)
    add = _list if set(words) <= _OF_A_LIST or (is_asked_for() and not named) else _add
    for name in [named] if named else COMMANDS:
        add(app, name, language)
    return typer.main.get_command(app)


def _named_first(words: Sequence[str]) -> str | None:
    """Return the command that the first word names; None where it names none."""
    return words[0] if words and words[0] in COMMANDS else None


def _list(app: typer.Typer, name: str, language: Language) -> None:
    """Add a command as it stands on the list of all: with what it is for."""
    description = translated(getdoc(getattr(_module(name), name)) or "", language)
    app.command(name, cls=Command, help=description, rich_help_panel=text_of(COMMANDS[name], language))(_listed)


def _module(name: str) -> ModuleType:
    return import_module(f"anhorig_cli.cli.commands.{name}")


def _listed() -> None:
    """Stand for a command on the list of all, with no options: whoever names one has it made by `_add`."""
    raise AssertionError(_OF_A_LIST)


def _add(app: typer.Typer, name: str, language: Language) -> None:
    """Add a command with all its options, and with the commands below it."""
    module = _module(name)
    command: Callable[..., None] = getattr(module, name)
    below: dict[str, Callable[..., None]] = getattr(module, "SUBCOMMANDS", {})
    description = translated(getdoc(command) or "", language)
    heading = text_of(COMMANDS[name], language)
    if not below:
        app.command(cls=Command, help=description, rich_help_panel=heading)(command)
        return
    from anhorig_cli.cli.terminal.options import group_of_commands

    group = typer.Typer(cls=Group, invoke_without_command=True)
    group.callback()(group_of_commands)
    for word, subcommand in below.items():
        group.command(word, cls=Command, help=translated(getdoc(subcommand) or "", language))(subcommand)
    app.add_typer(group, name=name, help=description, rich_help_panel=heading)
