"""The entry point: the list of all commands, and the only place that catches the errors that stop the tool."""

import errno
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from inspect import getdoc
from types import ModuleType

import typer

from anhorig_cli.catalog import text_of, translated
from anhorig_cli.cli import faults, surroundings
from anhorig_cli.cli.faults import OutputError, discard_output, use_utf8
from anhorig_cli.cli.terminal.command import Command, Group
from anhorig_cli.cli.terminal.completion import disable_rich_for_completion, is_asked_for, words_to_complete
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
"""The commands as the help page groups them: a heading and its commands, the most useful first."""

COMMANDS = {name: heading for heading, names in FAMILIES for name in names}
"""Every command, with its heading: a module of `cli.commands` with a function of the same name.

A module whose command has others below it (`anhorig template list`) holds them in `SUBCOMMANDS`.
"""

_LIST_WORDS = {"--help", "--version", "--language", *Language}
"""The words of a command line that only asks for the list of commands."""

_FIRST_STEPS = message("Help with a command: anhorig check --help\n\nThe first time: anhorig init anhorigstod")


def main() -> None:
    """Run the command line and exit with its code; a bug is raised as it is."""
    use_utf8()
    disable_rich_for_completion()
    language = surroundings.settle(sys.argv[1:])
    try:
        _run(language)
    except RefusedError as refused:
        from anhorig_cli.cli.terminal.telling import print_errors, print_sentence

        print_errors(refused.findings, language)
        if refused.outcome:
            print_sentence(refused.outcome, language)
        sys.exit(refused.exit_code)
    except Exception as error:
        if faults.is_reader_gone(error):
            discard_output()
            sys.exit(ExitCode.CLEAN)
        if faults.foreseen(error) is None:
            raise
        if isinstance(error, OutputError):
            discard_output()
        sys.exit(faults.report_error(error, language))


def _run(language: Language) -> None:
    output = sys.stdout
    try:
        command(language, sys.argv[1:])(prog_name="anhorig")
    except SystemExit:
        if sys.stdout is not output:  # Typer has met a closed pipe, and replaced the stream with a silent one
            sys.stdout = output
            raise OutputError(errno.EPIPE, "") from None
        raise
    finally:
        sys.stdout.flush()  # here, where an error is still reported


def command(language: Language, arguments: Sequence[str]) -> Callable[..., object]:
    """Return the command line; of what is slow to set up, only what the arguments need is set up.

    If the first word names a command, there is only that one. If only the list of commands is asked for, they have no
    options. The options that install shell completion exist if no command is named, or if the shell itself asks.
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
    add = _add_to_list if set(words) <= _LIST_WORDS or (is_asked_for() and not named) else _add
    for name in [named] if named else COMMANDS:
        add(app, name, language)
    return typer.main.get_command(app)


def _named_first(words: Sequence[str]) -> str | None:
    """Return the command that the first word names, else None."""
    return words[0] if words and words[0] in COMMANDS else None


def _add_to_list(app: typer.Typer, name: str, language: Language) -> None:
    """Add a command as the list of commands shows it: with its description, and no options."""
    description = translated(getdoc(getattr(_module(name), name)) or "", language)
    app.command(name, cls=Command, help=description, rich_help_panel=text_of(COMMANDS[name], language))(_stand_in)


def _module(name: str) -> ModuleType:
    return import_module(f"anhorig_cli.cli.commands.{name}")


def _stand_in() -> None:
    """Stand in for a command on the list of commands; it is never called, since `_add` adds a command that is named."""
    raise AssertionError(_LIST_WORDS)


def _add(app: typer.Typer, name: str, language: Language) -> None:
    """Add a command with all its options and its subcommands."""
    module = _module(name)
    command: Callable[..., None] = getattr(module, name)
    subcommands: dict[str, Callable[..., None]] = getattr(module, "SUBCOMMANDS", {})
    description = translated(getdoc(command) or "", language)
    heading = text_of(COMMANDS[name], language)
    if not subcommands:
        app.command(cls=Command, help=description, rich_help_panel=heading)(command)
        return
    from anhorig_cli.cli.terminal.options import group_of_commands

    group = typer.Typer(cls=Group, invoke_without_command=True)
    group.callback()(group_of_commands)
    for word, subcommand in subcommands.items():
        group.command(word, cls=Command, help=translated(getdoc(subcommand) or "", language))(subcommand)
    app.add_typer(group, name=name, help=description, rich_help_panel=heading)
