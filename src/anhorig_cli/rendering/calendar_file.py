"""A calendar as an iCalendar file (RFC 5545)."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vText

from anhorig_cli.rendering.escaping import BIDI
from anhorig_cli.views.cycle.events import CalendarView, EventView, RepeatView

_ZONE = "Europe/Stockholm"
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def as_calendar(view: CalendarView, *, alarm_days: int | None = None) -> bytes:
    """Return the file, with an alarm `alarm_days` before each event if that is given, at the start of the day.

    The same view gives the same bytes: the time stamp is the day that the plan is shown as of.
    """
    calendar: Any = Calendar()  # its `add` takes values of any type
    calendar.add("prodid", f"-//anhorig//anhorig//{view.language.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _Text(_line(view.name)))
    stamp = datetime.combine(view.as_of, time(), UTC)
    if any(event.start for event in view.events):
        calendar.add_component(_timezone())
    for event in view.events:
        calendar.add_component(_event(event, stamp, alarm_days))
    data: bytes = calendar.to_ical()
    return data


def _event(view: EventView, stamp: datetime, alarm_days: int | None) -> Any:
    event: Any = Event()
    event.add("uid", view.uid)
    event.add("dtstamp", stamp)
    event.add("sequence", view.sequence)
    _add_time(event, view)
    if view.repeat:
        event.add("rrule", _rule(view.repeat, is_timed=view.start is not None))
        for day in view.repeat.but_not:
            _add_exception(event, day, view.start)
    if view.is_cancelled:
        event.add("status", "CANCELLED")
    event.add("summary", _Text(_line(view.title)))
    if view.text:
        event.add("description", _Text(_text(view.text)))
    event.add("categories", [view.category])
    event.add("transp", "TRANSPARENT")  # the events do not make the calendar's reader busy
    if alarm_days is not None and not view.is_over:
        event.add_component(_alarm(view, alarm_days))
    return event


def _add_time(event: Any, view: EventView) -> None:
    """Add the beginning and end of an event: with times of day in Sweden's time zone, or for the whole day."""
    if view.start is None:
        event.add("dtstart", view.day)
        event.add("dtend", view.day + timedelta(days=1))
        return
    event.add("dtstart", datetime.combine(view.day, view.start), parameters={"TZID": _ZONE})
    if view.end is not None:
        event.add("dtend", datetime.combine(view.day, view.end), parameters={"TZID": _ZONE})


def _add_exception(event: Any, day: date, start: time | None) -> None:
    """Add a day on which a recurring event does not occur; RFC 5545, 3.8.5.1: of the same type as the start."""
    if start is None:
        event.add("exdate", day, parameters={"VALUE": "DATE"})
    else:
        event.add("exdate", datetime.combine(day, start), parameters={"TZID": _ZONE})


def _timezone() -> Any:
    """Return Sweden's time zone, with the rule for summer time since 1996."""
    zone: Any = Timezone()
    zone.add("tzid", _ZONE)
    summer, winter = timedelta(hours=2), timedelta(hours=1)
    spring, autumn = datetime(1996, 3, 31, 2), datetime(1996, 10, 27, 3)  # noqa: DTZ001 - local time, as the format requires
    zone.add_component(_change(TimezoneDaylight(), "CEST", spring, winter, summer))
    zone.add_component(_change(TimezoneStandard(), "CET", autumn, summer, winter))
    return zone


def _change(part: Any, name: str, first: datetime, before: timedelta, after: timedelta) -> Any:
    """Return a change to or from summer time, which recurs on the last Sunday of a month."""
    part.add("tzname", name)
    part.add("dtstart", first)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    part.add("rrule", {"freq": "YEARLY", "bymonth": first.month, "byday": "-1SU"})
    return part


def _rule(repeat: RepeatView, *, is_timed: bool) -> dict[str, object]:
    rule: dict[str, object] = {"freq": repeat.frequency}
    if repeat.interval > 1:
        rule["interval"] = repeat.interval
    if repeat.month:
        rule["bymonth"] = repeat.month
    if repeat.weekday:
        rule["byday"] = f"{repeat.day}{_WEEKDAYS[repeat.weekday - 1]}"
    else:
        rule["bymonthday"] = repeat.day
    if repeat.until:
        end_of_day = datetime.combine(repeat.until, time(23, 59, 59), UTC)
        rule["until"] = end_of_day if is_timed else repeat.until  # RFC 5545, 3.3.10: of the same type as the start
    return rule


def _alarm(view: EventView, days: int) -> Any:
    alarm: Any = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _Text(_line(view.title)))
    alarm.add("trigger", timedelta(days=-days))
    return alarm


class _Text(vText):
    r"""Text of a plan: unlike icalendar's own class, it does not take the `\N` in `C:\Nytt` for a line break."""

    def to_ical(self) -> bytes:
        """Return the text escaped as in RFC 5545, 3.3.11."""
        escaped = re.sub(r"[\\;,]", r"\\\g<0>", str(self)).replace("\n", "\\n")
        return escaped.encode()


def _text(text: str) -> str:
    """Return plan text with one kind of line break, and without bidirectional controls."""
    return "\n".join(BIDI.sub("", text).splitlines())


def _line(text: str) -> str:
    return " ".join(_text(text).split())
