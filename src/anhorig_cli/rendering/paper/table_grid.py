"""The cells of a table, so placed that every row fills every column, and none lies over another."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from anhorig_cli.rendering.paper.document import Cell, Row

_Placed = list[tuple[int, Cell]]
"""The cells of a row, each with the column where it begins."""


def width_of(rows: Sequence[Row]) -> int:
    """Return how many columns rows need."""
    return max((column + cell.columns for placed, _ in _placed(rows) for column, cell in placed), default=0)


def filled(rows: Sequence[Row], columns: int) -> tuple[Row, ...]:
    """Return the rows with empty cells where they fall short.

    A cell reaches no further down than the last row, and no further aside than where one from above stands.
    """
    return tuple(_row(placed, taken, columns) for placed, taken in _placed(rows))


def _row(placed: _Placed, taken: frozenset[int], columns: int) -> Row:
    used = taken.union(*(range(column, column + cell.columns) for column, cell in placed))
    empty = [(column, Cell(())) for column in range(columns) if column not in used]
    return tuple(cell for _, cell in sorted([*placed, *empty], key=lambda one: one[0]))


def _placed(rows: Sequence[Row]) -> Iterator[tuple[_Placed, frozenset[int]]]:
    """Give the cells of each row where they stand, and the columns that cells from above take."""
    left: dict[int, int] = {}
    for number, row in enumerate(rows):
        placed: _Placed = []
        column = 0
        for cell in row:
            while column in left:
                column += 1
            room = next((n for n in range(1, cell.columns) if column + n in left), cell.columns)
            placed.append((column, replace(cell, columns=room, rows=min(cell.rows, len(rows) - number))))
            column += room
        yield placed, frozenset(left)
        left = {column: more - 1 for column, more in left.items() if more > 1} | _below(placed)


def _below(placed: _Placed) -> dict[int, int]:
    """Return the columns that reach into the rows below, each with how many of them."""
    reaching = ((column, cell) for column, cell in placed if cell.rows > 1)
    return {column + n: cell.rows - 1 for column, cell in reaching for n in range(cell.columns)}
