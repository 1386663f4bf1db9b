"""An indicator in several plans on a screen."""

from collections.abc import Iterator
from datetime import date

from anhorig_cli.catalog import translated
from anhorig_cli.cli.terminal.telling import Line
from anhorig_cli.views.comparison import ComparisonView, NamedValue
from anhorig_cli.views.formatter import uncapitalised
from anhorig_cli.vocabulary import SYMBOLS, Language


def lines_of(view: ComparisonView, as_of: date, language: Language) -> Iterator[Line]:
    """Give the lines of a comparison: why values are not compared, then those that are."""
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


def _line(one: NamedValue, language: Language) -> str:
    """Return a plan's value on one line: its day, target and trend, of how many it is, and others' beside it."""
    value, indicator = one.value, one.value.indicator
    said = indicator.latest or translated("no value", language)
    day = f" ({indicator.latest_date})" if indicator.latest_date else ""
    because = indicator.change or indicator.reason
    parts = [
        f"{said}{day}",
        f"{translated('target {value}', language).format(value=indicator.target)}" if indicator.target else "",
        f"{translated('Of how many', language).lower()}: {value.rests_on}" if value.rests_on else "",
        f"{SYMBOLS[indicator.trend]} {uncapitalised(indicator.trend_label)}" + (f" ({because})" if because else ""),
        indicator.comparison,
    ]
    return f"{one.name}: " + "; ".join(part for part in parts if part)
