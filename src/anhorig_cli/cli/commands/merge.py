"""`anhorig merge`."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from anhorig_cli import steps
from anhorig_cli.catalog import text_of
from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, argument, option
from anhorig_cli.cli.terminal.telling import print_sentence, visible
from anhorig_cli.diagnostics import AnhorigError, ExitCode
from anhorig_cli.source import Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from anhorig_cli.loading.discovery import PlanFiles
    from anhorig_cli.usecases.edit.edit_plan import EditedPlan
    from anhorig_cli.usecases.sheets.rows import Problem
    from anhorig_cli.usecases.sheets.sent_sheets import SentSheet
    from anhorig_cli.vocabulary import Language


def merge(
    files: Annotated[list[str], argument("FILE", "The files that came back: .xlsx or .csv.")],
    by: Annotated[
        str | None,
        option(
            "ROLE",
            "Who the figures come from, if neither the file nor the indicator names a source.",
            offers=completion.responsible,
        ),
    ] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Write what came back in sheets into the plan, as record, assess and done would.

    An answer is not written if the plan has changed in the same place since then, or if it cannot be understood. The
    command shows which answers were not written.

    For example: anhorig merge sheets/home-care.xlsx --dry-run
    """
    reader_language = language_of(language)
    sent, problems = _read(files)
    plans = dict.fromkeys(one.plan for one in sent)
    for plan in plans:
        plan_sheets = [one for one in sent if one.plan == plan]
        problems += _Merge(plan, plan_sheets, by, reader_language).run(dry_run=dry_run)
    lines = [_line(one, reader_language) for one in problems]
    sys.stderr.writelines(visible(line) + "\n" for line in lines)
    raise typer.Exit(ExitCode.FINDINGS if problems else ExitCode.CLEAN)


def _line(problem: "Problem", language: "Language") -> str:
    text = text_of(problem.text, language)
    if not problem.cell and text.startswith(problem.file):
        return text
    return f"{problem.file}!{problem.cell}: {text}" if problem.cell else f"{problem.file}: {text}"


def _read(files: "Iterable[str]") -> "tuple[list[SentSheet], list[Problem]]":
    """Return the sheets in some files, each file read once, and a problem for each file that cannot be read."""
    from anhorig_cli.diagnostics import Diagnostic
    from anhorig_cli.loading.files import read_named
    from anhorig_cli.loading.workbook_inspection import MOST_BYTES
    from anhorig_cli.usecases.sheets.rows import Problem
    from anhorig_cli.usecases.sheets.sent_sheets import read_sent

    sent: list[SentSheet] = []
    problems: list[Problem] = []
    for file in steps.track(list(dict.fromkeys(files)), message("Files")):
        data = read_named(file, MOST_BYTES)
        if isinstance(data, Diagnostic):
            problems.append(Problem(file, "", data.sentence))
            continue
        try:
            sent.append(read_sent(file, data))
        except AnhorigError as error:
            problems.append(Problem(file, "", error.message))
    return sent, problems


class _NothingMergedError(Exception):
    """There is nothing to write."""


class _Merge:
    """Merges the sheets that came back for one plan into it."""

    def __init__(self, plan: str, sent: "Sequence[SentSheet]", by: str | None, language: "Language") -> None:
        self._id = plan
        self._plan = plan
        self._sent = sent
        self._by = by
        self._language = language
        self._problems: list[Problem] = []

    def run(self, *, dry_run: bool) -> "list[Problem]":
        """Return what is not written, after writing the rest, on a terminal only if the user agrees; or a dry run."""
        from anhorig_cli.cli.asking import shown_first

        not_found = self._find_plan()
        if not_found is not None:
            from anhorig_cli.usecases.sheets.rows import Problem

            return [Problem(one.file, "", not_found) for one in self._sent]
        try:
            shown_first(self._change, message("Write this?"), self._language, dry_run=dry_run)
        except _NothingMergedError:
            print_sentence(message("{plan}: nothing is changed", plan=self._id), self._language)
        return self._problems

    def _find_plan(self) -> Message | None:
        """Return why there is no plan with the id, else None; it is never a path, since the file is a stranger's."""
        from anhorig_cli.workspace.workspace import Workspace

        try:
            found = Workspace.with_id(self._id).plans
        except AnhorigError as error:
            return error.message
        if len(found) != 1:
            return message(
                "there is no plan '{plan}' here: run merge in the project of the plan. If it has another id now, give "
                "it this one back with anhorig rename, merge the file, and rename it again",
                plan=self._id,
            )
        self._plan = found[0].files.name
        return None

    def _change(self, dry_run: bool) -> None:
        from anhorig_cli.cli.disk.changes import change

        change(self._plan, self._edit, self._language, dry_run=dry_run, show=self._shown)

    def _edit(self, files: "PlanFiles") -> "EditedPlan":
        from anhorig_cli.cli.questions import typed_future_day, typed_past_day
        from anhorig_cli.cli.surroundings import today
        from anhorig_cli.cli.typed import number
        from anhorig_cli.usecases.sheets.answers import TypedReaders
        from anhorig_cli.usecases.sheets.merge_sheets import merge_sheets
        from anhorig_cli.workspace.workspace import Workspace

        selected = Workspace.named(self._plan)._replace(files=files)
        merged = merge_sheets(
            selected, self._sent, today(), TypedReaders(typed_past_day, typed_future_day, number), self._by
        )
        self._problems = list(merged.problems)
        if merged.edited is None:
            raise _NothingMergedError
        return merged.edited

    def _shown(self, edited: "EditedPlan") -> str:
        """Return the lines of what an edit changes in the content of the plan."""
        from anhorig_cli.cli.terminal.history_lines import lines_of_plan
        from anhorig_cli.usecases.sheets.merge_sheets import changes_in_meaning
        from anhorig_cli.workspace.workspace import Workspace

        view = changes_in_meaning(Workspace.named(self._plan), edited, self._language)
        return "".join(f"{visible(text)}\n" for _, text in lines_of_plan(view))
