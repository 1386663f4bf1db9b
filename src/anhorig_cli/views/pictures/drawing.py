"""What a picture is made of: shapes, and words on them. Measures are in the picture's own units, rounded to tenths."""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from anhorig_cli.views.palette import Ink
from anhorig_cli.views.pictures.lettering import LINE, SIZE, plain

Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


class DrawnOutline(NamedTuple):
    """An outline, as the `d` of an SVG path; filled, stroked or both. `dash` is how a broken line is broken."""

    d: str
    fill: Ink | None = None
    stroke: Ink | None = None
    width: float = 1.5
    dash: str = ""


class Words(NamedTuple):
    """One line of text, whose baseline begins (or ends, or has its middle) at x and y; `turn` is in degrees."""

    x: float
    y: float
    text: str
    anchor: Anchor = "start"
    ink: Ink = "text"
    size: float = SIZE
    bold: bool = False
    turn: float = 0.0


class Drawing(NamedTuple):
    """A finished picture: the words are drawn over the shapes. `title` names it, `description` says what it shows."""

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[DrawnOutline, ...]
    words: tuple[Words, ...]


class Sheet:
    """What a picture is drawn on, until it is finished."""

    def __init__(self) -> None:
        self._shapes: list[DrawnOutline] = []
        self._words: list[Words] = []

    def shape(self, *shapes: DrawnOutline) -> None:
        """Draw shapes."""
        self._shapes += shapes

    def line(self, points: Iterable[Point], ink: Ink, width: float = 1.5, dash: str = "") -> None:
        """Draw a line through points."""
        self._shapes.append(DrawnOutline(path(points), None, ink, width, dash))

    def words(
        self,
        place: Point,
        text: str,
        *,
        anchor: Anchor = "start",
        ink: Ink = "text",
        size: float = SIZE,
        bold: bool = False,
        turn: float = 0.0,
    ) -> None:
        """Write a line of text."""
        x, y = place
        self._words.append(Words(tenths(x), tenths(y), plain(text), anchor, ink, size, bold, tenths(turn)))

    def lines(
        self, place: Point, texts: Sequence[str], *, ink: Ink = "text", size: float = SIZE, bold: bool = False
    ) -> float:
        """Write lines of text under each other; return where the next one would stand."""
        x, y = place
        for text in texts:
            self.words((x, y), text, ink=ink, size=size, bold=bold)
            y += LINE * size
        return y

    def finished(self, width: float, height: float, title: str, description: str) -> Drawing:
        """Return the picture."""
        return Drawing(
            tenths(width), tenths(height), plain(title), plain(description), tuple(self._shapes), tuple(self._words)
        )


def tenths(number: float) -> float:
    """Return a measure rounded, so that the same picture is the same bytes everywhere; never a minus zero."""
    return round(number, 1) + 0.0


def at(x: float, y: float) -> str:
    """Return a point as a path writes it."""
    return f"{tenths(x):g} {tenths(y):g}"


def path(points: Iterable[Point], *, closed: bool = False) -> str:
    """Return the path through points."""
    return "M" + "L".join(at(x, y) for x, y in points) + ("Z" if closed else "")


def box(x: float, y: float, width: float, height: float) -> str:
    """Return the path of a rectangle."""
    return path(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), closed=True)
