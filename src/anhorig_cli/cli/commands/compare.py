"""`anhorig compare`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.disk.writing import keep_compiled, write_outputs
from anhorig_cli.cli.others import plans_meant
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import (
    AsOf,
    DryRunOfFiles,
    LanguageOption,
    Paths,
    WithOthers,
    argument,
    format_option,
    output_option,
)
from anhorig_cli.cli.terminal.telling import STDOUT, end_on_errors
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.rendering.formats import CompareFormat
from anhorig_cli.source import message

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from anhorig_cli.views.comparison import ComparisonView
    from anhorig_cli.vocabulary import Language


def compare(
    indicator: Annotated[
        str,
        argument(
            "INDICATOR",
            "Its id in Kolada, PLAN/ID, or an id or title that no other indicator has.",
            offers=completion.indicators_here,
        ),
    ],
    paths: Paths = None,
    output_format: Annotated[CompareFormat, format_option(CompareFormat, "The format.")] = CompareFormat.TEXT,
    output: Annotated[
        list[str] | None,
        output_option(
            "Where to write: FILE.md, .html, .csv, .json or .svg. Repeatable. Default, and with -: the screen."
        ),
    ] = None,
    with_others: WithOthers = False,
    as_of: AsOf = None,
    dry_run: DryRunOfFiles = False,
    language: LanguageOption = None,
) -> None:
    """Show the same indicator in several plans side by side: value, day, target and trend.

    Only what is measured alike is compared. Plans are in the order of their names; none is ranked.

    For example: anhorig compare carers-with-support
    """
    from anhorig_cli.usecases.across.overview_plans import compare_indicator

    kinds = {name: _format_of(name, output_format) for name in output or [STDOUT]}
    day, reader_language = as_of_date(as_of), language_of(language)
    workspace = plans_meant(paths, reader_language, with_others=with_others, across=True)
    found = {
        iso: compare_indicator(workspace, indicator, day, reader_language, iso=iso)
        for iso in {kind.has_iso_days for kind in kinds.values()}
    }
    views = {name: found[kind.has_iso_days].view for name, kind in kinds.items()}
    shown = {name: view for name, view in views.items() if view is not None}
    _write(shown, kinds, day, reader_language, dry_run=dry_run)
    end_on_errors(next(iter(found.values())).errors, reader_language)


def _format_of(name: str, on_screen: CompareFormat) -> CompareFormat:
    """Return how a file is written, as its ending says."""
    ending = Path(name).suffix.lower().removeprefix(".")
    if name == STDOUT:
        return on_screen
    if ending not in set(CompareFormat) - {CompareFormat.TEXT}:
        raise WrongUsageError(
            message("{file}: write a name that ends with .md, .html, .csv, .json or .svg", file=name or "-o")
        )
    return CompareFormat(ending)


def _write(
    views: "Mapping[str, ComparisonView]",
    kinds: "Mapping[str, CompareFormat]",
    day: "date",
    language: "Language",
    *,
    dry_run: bool,
) -> None:
    """Write a comparison to files, and to the screen where that is asked for."""
    from anhorig_cli.rendering.page import newly_compiled
    from anhorig_cli.usecases.across.overview_plans import write_comparison

    named = {name: view for name, view in views.items() if name != STDOUT}
    made = {Path(name): write_comparison(view, kinds[name], day, language) for name, view in named.items()}
    write_outputs(made, language, dry_run=dry_run)
    if STDOUT in views:
        _show(views[STDOUT], kinds[STDOUT], day, language)
    keep_compiled(newly_compiled())


def _show(view: "ComparisonView", kind: CompareFormat, day: "date", language: "Language") -> None:
    """Print a comparison: as text with colour on a terminal."""
    if kind is CompareFormat.TEXT:
        from anhorig_cli.cli.terminal.compared_lines import lines_of
        from anhorig_cli.cli.terminal.telling import print_lines

        print_lines(lines_of(view, day, language))
    else:
        from anhorig_cli.usecases.across.overview_plans import write_comparison

        sys.stdout.write(write_comparison(view, kind, day, language).decode())
    sys.stdout.flush()
