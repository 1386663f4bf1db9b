"""`anhorig kolada fetch`."""

import re
import sys
from collections.abc import Sequence
from datetime import date as day_type
from typing import TYPE_CHECKING, Annotated

import typer

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.commands.kolada.source import From, kolada_from
from anhorig_cli.cli.surroundings import day_of, language_of, today
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, Paths, flag, option
from anhorig_cli.cli.terminal.telling import not_a_command, print_errors, print_sentence, visible
from anhorig_cli.diagnostics import ExitCode, RefusedError, WrongUsageError
from anhorig_cli.source import Location, Message, message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from anhorig_cli.loading.discovery import PlanFiles
    from anhorig_cli.usecases.edit.edit_plan import EditedPlan
    from anhorig_cli.usecases.kolada.fetch_figures import FetchedFigures, FetchRemark, FetchRequest
    from anhorig_cli.vocabulary import Language
    from anhorig_cli.workspace.workspace_plan import WorkspacePlan

_YEARS = re.compile(r"([0-9]{4})(?:\.\.([0-9]{4}))?", re.ASCII)
_FIRST_YEAR = 1970
"""Kolada has no values for earlier years."""
_MOST_AHEAD = 1
_DEFAULT_YEARS = 5
"""How many years are fetched if none is named, this year being the last."""


def fetch(
    paths: Paths = None,
    year: Annotated[
        str | None,
        option("YEAR[..YEAR]", "The years: 2025, or 2019..2025. Default: the last five, including this one."),
    ] = None,
    with_country: Annotated[
        bool, flag("Also the values of the whole country, to compare with.", "--with-country")
    ] = False,
    update: Annotated[
        bool,
        flag(
            "Also write values that Kolada has changed. The new value stands beside the old one; the country's "
            "replaces it.",
            "--update",
        ),
    ] = False,
    date: Annotated[
        str | None,
        option("DATE", "The day the values became known to you, where the answers were saved before. Default: today."),
    ] = None,
    folder: From = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Fetch from Kolada the values of the key figures that indicators name with `kolada`, and write them in the plans.

    The municipality is `kommunkod` (municipality_code) in anhorig.yaml. A value that differs from the plan's is shown.

    For example: anhorig kolada fetch --year 2019..2025 --dry-run
    """
    from anhorig_cli.usecases.kolada.fetch_figures import FetchRequest
    from anhorig_cli.workspace.workspace import Workspace
    from anhorig_cli.workspace.workspace_plan import refuse_leading_out

    reader_language = language_of(language)
    day = today() if date is None else day_of("--date", date)
    wanted = FetchRequest(_years(year, day), year is not None, with_country, update, day)
    found = Workspace.of(paths or [])
    refuse_leading_out(found.settings, (one.files for one in found.plans))
    fetching = _Fetching(wanted, reader_language)
    for one, fetched in fetching.answers(found.plans, folder):
        fetching.fill_in(one, fetched, dry_run=dry_run)
    raise typer.Exit(ExitCode.FINDINGS if fetching.has_flaw else ExitCode.CLEAN)


def _years(text: str | None, today: day_type) -> Sequence[int]:
    """Return the years that an option names, the earliest first."""
    if text is None:
        return range(today.year - _DEFAULT_YEARS + 1, today.year + 1)
    found = _YEARS.fullmatch(text.strip())
    first, last = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not _FIRST_YEAR <= first <= last <= today.year + _MOST_AHEAD:
        raise WrongUsageError(
            message("--year {value}: write a year, or the first and the last as in 2019..2025", value=text)
        )
    return range(first, last + 1)


class _NothingFetchedError(Exception):
    """There is nothing to write."""


class _Fetching:
    """Fetches values into plans, and keeps whether there was anything that makes the command fail."""

    def __init__(self, wanted: "FetchRequest", language: "Language") -> None:
        self._wanted = wanted
        self._language = language
        self.has_flaw = False

    def answers(
        self, plans: "Sequence[WorkspacePlan]", folder: str | None
    ) -> "Iterator[tuple[WorkspacePlan, FetchedFigures]]":
        """Yield the plans that name key figures, each with Kolada's answers, all of which are fetched first."""
        from anhorig_cli.usecases.kolada.fetch_figures import fetch_figures

        plans_with_ids = [(one, self._key_figure_ids(one)) for one in plans]
        ids_by_code: dict[str, dict[str, None]] = {}
        for one, ids in plans_with_ids:
            if ids:
                ids_by_code.setdefault(_code_of(one), {}).update(dict.fromkeys(ids))
        if not ids_by_code:
            if not self.has_flaw:
                print_sentence(message("no indicator here names a key figure with 'kolada'"), self._language)
            return
        kolada = kolada_from(folder)
        fetched = {code: fetch_figures(kolada, code, list(ids), self._wanted) for code, ids in ids_by_code.items()}
        self._report_codes(plans, fetched.values())
        yield from ((one, fetched[_code_of(one)]) for one, ids in plans_with_ids if ids)

    def _key_figure_ids(self, one: "WorkspacePlan") -> list[str]:
        """Return the key figures that a plan's indicators name; none if it cannot be read, which is printed."""
        from anhorig_cli.usecases.kolada.fetch_figures import named_in

        try:
            return named_in(one.files)
        except RefusedError as refused:
            print_errors(refused.findings, self._language)
            self.has_flaw = True
            return []

    def _report_codes(self, plans: "Sequence[WorkspacePlan]", fetched: "Iterable[FetchedFigures]") -> None:
        from anhorig_cli.source import Where
        from anhorig_cli.usecases.kolada.figure_of_year import no_such_municipality

        for one in fetched:
            if not one.has_municipality:
                settings = next(plan.settings for plan in plans if plan.settings.project.municipality_code == one.code)
                place = settings.locate(Where(("municipality_code",)))
                self.has_flaw = True
                self._write([(place, no_such_municipality(one.code))])

    def fill_in(self, one: "WorkspacePlan", fetched: "FetchedFigures", *, dry_run: bool) -> None:
        """Write new values into a plan, and print the remarks on them."""
        from anhorig_cli.cli.disk.changes import change
        from anhorig_cli.usecases.kolada.fetch_figures import located

        remarks: list[FetchRemark] = []
        try:
            change(one.files.name, lambda files: self._edited(files, fetched, remarks), self._language, dry_run=dry_run)
        except _NothingFetchedError:
            print_sentence(message("{plan}: nothing is changed", plan=one.files.name), self._language)
        except RefusedError as refused:
            print_errors(refused.findings, self._language)
            self.has_flaw = True
        except typer.Exit:
            self.has_flaw = True  # the errors are printed already
        self.has_flaw = self.has_flaw or any(remark.is_flaw for remark in remarks)
        self._write((place, remark.text) for place, remark in located(one.files, remarks))

    def _edited(self, files: "PlanFiles", fetched: "FetchedFigures", remarks: "list[FetchRemark]") -> "EditedPlan":
        from anhorig_cli.usecases.kolada.fetch_figures import fill_in

        found = fill_in(files, fetched, self._wanted)
        remarks += found.remarks
        if found.edited is None:
            raise _NothingFetchedError
        return found.edited

    def _write(self, remarks: "Iterable[tuple[Location, Message]]") -> None:
        for place, text in remarks:
            line = f"{place.file}:{place.line}:{place.column}: {text_of(text, self._language)}"
            sys.stderr.write(not_a_command(visible(line)) + "\n")


def _code_of(one: "WorkspacePlan") -> str:
    """Return the code of a plan's municipality.

    Raises:
        WrongUsageError: if the settings do not have it.
    """
    code = one.settings.project.municipality_code
    if code is None:
        raise WrongUsageError(
            message(
                '{plan}: write whose figures to fetch in anhorig.yaml, as kommunkod: "1287" (municipality_code); the '
                "code is in the list of municipalities on scb.se, and that of a region begins with 00",
                plan=one.files.name,
            )
        )
    return code
