"""What the two wheels share: what they say, places and paths by angle, and the numbered marks."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from math import cos, pi, sin

from anhorig_cli.views.appearance import Ink
from anhorig_cli.views.cycle.wheel import WheelEventView, WheelPartView, WheelView
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.pictures.drawing import (
    LINE,
    SIZE,
    SMALL,
    DrawnOutline,
    Point,
    Sheet,
    at,
    circle,
    diamond,
    polygon,
    tenths,
    width_of,
    wrapped,
)

HEAD = 20.0
_MONTHS = 12
_NAMED = 2
"""So many units, or plans, of a part are named in a picture; more are counted, and named in the table."""
_MOST_TOLD = 2_000
"""So many characters of the picture's words are for those who listen; a PDF could not take any number."""


def draw_head(sheet: Sheet, wheel: WheelView, formatter: Formatter, width: float, side: float) -> float:
    """Write what the wheel is of; return where it may begin."""
    if not wheel.is_headed:
        return side
    room = width - 2 * side
    y = sheet.lines((side, side + HEAD), wrapped(wheel.title, room, HEAD, bold=True, most=2), size=HEAD, bold=True)
    y = sheet.lines((side, y), wrapped(title_of(wheel, formatter), room, 15, most=2), size=15, ink="soft")
    return y + 4


def title_of(wheel: WheelView, formatter: Formatter) -> str:
    """Return the line under the plan's title."""
    year = str(wheel.year)
    if wheel.unit_title:
        return formatter.text(
            "Annual cycle {year} for {unit}, as known on {date}", year=year, unit=wheel.unit_title, date=wheel.date
        )
    return formatter.text("Annual cycle {year}, as known on {date}", year=year, date=wheel.date)


def name_and_description(wheel: WheelView, formatter: Formatter) -> tuple[str, str]:
    """Return the picture's name, and what it shows in words."""
    events = (f"{event.number}. {event.title}: {happening(event, wheel, formatter)}" for event in wheel.events)
    return f"{wheel.title}. {title_of(wheel, formatter)}", _cut(". ".join(events), formatter) or nothing(formatter)


def _cut(text: str, formatter: Formatter) -> str:
    """Return what one can bear to listen to, cut between two words; the table holds all of it."""
    if len(text) <= _MOST_TOLD:
        return text
    first, _, _ = text[:_MOST_TOLD].rpartition(" ")
    return formatter.text("{words} … Everything is in the table of the annual cycle.", words=first)


def happening(event: WheelEventView, wheel: WheelView, formatter: Formatter, *, in_month: bool = False) -> str:
    """Return when an event is, and how it stands with its units, or plans.

    Beside a month (`in_month`) the month alone is left out, and so is the name of the one unit that a wheel is of.
    """
    names_units = not in_month or len(wheel.rings) > 1 or bool(wheel.plans)
    standing = ", ".join(_standing(part, wheel, formatter, names_units=names_units) for part in event.parts)
    return standing if in_month and event.takes_the_month else f"{event.when}: {standing}"


def _standing(part: WheelPartView, wheel: WheelView, formatter: Formatter, *, names_units: bool) -> str:
    label = uncapitalised(part.state_label)
    if not part.units or not names_units:
        return label
    if len(part.units) <= _NAMED:
        return f"{label} ({formatter.listed(part.units)})"
    if wheel.plans:
        return formatter.text("{state} ({n} plans)", state=label, n=len(part.units))
    return formatter.text("{state} ({n} units)", state=label, n=len(part.units))


def draw_hand(sheet: Sheet, wheel: WheelView, formatter: Formatter, middle: Point, ends: Point, whole: float) -> None:
    """Draw a hand for the day of the report, from one radius to another, and write the day below the year.

    A year that the day does not lie in has none. `whole` is the part of the turn that the year takes.
    """
    day = date.fromisoformat(wheel.iso_date)
    if day.year != wheel.year:
        return
    angle = whole * (day.month - 1 + (day.day - 1) / monthrange(day.year, day.month)[1]) / _MONTHS
    inner, outer = (around(middle, radius, angle) for radius in ends)
    sheet.line((inner, outer), "accent", 3)
    sheet.shape(DrawnOutline(circle(*outer, 5), fill="accent"))
    month = formatter.month(day).split(" ")[0]
    for line, text in enumerate((formatter.text("the hand:"), f"{day.day} {month}")):
        sheet.words((middle[0], middle[1] + 25 + 13 * line), text, anchor="middle", size=SMALL, ink="soft")


def draw_month(sheet: Sheet, name: str, middle: Point, ends: tuple[float, float], share: tuple[float, float]) -> None:
    """Draw the field of a month's name, from one radius to another, and the name along it, never upside down."""
    (inner, outer), (begin, end) = ends, share
    sheet.shape(DrawnOutline(sector(middle, inner, outer, begin, end), "page", "axis", 1))
    angle = (begin + end) / 2
    upright = is_upper(angle)
    turn = 360 * angle if upright else 360 * angle - 180
    sheet.words(around(middle, outer - (18 if upright else 9), angle), name, anchor="middle", turn=turn)


def draw_rest(sheet: Sheet, wheel: WheelView, formatter: Formatter, left: float, y: float, room: float) -> float:
    """Write what is done at no set time, and that nothing else is where that is so; return where it ends.

    Of several plans, those that set no time in the year are named.
    """
    texts = [] if wheel.events else [nothing(formatter)]
    if wheel.timeless:
        texts.append(formatter.text("No fixed time: {titles}", titles=formatter.listed(wheel.timeless)))
    if wheel.idle and wheel.events:
        texts.append(idle(wheel, formatter))
    for text in texts:
        y = sheet.lines((left, y + 1.6 * SIZE), wrapped(text, room, most=6)) - LINE * SIZE + 4
    return y


def idle(wheel: WheelView, formatter: Formatter) -> str:
    """Return which plans set no time in the year."""
    return formatter.text("No time is set this year in: {plans}", plans=", ".join(wheel.idle))


def nothing(formatter: Formatter) -> str:
    """Return what is said of a year with nothing in it."""
    return formatter.text("Nothing is to be done at a set time this year.")


# Circles: places and paths by angle. Angles are in parts of a whole turn, clockwise from the top.


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


# The numbered marks of a wheel: a shape of its own for each state, with the event's number in it.


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
