"""A calendar's file: read back by another library, and nothing but text in its texts."""

from datetime import UTC, date, datetime, timedelta

import pytest
import vobject

from anhorig_cli.rendering.calendar_file import as_calendar
from anhorig_cli.views.cycle.events import CalendarView, EventView, RepeatView

MARCH = RepeatView("YEARLY", 1, 3, 31, None)
QUARTERLY = RepeatView("MONTHLY", 3, None, -1, date(2030, 12, 31))


def event(
    title: str = "Träff", text: str = "", repeat: RepeatView | None = None, *, is_over: bool = False
) -> EventView:
    return EventView("id-1", 7, date(2026, 3, 31), repeat, title, text, "Årshjul", is_over)


def calendar(*events: EventView, name: str = "Årshjul") -> CalendarView:
    return CalendarView(name, "sv", date(2026, 1, 15), events)


def read(view: CalendarView, alarm_days: int | None = None) -> vobject.base.Component:
    return vobject.readOne(as_calendar(view, alarm_days=alarm_days).decode())


def test_an_event_is_of_a_whole_day_and_stamped_with_the_day_it_was_known() -> None:
    data = as_calendar(calendar(event(text="Rad ett"))).decode()
    assert data.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//anhorig//anhorig//SV\r\n")
    assert "\r\nDTSTART;VALUE=DATE:20260331\r\nDTEND;VALUE=DATE:20260401\r\nDTSTAMP:20260115T000000Z\r\n" in data
    assert max(len(line.encode()) for line in data.split("\r\n")) <= 75
    found = read(calendar(event(text="Rad ett"))).vevent
    assert (found.uid.value, found.sequence.value, found.dtstart.value) == ("id-1", "7", date(2026, 3, 31))
    assert found.dtstamp.value == datetime(2026, 1, 15, tzinfo=UTC)
    assert (found.summary.value, found.description.value, found.categories.value) == ("Träff", "Rad ett", ["Årshjul"])
    assert found.transp.value == "TRANSPARENT"


@pytest.mark.parametrize(
    ("repeat", "rule"),
    [
        (MARCH, {"FREQ=YEARLY", "BYMONTH=3", "BYMONTHDAY=31"}),
        (QUARTERLY, {"FREQ=MONTHLY", "INTERVAL=3", "BYMONTHDAY=-1", "UNTIL=20301231"}),
    ],
)
def test_an_event_may_come_back(repeat: RepeatView, rule: set[str]) -> None:
    found = read(calendar(event(repeat=repeat))).vevent
    assert set(found.rrule.value.split(";")) == rule
    days = [day.date() for day in found.rruleset[:3]]
    assert days[0] == date(2026, 3, 31)
    assert days[1] == (date(2027, 3, 31) if repeat is MARCH else date(2026, 6, 30))


def test_an_event_may_come_back_on_a_weekday() -> None:
    repeat = RepeatView("YEARLY", 1, 3, -1, None, 2)
    found = read(calendar(event(repeat=repeat))).vevent
    assert set(found.rrule.value.split(";")) == {"FREQ=YEARLY", "BYMONTH=3", "BYDAY=-1TU"}
    assert [day.date().isoformat() for day in found.rruleset[:3]] == ["2026-03-31", "2027-03-30", "2028-03-28"]


def test_an_alarm_rings_some_days_before() -> None:
    alarm = read(calendar(event()), alarm_days=14).vevent.valarm
    assert (alarm.action.value, alarm.trigger.value, alarm.description.value) == (
        "DISPLAY", timedelta(days=-14), "Träff",
    )  # fmt: skip


def test_nobody_is_reminded_of_what_is_over_nor_without_having_asked() -> None:
    assert "VALARM" not in as_calendar(calendar(event(is_over=True)), alarm_days=14).decode()
    assert "VALARM" not in as_calendar(calendar(event())).decode()


def test_the_same_view_gives_the_same_bytes() -> None:
    view = calendar(event(text="a;b", repeat=MARCH))
    assert as_calendar(view, alarm_days=1) == as_calendar(view, alarm_days=1)


HOSTILE = 'a; b, c\\n "d" \r\nEND:VEVENT\rATTACH:http://x\nBEGIN:VALARM\u2028ACTION:PROCEDURE \u202etxet'


def test_plan_text_stays_text() -> None:
    found = read(calendar(event(title=HOSTILE, text=HOSTILE), event("b"), name=HOSTILE))
    assert len(found.vevent_list) == 2
    first = found.vevent_list[0]
    assert {child.name for child in first.getChildren()} == {
        "UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP",
    }  # fmt: skip
    one_line = 'a; b, c\\n "d" END:VEVENT ATTACH:http://x BEGIN:VALARM ACTION:PROCEDURE txet'
    assert first.summary.value == one_line
    assert first.description.value == (
        'a; b, c\\n "d" \nEND:VEVENT\nATTACH:http://x\nBEGIN:VALARM\nACTION:PROCEDURE txet'
    )
    data = as_calendar(calendar(event(title=HOSTILE, text=HOSTILE), name=HOSTILE))
    assert not [line for line in data.split(b"\r\n") if line.startswith((b"ATTACH", b"ACTION"))]
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_the_calendars_name_is_text() -> None:
    data = as_calendar(calendar(event(), name="Plan; stöd, råd\\")).decode()
    assert "X-WR-CALNAME:Plan\\; stöd\\, råd\\\\\r\n" in data
