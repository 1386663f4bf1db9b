"""Small multiples on one sheet, each with its name above and its figures as text below: a separate picture."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.drawing import LINE, SIZE, SMALL, Drawing, Sheet, Words, dot, ring, wrapped
from anhorig_cli.views.pictures.small_multiple import HEIGHT, PACE, SIDE, WIDTH, MultipleView

_COLUMNS = 3
_BETWEEN, _MARGIN = 28.0, 20.0
_HEAD = 40.0
_NAME_LINES, _FIGURE_LINES, _STANDING_LINES = 2, 2, 4
_CELL = _NAME_LINES * SIZE * LINE + HEIGHT + (_FIGURE_LINES + _STANDING_LINES) * SMALL * LINE + 24


class PlacedView(NamedTuple):
    """A picture and its place on the sheet."""

    x: float
    y: float
    drawing: Drawing


class PanelView(NamedTuple):
    """A sheet of pictures and the text between them."""

    width: float
    height: float
    title: str
    words: tuple[Words, ...]
    pictures: tuple[PlacedView, ...]


def panel(title: str, groups: Sequence[tuple[str, Sequence[MultipleView]]]) -> PanelView:
    """Return groups of small multiples, each under its heading, as one sheet."""
    sheet, pictures = Sheet(), list[PlacedView]()
    width = 2 * _MARGIN + _COLUMNS * WIDTH + (_COLUMNS - 1) * _BETWEEN
    y = sheet.lines((_MARGIN, _MARGIN + SIZE), wrapped(title, width - 2 * _MARGIN, SIZE + 3, bold=True), bold=True)
    for heading, multiples in groups:
        y = sheet.lines((_MARGIN, y + SIZE), wrapped(heading, width - 2 * _MARGIN), ink="soft")
        for place, one in enumerate(multiples):
            row, column = divmod(place, _COLUMNS)
            at = _MARGIN + column * (WIDTH + _BETWEEN), y + row * _CELL
            pictures += _placed(sheet, one, *at)
        y += -(-len(multiples) // _COLUMNS) * _CELL
    finished = sheet.finished(width, y + _MARGIN, title, "")
    return PanelView(finished.width, finished.height, finished.title, finished.words, tuple(pictures))


def _placed(sheet: Sheet, one: MultipleView, x: float, y: float) -> Iterator[PlacedView]:
    """Write the text of a multiple on the sheet, and yield its picture, if it has one."""
    sheet.lines((x, y + SIZE), wrapped(one.title, WIDTH, bold=True, most=_NAME_LINES), bold=True)
    below = y + _NAME_LINES * SIZE * LINE + 4
    if one.drawing is not None:
        yield PlacedView(x, below, one.drawing)
    figures = " ".join(part for part in (f"{one.start} →" if one.start else "", one.now, one.target) if part)
    place = x, below + HEIGHT + SMALL + 4
    place = x, sheet.lines(place, wrapped(figures, WIDTH, SMALL, most=_FIGURE_LINES), size=SMALL)
    standing = wrapped(f"{one.symbol} {one.standing}".strip(), WIDTH, SMALL, most=_STANDING_LINES - 1)
    place = x, sheet.lines(place, standing, size=SMALL, ink="alarm" if one.group == "behind" else "text")
    sheet.lines(place, wrapped(one.beside, WIDTH, SMALL, most=1), size=SMALL, ink="soft")


# The key to the lines and marks of a small multiple, drawn as one.


def key_drawing(formatter: Formatter) -> Drawing:
    """Return the key to the lines and marks of a small multiple, as a picture."""
    sheet = Sheet()
    start, now, pace, goal = (SIDE, 50.0), (118.0, 38.0), (118.0, 20.9), (168.0, 8.0)
    sheet.line((start, goal), "target", 1.4, PACE)
    sheet.line((start, (42.0, 45.0), (80.0, 43.0), now), "alarm", 2.2)
    sheet.line((now, pace), "alarm", 1.4)
    dot(sheet, now, "alarm")
    ring(sheet, goal)
    sheet.words((WIDTH - 4, 24), formatter.text("target"), anchor="end", size=SMALL)
    sheet.words((70, 22), formatter.text("even pace"), anchor="end", size=SMALL)
    sheet.words((now[0] + 7, 35), formatter.text("gap"), size=SMALL)
    sheet.words((now[0] + 7, 47), formatter.text("now"), size=SMALL)
    sheet.words((34, 60), formatter.text("measured"), size=SMALL)
    title = formatter.text("How the pictures are read")
    description = formatter.text(
        "The solid line is what was measured, the dot the latest value. The dotted line is the even pace from start to "
        "target, the ring the target, and the upright line how far the value is behind the pace."
    )
    return sheet.finished(WIDTH, HEIGHT + 4, title, description)
