"""Circles: places and paths by angle. Angles are in parts of a whole turn, clockwise from the top."""

from collections.abc import Sequence
from math import cos, pi, sin

from anhorig_cli.views.pictures.drawing import Point, at, tenths


def around(middle: Point, radius: float, angle: float) -> Point:
    """Return the point at an angle on a circle."""
    return middle[0] + radius * sin(2 * pi * angle), middle[1] - radius * cos(2 * pi * angle)


def arc(middle: Point, radius: float, begin: float, end: float) -> str:
    """Return the path along a circle, clockwise, for less than a whole turn."""
    large = int(end - begin > 1 / 2)
    r = f"{tenths(radius):g}"
    return f"M{at(*around(middle, radius, begin))}A{r} {r} 0 {large} 1 {at(*around(middle, radius, end))}"


def sector(middle: Point, inner: float, outer: float, begin: float, end: float) -> str:
    """Return the outline of a piece of a ring."""
    large = int(end - begin > 1 / 2)
    out, back = f"{tenths(outer):g}", f"{tenths(inner):g}"
    return (
        f"M{at(*around(middle, outer, begin))}A{out} {out} 0 {large} 1 {at(*around(middle, outer, end))}"
        f"L{at(*around(middle, inner, end))}A{back} {back} 0 {large} 0 {at(*around(middle, inner, begin))}Z"
    )


def shares(number: int, whole: float = 1.0) -> list[tuple[float, float]]:
    """Return the begin and end of equal sectors, which together are the whole."""
    return [(whole * n / number, whole * (n + 1) / number) for n in range(number)]


def is_upper(angle: float) -> bool:
    """Return whether words along a circle at an angle stand upright when they are read clockwise."""
    return cos(2 * pi * angle) >= 0


def spread(wanted: Sequence[float], apart: float, begin: float, end: float) -> list[float]:
    """Move places, given in order, as little as needed to stand apart between two ends."""
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + apart if placed else begin))
    limit = end
    for i in range(len(placed) - 1, -1, -1):
        placed[i] = min(placed[i], limit)
        limit = placed[i] - apart
    return placed
