"""`anhorig cycle`."""

import sys
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.others import select_plans
from anhorig_cli.cli.surroundings import as_of_date, language_of, period_of
from anhorig_cli.cli.terminal.options import (
    AsOf,
    LanguageOption,
    Paths,
    ResponsibleOption,
    UnitOption,
    WithOthers,
    YearOption,
    format_option,
    option,
)
from anhorig_cli.cli.terminal.telling import exit_on_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from anhorig_cli.usecases.follow_cycle import FollowedCycle
    from anhorig_cli.vocabulary import Language

_LONGEST = 3660  # days, ten years


class CycleFormat(StrEnum):
    """How the follow-up is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    MD = "md"


def cycle(
    paths: Paths = None,
    as_of: AsOf = None,
    output_format: Annotated[
        CycleFormat, format_option(CycleFormat, "The format; json and csv have the whole year or period.")
    ] = CycleFormat.TEXT,
    year: YearOption = None,
    period: Annotated[
        str | None,
        option("PERIOD", "Instead of --year: what is due in a quarter (2024-Q1), tertial (2024-T1), month or range."),
    ] = None,
    days: Annotated[
        int, option("DAYS", "How many days ahead to look, without --year and --period.", between=(0, _LONGEST))
    ] = 60,
    unit: UnitOption = None,
    responsible: ResponsibleOption = None,
    with_others: WithOthers = False,
    language: LanguageOption = None,
) -> None:
    """Follow the annual cycle: what was not done in time, what comes next, and what is done.

    For example: anhorig cycle --year 2026 --unit home-care
    """
    from anhorig_cli.usecases.follow_cycle import follow_cycle
    from anhorig_cli.views.cycle.follow_up import CycleRequest

    reader_language = language_of(language)
    day = as_of_date(as_of)
    is_text = output_format is CycleFormat.TEXT
    own = None if output_format is CycleFormat.MD and language is None else reader_language
    wanted = CycleRequest(period_of(year, period), days, unit, responsible)
    workspace = select_plans(paths, reader_language, with_others=with_others, across=True)
    found = follow_cycle(workspace, day, wanted, own, iso=is_text)
    if is_text:
        _print(found, reader_language)
    else:
        year_shown = (wanted.period.last if wanted.period else day).year
        sys.stdout.writelines(_written(output_format, found, day, year_shown, reader_language))
    sys.stdout.flush()
    exit_on_errors(found.errors, reader_language)


def _print(found: "FollowedCycle", language: "Language") -> None:
    """Print the follow-up of each plan: on a terminal with colour and, if there is room, a table; elsewhere as text.

    If there are several plans, those without an annual cycle are only named, at the end.
    """
    from anhorig_cli.cli.terminal.cycle_lines import lines_of, lines_without, print_lines, print_table

    for i, view in enumerate(found.views):
        if i:
            sys.stdout.write("\n")
        print_lines(lines_of(view, language))
        print_table(view, language)
        sys.stdout.flush()
    if found.without:
        sys.stdout.write("\n" if found.is_any_shown else "")
        print_lines(lines_without(found.without, language))


def _written(
    output_format: CycleFormat, found: "FollowedCycle", day: date, year: int, language: "Language"
) -> "Iterator[str]":
    from anhorig_cli.rendering import cycle_pages

    if output_format is CycleFormat.JSON:
        return cycle_pages.json_pieces(found.views, day, year)
    if output_format is CycleFormat.CSV:
        return cycle_pages.csv_pieces(found.views)
    return cycle_pages.markdown_pieces(found.views, found.without, language)
