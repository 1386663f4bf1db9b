"""The numbered marks of a wheel: a shape of its own for each state, with the event's number in it."""

from collections.abc import Mapping, Sequence

from anhorig_cli.views.palette import Ink
from anhorig_cli.views.pictures.drawing import DrawnOutline, Sheet
from anhorig_cli.views.pictures.lettering import SIZE, width_of
from anhorig_cli.views.pictures.marks import circle, diamond, polygon

RADIUS = 10.0
_DIGITS = (11.0, 11.0, 9.0, 7.0)
"""The size of the number, by how many digits it has."""
_FILLED: Mapping[str, Ink] = {"done": "good", "missed": "alarm", "next": "accent"}


def mark(sheet: Sheet, state: str, x: float, y: float, number: int | None = None) -> None:
    """Draw the mark of a state around a place."""
    sheet.shape(_outline(state, x, y))
    if number is not None:
        digits = str(number)
        size = _DIGITS[min(len(digits), len(_DIGITS)) - 1]
        ink: Ink = "page" if state in _FILLED else "text"
        sheet.words((x, y + 0.37 * size), digits, anchor="middle", size=size, bold=True, ink=ink)


def _outline(state: str, x: float, y: float) -> DrawnOutline:
    if state == "done":
        return DrawnOutline(circle(x, y, RADIUS), fill="good")
    if state == "missed":
        return DrawnOutline(polygon(x, y, 1.32 * RADIUS, 4, 1 / 8), fill="alarm")
    if state == "next":
        return DrawnOutline(diamond(x, y, 1.35 * RADIUS), fill="accent")
    if state == "cancelled":
        return DrawnOutline(circle(x, y, RADIUS - 1), "page", "axis", 1.2)
    if state == "coming":
        return DrawnOutline(polygon(x, y, 1.1 * RADIUS, 6, 1 / 12), "page", "text", 1.5)
    return DrawnOutline(circle(x, y, RADIUS - 1), "page", "axis", 1.2, "2 2")


def draw_states(
    sheet: Sheet, labels: Sequence[tuple[str, str]], shown: set[str], left: float, top: float, room: float
) -> float:
    """Draw what the marks shown mean, in rows; return where they end."""
    x, y = left, top + 14
    for state, label in labels:
        if state not in shown:
            continue
        width = 30 + width_of(label) + 18
        if x > left and x + width > left + room:
            x, y = left, y + 26
        mark(sheet, state, x + 12, y - 4.5)
        sheet.words((x + 30, y), label)
        x += width
    return y + 0.6 * SIZE
