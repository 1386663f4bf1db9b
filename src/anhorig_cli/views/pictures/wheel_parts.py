"""What the two wheels share: their texts, places and paths by angle, and the numbered marks."""

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
_MOST_NAMED = 2
"""Up to this many units, or plans, are named in a picture; more are counted, and named in the table."""
_LONGEST_DESCRIPTION = 2_000
"""The greatest length, in characters, of the description for screen readers; a PDF has a limit."""


def draw_head(sheet: Sheet, wheel: WheelView, formatter: Formatter, width: float, side: float) -> float:
    """Write the heading of a wheel; return the y below it."""
    if not wheel.is_headed:
        return side
    room = width - 2 * side
    y = sheet.lines((side, side + HEAD), wrapped(wheel.title, room, HEAD, bold=True, most=2), size=HEAD, bold=True)
    y = sheet.lines((side, y), wrapped(title_of(wheel, formatter), room, 15, most=2), size=15, ink="soft")
    return y + 4


def title_of(wheel: WheelView, formatter: Formatter) -> str:
    """Return the line below the plan's title: the year, the unit and the day."""
    year = str(wheel.year)
    if wheel.unit_title:
        return formatter.text(
            "Annual cycle {year} for {unit}, as known on {date}", year=year, unit=wheel.unit_title, date=wheel.date
        )
    return formatter.text("Annual cycle {year}, as known on {date}", year=year, date=wheel.date)


def name_and_description(wheel: WheelView, formatter: Formatter) -> tuple[str, str]:
    """Return the picture's name, and a description of what it shows."""
    events = (f"{event.number}. {event.title}: {happening(event, wheel, formatter)}" for event in wheel.events)
    return f"{wheel.title}. {title_of(wheel, formatter)}", _cut(". ".join(events), formatter) or nothing(formatter)


def _cut(text: str, formatter: Formatter) -> str:
    """Return a description cut between two words to a length that one can listen to, with a reference to the table."""
    if len(text) <= _LONGEST_DESCRIPTION:
        return text
    first, _, _ = text[:_LONGEST_DESCRIPTION].rpartition(" ")
    return formatter.text("{words} … Everything is in the table of the annual cycle.", words=first)


def happening(event: WheelEventView, wheel: WheelView, formatter: Formatter, *, in_month: bool = False) -> str:
    """Return when an event takes place, and its state for each of its units, or plans.

    In a month's block (`in_month`) a time that is the month alone is left out, and so is the name of a wheel's only
    unit.
    """
    names_units = not in_month or len(wheel.rings) > 1 or bool(wheel.plans)
    standing = ", ".join(_state_of_part(part, wheel, formatter, names_units=names_units) for part in event.parts)
    return standing if in_month and event.takes_the_month else f"{event.when}: {standing}"


def _state_of_part(part: WheelPartView, wheel: WheelView, formatter: Formatter, *, names_units: bool) -> str:
    label = uncapitalised(part.state_label)
    if not part.units or not names_units:
        return label
    if len(part.units) <= _MOST_NAMED:
        return f"{label} ({formatter.listed(part.units)})"
    if wheel.plans:
        return formatter.text("{state} ({n} plans)", state=label, n=len(part.units))
    return formatter.text("{state} ({n} units)", state=label, n=len(part.units))


def draw_hand(sheet: Sheet, wheel: WheelView, formatter: Formatter, middle: Point, ends: Point, whole: float) -> None:
    """Draw a hand for the day of the report, from one radius to another, and write the day below the year.

    Nothing is drawn if the day is in another year. `whole` is the part of a full turn that the year takes.
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
    """Draw the field of a month's name, from one radius to another, with the name along it, never upside down."""
    (inner, outer), (begin, end) = ends, share
    sheet.shape(DrawnOutline(sector(middle, inner, outer, begin, end), "page", "axis", 1))
    angle = (begin + end) / 2
    upright = is_upper(angle)
    turn = 360 * angle if upright else 360 * angle - 180
    sheet.words(around(middle, outer - (18 if upright else 9), angle), name, anchor="middle", turn=turn)


def draw_rest(sheet: Sheet, wheel: WheelView, formatter: Formatter, left: float, y: float, room: float) -> float:
    """Write the tasks without a set time, and whether there are no others; return the y below the text.

    For several plans, those that set no time in the year are named.
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
    """Return the sentence that names the plans that set no time in the year."""
    return formatter.text("No time is set this year in: {plans}", plans=", ".join(wheel.idle))


def nothing(formatter: Formatter) -> str:
    """Return the sentence for a year in which nothing has a set time."""
    return formatter.text("Nothing is to be done at a set time this year.")


# Circles: places and paths by angle. Angles are in parts of a full turn, clockwise from the top.


def around(middle: Point, radius: float, angle: float) -> Point:
    """Return the point at an angle on a circle."""
    return middle[0] + radius * sin(2 * pi * angle), middle[1] - radius * cos(2 * pi * angle)


def arc(middle: Point, radius: float, begin: float, end: float) -> str:
    """Return the path along a circle, clockwise, for less than a full turn."""
    large = int(end - begin > 1 / 2)
    r = f"{tenths(radius):g}"
    return f"M{at(*around(middle, radius, begin))}A{r} {r} 0 {large} 1 {at(*around(middle, radius, end))}"


def sector(middle: Point, inner: float, outer: float, begin: float, end: float) -> str:
    """Return the outline of a sector of a ring."""
    large = int(end - begin > 1 / 2)
    out, back = f"{tenths(outer):g}", f"{tenths(inner):g}"
    return (
        f"M{at(*around(middle, outer, begin))}A{out} {out} 0 {large} 1 {at(*around(middle, outer, end))}"
        f"L{at(*around(middle, inner, end))}A{back} {back} 0 {large} 0 {at(*around(middle, inner, begin))}Z"
    )


def shares(number: int, whole: float = 1.0) -> list[tuple[float, float]]:
    """Return the begin and end of `number` equal sectors, which together fill `whole` of a turn."""
    return [(whole * n / number, whole * (n + 1) / number) for n in range(number)]


def is_upper(angle: float) -> bool:
    """Return whether text along a circle is upright at an angle when it is read clockwise."""
    return cos(2 * pi * angle) >= 0


def spread(wanted: Sequence[float], apart: float, begin: float, end: float) -> list[float]:
    """Return places, given in order, moved as little as needed to be `apart` between two ends."""
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + apart if placed else begin))
    limit = end
    for i in range(len(placed) - 1, -1, -1):
        placed[i] = min(placed[i], limit)
        limit = placed[i] - apart
    return placed


# The numbered marks of a wheel: a different shape for each state, with the event's number in it.


RADIUS = 10.0
_NUMBER_SIZES = (11.0, 11.0, 9.0, 7.0)
"""The text size of a number, by how many digits it has."""
_FILLED: Mapping[str, Ink] = {"done": "good", "missed": "alarm", "next": "accent"}


def mark(sheet: Sheet, state: str, x: float, y: float, number: int | None = None) -> None:
    """Draw the mark of a state, centred on a place, with a number in it if given."""
    sheet.shape(_outline(state, x, y))
    if number is not None:
        digits = str(number)
        size = _NUMBER_SIZES[min(len(digits), len(_NUMBER_SIZES)) - 1]
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
    """Draw the key to the marks shown, in rows; return the bottom of the last."""
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
