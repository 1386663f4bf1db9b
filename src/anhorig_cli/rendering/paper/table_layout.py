"""The layout of a table on paper: the widths of its columns, and whether it may be split between pages."""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import fsum
from typing import Any, NamedTuple

from anhorig_cli.rendering.paper.document import Block, Blocks, Paragraph, Picture, Run, Table, changed, texts
from anhorig_cli.views.pictures.drawing import width_of

_TABLE_WIDTH = 56.0
"""The width of a table in ems, as all widths here."""
_MILLIMETRES_PER_EM = 3.18
"""The millimetres of an em."""
_WIDEST_PICTURE = 170.0
"""The maximal width and height of a picture, in millimetres."""
OF_ANY_FONT, OF_THE_PDF = 1.0, 0.77
"""The maximal width of letters, relative to the widest of the usual fonts."""
_PADDING, _PADDING_OF_NUMBERS, _SHORTEST = 1.1, 1.6, 2.4
"""The padding of a text column and of a number column, and the width of an empty column."""
_LONGEST_WORD = 40
"""The number of letters above which a word is broken."""
_WORD = re.compile(r"[^ \n]+")
_STEPS, _LEAPS = 20, (1, 3)
"""The number of steps in which the remaining width is distributed, and how many are tried at a time."""
_ROWS_FITTED = 40
"""The number of rows that widths are fitted to."""
_HALF_A_PAGE = 26
"""The approximate number of table lines on half a page."""
_A_FEW_LINES = 8
_LONGEST_WHOLE_CELL = 1000
"""A cell with more characters than this may be split between pages."""


class _Cell(NamedTuple):
    """The content of a cell; `picture` is the width of its widest picture, in ems."""

    text: str
    is_bold: bool
    is_number: bool
    picture: float


class _Column:
    """A column, with the widths of the words in its cells, from which it computes the cells' heights at a width."""

    def __init__(self, cells: Sequence[_Cell], letters: float) -> None:
        self.cells = [_word_widths(cell.text, letters, is_bold=cell.is_bold) for cell in cells]
        self._padding = _PADDING_OF_NUMBERS if any(cell.is_number for cell in cells) else _PADDING
        self._space = width_of(" ", letters)
        lines = [line for cell in self.cells for line in cell]
        longest_word = max((word for line in lines for word in line), default=0.0)
        longest_line = max((fsum(line) + (len(line) - 1) * self._space for line in lines), default=0.0)
        picture = max((cell.picture for cell in cells), default=0.0)
        self.least = max(longest_word, picture, _SHORTEST) + self._padding
        self.wanted = max(longest_line, picture, _SHORTEST) + self._padding

    def heights(self, width: float, most: int | None = None) -> list[int]:
        """Return the number of lines in each cell at a width; only for the first `most` cells, if that is given."""
        room = width - self._padding
        return [sum(_line_count(line, room, self._space) for line in cell) for cell in self.cells[:most]]


def _word_widths(text: str, letters: float, *, is_bold: bool) -> list[list[float]]:
    """Return the lines of a text, each as the widths of its words."""
    return [
        [width_of(word[:_LONGEST_WORD], letters, bold=is_bold) for word in _WORD.findall(line)]
        for line in text.split("\n")
    ]


def _line_count(words: Sequence[float], room: float, space: float) -> int:
    """Return the number of lines that words take at a width; at least one."""
    lines, taken = 1, -space
    for word in words:
        taken += space + word
        if taken > room and taken > word:
            lines, taken = lines + 1, word
    return lines


class Layout(NamedTuple):
    """The layout of a table: its columns' shares of the width, and its approximate number of lines.

    It `is_crowded` if the longest words of its columns do not fit side by side, and must be broken. In `table`, dates
    may then be broken, too.
    """

    table: Table
    widths: tuple[int, ...]
    lines: int
    is_crowded: bool

    @property
    def is_on_one_page(self) -> bool:
        """Whether the table is kept on one page: if it is at most half a page high, or, if it flows, a few lines."""
        return self.lines <= (_A_FEW_LINES if self.table.flows else _HALF_A_PAGE)


def layout(table: Table, letters: float) -> Layout:
    """Return the layout of a table for a font's width of letters.

    If the longest lines of all columns fit side by side, widths are in proportion to them. Else each column gets the
    width of its longest word, and the rest goes to the columns where it reduces the table's height most.
    """
    columns = _measured_columns(table, letters)
    if fsum(column.least for column in columns) > _TABLE_WIDTH:
        table = changed(table, _with_breakable_dates)
        columns = _measured_columns(table, letters)
    found = _widths(columns)
    heights = zip(*(column.heights(width) for column, width in zip(columns, found, strict=True)), strict=False)
    is_crowded = fsum(column.least for column in columns) > _TABLE_WIDTH
    return Layout(table, tuple(round(10 * width) for width in found), sum(map(max, heights)), is_crowded)


def _widths(columns: Sequence[_Column]) -> list[float]:
    """Return the widths of columns, which add up to the width of the table."""
    least = [column.least for column in columns]
    wanted = [column.wanted for column in columns]
    if fsum(wanted) <= _TABLE_WIDTH:
        return [width * _TABLE_WIDTH / fsum(wanted) for width in wanted]
    if fsum(least) > _TABLE_WIDTH:
        return [width * _TABLE_WIDTH / fsum(least) for width in least]
    return _fitted(columns, least, wanted)


def _measured_columns(table: Table, letters: float) -> list[_Column]:
    return [_Column(cells, letters) for cells in _columns(table)]


_IN_DATES = re.compile(r"(?<=\d)\u00a0(?=[a-zA-Z])|(?<=[a-z])\u00a0(?=\d{4})")


def _with_breakable_dates(part: Any) -> Any:
    return replace(part, text=_IN_DATES.sub(" ", part.text)) if isinstance(part, Run) else part


def _fitted(columns: Sequence[_Column], least: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """Return widths of at least `least`, widened step by step where that reduces the height of the rows most.

    Width that reduces no height is distributed in proportion to what each column lacks of `wanted`.
    """
    fitted = _Fitted(columns, list(least))
    step = (_TABLE_WIDTH - fsum(least)) / _STEPS
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
    """Columns with widths, and the heights of their cells at these."""

    def __init__(self, columns: Sequence[_Column], widths: list[float]) -> None:
        self._columns, self.widths = columns, widths
        self._heights = [self._heights_of(place, 0.0) for place in range(len(columns))]
        self._cost = self._cost_of(self._heights)

    def _heights_of(self, place: int, more: float) -> list[int]:
        return self._columns[place].heights(self.widths[place] + more, _ROWS_FITTED)

    @staticmethod
    def _cost_of(heights: Sequence[Sequence[int]]) -> int:
        """Return the cost of heights: the height of the rows, and with less weight, that of each cell."""
        return sum(_ROW_WEIGHT * max(row) + sum(row) for row in zip(*heights, strict=False))

    def saved(self, place: int, more: float) -> int:
        """Return how much the cost is reduced by making a column wider by `more`."""
        heights = [*self._heights]
        heights[place] = self._heights_of(place, more)
        return self._cost - self._cost_of(heights)

    def widen(self, place: int, more: float) -> None:
        """Make a column wider by `more`."""
        self._heights[place] = self._heights_of(place, more)
        self.widths[place] += more
        self._cost = self._cost_of(self._heights)


_ROW_WEIGHT = 4
"""The weight of a row's height relative to that of a single cell."""


def _widest_picture(content: Blocks) -> float:
    pictures = (
        block.millimetres(_WIDEST_PICTURE, _WIDEST_PICTURE)[0] for block in content if isinstance(block, Picture)
    )
    return max(pictures, default=0.0) / _MILLIMETRES_PER_EM


def keeps_rows_whole(table: Table) -> bool:
    """Return whether the rows of a table are low enough not to be split between pages."""
    return all(len(cell.text) <= _LONGEST_WHOLE_CELL for column in _columns(table) for cell in column)


def _columns(table: Table) -> list[list[_Cell]]:
    """Return the cells of each column; approximately, if cells span several columns or rows."""
    columns: list[list[_Cell]] = [[] for _ in range(table.columns)]
    for row in (*table.head, *table.body):
        place = 0
        for cell in row:
            text = "\n".join(map(_text_of, cell.content)) if cell.columns == 1 else ""
            is_bold = cell.is_header or _is_bold(cell.content)
            columns[place].append(_Cell(text, is_bold, cell.is_number, _widest_picture(cell.content)))
            place += cell.columns
    return columns


def _is_bold(content: Blocks) -> bool:
    """Return whether any of a cell is in bold."""
    runs = (run for block in content if isinstance(block, Paragraph) for run in block.runs)
    return any(run.strong or run.tone in _BOLD for run in runs)


_BOLD = frozenset({"alarm", "good", "status", "strong"})


def _text_of(block: Block) -> str:
    return ("" if isinstance(block, Paragraph) else "\n").join(texts(block))
