"""A change to a plan, from the lock to what is said of it: every command that changes one goes this way."""

import difflib
import re
import sys
from typing import TYPE_CHECKING

import typer

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.lock import locked
from anhorig_cli.cli.visible import visible
from anhorig_cli.cli.writing import change_file, clear_away
from anhorig_cli.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from anhorig_cli.loading.discovery import PlanFiles
    from anhorig_cli.usecases.edit_plan import Edited
    from anhorig_cli.usecases.opened_plan import Flawed
    from anhorig_cli.vocabulary import Language

_BREAK = re.compile(r"\r\n|\n|\r")


def change(plan: str, edit: "Callable[[PlanFiles], Edited | Flawed]", language: "Language", *, dry_run: bool) -> None:
    """Change a plan with a use-case, under its lock; a dry run shows the difference instead.

    Raises:
        CannotWorkError: where it cannot be written; the plan is as it was.
        typer.Exit: with 1, where the plan cannot be read whole; its errors are told.
    """
    from anhorig_cli.usecases.select_plans import select_plan

    if dry_run:
        edited = _told(edit(select_plan(plan).files), language)
        sys.stdout.write(difference(edited))
        return
    files = select_plan(plan).files
    folder = files.root if files.is_folder else files.root.parent
    with locked(folder):
        clear_away(folder, with_folders=files.is_folder)
        edited = _told(edit(select_plan(plan).files), language)  # as it is now that nobody else is writing
        change_file(edited.path, edited.before, edited.after)
    sys.stderr.write(visible(f"{edited.name}: {text_of(edited.told, language)}") + "\n")


def _told(edited: "Edited | Flawed", language: "Language") -> "Edited":
    from anhorig_cli.cli.formats.text import as_line
    from anhorig_cli.usecases.opened_plan import Flawed

    if isinstance(edited, Flawed):
        sys.stderr.writelines(as_line(error, language) + "\n" for error in edited.errors)
        raise typer.Exit(ExitCode.FINDINGS)
    return edited


def difference(edited: "Edited") -> str:
    """Return the unified difference of a file before and after, a line of it a line."""
    before = _lines(edited.before or b"")
    name = visible(edited.name)
    lines = difflib.unified_diff(
        before, _lines(edited.after), "/dev/null" if edited.before is None else name, name, lineterm=""
    )
    return "".join(line + "\n" for line in lines)


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8", errors="replace")
    lines = [visible(line).replace("\\t", "\t") for line in _BREAK.split(text)]
    return lines if lines[-1] else lines[:-1]
