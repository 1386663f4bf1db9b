"""What a picture is made of: shapes, text and its width, marks, and the key below.

The width of a text cannot be measured, since the reader's font is unknown. The widths used are those of DejaVu Sans,
which is wider than the usual system fonts, so that what fits by them fits everywhere.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate, takewhile
from math import cos, fsum, pi, sin
from typing import Literal, NamedTuple

from anhorig_cli.characters import BIDIRECTIONAL, CONTROL
from anhorig_cli.views.appearance import Ink

SIZE = 13.0
"""The size of ordinary text, in the picture's own units."""
SMALL = 11.5
LINE = 1.3
"""The distance between lines, as a multiple of the text size."""

_CAPITAL, _OTHER, _WIDE, _BOLD = 0.8, 0.66, 1.3, 1.15
_UNWANTED = f"[{CONTROL}{BIDIRECTIONAL}]"
_LONGEST = 2_000
_SHORTEST_PART = 3
ELLIPSIS = "…"


def plain(text: str) -> str:
    """Return text on one line, without characters that XML does not allow or that change the direction of text."""
    seen = text if text.isprintable() else re.sub(_UNWANTED, "", text)
    return " ".join(seen.split())


def width_of(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Return an upper estimate of the width of a text."""
    return fsum(map(_WIDTHS.__getitem__, text)) * size * (_BOLD if bold else 1)


class _Widths(dict[str, float]):
    """The widths of characters as multiples of the text size; one not listed is estimated once."""

    def __missing__(self, character: str) -> float:
        width = self[character] = _estimated_width(character)
        return width


def _estimated_width(character: str) -> float:
    if unicodedata.combining(character):
        return 0
    if ord(character) >= ord("\u2100"):
        return _WIDE
    return _CAPITAL if character.isupper() else _OTHER


_WIDTHS = _Widths(
    (character, width)
    for width, characters in (
        (0.3, "'ijlIJ"),
        (0.37, ",. /:;\\|f-\u00a0"),
        (0.42, "()[]t!r"),
        (0.5, '"*_`–'),
        (0.57, "sz?cLFk"),
        (0.62, "vxyPTYaoe"),
        (0.65, "ESbdghnpqu$0123456789{}"),
        (0.71, "KAVBRXZC"),
        (0.8, "UHNDG&OQ"),
        (0.86, "w#+<=>^~M"),
        (1.0, "%mW@—"),
    )
    for character in characters
)


def wrapped(text: str, room: float, size: float = SIZE, *, bold: bool = False, most: int = 0) -> list[str]:
    """Return a text as lines that fit; a word too long for a line is divided. At most `most` lines are kept, if set."""
    lines: list[str] = []
    line, taken, space = "", 0.0, width_of(" ", size, bold=bold)
    for word in plain(text[:_LONGEST]).split(" "):
        width = width_of(word, size, bold=bold)
        if line and taken + space + width <= room:
            line, taken = f"{line} {word}", taken + space + width
            continue
        lines += [line] if line else []
        *full, line = _split_word(word, room, size, bold=bold) if width > room else [word]
        lines += full
        taken = width_of(line, size, bold=bold) if full else width
    lines += [line] if line else []
    return _cut_lines(lines, room, size, most, bold=bold) if most and len(lines) > most else lines


def _split_word(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    """Return a long word in parts that fit: split after its own hyphen or slash, else with an added hyphen."""
    parts: list[str] = []
    while width_of(word, size, bold=bold) > room and len(word) > _SHORTEST_PART:
        fits = _count_fitting(word, room - width_of("-", size, bold=bold), size, bold=bold)
        fits = min(fits, len(word) - _SHORTEST_PART) if len(word) > 2 * _SHORTEST_PART else fits
        own = max(word.rfind("-", 1, fits + 1), word.rfind("/", 1, fits + 1)) + 1
        parts.append(word[:own] if own > _SHORTEST_PART else f"{word[:fits]}-")
        word = word[own if own > _SHORTEST_PART else fits :]
    return [*parts, word]


def _count_fitting(text: str, room: float, size: float, *, bold: bool) -> int:
    """Return how many leading characters fit; at least 1."""
    widths = accumulate(width_of(mark, size, bold=bold) for mark in text)
    return max(sum(1 for _ in takewhile(lambda width: width <= room, widths)), 1)


def _cut_lines(lines: list[str], room: float, size: float, most: int, *, bold: bool) -> list[str]:
    last = lines[most - 1]
    kept = _count_fitting(last, room - width_of(ELLIPSIS, size, bold=bold), size, bold=bold)
    return [*lines[: most - 1], last[:kept].rstrip(" ,-") + ELLIPSIS]


# Shapes, and the text on them. Lengths are in the picture's own units, rounded to tenths.


Anchor = Literal["start", "middle", "end"]
Point = tuple[float, float]


class DrawnOutline(NamedTuple):
    """An outline, as the `d` of an SVG path; filled, stroked or both. `dash` is its dash pattern."""

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
    """A finished picture; the words are drawn above the shapes. `title` names it, `description` says what it shows."""

    width: float
    height: float
    title: str
    description: str
    shapes: tuple[DrawnOutline, ...]
    words: tuple[Words, ...]


class Sheet:
    """Collects the shapes and words of a picture until it is finished."""

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
        """Write lines of text below each other; return the y of the next one."""
        x, y = place
        for text in texts:
            self.words((x, y), text, ink=ink, size=size, bold=bold)
            y += LINE * size
        return y

    def finished(self, width: float, height: float, title: str, description: str) -> Drawing:
        """Return the finished picture."""
        return Drawing(
            tenths(width), tenths(height), plain(title), plain(description), tuple(self._shapes), tuple(self._words)
        )


def tenths(number: float) -> float:
    """Return a length rounded to tenths, so that a picture has the same bytes everywhere; never minus zero."""
    return round(number, 1) + 0.0


def at(x: float, y: float) -> str:
    """Return a point as written in an SVG path."""
    return f"{tenths(x):g} {tenths(y):g}"


def path(points: Iterable[Point], *, closed: bool = False) -> str:
    """Return the path through points."""
    return "M" + "L".join(at(x, y) for x, y in points) + ("Z" if closed else "")


def box(x: float, y: float, width: float, height: float) -> str:
    """Return the path of a rectangle."""
    return path(((x, y), (x + width, y), (x + width, y + height), (x, y + height)), closed=True)


# Marks: a different shape for each state, so that none is told apart by colour alone.


def circle(x: float, y: float, radius: float) -> str:
    """Return the path of a circle."""
    r, end = f"{round(radius, 1):g}", at(x + radius, y)
    return f"M{at(x - radius, y)}A{r} {r} 0 1 1 {end}A{r} {r} 0 1 1 {at(x - radius, y)}Z"


def polygon(x: float, y: float, radius: float, corners: int, turn: float = 0.0) -> str:
    """Return the path of a regular polygon with a corner at the top, rotated by `turn` parts of a full turn."""
    angles = ((n / corners + turn) * 2 * pi for n in range(corners))
    return path(((x + radius * sin(a), y - radius * cos(a)) for a in angles), closed=True)


def diamond(x: float, y: float, radius: float) -> str:
    """Return the path of a square that stands on a corner."""
    return polygon(x, y, radius, 4)


def status_mark(status: str, x: float, y: float, r: float) -> tuple[DrawnOutline, ...]:
    """Return the mark of an assessment's status, or of `overdue`, centred on a place."""
    if status in _FILLED:
        corners, turn, ink = _FILLED[status]
        return (DrawnOutline(polygon(x, y, 1.15 * r, corners, turn), fill=ink),)
    if status == "achieved":
        check = path(((x - 0.5 * r, y), (x - 0.1 * r, y + 0.4 * r), (x + 0.5 * r, y - 0.4 * r)))
        return DrawnOutline(circle(x, y, r), fill="good"), DrawnOutline(check, None, "page", 0.3 * r)
    if status == "overdue":
        return (
            DrawnOutline(polygon(x, y, 1.25 * r, 4, 1 / 8), fill="alarm"),
            DrawnOutline(path(((x, y - 0.6 * r), (x, y + 0.15 * r))), None, "page", 0.3 * r),
            DrawnOutline(circle(x, y + 0.55 * r, 0.17 * r), fill="page"),
        )
    if status == "not_achieved":
        a = 0.75 * r
        cross = path(((x - a, y - a), (x + a, y + a))) + path(((x - a, y + a), (x + a, y - a)))
        return (DrawnOutline(cross, None, "alarm", 0.45 * r),)
    return _hollow_mark(status, x, y, r)


def _hollow_mark(status: str, x: float, y: float, r: float) -> tuple[DrawnOutline, ...]:
    ring = DrawnOutline(circle(x, y, 0.85 * r), None, "soft", 0.25 * r)
    if status == "partly_achieved":
        half = f"M{at(x, y - 0.85 * r)}A{round(0.85 * r, 1):g} {round(0.85 * r, 1):g} 0 0 0 {at(x, y + 0.85 * r)}Z"
        return DrawnOutline(half, fill="target"), DrawnOutline(ring.d, None, "target", ring.width)
    if status == "discontinued":
        a = 0.6 * r
        return ring, DrawnOutline(path(((x - a, y + a), (x + a, y - a))), None, "soft", 0.25 * r)
    if status == "not_applicable":
        return (DrawnOutline(path(((x - 0.7 * r, y), (x + 0.7 * r, y))), None, "soft", 0.35 * r),)
    return (ring,)


_FILLED: dict[str, tuple[int, float, Ink]] = {
    "expected": (3, 0, "good"),
    "partly_expected": (4, 0, "target"),
    "unlikely": (3, 1 / 2, "alarm"),
}


# The marks of a small multiple: the line of what was measured, a dot for the latest value, a ring for a target.


_DOT, _RING, _ALONE = 3.4, 4.0, 1.6


def dot(sheet: Sheet, place: Point, ink: Ink) -> None:
    """Draw the latest value."""
    sheet.shape(DrawnOutline(circle(*place, _DOT), fill=ink))


def ring(sheet: Sheet, place: Point) -> None:
    """Draw a target."""
    sheet.shape(DrawnOutline(circle(*place, _RING), "page", "target", 1.8))


def line_through(sheet: Sheet, places: Sequence[Point], ink: Ink, width: float) -> None:
    """Draw a line through values, or a small dot for a single one."""
    if len(places) > 1:
        sheet.line(places, ink, width)
    else:
        sheet.shape(DrawnOutline(circle(*places[0], _ALONE), fill=ink))


# The key under a picture: each mark and kind of line, with what it means in words.


_INDENT = 34.0
_GAP = 4.0


class KeyEntry(NamedTuple):
    """The meaning of a mark; `draw` draws the mark around a place."""

    text: str
    draw: Callable[[Sheet, float, float], None]


def draw_key(sheet: Sheet, entries: Sequence[KeyEntry], left: float, top: float, width: float) -> float:
    """Draw a key, one entry per line; return its bottom."""
    y = top + SIZE
    for entry in entries:
        entry.draw(sheet, left + 13, y - 4.5)
        y = sheet.lines((left + _INDENT, y), wrapped(entry.text, width - _INDENT, most=4)) + _GAP
    return y - LINE * SIZE
