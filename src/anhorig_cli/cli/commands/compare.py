"""`anhorig compare`."""

import sys
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.catalog import translated
from anhorig_cli.cli.disk.outputs import keep_compiled, write_named
from anhorig_cli.cli.others import select_plans
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import (
    AsOf,
    DryRunOfFiles,
    LanguageOption,
    Paths,
    WithOthers,
    argument,
    format_of_ending,
    format_option,
    output_option,
)
from anhorig_cli.cli.terminal.telling import STDOUT, Line, exit_on_errors, print_lines
from anhorig_cli.rendering.formats import CompareFormat
from anhorig_cli.source import message
from anhorig_cli.vocabulary import SYMBOLS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from anhorig_cli.views.comparison import ComparisonView, NamedValue
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
    workspace = select_plans(paths, reader_language, with_others=with_others, across=True)
    found = {
        iso: compare_indicator(workspace, indicator, day, reader_language, iso=iso)
        for iso in {kind.has_iso_days for kind in kinds.values()}
    }
    views = {name: found[kind.has_iso_days].view for name, kind in kinds.items()}
    shown = {name: view for name, view in views.items() if view is not None}
    _write(shown, kinds, day, reader_language, dry_run=dry_run)
    exit_on_errors(next(iter(found.values())).errors, reader_language)


def _format_of(name: str, on_screen: CompareFormat) -> CompareFormat:
    """Return the format that a file's ending names; for standard output, `on_screen`."""
    if name == STDOUT:
        return on_screen
    otherwise = message("{file}: write a name that ends with .md, .html, .csv, .json or .svg", file=name or "-o")
    return format_of_ending(name, set(CompareFormat) - {CompareFormat.TEXT}, otherwise)


def _write(
    views: "Mapping[str, ComparisonView]",
    kinds: "Mapping[str, CompareFormat]",
    day: "date",
    language: "Language",
    *,
    dry_run: bool,
) -> None:
    """Write a comparison to files and, if it is asked for, to the screen: as text, with colour on a terminal."""
    from anhorig_cli.rendering.page import newly_compiled
    from anhorig_cli.usecases.across.overview_plans import write_comparison

    pages = {name: view for name, view in views.items() if kinds[name] is not CompareFormat.TEXT}
    made = {name: write_comparison(view, kinds[name], day, language) for name, view in pages.items()}
    write_named(made, language, dry_run=dry_run)
    if STDOUT in views and STDOUT not in pages:
        print_lines(lines_of(views[STDOUT], day, language))
        sys.stdout.flush()
    keep_compiled(newly_compiled())


def lines_of(view: "ComparisonView", as_of: "date", language: "Language") -> "Iterator[Line]":
    """Yield the lines of a comparison: why values are not compared, then the values that are."""
    source = f" ({view.source})" if view.source else ""
    yield "bold", f"{view.title}{source} – {as_of}"
    for line in view.apart:
        yield "yellow", line
    for group in view.alike:
        yield "", group.how
        for one in group.values:
            yield "", f"  {_line(one, language)}"
    for line in view.notes:
        yield "dim", line


def _line(one: "NamedValue", language: "Language") -> str:
    """Return a plan's value on one line, with its day, target, denominator, trend, and others' values."""
    from anhorig_cli.views.formatter import uncapitalised

    value, indicator = one.value, one.value.indicator
    latest = indicator.latest or translated("no value", language)
    day = f" ({indicator.latest_date})" if indicator.latest_date else ""
    because = indicator.change or indicator.reason
    parts = [
        f"{latest}{day}",
        f"{translated('target {value}', language).format(value=indicator.target)}" if indicator.target else "",
        f"{translated('Of how many', language).lower()}: {value.rests_on}" if value.rests_on else "",
        f"{SYMBOLS[indicator.trend]} {uncapitalised(indicator.trend_label)}" + (f" ({because})" if because else ""),
        indicator.comparison,
    ]
    return f"{one.name}: " + "; ".join(part for part in parts if part)
