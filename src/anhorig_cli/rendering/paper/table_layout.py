"""How wide the columns of a table on paper are, and whether it may be split between pages."""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import fsum
from typing import Any, NamedTuple

from anhorig_cli.rendering.paper.document import Block, Blocks, Paragraph, Picture, Run, Table, changed, texts
from anhorig_cli.views.pictures.drawing import width_of

_LINE = 56.0
"""How wide a table is, in sizes of its letters; all widths are."""
_MILLIMETRES = 3.18
"""What a size of its letters is."""
_WIDEST = 170.0
"""How wide a picture can be."""
OF_ANY_FONT, OF_THE_PDF = 1.0, 0.77
"""How wide letters are at most, beside those of the widest of the usual fonts."""
_AIR, _AIR_OF_NUMBERS, _SHORTEST = 1.1, 1.6, 2.4
"""What stands beside a text, or a number, and how wide an empty column is."""
_LONGEST_WORD = 40
"""Longer words than this are broken."""
_WORD = re.compile(r"[^ \n]+")
_STEPS, _LEAPS = 20, (1, 3)
"""How finely the rest of the width is dealt out, and how many steps are tried at a time."""
_MOST_TRIED = 40
"""The widths are fitted to so many rows."""
_HALF_A_PAGE = 26
"""About how many lines of a table stand on half a page."""
_A_FEW_LINES = 8
_HIGHEST = 1000
"""A cell with more characters than this may be split between pages."""


class _Cell(NamedTuple):
    """What stands in a cell; `picture` is how wide its widest picture is, in sizes of letters."""

    text: str
    is_bold: bool
    is_number: bool
    picture: float


class _Column:
    """A column as words with their widths, of which it can be asked how high each cell is in a width."""

    def __init__(self, cells: Sequence[_Cell], letters: float) -> None:
        self.cells = [_measured(cell.text, letters, is_bold=cell.is_bold) for cell in cells]
        self._air = _AIR_OF_NUMBERS if any(cell.is_number for cell in cells) else _AIR
        self._space = width_of(" ", letters)
        lines = [line for cell in self.cells for line in cell]
        longest_word = max((word for line in lines for word in line), default=0.0)
        longest_line = max((fsum(line) + (len(line) - 1) * self._space for line in lines), default=0.0)
        picture = max((cell.picture for cell in cells), default=0.0)
        self.least = max(longest_word, picture, _SHORTEST) + self._air
        self.wanted = max(longest_line, picture, _SHORTEST) + self._air

    def heights(self, width: float, most: int | None = None) -> list[int]:
        """Return how many lines each cell has; of the first, with a number of them."""
        room = width - self._air
        return [sum(_lines_of(line, room, self._space) for line in cell) for cell in self.cells[:most]]


def _measured(text: str, letters: float, *, is_bold: bool) -> list[list[float]]:
    """Return the lines of a text, each as the widths of its words."""
    return [
        [width_of(word[:_LONGEST_WORD], letters, bold=is_bold) for word in _WORD.findall(line)]
        for line in text.split("\n")
    ]


def _lines_of(words: Sequence[float], room: float, space: float) -> int:
    """Return how many lines words have in a width; one without words is a line, too."""
    lines, taken = 1, -space
    for word in words:
        taken += space + word
        if taken > room and taken > word:
            lines, taken = lines + 1, word
    return lines


class Layout(NamedTuple):
    """How a table is set: its columns' shares of the width, and about how many lines it has.

    It `is_crowded` where the longest words of its columns have no room beside each other, and must be broken. Of the
    `table`, the dates then may be, too.
    """

    table: Table
    widths: tuple[int, ...]
    lines: int
    is_crowded: bool

    @property
    def stands_whole(self) -> bool:
        """Whether a table is not split between pages: where it is as low as half of one, or a few lines and flows."""
        return self.lines <= (_A_FEW_LINES if self.table.flows else _HALF_A_PAGE)


def layout(table: Table, letters: float) -> Layout:
    """Return how a table is set in letters of a width: by the longest text of each column where all fit in a line.

    Else each has room for its longest word, and the rest goes to where it makes the table lowest.
    """
    columns = _measured_columns(table, letters)
    if fsum(column.least for column in columns) > _LINE:
        table = changed(table, _with_parted_dates)
        columns = _measured_columns(table, letters)
    found = _widths(columns)
    heights = zip(*(column.heights(width) for column, width in zip(columns, found, strict=True)), strict=False)
    is_crowded = fsum(column.least for column in columns) > _LINE
    return Layout(table, tuple(round(10 * width) for width in found), sum(map(max, heights)), is_crowded)


def _widths(columns: Sequence[_Column]) -> list[float]:
    """Return the widths that fill a line."""
    least = [column.least for column in columns]
    wanted = [column.wanted for column in columns]
    if fsum(wanted) <= _LINE:
        return [width * _LINE / fsum(wanted) for width in wanted]
    if fsum(least) > _LINE:
        return [width * _LINE / fsum(least) for width in least]
    return _fitted(columns, least, wanted)


def _measured_columns(table: Table, letters: float) -> list[_Column]:
    return [_Column(cells, letters) for cells in _columns(table)]


_IN_DATES = re.compile(r"(?<=\d)\u00a0(?=[a-zA-Z])|(?<=[a-z])\u00a0(?=\d{4})")


def _with_parted_dates(part: Any) -> Any:
    return replace(part, text=_IN_DATES.sub(" ", part.text)) if isinstance(part, Run) else part


def _fitted(columns: Sequence[_Column], least: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """Return widths of at least so much: step by step wider where that makes the rows lowest.

    What makes none lower is shared by how much each lacks.
    """
    fitted = _Fitted(columns, list(least))
    step = (_LINE - fsum(least)) / _STEPS
    left = _STEPS
    while left > 0:
        leaps = [
            (fitted.saved(place, leap * step) / leap, place, leap)
            for leap in _LEAPS
            if leap <= left
            for place in range(len(columns))
        ]
        gain, place, leap = max(leaps, key=lambda one: one[0])
        if gain <= 0:
            break
        fitted.widen(place, leap * step)
        left -= leap
    lacking = [max(want - width, 0.0) for want, width in zip(wanted, fitted.widths, strict=True)]
    share = left * step / (fsum(lacking) or 1)
    return [width + share * lack for width, lack in zip(fitted.widths, lacking, strict=True)]


class _Fitted:
    """Columns with widths, and how high their cells then are."""

    def __init__(self, columns: Sequence[_Column], widths: list[float]) -> None:
        self._columns, self.widths = columns, widths
        self._heights = [self._heights_of(place, 0.0) for place in range(len(columns))]
        self._cost = self._cost_of(self._heights)

    def _heights_of(self, place: int, more: float) -> list[int]:
        return self._columns[place].heights(self.widths[place] + more, _MOST_TRIED)

    @staticmethod
    def _cost_of(heights: Sequence[Sequence[int]]) -> int:
        """Return how high the rows are; between two as high, the cells of which are lower is better."""
        return sum(_OF_ROW * max(row) + sum(row) for row in zip(*heights, strict=False))

    def saved(self, place: int, more: float) -> int:
        """Return how much is saved by a column that is so much wider."""
        heights = [*self._heights]
        heights[place] = self._heights_of(place, more)
        return self._cost - self._cost_of(heights)

    def widen(self, place: int, more: float) -> None:
        """Make a column wider."""
        self._heights[place] = self._heights_of(place, more)
        self.widths[place] += more
        self._cost = self._cost_of(self._heights)


_OF_ROW = 4
"""How much more it is worth that a row becomes lower than that one of its cells does."""


def _widest_picture(content: Blocks) -> float:
    pictures = (block.millimetres(_WIDEST, _WIDEST)[0] for block in content if isinstance(block, Picture))
    return max(pictures, default=0.0) / _MILLIMETRES


def keeps_rows_whole(table: Table) -> bool:
    """Return whether the rows of a table are low enough to stand whole on a page."""
    return all(len(cell.text) <= _HIGHEST for column in _columns(table) for cell in column)


def _columns(table: Table) -> list[list[_Cell]]:
    """Return the cells of each column; roughly, where they stand over several columns or rows."""
    columns: list[list[_Cell]] = [[] for _ in range(table.columns)]
    for row in (*table.head, *table.body):
        place = 0
        for cell in row:
            text = "\n".join(map(_said, cell.content)) if cell.columns == 1 else ""
            is_bold = cell.is_header or _is_bold(cell.content)
            columns[place].append(_Cell(text, is_bold, cell.is_number, _widest_picture(cell.content)))
            place += cell.columns
    return columns


def _is_bold(content: Blocks) -> bool:
    """Return whether some of a cell is set in bold letters."""
    runs = (run for block in content if isinstance(block, Paragraph) for run in block.runs)
    return any(run.strong or run.tone in _BOLD for run in runs)


_BOLD = frozenset({"alarm", "good", "status", "strong"})


def _said(block: Block) -> str:
    return ("" if isinstance(block, Paragraph) else "\n").join(texts(block))
