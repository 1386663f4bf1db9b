"""The picture of how plans contribute to a strategy: a row for each plan, a column for each area."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from anhorig_cli.views.coverage import CoverageCellView, CoverageView
from anhorig_cli.views.pictures.drawing import (
    LINE,
    SIZE,
    SMALL,
    Drawing,
    DrawnOutline,
    Sheet,
    box,
    status_mark,
    wrapped,
)

if TYPE_CHECKING:
    from anhorig_cli.views.appearance import Ink

_NAME, _COLUMN, _INSET, _MARK = 150.0, 132.0, 8.0, 5.0
_LEFT_OF_WORDS = 22.0
_MOST_LINES = 5

_Row = tuple[str, Sequence[CoverageCellView]]


def coverage_picture(view: CoverageView) -> Drawing:
    """Return the matrix as a picture: the strategy's own row first, then the plans."""
    areas = list(view.areas)
    rows: list[_Row] = [(view.own, [area.own for area in areas])]
    rows += [(plan.heading, [area.cells[i] for area in areas]) for i, plan in enumerate(view.plans)]
    width = _NAME + _COLUMN * len(areas)
    sheet = Sheet()
    y = sheet.lines((0, SIZE), wrapped(view.title, width, bold=True, most=3), bold=True)
    y = sheet.lines((0, y), wrapped(f"{view.date}. {view.summary}", width, SMALL, most=3), ink="soft", size=SMALL)
    titles = [area.title for area in areas]
    y = _draw_heads(sheet, titles, y)
    for i, row in enumerate(rows):
        y = _draw_row(sheet, row, y, width, is_shaded=i % 2 == 0)
    return sheet.finished(width, y + 2, view.title, " ".join([view.summary, *_descriptions(titles, rows)]))


def _draw_heads(sheet: Sheet, titles: Sequence[str], top: float) -> float:
    """Write the areas' titles above their columns; return the top of the first row."""
    heads = [wrapped(title, _COLUMN - 2 * _INSET, SMALL, bold=True, most=_MOST_LINES) for title in titles]
    for i, lines in enumerate(heads):
        sheet.lines((_NAME + i * _COLUMN + _INSET, top + SMALL), lines, size=SMALL, bold=True)
    return top + max(len(lines) for lines in heads) * LINE * SMALL + _INSET


def _draw_row(sheet: Sheet, row: _Row, top: float, width: float, *, is_shaded: bool) -> float:
    """Draw a row; return the top of the next one."""
    name, cells = row
    names = wrapped(name, _NAME - 2 * _INSET, SMALL, most=_MOST_LINES)
    words = [wrapped(cell.text, _COLUMN - _LEFT_OF_WORDS - _INSET, SMALL, most=_MOST_LINES) for cell in cells]
    height = max(map(len, (names, *words))) * LINE * SMALL + 2 * _INSET
    if is_shaded:
        sheet.shape(DrawnOutline(box(0, top, width, height), fill="panel"))
    line = top + _INSET + SMALL
    sheet.lines((_INSET, line), names, size=SMALL)
    for i, (cell, lines) in enumerate(zip(cells, words, strict=True)):
        left = _NAME + i * _COLUMN
        if cell.worst:
            sheet.shape(*status_mark(cell.worst, left + _INSET + _MARK, line - SMALL / 3, _MARK))
        ink: Ink = "soft" if cell.is_empty else "text"
        sheet.lines((left + _LEFT_OF_WORDS, line), lines, ink=ink, size=SMALL)
    return top + height


def _descriptions(titles: Sequence[str], rows: Sequence[_Row]) -> Iterator[str]:
    for name, cells in rows:
        described = "; ".join(f"{title}: {cell.text}" for title, cell in zip(titles, cells, strict=True))
        yield f"{name}: {described}."
