"""How wide words are, on the safe side, and where a line of them breaks.

A picture cannot ask for the width of a text: the reader's font is not known. The widths are those of DejaVu Sans, wider
than the usual fonts of systems, so that what fits by them fits everywhere.
"""

import re
import unicodedata
from itertools import accumulate, takewhile
from math import fsum

from anhorig_cli.characters import BIDIRECTIONAL, CONTROL

SIZE = 13.0
"""The size of ordinary text in a picture, in its own units."""
SMALL = 11.5
LINE = 1.3
"""The distance between lines, in sizes."""

_CAPITAL, _OTHER, _WIDE, _BOLD = 0.8, 0.66, 1.3, 1.15
_UNSEEN = re.compile(f"[{CONTROL}{BIDIRECTIONAL}]")
_LONGEST = 2_000
_FEWEST_LEFT = 3
ELLIPSIS = "…"


def plain(text: str) -> str:
    """Return text on one line, without characters that an XML file may not hold or that turn text around."""
    return " ".join(_UNSEEN.sub("", text).split())


def width_of(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Return at least the width that a text has."""
    return fsum(map(_WIDTHS.__getitem__, text)) * size * (_BOLD if bold else 1)


class _Widths(dict[str, float]):
    """The widths of characters, in sizes; one that is not known is looked up once."""

    def __missing__(self, mark: str) -> float:
        width = self[mark] = _width(mark)
        return width


def _width(mark: str) -> float:
    if unicodedata.combining(mark):
        return 0
    if ord(mark) >= ord("\u2100"):
        return _WIDE
    return _CAPITAL if mark.isupper() else _OTHER


_WIDTHS = _Widths(
    (mark, width)
    for width, marks in (
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
    for mark in marks
)


def wrapped(text: str, room: float, size: float = SIZE, *, bold: bool = False, most: int = 0) -> list[str]:
    """Break a text into lines that fit; a word too long for a line is divided. `most` lines are kept, if it is set."""
    lines: list[str] = []
    line, taken, space = "", 0.0, width_of(" ", size, bold=bold)
    for word in plain(text[:_LONGEST]).split(" "):
        width = width_of(word, size, bold=bold)
        if line and taken + space + width <= room:
            line, taken = f"{line} {word}", taken + space + width
            continue
        lines += [line] if line else []
        *full, line = _divided(word, room, size, bold=bold) if width > room else [word]
        lines += full
        taken = width_of(line, size, bold=bold) if full else width
    lines += [line] if line else []
    return _cut(lines, room, size, most, bold=bold) if most and len(lines) > most else lines


def _divided(word: str, room: float, size: float, *, bold: bool) -> list[str]:
    """Divide a word that is too long: after a hyphen or slash of its own, else with a hyphen where it must be."""
    parts: list[str] = []
    while width_of(word, size, bold=bold) > room and len(word) > _FEWEST_LEFT:
        fits = _fitting(word, room - width_of("-", size, bold=bold), size, bold=bold)
        fits = min(fits, len(word) - _FEWEST_LEFT) if len(word) > 2 * _FEWEST_LEFT else fits
        own = max(word.rfind("-", 1, fits + 1), word.rfind("/", 1, fits + 1)) + 1
        parts.append(word[:own] if own > _FEWEST_LEFT else f"{word[:fits]}-")
        word = word[own if own > _FEWEST_LEFT else fits :]
    return [*parts, word]


def _fitting(text: str, room: float, size: float, *, bold: bool) -> int:
    """Return how many of the first characters fit: at least one."""
    widths = accumulate(width_of(mark, size, bold=bold) for mark in text)
    return max(sum(1 for _ in takewhile(lambda width: width <= room, widths)), 1)


def _cut(lines: list[str], room: float, size: float, most: int, *, bold: bool) -> list[str]:
    last = lines[most - 1]
    kept = _fitting(last, room - width_of(ELLIPSIS, size, bold=bold), size, bold=bold)
    return [*lines[: most - 1], last[:kept].rstrip(" ,-") + ELLIPSIS]
