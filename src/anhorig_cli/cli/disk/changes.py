"""Changes to plans, from the lock to what is said of them: to one, to several at once, and what `--fix` mends."""

import difflib
import re
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from signal import SIGTERM, default_int_handler, signal
from typing import TYPE_CHECKING

import typer

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.disk.journal import all_locked, forget, locked, remember
from anhorig_cli.cli.disk.writing import change_files, clear_away, write_new_folder
from anhorig_cli.cli.others import trust
from anhorig_cli.cli.terminal.telling import as_line, visible
from anhorig_cli.diagnostics import CannotWorkError, ExitCode, RefusedError, Severity
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.source import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from anhorig_cli.cli.disk.writing import Changed
    from anhorig_cli.diagnostics import Diagnostic
    from anhorig_cli.loading.discovery import PlanFiles
    from anhorig_cli.usecases.edit.edit_across import EditedAcross
    from anhorig_cli.usecases.edit.edit_plan import ChangedFile, Edited
    from anhorig_cli.usecases.edit.renew_plan import Renewed
    from anhorig_cli.vocabulary import Language
    from anhorig_cli.workspace.workspace_plan import WorkspacePlan

    _Edit = Callable[[PlanFiles], Edited]
    _Make = Callable[[WorkspacePlan], Renewed]
    _Find = Callable[[], Sequence[WorkspacePlan]]
    _EditAcross = Callable[[Sequence[WorkspacePlan]], EditedAcross]

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
        RefusedError: where the plan cannot be read whole.
        typer.Exit: with 1, where it would get an error; the errors are reported.
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
    """Write the files of a change, all of them or none, so that it can be taken back, also if it is broken off.

    Raises:
        CannotWorkError: where one cannot be written. Where others that were could not be put back, the change is still
            remembered, and that is said.
    """
    change = remember(root, files, also)
    try:
        with _broken_off_when_ended():
            write(files)
    except BaseException as error:
        if change is None:
            raise
        if all(one.is_undone for one in change.files):
            forget(change)
        elif isinstance(error, CannotWorkError):
            raise CannotWorkError(
                message(
                    "{reason}; other files are changed already, which 'anhorig undo' takes back when it can write",
                    reason=error.message,
                )
            ) from None
        raise


@contextmanager
def _broken_off_when_ended() -> Generator[None]:
    """Have SIGTERM break off what is done as Ctrl+C does, so that files are put back."""
    before = signal(SIGTERM, default_int_handler)
    try:
        yield
    finally:
        signal(SIGTERM, before)


def _edited(selected: "WorkspacePlan", edit: "_Edit", language: "Language") -> "tuple[Edited, list[str]]":
    """Return what is to be written, and a line for each thing that a check would newly find."""
    from anhorig_cli.cli.surroundings import today
    from anhorig_cli.usecases.check.new_findings import found_by_edit

    edited = edit(selected.files)
    found = found_by_edit(selected, edited, today())
    lines = [as_line(one, language) + "\n" for one in found.new]
    if found.is_refused:
        sys.stderr.writelines([*lines, visible(text_of(_refusal(edited.name, found.new), language)) + "\n"])
        raise typer.Exit(ExitCode.FINDINGS)
    return edited, lines


def _refusal(name: str, found: "Iterable[Diagnostic]") -> Message:
    if any(one.severity is Severity.ERROR for one in found):
        return message("{file}: not changed, since the plan would get an error", file=name)
    return message("{file}: not changed, since what has not happened yet cannot be written as done", file=name)


def make_plan(plan: str, make: "_Make", language: "Language", *, dry_run: bool) -> "Renewed":
    """Make a plan of another with a use-case, under the locks of both; a dry run shows its text instead.

    Either says what a check finds in the new one.

    Raises:
        CannotWorkError: where it cannot be written; nothing is there then.
        RefusedError: where the old plan cannot be read whole.
        typer.Exit: with 1, where the new one would have an error that it has not.
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

    made = make(selected)
    found = found_in_new(selected, made.plan, today())
    lines = [as_line(one, language) + "\n" for one in found.new]
    if found.is_refused:
        refusal = message("{file}: not written, since the plan would have an error", file=made.plan.name)
        sys.stderr.writelines([*lines, visible(text_of(refusal, language)) + "\n"])
        raise typer.Exit(ExitCode.FINDINGS)
    return made, lines


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


# A change to several plans at once, and to their settings: under all their locks, and all of it or nothing.


def change_across(find: "_Find", edit: "_EditAcross", language: "Language", *, dry_run: bool) -> None:
    """Change plans with a use-case, under their locks; a dry run shows the differences instead.

    Either says what a check finds in them that it did not find before.

    Args:
        find: finds the plans that may be changed, with their settings as they are when it is asked.
        edit: the use-case.
        language: of what is reported.
        dry_run: whether it is only shown.

    Raises:
        CannotWorkError: where a file cannot be written; all of them are as they were.
        RefusedError: where a plan cannot be read whole.
        typer.Exit: with 1, where one would get an error; the errors are reported.
    """
    if dry_run:
        edited, found = _edited_across(_own(find), edit, language)
        sys.stdout.write("".join(map(difference_of, edited.files)))
        _print_changes(edited, found, language, is_done=False)
        return
    plans = _own(find)
    with all_locked(_folders(plans)):
        for one in plans:
            clear_away(_folder(one), with_folders=one.files.is_folder)
        edited, found = _edited_across(_own(find), edit, language)  # as they are now that nobody else is writing
        first, *others = [one.files.root for one in edited.plans]
        homes = {one.settings.folder for one in edited.plans if one.settings.folder and edited.settings}
        write_remembered(first, edited.files, [*others, *sorted(homes)])
    _print_changes(edited, found, language, is_done=True)


def _own(find: "_Find") -> "Sequence[WorkspacePlan]":
    """Return the plans that are found; others' plans are never changed."""
    from anhorig_cli.workspace.workspace_plan import refuse_others

    plans = find()
    for one in plans:
        refuse_others(one)
    return plans


def _folder(one: "WorkspacePlan") -> Path:
    return one.files.root if one.files.is_folder else one.files.root.parent


def _folders(plans: "Sequence[WorkspacePlan]") -> set[Path]:
    homes = {one.settings.folder for one in plans if one.settings.folder}
    return {*map(_folder, plans), *homes}


def _edited_across(
    plans: "Sequence[WorkspacePlan]", edit: "_EditAcross", language: "Language"
) -> "tuple[EditedAcross, list[str]]":
    """Return what is to be written, and a line for each thing that a check would newly find."""
    from anhorig_cli.cli.surroundings import today
    from anhorig_cli.usecases.check.new_findings import found_across

    edited = edit(plans)
    found = found_across(edited, today())
    lines = [as_line(one, language) + "\n" for one in found.new]
    if found.is_refused:
        refusal = message("nothing is changed, since a plan would get an error")
        sys.stderr.writelines([*lines, visible(text_of(refusal, language)) + "\n"])
        raise typer.Exit(ExitCode.FINDINGS)
    return edited, lines


def _print_changes(edited: "EditedAcross", found: "list[str]", language: "Language", *, is_done: bool) -> None:
    """Tell what was done in each file, what a check finds, and what is left to do."""
    lines = [f"{name}: {text_of(sentence, language)}" for name, sentence in edited.summary] if is_done else []
    hints = [text_of(one, language) for one in edited.hints]
    sys.stderr.writelines([*(visible(line) + "\n" for line in lines), *found, *(visible(one) + "\n" for one in hints)])


# What `check --fix` writes, and what `--diff` shows instead: a plan at a time, under its lock.


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
