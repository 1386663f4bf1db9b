"""The tables of what was measured of one indicator, as values.

A template gets one with the filter `measured_table`: `{{ table(indicator | measured_table("measurements")) }}`.
"""

from collections.abc import Callable, Mapping, Sequence

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.report.indicators import IndicatorView
from anhorig_cli.views.tables import Content, TableView, table_of

_Row = Sequence[Content]


def measured_table(one: IndicatorView, name: str, word: Formatter) -> TableView | None:
    """Return a table of what was measured of an indicator, `measurements`, `computed` or `parts`; None without any."""
    return _OF_AN_INDICATOR[name](one, word)


def _measurements(one: IndicatorView, word: Formatter) -> TableView | None:
    start = one.path.baseline
    rows: list[_Row] = []
    if start is not None:
        rows.append([start.date, start.value, word.key("indicator", "baseline")])
    for row in one.rows:
        value = f"{row.value or word.text('no value')}{f' ({row.counts})' if row.counts else ''}"
        text = "; ".join(filter(None, (value, row.details)))
        rows.append([row.date, [text, row.comparison], row.note])
    return _table(word, f"{word.key('indicator', 'measurements')}: {one.title}", rows)


def _computed(one: IndicatorView, word: Formatter) -> TableView | None:
    path = one.path
    rows: list[_Row] = []
    if path.tells and path.expected and path.targets:
        rows.append([path.expected.date, path.expected.value, word.text("At an even pace")])
    if path.tells and path.forecast:
        rows.append([path.forecast.date, path.forecast.value, word.text("Forecast at the current rate")])
    return _table(word, f"{word.text('Computed, not measured')}: {one.title}", rows)


def _parts(one: IndicatorView, word: Formatter) -> TableView | None:
    rows: list[_Row] = [
        [
            part.name,
            part.date,
            ["; ".join(filter(None, (part.value or word.text("no value"), part.details))), part.comparison],
            part.note,
        ]
        for part in one.parts
    ]
    return _table(word, f"{word.text('Values of each part')}: {one.title}", rows, is_of_parts=True)


def _table(word: Formatter, caption: str, rows: Sequence[_Row], *, is_of_parts: bool = False) -> TableView | None:
    """Return a table of values with their dates and notes; of parts, each row is named by its part."""
    part = [(word.text("Part"), "title")] if is_of_parts else []
    day = (word.text("Date"), "text" if is_of_parts else "title")
    columns = [*part, day, (word.key("measurement", "value"), "text"), (word.key("measurement", "note"), "text")]
    return table_of(caption, columns, rows)


_OF_AN_INDICATOR: Mapping[str, Callable[[IndicatorView, Formatter], TableView | None]] = {
    "measurements": _measurements,
    "computed": _computed,
    "parts": _parts,
}
