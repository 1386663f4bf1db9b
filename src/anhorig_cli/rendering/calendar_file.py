"""A calendar as a file that calendar programs read (iCalendar, RFC 5545)."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event, vText

from anhorig_cli.rendering.escaping import BIDI
from anhorig_cli.views.cycle.events import CalendarView, EventView, RepeatView


def as_calendar(view: CalendarView, *, alarm_days: int | None = None) -> bytes:
    """Return the file; an alarm, where one is wanted, rings at the start of the day so many days before.

    The same view gives the same bytes: the time stamp is the day that the calendar shows the plan as of.
    """
    calendar: Any = Calendar()  # its `add` takes values of any type
    calendar.add("prodid", f"-//anhorig//anhorig//{view.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _Text(_line(view.name)))
    stamp = datetime.combine(view.as_of, time(), UTC)
    for event in view.events:
        calendar.add_component(_event(event, stamp, alarm_days))
    data: bytes = calendar.to_ical()
    return data


def _event(view: EventView, stamp: datetime, alarm_days: int | None) -> Any:
    event: Any = Event()
    event.add("uid", view.uid)
    event.add("dtstamp", stamp)
    event.add("sequence", view.sequence)
    event.add("dtstart", view.day)
    event.add("dtend", view.day + timedelta(days=1))
    if view.repeat:
        event.add("rrule", _rule(view.repeat))
    event.add("summary", _Text(_line(view.title)))
    if view.text:
        event.add("description", _Text(_text(view.text)))
    event.add("categories", [view.category])
    event.add("transp", "TRANSPARENT")  # nobody is busy all that day
    if alarm_days is not None and not view.is_over:
        event.add_component(_alarm(view, alarm_days))
    return event


def _rule(repeat: RepeatView) -> dict[str, object]:
    rule: dict[str, object] = {"freq": repeat.frequency}
    if repeat.interval > 1:
        rule["interval"] = repeat.interval
    if repeat.month:
        rule["bymonth"] = repeat.month
    rule["bymonthday"] = repeat.day
    if repeat.until:
        rule["until"] = repeat.until
    return rule


def _alarm(view: EventView, days: int) -> Any:
    alarm: Any = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _Text(_line(view.title)))
    alarm.add("trigger", timedelta(days=-days))
    return alarm


class _Text(vText):
    r"""Text of a plan: icalendar's own takes a `\N` in it, as in `C:\Nytt`, for a line break."""

    def to_ical(self) -> bytes:
        """Return the text as RFC 5545, 3.3.11, has it."""
        escaped = re.sub(r"[\\;,]", r"\\\g<0>", str(self)).replace("\n", "\\n")
        return escaped.encode()


def _text(text: str) -> str:
    """Return plan text with one kind of line break, and nothing that turns the reading direction."""
    return "\n".join(BIDI.sub("", text).splitlines())


def _line(text: str) -> str:
    return " ".join(_text(text).split())
