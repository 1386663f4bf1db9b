"""What a document on paper is made of: blocks of runs, ready to be set by any writer, and tables with widths."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from math import ceil, fsum
from typing import Any, TypeGuard

from anhorig_cli.views.appearance import LIGHT


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; a line break in it is meant.

    A run that is `silent` is a symbol beside its word, and is not read aloud. `tone` is one of `TONES`, or empty.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    silent: bool = False
    link: str = ""
    tone: str = ""

    def same_style_as(self, other: "Run") -> bool:
        """Return whether two runs differ in nothing but their text."""
        return replace(self, text="") == replace(other, text="")


TONES = frozenset(
    {"accent", "alarm", "big-alarm", "big-box", "big-good", "big-soft", "box", "goal", "good", "kind", "lead", "shared"}
    | {"soft", "status", "strong"}
)
"""The classes of a page that a writer may give a look of its own."""

Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the levels of a document begin at 1 and never skip one on the way down.

    Links to `#` and its `anchor` lead to it; it is empty where nothing may.
    """

    level: int
    runs: Runs
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    runs: Runs


@dataclass(frozen=True, slots=True)
class Items:
    """A list: with bullets, or numbered from `first`, or `is_bare` of both."""

    items: tuple["Blocks", ...]
    first: int | None = None
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A name and what is said under it."""

    name: Runs
    content: "Blocks"


@dataclass(frozen=True, slots=True)
class Facts:
    """A list of names with what is said under each; `are_short` where the names are a word or two."""

    facts: tuple[NamedFact, ...]
    are_short: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table, over one or more columns and rows; `is_now` where it is of the month of the day."""

    content: "Blocks"
    is_header: bool = False
    columns: int = 1
    rows: int = 1
    is_number: bool = False
    is_now: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose rows all fill its columns; the head is repeated on each page."""

    caption: Runs
    columns: int
    head: tuple[Row, ...]
    body: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody else says."""

    content: "Blocks"


@dataclass(frozen=True, slots=True)
class Listing:
    """Text whose spaces and line breaks are meant."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as SVG that stands on its own, and what it shows in words; its size in its own units."""

    svg: str
    alternative: str
    width: float
    height: float
    caption: Runs = ()

    @property
    def words(self) -> str:
        """What is said of the picture: what it shows, else its caption; a picture never stands without."""
        return self.alternative or "".join(texts(self.caption)).strip() or "–"

    def millimetres(self, widest: float, highest: float) -> tuple[float, float]:
        """Return its width and height on paper: at the scale its letters are made for, and within bounds."""
        scale = min(_MILLIMETRES_A_UNIT, widest / self.width, highest / self.height)
        return round(self.width * scale, 2), round(self.height * scale, 2)


_MILLIMETRES_A_UNIT = 0.225
"""Letters of 13 units, as pictures have, become 8 points high."""


@dataclass(frozen=True, slots=True)
class LogoPlace:
    """Where the municipality's logo goes, and whose it is in words."""

    alternative: str


@dataclass(frozen=True, slots=True)
class Divider:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Blocks that stand on one page, where they are short enough; `is_ruled` where a line stands over them."""

    content: "Blocks"
    is_ruled: bool

    @property
    def is_short(self) -> bool:
        """Whether the blocks have so few characters that they surely stand on a page."""
        return sum(map(len, texts(self.content))) <= _LONGEST_KEPT


_LONGEST_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Beside:
    """Parts that stand beside each other, in rows.

    `layout` is `letter` (a wide part, and a narrow one), `rail` (a narrow part, and a wide one), `pairs` (two as wide),
    `trio` (three, or as many as there are) or `multiples` (four).
    """

    parts: tuple["Blocks", ...]
    layout: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody has yet to write, within a broken line."""

    content: "Blocks"


Block = (
    Heading
    | Paragraph
    | Items
    | Facts
    | Table
    | Quote
    | Listing
    | Picture
    | LogoPlace
    | Divider
    | Kept
    | Beside
    | Draft
)
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document, with its language (`sv`, `en`) and title.

    One that is `dense` is set smaller and closer, to stand on one sheet of paper if it is short. `accent` is the colour
    of headings (`#1f4e8c`), `typeface` the one to be used where it can be had.
    """

    language: str
    title: str
    blocks: Blocks
    dense: bool = False
    accent: str = LIGHT.accent
    typeface: str = ""


def is_several(part: Any) -> TypeGuard[tuple[Any, ...]]:
    """Return whether something is several parts of a document, in order."""
    return isinstance(part, tuple)


def without_links(part: Any) -> Any:
    """Return a part of a document, whatever it is, in which no text leads anywhere."""
    return changed(part, lambda one: replace(one, link="") if isinstance(one, Run) else one)


def changed(part: Any, change: Callable[[Any], Any]) -> Any:
    """Return a part of a document, whatever it is, with `change` made of it and then of every part within."""
    if is_several(part):
        return tuple(changed(one, change) for one in part)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    made = change(part)
    return replace(made, **{field.name: changed(getattr(made, field.name), change) for field in fields(made)})


def texts(part: Any) -> Iterator[str]:
    """Go through all text in a block, a cell, a run, or several of them."""
    if isinstance(part, Run | Listing):
        yield part.text
    elif is_several(part):
        for one in part:
            yield from texts(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts(getattr(part, field.name))


# How wide the columns of a table are, and whether its rows may be split between pages.


_LINE = 124
"""About how many characters a line of a table has room for."""
_WIDEST, _MILLIMETRES = 170.0, 1.5
"""How wide a picture can be, and how much of that a character is."""
_LONGEST_WORD = 20
"""Longer words than this must stand being hyphenated, and no shorter line is broken: a date stands in one."""
_SHORTEST = 4
_POWERS = (0.5, 0.3, 0.7, 1.0)
"""What is tried; of those that make a table as low, the first."""
_WIDER, _AIR = 1.15, 3
"""How much wider than most a line can be, as one in bold letters, and what stands beside it, in characters."""
_HALF_A_PAGE = 26
"""About how many lines of a table stand on half a page."""
_HIGHEST = 1000
"""A cell with more characters than this may be split between pages."""


def widths(table: Table) -> tuple[int, ...]:
    """Return the columns' shares of the width: by their longest text where all fit in a line.

    Else each has room for its longest word, or its longest line where all below the heading are short. The rest is
    shared by how much a column says, raised to the power with which the table becomes lowest.
    """
    columns, pictures = _columns(table), _pictures(table)
    longest = [max(picture, _longest_line(column)) for column, picture in zip(columns, pictures, strict=True)]
    wanted = list(map(_wide, longest))
    if sum(wanted) <= _LINE:
        return tuple(wanted)
    heads = len(table.head)
    unbroken = [max(_longest_word(column[:heads]), _unbroken(column[heads:])) for column in columns]
    least = [_wide(max(part, picture)) for part, picture in zip(unbroken, pictures, strict=True)]
    amounts = [sum(map(len, column)) for column in columns]
    tried = (_shared_out(least, [amount**power for amount in amounts], wanted) for power in _POWERS)
    return tuple(round(10 * width) for width in min(tried, key=lambda shares: _lines(columns, shares)))


def _wide(length: int) -> int:
    """Return how wide a column is that has room for so many characters in a line."""
    return ceil(max(length, _SHORTEST) * _WIDER) + _AIR


def _longest_line(column: Sequence[str]) -> int:
    return max((len(line) for text in column for line in text.splitlines()), default=0)


def _unbroken(column: Sequence[str]) -> int:
    """Return how much of a column is not broken: its longest line where all are short, else its longest word."""
    longest = _longest_line(column)
    return longest if longest <= _LONGEST_WORD else _longest_word(column)


def _longest_word(column: Sequence[str]) -> int:
    """Return how long the longest word is, as far as it is not to be hyphenated; a heading is broken between words."""
    return min(max((len(word) for text in column for word in text.split()), default=0), _LONGEST_WORD)


def _shared_out(least: Sequence[float], amounts: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """Return widths of at least so much and at most what is wanted; the rest of a line is shared by the amounts."""
    found = list(least)
    places = list(range(len(least)))
    share = 0.0
    while places:
        share = _room_left(found) / (fsum(amounts[place] for place in places) or 1)
        full = [place for place in places if least[place] + share * amounts[place] >= wanted[place]]
        if not full:
            break
        for place in full:
            found[place] = wanted[place]
            places.remove(place)
    for place in places:
        found[place] += share * amounts[place]
    return found


def _room_left(widths: Sequence[float]) -> float:
    return max(_LINE - fsum(widths), 0)


def _pictures(table: Table) -> list[int]:
    """Return how wide the widest picture of each column is, in characters."""
    found = [0] * table.columns
    for row in (*table.head, *table.body):
        place = 0
        for cell in row:
            widest = max(
                (block.millimetres(_WIDEST, _WIDEST)[0] for block in cell.content if isinstance(block, Picture)),
                default=0.0,
            )
            found[place] = max(found[place], ceil(widest / _MILLIMETRES))
            place += cell.columns
    return found


def keeps_rows_whole(table: Table) -> bool:
    """Return whether the rows of a table are low enough to stand whole on a page."""
    return all(len(text) <= _HIGHEST for column in _columns(table) for text in column)


def stands_whole(table: Table) -> bool:
    """Return whether a table is about as low as half a page, and so is not split between two."""
    return _lines(_columns(table), widths(table)) <= _HALF_A_PAGE


def _lines(columns: Sequence[Sequence[str]], shares: Sequence[float]) -> int:
    """Return about how many lines the rows of a table have together, where its columns have shares of the width."""
    scale = _LINE / sum(shares)
    rooms = [max((share * scale - _AIR) / _WIDER, 1) for share in shares]
    heights = ([_height(text, room) for text in column] for column, room in zip(columns, rooms, strict=True))
    return sum(max(row) for row in zip(*heights, strict=False))


def _height(text: str, room: float) -> int:
    """Return about how many lines a text has in a column with room for so many characters."""
    return sum(ceil(len(line) / room) or 1 for line in text.split("\n"))


def _columns(table: Table) -> list[list[str]]:
    """Return the texts of each column; roughly, where cells stand over several columns or rows."""
    columns: list[list[str]] = [[] for _ in range(table.columns)]
    for row in (*table.head, *table.body):
        place = 0
        for cell in row:
            columns[place].append("\n".join(map(_said, cell.content)) if cell.columns == 1 else "")
            place += cell.columns
    return columns


def _said(block: Block) -> str:
    return ("" if isinstance(block, Paragraph) else "\n").join(texts(block))
