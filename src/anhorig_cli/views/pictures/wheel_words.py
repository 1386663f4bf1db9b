"""What the two wheels say alike: their heading, what an event's units have done, and what is done at no set time."""

from calendar import monthrange
from datetime import date

from anhorig_cli.views.cycle.wheel import WheelEventView, WheelPartView, WheelView
from anhorig_cli.views.formatter import Formatter, uncapitalised
from anhorig_cli.views.pictures.arcs import around
from anhorig_cli.views.pictures.drawing import DrawnOutline, Point, Sheet
from anhorig_cli.views.pictures.lettering import LINE, SIZE, SMALL, wrapped
from anhorig_cli.views.pictures.marks import circle

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
