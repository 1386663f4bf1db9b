"""Tables as values: a caption, columns and rows of cells, which each kind of page prints with one macro."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class PhraseView(NamedTuple):
    """A line of a table or of a block.

    `symbol` is the word whose symbol stands before it (`symbols[…]`), `tone` is `alarm`, `good`, `soft`, `status`,
    `strong`, or empty; of `box` and `big-box` it is a box to tick, which the text describes. `link` is the id, on the
    page, of what it leads to. `is_markdown` says that the text is Markdown, and `level` how deep it stands below
    others.
    """

    text: str
    symbol: str = ""
    tone: str = ""
    link: str = ""
    is_markdown: bool = False
    level: int = 0


class ColumnView(NamedTuple):
    """A column: its heading, and what it holds.

    It is a `title` (the heading of each row), `text`, `number`, `day`, or `sign`: room for whoever fills it in by hand.
    """

    heading: str
    kind: str


class CellView(NamedTuple):
    """A cell: lines that stand under each other, none where there is nothing to say."""

    lines: tuple[PhraseView, ...]


class RowView(NamedTuple):
    """A row: a cell for each column."""

    cells: tuple[CellView, ...]


class TableView(NamedTuple):
    """A table without the columns that hold nothing in any row, but for those to fill in."""

    caption: str
    columns: tuple[ColumnView, ...]
    rows: tuple[RowView, ...]

    @property
    def is_crowded(self) -> bool:
        """Whether the longest words of the columns have no room beside each other on a page."""
        longest = [_longest_word(column.heading) for column in self.columns]
        for row in self.rows:
            longest = list(map(max, longest, map(_longest, row.cells)))
        return sum(longest) > _MOST_LETTERS


def _longest(cell: CellView) -> int:
    return max((_longest_word(line.text) for line in cell.lines), default=0)


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


_MOST_LETTERS = 85
"""About so many letters stand beside each other in the widest window."""

Content = str | PhraseView | Sequence[str | PhraseView]
"""What a cell is made of: a text, a phrase, or several under each other; those without text are left out."""


def table_of(caption: str, columns: Iterable[tuple[str, str]], rows: Iterable[Sequence[Content]]) -> TableView | None:
    """Return a table of columns (heading and kind) and rows; None where no cell says anything."""
    cells = [[_cell(content) for content in row] for row in rows]
    named = [ColumnView(heading, kind) for heading, kind in columns]
    kept = _kept(named, cells)
    if not kept:
        return None
    shown = tuple(RowView(tuple(row[place] for place in kept)) for row in cells)
    return TableView(caption, tuple(named[place] for place in kept), shown)


def _kept(columns: Sequence[ColumnView], rows: Sequence[Sequence[CellView]]) -> list[int]:
    """Return the places of the columns that hold something, or are to be filled in."""
    return [
        place for place, column in enumerate(columns) if column.kind == "sign" or any(row[place].lines for row in rows)
    ]


def _cell(content: Content) -> CellView:
    parts = [content] if isinstance(content, str | PhraseView) else content
    return CellView(said(part if isinstance(part, PhraseView) else PhraseView(part) for part in parts))


def said(phrases: Iterable[PhraseView]) -> tuple[PhraseView, ...]:
    """Return the phrases that have a text."""
    return tuple(phrase for phrase in phrases if phrase.text)
