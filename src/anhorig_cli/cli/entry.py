"""The entry: the commands in one list, and the one place where what stops the tool is caught."""

import os
import sys
from typing import Annotated

import typer

from anhorig_cli import __version__
from anhorig_cli.catalog import text_of, translated
from anhorig_cli.cli import help_language
from anhorig_cli.cli.surroundings import use_utf8
from anhorig_cli.errors import AnhorigError, ExitCode
from anhorig_cli.vocabulary import Language


def main() -> None:
    """Run the command line and exit with its code."""
    use_utf8()
    language = help_language.settle(sys.argv[1:])
    try:
        _app(language)()
    except AnhorigError as error:
        from anhorig_cli.cli.output import visible  # noqa: PLC0415

        sys.stderr.write(visible(text_of(error.message, language)) + "\n")
        sys.exit(error.exit_code)
    except BrokenPipeError:  # the reader has had enough, as `head` has
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(ExitCode.CLEAN)


def _app(language: Language) -> typer.Typer:
    from anhorig_cli.cli.check import check  # noqa: PLC0415 - after the language of the help is settled
    from anhorig_cli.cli.report import report  # noqa: PLC0415
    from anhorig_cli.cli.status import status  # noqa: PLC0415

    app = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False, add_completion=False)
    app.callback(
        help=translated("Follow up a plan for support to carers: check it, and report to the committee.", language)
    )(_anhorig)
    for command in (check, report, status):
        app.command(help=translated(command.__doc__ or "", language))(command)
    return app


def _show_version(asked: bool) -> None:
    if asked:
        sys.stdout.write(f"anhorig {__version__}\n")
        raise typer.Exit


def _anhorig(
    version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Version.")] = False,
) -> None:
    """Hold the options that stand before any command."""
