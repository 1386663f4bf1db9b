"""What sets up the shell, so that it asks the tool when Tab is pressed: Typer does it, and what it did is told here.

For bash, Typer's own lines have the shell offer files where the tool offers nothing. Its lines here are the tool's own:
they do as Typer's, and heed the tool's answer that no file is meant either.
"""

import re
import sys
from collections.abc import Generator
from contextlib import contextmanager, redirect_stderr, redirect_stdout, suppress
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from anhorig_cli.cli.terminal.completion import NO_FILE
from anhorig_cli.cli.terminal.help_language import help_text
from anhorig_cli.diagnostics import CannotWorkError, reason_of
from anhorig_cli.source import message

if TYPE_CHECKING:
    from typer._click import Context, Parameter  # which have no public names

_BASH = """\
_anhorig_completion() {
    local IFS=$'\\n'
    COMPREPLY=( $( env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \\
                   ANHORIG_TELLS_OF_FILES=1 _ANHORIG_COMPLETE=complete_bash $1 ) )
    if [[ ${COMPREPLY[0]} == *"%(no_file)s" ]]; then
        COMPREPLY=()
        compopt +o default
    fi
    return 0
}

complete -o default -F _anhorig_completion anhorig"""
_TYPERS_OWN = re.compile(r"complete\b.* -F \w+ anhorig\s*\Z")
"""How the lines for bash end, and those for no other shell."""


def install(ctx: "Context", param: "Parameter", asked: bool) -> None:
    """Set up the shell that the user is in."""
    if not asked or ctx.resilient_parsing:
        return
    from typer.completion import install_callback

    with _captured(), redirect_stdout(StringIO()), suppress(SystemExit):  # which is how it ends when all is well
        install_callback(ctx, param, asked)
    with _captured():
        _keep_own_lines(Path.home() / ".bash_completions" / "anhorig.sh")
    sys.stdout.write(help_text("done: in a new terminal, Tab fills in plans and ids") + "\n")
    raise typer.Exit


def show(ctx: "Context", param: "Parameter", asked: bool) -> None:
    """Print what that would add."""
    from typer.completion import show_callback

    shown = StringIO()
    try:
        with _captured(), redirect_stderr(StringIO()), redirect_stdout(shown):
            show_callback(ctx, param, asked)
    finally:
        sys.stdout.write(_with_own_lines(shown.getvalue()))


def _keep_own_lines(script: Path) -> None:
    """Write the tool's own lines for bash over Typer's, where it has written such."""
    if script.is_file():
        text = script.read_text(encoding="utf-8")
        if (own := _with_own_lines(text)) != text:
            script.write_text(own, encoding="utf-8")


def _with_own_lines(script: str) -> str:
    """Return what sets up a shell, with the tool's own lines for bash; for other shells as it is."""
    if not _TYPERS_OWN.search(script):
        return script
    return _BASH % {"no_file": NO_FILE} + ("\n" if script.endswith("\n") else "")


@contextmanager
def _captured() -> Generator[None]:
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
