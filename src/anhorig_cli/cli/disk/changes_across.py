"""A change to several plans at once, and to their settings: under all their locks, and all of it or nothing."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.disk.changes import difference_of, unless_flawed, write_remembered
from anhorig_cli.cli.disk.lock import all_locked
from anhorig_cli.cli.disk.writing import clear_away
from anhorig_cli.cli.terminal.telling import as_line
from anhorig_cli.cli.terminal.visible import visible
from anhorig_cli.diagnostics import ExitCode
from anhorig_cli.source import message

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from anhorig_cli.usecases.edit.edit_across import EditedAcross
    from anhorig_cli.vocabulary import Language
    from anhorig_cli.workspace.workspace_plan import Flawed, WorkspacePlan

    _Find = Callable[[], Sequence[WorkspacePlan]]
    _Edit = Callable[[Sequence[WorkspacePlan]], EditedAcross | Flawed]


def change_across(find: "_Find", edit: "_Edit", language: "Language", *, dry_run: bool) -> None:
    """Change plans with a use-case, under their locks; a dry run shows the differences instead.

    Either says what a check finds in them that it did not find before.

    Args:
        find: finds the plans that may be changed, with their settings as they are when it is asked.
        edit: the use-case.
        language: of what is reported.
        dry_run: whether it is only shown.

    Raises:
        CannotWorkError: where a file cannot be written; all of them are as they were.
        typer.Exit: with 1, where a plan cannot be read whole, or would get an error; the errors are reported.
    """
    if dry_run:
        edited, found = _edited(_own(find), edit, language)
        sys.stdout.write("".join(map(difference_of, edited.files)))
        _print_changes(edited, found, language, is_done=False)
        return
    plans = _own(find)
    with all_locked(_folders(plans)):
        for one in plans:
            clear_away(_folder(one), with_folders=one.files.is_folder)
        edited, found = _edited(_own(find), edit, language)  # as they are now that nobody else is writing
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


def _edited(plans: "Sequence[WorkspacePlan]", edit: "_Edit", language: "Language") -> "tuple[EditedAcross, list[str]]":
    """Return what is to be written, and a line for each thing that a check would newly find."""
    from anhorig_cli.cli.surroundings import today
    from anhorig_cli.usecases.check.new_findings import found_across

    edited = unless_flawed(edit(plans), language)
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
