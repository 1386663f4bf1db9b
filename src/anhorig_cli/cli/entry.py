"""The entry: the commands in one list, and the one place where what stops the tool is caught."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Annotated

import typer
from typer.core import TyperOption

from anhorig_cli import __version__
from anhorig_cli.catalog import text_of, translated
from anhorig_cli.cli import help_language
from anhorig_cli.cli.surroundings import use_utf8
from anhorig_cli.errors import AnhorigError, ExitCode
from anhorig_cli.source import message
from anhorig_cli.vocabulary import Language

COMMANDS = (
    "add",
    "assess",
    "calendar",
    "check",
    "cycle",
    "diff",
    "done",
    "explain",
    "history",
    "init",
    "postpone",
    "record",
    "report",
    "schema",
    "status",
    "template",
    "wheel",
)
"""Every command: a module of this package with a function of the same name.

A module whose command has others below it (`anhorig template list`) holds them in `SUBCOMMANDS`.
"""


def main() -> None:
    """Run the command line and exit with its code."""
    use_utf8()
    language = help_language.settle(sys.argv[1:])
    output = sys.stdout
    try:
        try:
            _command(language, sys.argv[1:])()
        except SystemExit:
            if sys.stdout is output:
                raise
            raise BrokenPipeError from None  # Typer has met it, and put something silent in the stream's place
        finally:
            sys.stdout.flush()  # here, where it is told if it cannot be
    except AnhorigError as error:
        from anhorig_cli.cli.visible import visible

        sys.stderr.write(visible(text_of(error.message, language)) + "\n")
        sys.exit(error.exit_code)
    except OSError as error:
        if error.filename is not None:
            raise  # of a file: the rooms that touch files turn it into a message, so this is a bug
        os.dup2(os.open(os.devnull, os.O_WRONLY), output.fileno())  # keeps the interpreter from trying once more
        if not isinstance(error, BrokenPipeError):  # else the reader has had enough, as `head` has
            sys.stderr.write(
                text_of(message("standard output cannot be written ({reason})", reason=error.strerror), language) + "\n"
            )
            sys.exit(ExitCode.CANNOT_WORK)
        sys.exit(ExitCode.CLEAN)


def _command(language: Language, arguments: Sequence[str]) -> Callable[[], object]:
    """Make the command line; where a command is named, only its module is imported.

    What installs the shell's completion is offered where no command is named: it costs time to set up.
    """
    named = next((argument for argument in arguments if not argument.startswith("-")), None)
    app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=named not in COMMANDS)
    app.callback(help=translated(_anhorig.__doc__ or "", language))(_anhorig)
    for name in (named,) if named in COMMANDS else COMMANDS:
        _add(app, str(name), language)
    command = typer.main.get_command(app)
    for option in command.params:
        if isinstance(option, TyperOption) and option.name in _COMPLETION_HELP:
            option.help = text_of(_COMPLETION_HELP[option.name], language)  # which typer has in English only
    return command


_COMPLETION_HELP = {
    "install_completion": message("Have the shell fill in plans and ids when Tab is pressed."),
    "show_completion": message("Show what that adds to the shell's settings, and change nothing."),
}


def _add(app: typer.Typer, name: str, language: Language) -> None:
    module = import_module(f"anhorig_cli.cli.{name}")
    command: Callable[..., None] = getattr(module, name)
    below: dict[str, Callable[..., None]] = getattr(module, "SUBCOMMANDS", {})
    told = translated(command.__doc__ or "", language)
    if not below:
        app.command(help=told)(command)
        return
    group = typer.Typer(no_args_is_help=True)
    for word, subcommand in below.items():
        group.command(word, help=translated(subcommand.__doc__ or "", language))(subcommand)
    app.add_typer(group, name=name, help=told)


def _show_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"anhorig {__version__}\n")
        raise typer.Exit


def _anhorig(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Version.")] = False,
) -> None:
    """Follow up a plan for support to carers: check it, and report to the committee."""
