"""The parts of a document on paper: blocks of runs, independent of the format they are written in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeGuard

from anhorig_cli.views.appearance import LIGHT


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; line breaks in it are significant.

    A `silent` run is a symbol next to its word, and is not read aloud. `tone` is one of `TONES`, or empty.
    """

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    silent: bool = False
    link: str = ""
    tone: str = ""

    def same_style_as(self, other: "Run") -> bool:
        """Return whether two runs are equal except for their text."""
        return replace(self, text="") == replace(other, text="")


TONES = frozenset(
    {"accent", "alarm", "big-alarm", "big-box", "big-good", "big-soft", "box", "goal", "good", "kind", "lead", "shared"}
    | {"soft", "status", "strong"}
)
"""The classes in a page that writers may give their own style."""

Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; the levels in a document begin at 1, and no level is skipped on the way down.

    `anchor` is the target of links that begin with `#`; it is empty if nothing links to the heading.
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
    """A list: with bullets, numbered from `first`, or with neither (`is_bare`)."""

    items: tuple["Blocks", ...]
    first: int | None = None
    is_bare: bool = False


@dataclass(frozen=True, slots=True)
class NamedFact:
    """A name and its description."""

    name: Runs
    content: "Blocks"


@dataclass(frozen=True, slots=True)
class Facts:
    """A list of names with descriptions; `are_short` if the names are a word or two."""

    facts: tuple[NamedFact, ...]
    are_short: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell that spans one or more columns and rows; `is_now` if it is of the month of the document's day."""

    content: "Blocks"
    is_header: bool = False
    columns: int = 1
    rows: int = 1
    is_number: bool = False
    is_now: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table in which every row fills all columns; the head is repeated on each page.

    If it `flows`, it may be split between pages even if it is low, so that several long tables leave no empty pages.
    """

    caption: Runs
    columns: int
    head: tuple[Row, ...]
    body: tuple[Row, ...]
    flows: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """A block quotation."""

    content: "Blocks"


@dataclass(frozen=True, slots=True)
class Listing:
    """Text with significant spaces and line breaks."""

    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as self-contained SVG, with a description in words, and its size in its own units."""

    svg: str
    alternative: str
    width: float
    height: float
    caption: Runs = ()

    @property
    def words(self) -> str:
        """The alternative text: the description, else the caption, else a dash; never empty."""
        return self.alternative or "".join(texts(self.caption)).strip() or "–"

    def millimetres(self, widest: float, highest: float) -> tuple[float, float]:
        """Return its width and height on paper: at the scale its text is designed for, within limits."""
        scale = min(_MILLIMETRES_A_UNIT, widest / self.width, highest / self.height)
        return round(self.width * scale, 2), round(self.height * scale, 2)


_MILLIMETRES_A_UNIT = 0.225
"""Text of 13 units, as in pictures, becomes 8 points high."""


@dataclass(frozen=True, slots=True)
class LogoPlace:
    """The place of the municipality's logo, with its alternative text."""

    alternative: str


@dataclass(frozen=True, slots=True)
class Divider:
    """A horizontal rule."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Blocks that are kept on one page if they are short enough; `is_ruled` if there is a line above them."""

    content: "Blocks"
    is_ruled: bool

    @property
    def is_short(self) -> bool:
        """Whether the blocks have so few characters that they certainly fit on a page."""
        return sum(map(len, texts(self.content))) <= _LONGEST_KEPT


_LONGEST_KEPT = 2000


@dataclass(frozen=True, slots=True)
class Beside:
    """Parts that are placed side by side, in rows.

    `layout` is `letter` (a wide part and a narrow one), `rail` (a narrow and a wide one), `pairs` (two equal ones),
    `trio` (three, or fewer if there are fewer), `key` (three, of a word or two) or `multiples` (four).
    """

    parts: tuple["Blocks", ...]
    layout: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Text that somebody has yet to write, in a dashed frame."""

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

    If it is `dense`, it is set smaller and closer, to fit on one sheet of paper if it is short. `accent` is the colour
    of headings (`#1f4e8c`), and `typeface` the font to be used if it is available.
    """

    language: str
    title: str
    blocks: Blocks
    dense: bool = False
    accent: str = LIGHT.accent
    typeface: str = ""


def is_several(part: Any) -> TypeGuard[tuple[Any, ...]]:
    """Return whether a value is a sequence of parts of a document."""
    return isinstance(part, tuple)


def without_links(part: Any) -> Any:
    """Return a part of a document, of any type, without links."""
    return changed(part, lambda one: replace(one, link="") if isinstance(one, Run) else one)


def changed(part: Any, change: Callable[[Any], Any]) -> Any:
    """Return a part of a document, of any type, with `change` applied to it and then to every part within.

    In a sequence of parts, those for which `change` returns None are removed.
    """
    if is_several(part):
        parts: list[Any] = [changed(one, change) for one in part]
        return tuple(one for one in parts if one is not None)
    if not is_dataclass(part) or isinstance(part, type):
        return part
    new = change(part)
    if new is None:
        return None
    return replace(new, **{field.name: changed(getattr(new, field.name), change) for field in fields(new)})


def texts(part: Any) -> Iterator[str]:
    """Yield all text in a block, a cell, a run, or a sequence of them."""
    if isinstance(part, Run | Listing):
        yield part.text
    elif is_several(part):
        for one in part:
            yield from texts(one)
    elif is_dataclass(part):
        for field in fields(part):
            yield from texts(getattr(part, field.name))
