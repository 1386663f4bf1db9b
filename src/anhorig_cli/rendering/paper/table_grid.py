"""The cells of a table, so placed that every row fills every column."""

from collections.abc import Sequence
from dataclasses import replace

from anhorig_cli.rendering.paper.document import Cell, Row


def width_of(rows: Sequence[Row]) -> int:
    """Return how many columns rows need."""
    return max(_widths(_within(rows)), default=0)


def filled(rows: Sequence[Row], columns: int) -> tuple[Row, ...]:
    """Return the rows with empty cells where they fall short; a cell reaches no further down than the last row."""
    kept = _within(rows)
    return tuple(
        (*row, *(Cell(()) for _ in range(columns - width))) for row, width in zip(kept, _widths(kept), strict=True)
    )


def _within(rows: Sequence[Row]) -> list[Row]:
    return [tuple(replace(c, rows=min(c.rows, len(rows) - place)) for c in row) for place, row in enumerate(rows)]


def _widths(rows: Sequence[Row]) -> list[int]:
    """Return how many columns each row takes, with those that cells above reach down into."""
    reaching: list[tuple[int, int]] = []
    widths: list[int] = []
    for row in rows:
        widths.append(sum(cell.columns for cell in row) + sum(columns for columns, _ in reaching))
        reaching = [(columns, left - 1) for columns, left in (*reaching, *_down(row)) if left > 1]
    return widths


def _down(row: Row) -> list[tuple[int, int]]:
    return [(cell.columns, cell.rows) for cell in row]
