"""The key under a picture: each mark and kind of line, with what it means in words."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from anhorig_cli.views.pictures.drawing import Sheet
from anhorig_cli.views.pictures.lettering import LINE, SIZE, wrapped

_INDENT = 34.0
_GAP = 4.0


class KeyEntry(NamedTuple):
    """What is said of a mark; `draw` draws it around a place."""

    text: str
    draw: Callable[[Sheet, float, float], None]


def draw_key(sheet: Sheet, entries: Sequence[KeyEntry], left: float, top: float, width: float) -> float:
    """Draw a key, an entry a line; return where it ends."""
    y = top + SIZE
    for entry in entries:
        entry.draw(sheet, left + 13, y - 4.5)
        y = sheet.lines((left + _INDENT, y), wrapped(entry.text, width - _INDENT, most=4)) + _GAP
    return y - LINE * SIZE
