"""What a document on paper is made of: blocks of runs, ready to be set by any writer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
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
    """A table whose rows all fill its columns; the head is repeated on each page.

    One that `flows` may be split between pages however low it is, so that a row of long tables leaves no empty pages.
    """

    caption: Runs
    columns: int
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    flows: bool = False


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
    `trio` (three, or as many as there are), `key` (three, of a word or two) or `multiples` (four).
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
class PaperDocument:
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
    """Return a part of a document, whatever it is, with `change` made of it and then of every part within.

    Of several parts, those are gone of which None is made.
    """
    if is_several(part):
        parts: list[Any] = [changed(one, change) for one in part]
        return tuple(one for one in parts if one is not None)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    made = change(part)
    if made is None:
        return None
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
