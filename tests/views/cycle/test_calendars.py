"""A plan as a calendar: which events it has, on which days, and what they are known by."""

from datetime import date, datetime, time, timedelta

import pytest
import vobject
from dateutil.rrule import rrulestr
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anhorig_cli.analysis.occurrences import occurrences
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.rendering.calendar_file import as_calendar
from anhorig_cli.views.cycle.calendars import CalendarRequest, calendar_view
from anhorig_cli.views.cycle.events import CalendarView, EventView
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.vocabulary import Language
from effort import tries
from plan_text import plan_in

SUMMER = date(2026, 7, 1)
PLAN = """\
    titel: Plan för anhörigstöd
    roller: [{id: chef, titel: Enhetschef}]
    enheter: [{id: a, titel: Enhet A, ansvarig: chef}, {id: b, titel: Enhet B}]
    årshjul:
      - id: genomgång
        titel: Genomgång
        beskrivning: Vad ska göras i år?
        när: [mars, oktober]
        enheter: alla
        från: 2025
        till: 2027
        rapporteras_till: Kvalitetsledningssystemet
        utfört: [{tillfälle: 2026-03, datum: 2026-03-12, enheter: a, notering: Gick bra}, {tillfälle: 2025-03}]
      - {titel: Anhörigveckan, när: v40, ansvarig: b}
      - {titel: Samtal}
    delmål:
      - {id: d1, titel: Utbildning, syfte: Fler ska kunna mer, senast: 2026-11-30, ansvarig: chef, enheter: alla}
      - {id: d2, titel: Plattform, påbörjas_senast: 2026-02, senast: löpande, ansvarig: b}
      - {id: d3, titel: Klart, senast: 2026-09-30, enheter: a, status: uppfyllt}
    rapporter:
      - {id: r1, datum: 2026-12-08, nämnd: Socialnämnden, sammanträde: December}
      - {titel: Delrapport, datum: 2025-05}
      - {titel: Någon gång}
    """


def calendar(
    wanted: CalendarRequest, text: str = PLAN, as_of: date = SUMMER, language: Language = Language.SV
) -> CalendarView:
    titles = Titles(plan_in(text), Formatter(language, Project.default().labels, 5), lambda _: None)
    return calendar_view([titles], as_of, wanted)


def days(view: CalendarView) -> list[tuple[str, str]]:
    return [(event.day.isoformat(), event.title) for event in view.events]


def titled(view: CalendarView, title: str) -> EventView:
    return next(event for event in view.events if event.title == title)


def test_what_follows_a_rule_comes_back_and_what_does_not_is_written_out() -> None:
    view = calendar(CalendarRequest())
    assert days(view) == [
        ("2025-03-31", "Genomgång"),
        ("2025-10-31", "Genomgång"),
        *((day, "Anhörigveckan") for day in (
            "2026-10-04", "2027-10-10", "2028-10-08", "2029-10-07", "2030-10-06", "2031-10-05",
        )),
    ]  # fmt: skip
    march, october, *weeks = view.events
    assert march.repeat is not None
    assert (march.repeat.frequency, march.repeat.month, march.repeat.day) == ("YEARLY", 3, 31)
    assert march.repeat.until == date(2027, 3, 31)
    assert october.repeat is not None
    assert not any(event.repeat for event in weeks)


def test_an_event_says_who_and_to_whom() -> None:
    view = calendar(CalendarRequest())
    assert view.name == "Årshjul: Plan för anhörigstöd"
    assert view.events[0].text.splitlines() == [
        "Vad ska göras i år?",
        "Enheter: Enhet A och Enhet B",
        "Ansvarig: Enhetschef",
        "Rapporteras till: Kvalitetsledningssystemet",
        "Plan: Plan för anhörigstöd",
    ]
    assert view.events[2].text.splitlines()[0] == "Tid: 28 september – 4 oktober 2026"


def test_a_year_has_an_event_for_each_occurrence_and_unit() -> None:
    view = calendar(CalendarRequest(2026))
    assert days(view) == [
        ("2026-03-31", "Genomgång (Enhet A)"),
        ("2026-03-31", "Genomgång (Enhet B)"),
        ("2026-10-04", "Anhörigveckan"),
        ("2026-10-31", "Genomgång (Enhet A)"),
        ("2026-10-31", "Genomgång (Enhet B)"),
    ]
    assert not any(event.repeat for event in view.events)
    assert view.events[0].text.splitlines()[1:] == [
        "Tid: mars 2026",
        "Enheter: Enhet A",
        "Ansvarig: Enhetschef",
        "Rapporteras till: Kvalitetsledningssystemet",
        "Plan: Plan för anhörigstöd",
        "Status: utfört 12 mars 2026",
        "Notering: Gick bra",
    ]
    assert "Status: inte utfört i tid" in view.events[1].text
    assert [event.is_over for event in view.events] == [True, True, False, False, False]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (CalendarRequest(2026, unit="Enhet B"), ["Genomgång (Enhet B)", "Anhörigveckan", "Genomgång (Enhet B)"]),
        (CalendarRequest(2026, responsible="chef"), ["Genomgång (Enhet A)"] * 2),
        (CalendarRequest(unit="a"), ["Genomgång (Enhet A)"] * 2),
        (CalendarRequest(responsible="Enhetschef"), ["Genomgång"] * 2),
        (CalendarRequest(unit="a", responsible="b"), []),
    ],
)
def test_a_calendar_may_be_a_units_or_somebodys(wanted: CalendarRequest, titles: list[str]) -> None:
    assert [event.title for event in calendar(wanted).events] == titles


def test_a_units_calendar_has_its_name_and_events_of_its_own() -> None:
    whole, own = calendar(CalendarRequest()), calendar(CalendarRequest(unit="a"))
    assert own.name == "Årshjul: Plan för anhörigstöd, Enhet A"
    assert not {event.uid for event in whole.events} & {event.uid for event in own.events}


def test_deadlines_and_reports_are_there_when_they_are_asked_for() -> None:
    view = calendar(CalendarRequest(2026, responsible="chef", subgoals=True, reports=True))
    assert ("2026-11-30", "Senast: Utbildning") in days(view)
    assert ("2026-12-08", "r1 (Socialnämnden)") in days(view)
    whole = calendar(CalendarRequest(subgoals=True, reports=True))
    assert ("2026-02-28", "Påbörjas senast: Plattform") in days(whole)
    assert ("2025-05-31", "Delrapport") in days(whole)
    assert titled(whole, "Senast: Klart").is_over
    assert titled(whole, "Senast: Klart").text.splitlines() == [
        "Senast: 30 september 2026", "Bedömning: Uppfyllt", "Plan: Plan för anhörigstöd",
    ]  # fmt: skip
    assert titled(whole, "Senast: Utbildning").text.startswith("Fler ska kunna mer\nSenast: 30 november 2026\n")
    assert titled(whole, "r1 (Socialnämnden)").text.splitlines()[:2] == [
        "Tid: 8 december 2026",
        "Sammanträde: December",
    ]


@pytest.mark.parametrize(
    ("wanted", "titles"),
    [
        (CalendarRequest(unit="a", subgoals=True), {"Senast: Utbildning", "Senast: Klart"}),
        (CalendarRequest(unit="b", subgoals=True), {"Senast: Utbildning", "Påbörjas senast: Plattform"}),
        (CalendarRequest(responsible="b", subgoals=True), {"Påbörjas senast: Plattform"}),
    ],
)
def test_deadlines_are_of_the_part_too(wanted: CalendarRequest, titles: set[str]) -> None:
    assert {event.title for event in calendar(wanted).events if "enast: " in event.title} == titles


def uids(wanted: CalendarRequest, text: str = PLAN, as_of: date = SUMMER) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for event in calendar(wanted, text, as_of).events:
        found.setdefault(event.title, []).append(event.uid)
    return found


ALL = CalendarRequest(subgoals=True, reports=True)


@pytest.mark.parametrize("wanted", [ALL, CalendarRequest(2026, subgoals=True, reports=True)])
def test_an_event_is_known_by_the_same_in_every_export(wanted: CalendarRequest) -> None:
    moved = (
        PLAN.replace("[mars, oktober]", "[april, oktober]")
        .replace("v40", "v41")
        .replace("2026-11-30", "2026-12-31")
        .replace("2026-12-08", "2026-12-15")
        .replace("Vad ska göras i år?", "Ny text")
    )
    before, after = uids(wanted), uids(wanted, moved, SUMMER + timedelta(days=30))
    assert before == after
    assert len({uid for found in before.values() for uid in found}) == sum(map(len, before.values()))


def test_items_with_the_same_title_are_known_apart() -> None:
    text = "titel: P\nårshjul: [{titel: T, när: mars}, {titel: T, när: maj}]\n"
    assert len(set(uids(CalendarRequest(), text)["T"])) == 2
    assert len(set(uids(CalendarRequest(2026), text)["T"])) == 2


def test_the_version_is_never_lower_and_higher_when_something_has_moved() -> None:
    moved = PLAN.replace(
        "senast: 2026-11-30",
        "senast: 2026-12-31, revideringar: [{fält: senast, från: 2026-11-30, till: 2026-12-31, beslutad: 2026-07-01}]",
    )
    first, same, later = calendar(ALL), calendar(ALL, moved), calendar(ALL, moved, SUMMER + timedelta(days=1))
    title = "Senast: Utbildning"
    assert titled(same, title).day == date(2026, 12, 31)
    assert titled(first, title).sequence < titled(same, title).sequence < titled(later, title).sequence
    assert first.events[0].sequence == same.events[0].sequence < later.events[0].sequence
    assert all(event.sequence >= 0 for event in calendar(ALL, as_of=date(1999, 1, 1)).events)


def test_what_has_no_beginning_begins_this_year_and_what_is_over_does_not_come() -> None:
    text = "titel: P\nårshjul: [{titel: T, när: kvartalsvis}, {titel: U, när: mars, från: 2028, till: 2027}]\n"
    view = calendar(CalendarRequest(), text)
    assert days(view) == [("2026-03-31", "T")]
    once = text.replace("kvartalsvis", "kvartalsvis, till: 2026-05")
    assert [(event.day, event.repeat) for event in calendar(CalendarRequest(), once).events] == [
        (date(2026, 3, 31), None)
    ]


def test_a_series_that_has_ended_is_over() -> None:
    text = "titel: P\nperiod: {från: 2020, till: 2024}\nårshjul: [{titel: T, när: maj}]\n"
    (event,) = calendar(CalendarRequest(), text).events
    assert event.is_over
    (event,) = calendar(CalendarRequest(), text.replace("2024", "tills vidare")).events
    assert not event.is_over


def test_the_texts_are_in_the_language_asked_for() -> None:
    view = calendar(CalendarRequest(2026), language=Language.EN)
    assert view.name == "Annual cycle: Plan för anhörigstöd"
    assert "Status: not done in time" in view.events[1].text


TIMED = """\
    titel: Plan
    årshjul:
      - {titel: Kafé, när: 6 oktober, tid: 13.00–15.00, till: 2028}
      - {titel: Öppet hus, när: [6 maj, maj], tid: kl. 9}
      - {titel: Träff, när: 10-20, tid: eftermiddag}
      - {titel: Genomgång, när: mars, tid: 10–12, beskrivning: 8–9 på kontoret}
    """


@pytest.mark.parametrize("wanted", [CalendarRequest(), CalendarRequest(2026)])
def test_what_is_on_a_day_is_at_its_time_and_what_has_a_longer_time_is_not(wanted: CalendarRequest) -> None:
    times = {(event.title, event.start, event.end) for event in calendar(wanted, TIMED).events}
    assert times == {
        ("Kafé", time(13), time(15)),
        ("Öppet hus", time(9), None),
        ("Öppet hus", None, None),
        ("Träff", None, None),
        ("Genomgång", None, None),
    }


def test_a_time_of_the_day_is_in_swedish_time_in_summer_and_winter() -> None:
    file = as_calendar(calendar(CalendarRequest(), TIMED.replace("6 maj", "6 januari"))).decode()
    read = {event.summary.value: event for event in vobject.readOne(file).vevent_list}
    cafe, house = read["Kafé"], read["Öppet hus"]
    assert cafe.dtstart.value.isoformat() == "2026-10-06T13:00:00+02:00"
    assert cafe.dtend.value - cafe.dtstart.value == timedelta(hours=2)
    assert cafe.rrule.value.endswith("UNTIL=20281006T235959Z;BYMONTHDAY=6;BYMONTH=10")
    assert file.count("DTSTART;TZID=Europe/Stockholm:20260106T090000") == 1
    assert not hasattr(house, "dtend") or house.dtend.value > house.dtstart.value
    assert file.count("BEGIN:VTIMEZONE") == 1
    assert "VTIMEZONE" not in as_calendar(calendar(CalendarRequest())).decode()


def test_several_plans_are_one_calendar_whose_events_are_known_apart() -> None:
    word = Formatter(Language.SV, Project.default().labels, 5)
    same = "titel: {}\norganisation: Exempelkommun\nid: {}\nårshjul: [{{titel: T, när: mars}}]\n"
    plans = [Titles(plan_in(same.format(name, name)), word, lambda _: None) for name in ("a", "b")]
    view = calendar_view(plans, SUMMER, CalendarRequest())
    alone = [event.uid for plan in plans for event in calendar_view([plan], SUMMER, CalendarRequest()).events]
    assert view.name == "Årshjul: Exempelkommun"
    assert sorted(event.uid for event in view.events) == sorted(alone)
    assert len(set(alone)) == 2
    other = Titles(plan_in(PLAN), word, lambda _: None)
    assert calendar_view([*plans, other], SUMMER, CalendarRequest()).name == "Årshjul: 3 planer"


RHYTHMS = ("månadsvis", "kvartalsvis", "tertialvis", "halvårsvis", "årligen", "våren", "vintern")
TIMES = st.one_of(
    st.sampled_from(RHYTHMS),
    st.integers(1, 12).map(str),
    st.integers(1, 53).map("v{}".format),
    st.dates(date(2000, 1, 1), date(2000, 12, 31)).map("{0:%m-%d}".format),
)
DAYS = st.dates(date(2001, 1, 1), date(2031, 12, 31))


def expanded(view: CalendarView, until: date) -> list[date]:
    """Return the days that the events of a calendar's file stand on, as other libraries read its rules."""
    if not view.events:
        return []
    days: list[date] = []
    for event in vobject.readOne(as_calendar(view).decode()).vevent_list:
        if hasattr(event, "rrule"):
            first = datetime.combine(event.dtstart.value, time())
            rule = rrulestr(event.rrule.value, dtstart=first)
            days += [day.date() for day in rule.between(first, datetime.combine(until, time()), inc=True)]
        else:
            days.append(event.dtstart.value)
    return sorted(days)


@settings(max_examples=tries(200))
@given(st.lists(TIMES, min_size=1, max_size=3), st.none() | DAYS, st.none() | DAYS, st.none() | DAYS, DAYS)
@example(["02-29"], date(2023, 1, 1), None, None, date(2026, 7, 1))
@example(["v53"], date(2019, 6, 1), None, None, date(2020, 7, 1))
@example(["kvartalsvis"], date(2024, 8, 15), date(2026, 5, 1), None, date(2025, 7, 1))
def test_the_events_stand_on_the_days_that_the_occurrences_are_due(
    when: list[str], start: date | None, end: date | None, plan_end: date | None, as_of: date
) -> None:
    item = {"title": "T", "when": when, "from": start and start.isoformat(), "to": end and end.isoformat()}
    facts = {"id": "p", "title": "P", "annual_cycle": [{k: v for k, v in item.items() if v}]}
    plan = Plan.model_validate(facts | ({"period": {"to": plan_end.isoformat()}} if plan_end else {}))
    titles = Titles(plan, Formatter(Language.SV, Project.default().labels, 5), lambda _: None)
    begins = start or date(as_of.year, 1, 1)
    until = date(max(begins.year, as_of.year) + 5, 12, 31)
    view = calendar_view([titles], as_of, CalendarRequest())
    found = occurrences(plan, range(begins.year, until.year + 1), as_of)
    due = sorted(one.period.last for one in found if one.period.last >= begins)
    assert expanded(view, until) == due


def test_a_weekday_comes_back_by_a_rule_and_what_skips_years_is_written_out() -> None:
    text = """\
        titel: Plan
        årshjul:
          - {titel: Träff, när: sista torsdagen i mars, tid: 13.00, från: 2026}
          - {titel: Enkät, när: oktober, hur_ofta: vartannat år, från: 2024}
        """
    view = calendar(CalendarRequest(), text)
    assert days(view) == [
        ("2024-10-31", "Enkät"),
        ("2026-03-26", "Träff"),
        ("2026-10-31", "Enkät"),
        ("2028-10-31", "Enkät"),
        ("2030-10-31", "Enkät"),
    ]
    assert "\r\nRRULE:FREQ=YEARLY;BYDAY=-1TH;BYMONTH=3\r\n" in as_calendar(view).decode()
    assert [event.start for event in view.events if event.title == "Träff"] == [time(13)]
