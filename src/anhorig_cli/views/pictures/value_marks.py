"""The marks of a small multiple: the line of what was measured, a dot for the latest value, a ring for a target."""

from collections.abc import Sequence

from anhorig_cli.views.palette import Ink
from anhorig_cli.views.pictures.drawing import DrawnOutline, Point, Sheet
from anhorig_cli.views.pictures.marks import circle

_DOT, _RING, _ALONE = 3.4, 4.0, 1.6


def dot(sheet: Sheet, place: Point, ink: Ink) -> None:
    """Draw the latest value."""
    sheet.shape(DrawnOutline(circle(*place, _DOT), fill=ink))


def ring(sheet: Sheet, place: Point) -> None:
    """Draw a target."""
    sheet.shape(DrawnOutline(circle(*place, _RING), "page", "target", 1.8))


def line_through(sheet: Sheet, places: Sequence[Point], ink: Ink, width: float) -> None:
    """Draw a line through values; of one alone a small dot."""
    if len(places) > 1:
        sheet.line(places, ink, width)
    else:
        sheet.shape(DrawnOutline(circle(*places[0], _ALONE), fill=ink))
