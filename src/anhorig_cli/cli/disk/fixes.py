"""What `check --fix` writes, and what `--diff` shows instead: a plan at a time, under its lock."""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.disk.changes import difference, write_remembered
from anhorig_cli.cli.disk.lock import locked
from anhorig_cli.cli.disk.writing import clear_away
from anhorig_cli.cli.terminal.visible import visible
from anhorig_cli.diagnostics import RefusedError

if TYPE_CHECKING:
    from datetime import date

    from anhorig_cli.diagnostics import Diagnostic
    from anhorig_cli.usecases.edit.edit_plan import Edited
    from anhorig_cli.vocabulary import Language
    from anhorig_cli.workspace.workspace_plan import WorkspacePlan


def fix_plans(
    paths: Sequence[str], day: "date", is_meant: "Callable[[Diagnostic], bool]", language: "Language"
) -> None:
    """Fix plans, and say how much in each file; what a project accepts is left as it is.

    Raises:
        CannotWorkError: where a file of a plan cannot be written; all of that plan's are as they were.
    """
    for selected in _selected(paths):
        if not _fixed(selected, day, is_meant):
            continue
        files = selected.files
        folder = files.root if files.is_folder else files.root.parent
        with locked(folder):
            clear_away(folder, with_folders=files.is_folder)
            fixed = _fixed(selected, day, is_meant)  # as it is now that nobody else is writing
            changed = [file for one in fixed for file in one.files]
            write_remembered(files.root, changed)
        for one in fixed:
            sys.stderr.write(visible(f"{one.name}: {text_of(one.summary, language)}") + "\n")


def show_fixes(paths: Sequence[str], day: "date", is_meant: "Callable[[Diagnostic], bool]") -> bool:
    """Show what `fix_plans` would change, and return whether that is anything."""
    shows_any = False
    for selected in _selected(paths):
        for one in _fixed(selected, day, is_meant):
            sys.stdout.write(difference(one))
            shows_any = True
    return shows_any


def _selected(paths: Sequence[str]) -> "Sequence[WorkspacePlan]":
    from anhorig_cli.workspace.workspace import Workspace
    from anhorig_cli.workspace.workspace_plan import refuse_others

    plans: Sequence[WorkspacePlan] = ()
    with suppress(RefusedError):  # which the check that follows tells
        plans = Workspace.of(paths).plans
    for one in plans:
        refuse_others(one)
    return plans


def _fixed(selected: "WorkspacePlan", day: "date", is_meant: "Callable[[Diagnostic], bool]") -> "list[Edited]":
    from anhorig_cli.usecases.check.evaluate import is_wanted
    from anhorig_cli.usecases.check.fix_plan import fix_plan

    return fix_plan(selected.files, lambda one: is_meant(one) and is_wanted(one, selected, day))
