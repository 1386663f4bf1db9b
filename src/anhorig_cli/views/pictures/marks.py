"""Marks: a shape of its own for each state, so that none of them needs its colour to be known."""

from math import cos, pi, sin

from anhorig_cli.views.palette import Ink
from anhorig_cli.views.pictures.drawing import DrawnOutline, at, path


def circle(x: float, y: float, radius: float) -> str:
    """Return the path of a circle."""
    r, end = f"{round(radius, 1):g}", at(x + radius, y)
    return f"M{at(x - radius, y)}A{r} {r} 0 1 1 {end}A{r} {r} 0 1 1 {at(x - radius, y)}Z"


def polygon(x: float, y: float, radius: float, corners: int, turn: float = 0.0) -> str:
    """Return the path of a regular polygon; with no `turn`, given in parts of a whole turn, a corner is at the top."""
    angles = ((n / corners + turn) * 2 * pi for n in range(corners))
    return path(((x + radius * sin(a), y - radius * cos(a)) for a in angles), closed=True)


def diamond(x: float, y: float, radius: float) -> str:
    """Return the path of a square that stands on a corner."""
    return polygon(x, y, radius, 4)


def status_mark(status: str, x: float, y: float, r: float) -> tuple[DrawnOutline, ...]:
    """Return the mark of an assessment's status, or of `overdue`, around a place."""
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
    return _hollow(status, x, y, r)


def _hollow(status: str, x: float, y: float, r: float) -> tuple[DrawnOutline, ...]:
    ring = DrawnOutline(circle(x, y, 0.85 * r), None, "soft", 0.25 * r)
    if status == "partly_achieved":
        half = f"M{at(x, y - 0.85 * r)}A{round(0.85 * r, 1):g} {round(0.85 * r, 1):g} 0 0 0 {at(x, y + 0.85 * r)}Z"
        return DrawnOutline(half, fill="accent"), DrawnOutline(ring.d, None, "accent", ring.width)
    if status == "discontinued":
        a = 0.6 * r
        return ring, DrawnOutline(path(((x - a, y + a), (x + a, y - a))), None, "soft", 0.25 * r)
    if status == "not_applicable":
        return (DrawnOutline(path(((x - 0.7 * r, y), (x + 0.7 * r, y))), None, "soft", 0.35 * r),)
    return (ring,)


_FILLED: dict[str, tuple[int, float, Ink]] = {
    "expected": (3, 0, "accent"),
    "partly_expected": (4, 0, "accent"),
    "unlikely": (3, 1 / 2, "alarm"),
}
