"""`anhorig undo`."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, OnePlan
from anhorig_cli.cli.terminal.telling import print_sentence
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.places import real
from anhorig_cli.source import message

if TYPE_CHECKING:
    from anhorig_cli.cli.disk.journal import RememberedChange
    from anhorig_cli.usecases.edit.edit_plan import ChangedFile


def undo(plan: OnePlan = None, dry_run: DryRun = False, language: LanguageOption = None) -> None:
    """Undo the last change that a command made to a plan here; run it again to undo the one before.

    For example: anhorig undo --dry-run
    """
    from anhorig_cli.cli.disk.changes import difference
    from anhorig_cli.cli.disk.journal import all_locked, forget
    from anhorig_cli.cli.disk.writing import change_files, remove_empty_folders

    reader_language = language_of(language)
    change = _last_change(plan)
    if dry_run:
        sys.stdout.write(difference(_files_before(change)))
        return
    with all_locked(root if root.is_dir() else root.parent for root in change.roots):
        files = _files_before(change)
        change_files(files)
        if change.root.is_dir():
            remove_empty_folders(change.root)
        forget(change)
    for one in files:
        print_sentence(message("{file}: the last change made by a command is undone", file=one.name), reader_language)
    sys.stdout.write(difference(files))


def _last_change(plan: str | None) -> "RememberedChange":
    """Return the last change to a plan or, without one, to the plans of the project here."""
    from anhorig_cli.cli.disk.journal import last_change
    from anhorig_cli.loading.boundary import bounds

    if plan is not None:
        from anhorig_cli.cli.others import trust
        from anhorig_cli.workspace.workspace import Workspace

        root = real(Workspace.to_change(plan, trust()).files.root)
        found = last_change(lambda one: root in one.roots)
        nothing = message("{plan}: there is no change by a command to undo; see in git what the plan said", plan=plan)
    else:
        within = bounds(real("")) or real("")
        found = last_change(lambda one: one.root.is_relative_to(within))
        nothing = message("there is no change by a command to undo here; name a plan, or see in git what the plan said")
    if found is None:
        raise CannotWorkError(nothing)
    return found


def _files_before(change: "RememberedChange") -> "list[ChangedFile]":
    """Return the edits that restore the files of a change as they were before it.

    Raises:
        CannotWorkError: if one of them has been changed since, or is outside the plan's project.
    """
    from anhorig_cli.loading.boundary import bounds
    from anhorig_cli.usecases.edit.edit_plan import ChangedFile

    within = bounds(change.root.parent) or change.root.parent
    files: list[ChangedFile] = []
    for one in change.files:
        name = os.path.relpath(one.path) if one.path.drive == Path.cwd().drive else str(one.path)
        now = _bytes_of(name, one.path) if one.path.is_relative_to(within) else None
        before = one.reverted(now) if now is not None else None
        if now is None or before is None:
            raise CannotWorkError(
                message(
                    "{file}: has been changed since the last command, so it is left as it is: change it in an editor",
                    file=name,
                )
            )
        if before != now:
            files.append(ChangedFile(name, one.path, now, None if one.before is None else before))
    return files


def _bytes_of(name: str, path: Path) -> bytes | None:
    """Return the bytes of an ordinary file; None if there is none, or if its path now goes through a link."""
    from anhorig_cli.loading.files import read_bytes

    data = read_bytes(name, path) if real(path) == path else None
    return data if isinstance(data, bytes) else None
