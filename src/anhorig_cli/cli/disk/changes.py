"""A change to a plan, from the lock to what is said of it: every command that changes one goes this way."""

import difflib
import re
import sys
from functools import partial
from typing import TYPE_CHECKING, TypeVar

import typer

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.disk.journal import forget, remember
from anhorig_cli.cli.disk.lock import all_locked, locked
from anhorig_cli.cli.disk.writing import change_files, clear_away, write_new_folder
from anhorig_cli.cli.others import trust
from anhorig_cli.cli.terminal.telling import as_line, print_errors
from anhorig_cli.cli.terminal.visible import visible
from anhorig_cli.diagnostics import ExitCode
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.source import message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from anhorig_cli.cli.disk.writing import Changed
    from anhorig_cli.loading.discovery import PlanFiles
    from anhorig_cli.usecases.edit.edit_plan import ChangedFile, Edited
    from anhorig_cli.usecases.edit.renew_plan import Renewed
    from anhorig_cli.vocabulary import Language
    from anhorig_cli.workspace.workspace_plan import Flawed, WorkspacePlan

    _Edit = Callable[[PlanFiles], Edited | Flawed]
    _Make = Callable[[WorkspacePlan], Renewed | Flawed]

_BREAK = re.compile(r"\r\n|\n|\r")


def change(
    plan: str,
    edit: "_Edit",
    language: "Language",
    *,
    dry_run: bool,
    show: "Callable[[Edited], str] | None" = None,
) -> None:
    """Change a plan with a use-case, under its lock; a dry run shows the difference instead, in the way of `show`.

    Either says what a check finds in the plan that it did not find before.

    Raises:
        CannotWorkError: where it cannot be written; the plan is as it was.
        typer.Exit: with 1, where the plan cannot be read whole, or would get an error; the errors are reported.
    """
    from anhorig_cli.workspace.workspace import Workspace

    if dry_run:
        edited, found = _edited(Workspace.to_change(plan, trust()), edit, language)
        sys.stdout.write((show or difference)(edited))
        sys.stderr.writelines(found)
        return
    files = Workspace.to_change(plan, trust()).files
    folder = files.root if files.is_folder else files.root.parent
    with locked(folder):
        clear_away(folder, with_folders=files.is_folder)
        now = Workspace.to_change(plan, trust())  # as it is now that nobody else is writing
        edited, found = _edited(now, edit, language)
        write_remembered(files.root, edited.files)
    sys.stderr.write(visible(f"{edited.name}: {text_of(edited.summary, language)}") + "\n")
    sys.stderr.writelines(found)


def write_remembered(
    root: "Path",
    files: "Sequence[Changed]",
    also: "Iterable[Path]" = (),
    write: "Callable[[Sequence[Changed]], None]" = change_files,
) -> None:
    """Write the files of a change, all of them or none, so that it can be taken back, also if it is broken off."""
    change = remember(root, files, also)
    try:
        write(files)
    except BaseException:
        if change is not None:
            forget(change)
        raise


def _edited(selected: "WorkspacePlan", edit: "_Edit", language: "Language") -> "tuple[Edited, list[str]]":
    """Return what is to be written, and a line for each thing that a check would newly find."""
    from anhorig_cli.cli.surroundings import today
    from anhorig_cli.usecases.check.new_findings import found_by_edit

    edited = unless_flawed(edit(selected.files), language)
    found = found_by_edit(selected, edited, today())
    lines = [as_line(one, language) + "\n" for one in found.new]
    if found.is_refused:
        refusal = message("{file}: not changed, since the plan would get an error", file=edited.name)
        sys.stderr.writelines([*lines, visible(text_of(refusal, language)) + "\n"])
        raise typer.Exit(ExitCode.FINDINGS)
    return edited, lines


def make_plan(plan: str, make: "_Make", language: "Language", *, dry_run: bool) -> "Renewed":
    """Make a plan of another with a use-case, under the locks of both; a dry run shows its text instead.

    Either says what a check finds in the new one.

    Raises:
        CannotWorkError: where it cannot be written; nothing is there then.
        typer.Exit: with 1, where the old plan cannot be read whole, or the new one would have an error that it has not.
    """
    from anhorig_cli.workspace.workspace import Workspace

    files = Workspace.to_change(plan, trust()).files
    if dry_run:
        made, found = _made(Workspace.to_change(plan, trust()), make, language)
        sys.stdout.write("".join(map(difference_of, made.files)))
        sys.stderr.writelines(found)
        return made
    folders = [files.root.parent, *([files.root] if files.is_folder else [])]
    with all_locked(folders):
        clear_away(files.root.parent, with_folders=False)
        made, found = _made(Workspace.to_change(plan, trust()), make, language)
        write = partial(_write_folder, made.plan) if made.plan.is_folder else change_files
        write_remembered(made.plan.root, made.files, write=write)
    sys.stderr.write(visible(f"{made.plan.name}: {text_of(made.summary, language)}") + "\n")
    if found:
        sys.stderr.write(visible(text_of(message("the check finds this, for you to decide:"), language)) + "\n")
    sys.stderr.writelines(found)
    return made


def _write_folder(plan: "PlanFiles", files: "Sequence[Changed]") -> None:
    write_new_folder(plan.root, {one.path.relative_to(plan.name).as_posix(): one.after or b"" for one in files})


def _made(selected: "WorkspacePlan", make: "_Make", language: "Language") -> "tuple[Renewed, list[str]]":
    """Return a new plan that is to be written, and a line for each thing that a check finds in it."""
    from anhorig_cli.cli.surroundings import today
    from anhorig_cli.usecases.check.new_findings import found_in_new

    made = unless_flawed(make(selected), language)
    found = found_in_new(selected, made.plan, today())
    lines = [as_line(one, language) + "\n" for one in found.new]
    if found.is_refused:
        refusal = message("{file}: not written, since the plan would have an error", file=made.plan.name)
        sys.stderr.writelines([*lines, visible(text_of(refusal, language)) + "\n"])
        raise typer.Exit(ExitCode.FINDINGS)
    return made, lines


_Done = TypeVar("_Done")


def unless_flawed(edited: "_Done | Flawed", language: "Language") -> _Done:
    """Return what was edited; where the plan cannot be read whole, its errors are reported, and the command ends."""
    from anhorig_cli.workspace.workspace_plan import Flawed

    if isinstance(edited, Flawed):
        print_errors(edited.errors, language)
        raise typer.Exit(ExitCode.FINDINGS)
    return edited


def difference(edited: "Edited") -> str:
    """Return the unified difference of each file before and after, a line of it a line."""
    return "".join(map(difference_of, edited.files))


def difference_of(file: "ChangedFile") -> str:
    """Return the unified difference of a file before and after."""
    name = visible(file.name)
    earlier = "/dev/null" if file.before is None else name
    later = "/dev/null" if file.after is None else name
    before, after = _lines(file.before or b""), _lines(file.after or b"")
    lines = difflib.unified_diff(before, after, earlier, later, lineterm="")
    return "".join(line + "\n" for line in lines)


def _lines(data: bytes) -> list[str]:
    text = data.decode("utf-8", errors="replace")
    lines = [visible(line).replace("\\t", "\t") for line in _BREAK.split(without_personal_numbers(text))]
    return lines if lines[-1] else lines[:-1]
