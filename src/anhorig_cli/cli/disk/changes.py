"""Changes to plans, from taking the lock to printing a summary: to one plan, to several at once, and by `--fix`."""

import difflib
import re
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from signal import SIGTERM, default_int_handler, signal
from typing import TYPE_CHECKING

import typer

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.disk.journal import all_locked, forget, locked, remember
from anhorig_cli.cli.disk.writing import change_files, remove_leftovers, write_new_folder
from anhorig_cli.cli.others import trust
from anhorig_cli.cli.surroundings import today
from anhorig_cli.cli.terminal.telling import as_line, print_sentence, print_sentences, visible
from anhorig_cli.diagnostics import CannotWorkError, ExitCode, RefusedError, Severity
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.source import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from anhorig_cli.diagnostics import Diagnostic
    from anhorig_cli.loading.discovery import PlanFiles
    from anhorig_cli.usecases.check.new_findings import NewFindings
    from anhorig_cli.usecases.edit.edit_across import EditedPlans
    from anhorig_cli.usecases.edit.edit_plan import ChangedFile, EditedPlan
    from anhorig_cli.usecases.edit.renew_plan import RenewedPlan
    from anhorig_cli.vocabulary import Language
    from anhorig_cli.workspace.workspace_plan import WorkspacePlan

    _Edit = Callable[[PlanFiles], EditedPlan]
    _Make = Callable[[WorkspacePlan], RenewedPlan]
    _Find = Callable[[], Sequence[WorkspacePlan]]
    _EditAcross = Callable[[Sequence[WorkspacePlan]], EditedPlans]

_BREAK = re.compile(r"\r\n|\n|\r")


def change(
    plan: str,
    edit: "_Edit",
    language: "Language",
    *,
    dry_run: bool,
    show: "Callable[[EditedPlan], str] | None" = None,
) -> None:
    """Change a plan with the use-case `edit`, under its lock; a dry run prints the difference, or what `show` returns.

    Both print the findings that the change adds.

    Raises:
        CannotWorkError: if it cannot be written; the plan is unchanged.
        RefusedError: if some of the plan cannot be read.
        typer.Exit: with 1, if the change may not be written, as when it adds an error; its findings are printed.
    """
    if dry_run:
        edited, found = _edited(_plan_to_change(plan), edit, language)
        sys.stdout.write(show(edited) if show else difference(edited.files))
    else:
        files = _plan_to_change(plan).files
        unchanged = message("{file}: not changed: correct that first", file=files.name)
        with _plan_locked(files), _said_if_unreadable([files], unchanged):
            edited, found = _edited(_plan_to_change(plan), edit, language)  # read again, under the lock
            write_remembered(files.root, edited.files)
        _print_summary(edited.name, edited.summary, language)
    sys.stderr.writelines(found)


def _plan_to_change(plan: str) -> "WorkspacePlan":
    from anhorig_cli.workspace.workspace import Workspace

    return Workspace.to_change(plan, trust())


@contextmanager
def _said_if_unreadable(plans: "Iterable[PlanFiles]", outcome: Message) -> Generator[None]:
    """Add what was not done to a refusal for something in plans that may be far from what was to be written."""
    try:
        yield
    except RefusedError as refused:
        names = {name for plan in plans for name, _ in plan.files}
        if names.isdisjoint(one.location.file for one in refused.findings):
            raise
        raise RefusedError(refused.findings, outcome) from None


@contextmanager
def _plan_locked(files: "PlanFiles") -> Generator[None]:
    """Hold the lock of a plan's folder, after removing temporary files that killed processes have left there."""
    folder = _folder(files)
    with locked(folder):
        remove_leftovers(folder, with_folders=files.is_folder)
        yield


def _folder(files: "PlanFiles") -> Path:
    return files.root if files.is_folder else files.root.parent


def _print_summary(name: str, summary: Message, language: "Language") -> None:
    sys.stderr.write(visible(f"{name}: {text_of(summary, language)}") + "\n")


def write_remembered(
    root: "Path",
    files: "Sequence[ChangedFile]",
    also: "Iterable[Path]" = (),
    write: "Callable[[Sequence[ChangedFile]], None]" = change_files,
) -> None:
    """Write the files of a change, all of them or none, so that it can be undone, even if it is interrupted.

    Raises:
        CannotWorkError: if one cannot be written. If others that were written cannot be restored, the change is still
            remembered, and the error says so.
    """
    change = remember(root, files, also)
    try:
        with _sigterm_as_interrupt():
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
def _sigterm_as_interrupt() -> Generator[None]:
    """Make SIGTERM raise `KeyboardInterrupt`, as Ctrl+C does, so that files are restored."""
    before = signal(SIGTERM, default_int_handler)
    try:
        yield
    finally:
        signal(SIGTERM, before)


def _edited(selected: "WorkspacePlan", edit: "_Edit", language: "Language") -> "tuple[EditedPlan, list[str]]":
    """Return the edit of a plan, and a line for each finding that it adds."""
    from anhorig_cli.usecases.check.new_findings import findings_of_edit

    edited = edit(selected.files)
    found = findings_of_edit(selected, edited, today())
    return edited, _lines_unless_refused(found, _refusal(edited.name, found.new), language)


def _lines_unless_refused(found: "NewFindings", refusal: Message, language: "Language") -> list[str]:
    """Return a line for each finding; if the change may not be written, print them and end the command with 1."""
    lines = [as_line(one, language) + "\n" for one in found.new]
    if found.is_refused:
        sys.stderr.writelines(lines)
        print_sentence(refusal, language)
        raise typer.Exit(ExitCode.FINDINGS)
    return lines


def _refusal(name: str, found: "Iterable[Diagnostic]") -> Message:
    if any(one.severity is Severity.ERROR for one in found):
        return message("{file}: not changed, since the plan would get an error", file=name)
    return message("{file}: not changed, since what has not happened yet cannot be written as done", file=name)


def make_plan(plan: str, make: "_Make", language: "Language", *, dry_run: bool) -> "RenewedPlan":
    """Make a plan from another with the use-case `make`, under the locks of both; a dry run prints its text instead.

    Both print the findings in the new plan.

    Raises:
        CannotWorkError: if it cannot be written; then nothing is left of it.
        RefusedError: if some of the old plan cannot be read.
        typer.Exit: with 1, if the new plan would have an error that the old one has not.
    """
    files = _plan_to_change(plan).files
    if dry_run:
        made, found = _renewed(_plan_to_change(plan), make, language)
        sys.stdout.write(difference(made.files))
        sys.stderr.writelines(found)
        return made
    folders = [files.root.parent, *([files.root] if files.is_folder else [])]
    with all_locked(folders), _said_if_unreadable([files], message("no new plan is written: correct that first")):
        remove_leftovers(files.root.parent, with_folders=False)
        made, found = _renewed(_plan_to_change(plan), make, language)
        write = partial(_write_folder, made.plan) if made.plan.is_folder else change_files
        write_remembered(made.plan.root, made.files, write=write)
    _print_summary(made.plan.name, made.summary, language)
    if found:
        print_sentence(message("the check finds this, for you to decide:"), language)
    sys.stderr.writelines(found)
    return made


def _write_folder(plan: "PlanFiles", files: "Sequence[ChangedFile]") -> None:
    write_new_folder(plan.root, {one.path.relative_to(plan.name).as_posix(): one.after or b"" for one in files})


def _renewed(selected: "WorkspacePlan", make: "_Make", language: "Language") -> "tuple[RenewedPlan, list[str]]":
    """Return a new plan that is to be written, and a line for each finding in it."""
    from anhorig_cli.usecases.check.new_findings import findings_of_new_plan

    made = make(selected)
    refusal = message("{file}: not written, since the plan would have an error", file=made.plan.name)
    return made, _lines_unless_refused(
        findings_of_new_plan(selected, made.plan, made.begins, today()), refusal, language
    )


def difference(files: "Iterable[ChangedFile]") -> str:
    """Return a unified diff of each file, with control characters made visible and personal numbers redacted."""
    return "".join(map(_difference_of, files))


def _difference_of(file: "ChangedFile") -> str:
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
    """Change plans with a use-case, under their locks; a dry run prints the differences instead.

    Both print the findings that the change adds.

    Args:
        find: returns the plans that may be changed, read anew with their settings at each call.
        edit: the use-case.
        language: the language of what is printed.
        dry_run: whether the change is only shown.

    Raises:
        CannotWorkError: if a file cannot be written; all of them are unchanged.
        RefusedError: if some of a plan cannot be read.
        typer.Exit: with 1, if a plan would get an error; its findings are printed.
    """
    if dry_run:
        edited, found = _edited_across(_own_plans(find), edit, language)
        sys.stdout.write(difference(edited.files))
        _print_changes(edited, found, language, is_done=False)
        return
    plans = _own_plans(find)
    files = [one.files for one in plans]
    unchanged = message("nothing is changed: correct that first")
    with all_locked(_folders(plans)), _said_if_unreadable(files, unchanged):
        for one in plans:
            remove_leftovers(_folder(one.files), with_folders=one.files.is_folder)
        edited, found = _edited_across(_own_plans(find), edit, language)  # read again, under the locks
        first, *others = [one.files.root for one in edited.plans]
        homes = {one.settings.folder for one in edited.plans if one.settings.folder and edited.settings}
        write_remembered(first, edited.files, [*others, *sorted(homes)])
    _print_changes(edited, found, language, is_done=True)


def _own_plans(find: "_Find") -> "Sequence[WorkspacePlan]":
    """Return the plans that `find` returns; other organisations' plans are refused, as they are never changed."""
    from anhorig_cli.workspace.workspace_plan import refuse_others

    plans = find()
    for one in plans:
        refuse_others(one)
    return plans


def _folders(plans: "Sequence[WorkspacePlan]") -> set[Path]:
    homes = {one.settings.folder for one in plans if one.settings.folder}
    return {*(_folder(one.files) for one in plans), *homes}


def _edited_across(
    plans: "Sequence[WorkspacePlan]", edit: "_EditAcross", language: "Language"
) -> "tuple[EditedPlans, list[str]]":
    """Return the edit of several plans, and a line for each finding that it adds."""
    from anhorig_cli.usecases.check.new_findings import findings_of_edits

    edited = edit(plans)
    refusal = message("nothing is changed, since a plan would get an error")
    return edited, _lines_unless_refused(findings_of_edits(edited, today()), refusal, language)


def _print_changes(edited: "EditedPlans", found: "list[str]", language: "Language", *, is_done: bool) -> None:
    """Print what was done in each file, the findings, and what is left to do."""
    for name, sentence in edited.summary if is_done else ():
        _print_summary(name, sentence, language)
    sys.stderr.writelines(found)
    print_sentences(edited.hints, language)


# What `check --fix` writes, and what `--diff` shows instead: one plan at a time, under its lock.


def fix_plans(
    paths: Sequence[str], day: "date", is_to_fix: "Callable[[Diagnostic], bool]", language: "Language"
) -> None:
    """Fix plans, and print how much in each file; findings that the project accepts are left unfixed.

    Raises:
        CannotWorkError: if a file of a plan cannot be written; all of that plan's files are unchanged.
    """
    for selected in _selected(paths):
        if not _fixed(selected, day, is_to_fix):
            continue
        with _plan_locked(selected.files):
            fixed = _fixed(selected, day, is_to_fix)  # read again, under the lock
            changed = [file for one in fixed for file in one.files]
            write_remembered(selected.files.root, changed)
        for one in fixed:
            _print_summary(one.name, one.summary, language)


def show_fixes(paths: Sequence[str], day: "date", is_to_fix: "Callable[[Diagnostic], bool]") -> bool:
    """Print what `fix_plans` would change, and return whether it would change anything."""
    shows_any = False
    for selected in _selected(paths):
        for one in _fixed(selected, day, is_to_fix):
            sys.stdout.write(difference(one.files))
            shows_any = True
    return shows_any


def _selected(paths: Sequence[str]) -> "Sequence[WorkspacePlan]":
    from anhorig_cli.workspace.workspace import Workspace

    try:
        return _own_plans(lambda: Workspace.of(paths).plans)
    except RefusedError:
        return ()  # the check that follows reports it


def _fixed(selected: "WorkspacePlan", day: "date", is_to_fix: "Callable[[Diagnostic], bool]") -> "list[EditedPlan]":
    from anhorig_cli.usecases.check.evaluate import is_wanted
    from anhorig_cli.usecases.check.fix_plan import fix_plan

    return fix_plan(selected.files, lambda one: is_to_fix(one) and is_wanted(one, selected, day))
