"""What sets up the shell, so that it asks the tool when Tab is pressed: Typer does it, and what it did is told here."""

import sys
from collections.abc import Generator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from io import StringIO
from typing import TYPE_CHECKING

import typer

from anhorig_cli.cli.terminal.help_language import help_text
from anhorig_cli.errors import CannotWorkError, reason_of
from anhorig_cli.source import message

if TYPE_CHECKING:
    from typer._click import Context, Parameter  # which have no public names


def install(ctx: "Context", param: "Parameter", asked: bool) -> None:
    """Set up the shell that the user is in."""
    if not asked or ctx.resilient_parsing:
        return
    from typer.completion import install_callback

    with _told(), redirect_stdout(StringIO()), suppress(SystemExit):  # which is how it ends when all is well
        install_callback(ctx, param, asked)
    sys.stdout.write(help_text("done: in a new terminal, Tab fills in plans and ids") + "\n")
    raise typer.Exit


def show(ctx: "Context", param: "Parameter", asked: bool) -> None:
    """Print what that would add."""
    from typer.completion import show_callback

    with _told(), redirect_stderr(StringIO()):
        show_callback(ctx, param, asked)


@contextmanager
def _told() -> Generator[None]:
    """Tell what is in the way in the tool's words.

    Raises:
        CannotWorkError: where Typer does not know the shell, or its settings cannot be written.
    """
    try:
        yield
    except typer.Exit as error:
        raise CannotWorkError(message("this shell cannot be set up: do it in bash, zsh, fish or PowerShell")) from error
    except OSError as error:
        raise CannotWorkError(
            message("{path}: cannot be written ({reason})", path=str(error.filename), reason=reason_of(error))
        ) from error
