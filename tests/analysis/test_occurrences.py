"""The occurrences of the annual cycle, per unit: done, missed, next, coming."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.analysis.occurrences import Occurrence, missed_lately, occurrences, occurrences_around, silent_units
from anhorig_cli.analysis.upcoming import upcoming_occurrences
from anhorig_cli.model.plan import Plan

AUTUMN = date(2024, 8, 15)
THIS_YEAR = range(2024, 2025)


UNITS = [{"id": "hemvard", "title": "Hemvården"}, {"id": "boende", "title": "Särskilt boende"}]


def plan(*items: dict[str, object], **facts: object) -> Plan:
    return Plan.model_validate({"id": "p", "title": "Plan", "units": UNITS, "annual_cycle": items, **facts})


def item(title: str = "Anhörigdagen", **facts: object) -> dict[str, object]:
    return {"title": title, **facts}


def found(*items: dict[str, object], years: range = THIS_YEAR, as_of: date = AUTUMN) -> list[Occurrence]:
    return occurrences(plan(*items), years, as_of)


def states(*items: dict[str, object], years: range = THIS_YEAR, as_of: date = AUTUMN) -> list[tuple[str, str]]:
    return [(one.period.written, one.state) for one in found(*items, years=years, as_of=as_of)]


def test_an_occurrence_is_done_missed_next_or_coming() -> None:
    assert states(item(when=["kvartalsvis"], done=[{"occurrence": "2024-Q1"}])) == [
        ("2024-Q1", "done"),
        ("2024-Q2", "missed"),
        ("2024-Q3", "next"),
        ("2024-Q4", "coming"),
    ]


def test_an_occurrence_is_missed_only_after_the_last_day_of_its_period() -> None:
    assert states(TICKED, item(when=["augusti"]), as_of=date(2024, 8, 31))[1:] == [("2024-08", "next")]
    assert states(TICKED, item(when=["augusti"]), as_of=date(2024, 9, 1))[1:] == [("2024-08", "missed")]


def test_an_occurrence_that_is_done_ahead_leaves_the_one_after_it_next() -> None:
    entry = {"occurrence": "2024-Q3", "date": "2024-08-01"}
    assert states(item(when=["kvartalsvis"], done=[entry]))[2:] == [("2024-Q3", "done"), ("2024-Q4", "next")]


def test_what_was_done_later_is_not_yet_known() -> None:
    entry = {"occurrence": "2024-Q2", "date": "2024-08-16"}
    assert states(item(when=["kvartalsvis"], done=[{"date": "2024-01-15"}, entry]))[1] == ("2024-Q2", "missed")


def test_each_unit_has_its_own_occurrences() -> None:
    done = [{"occurrence": "2024-T1", "units": ["HEMVARD"], "note": "Två träffar"}]
    per_unit = found(item(when=["tertialvis"], units=["alla"], done=done))
    assert [(one.unit, one.period.written, one.state) for one in per_unit] == [
        ("hemvard", "2024-T1", "done"),
        ("boende", "2024-T1", "passed"),
        ("hemvard", "2024-T2", "next"),
        ("boende", "2024-T2", "next"),
        ("hemvard", "2024-T3", "coming"),
        ("boende", "2024-T3", "coming"),
    ]
    assert per_unit[0].done is not None
    assert per_unit[0].done.note == "Två träffar"
    assert per_unit[1].done is None


@pytest.mark.parametrize("units", [[], ["alla"]])
def test_an_entry_for_all_units_or_for_none_in_particular_is_done_by_all(units: list[str]) -> None:
    entry = {"occurrence": "2024-T1", "units": units}
    per_unit = found(item(when=["tertialvis"], units=["hemvard", "boende"], done=[entry]))
    assert [one.state for one in per_unit[:2]] == ["done", "done"]


def test_an_item_without_units_has_occurrences_of_its_own() -> None:
    assert [(one.unit, one.state) for one in found(item(when=["oktober"]))] == [(None, "next")]


def test_an_item_without_units_is_done_when_some_unit_has_done_it() -> None:
    there = plan(item(when=["tertialvis"], done=[{"occurrence": "2024-T2", "units": ["hemvard"]}]))
    upcoming = next(iter(upcoming_occurrences(there, AUTUMN)), None)
    assert upcoming is not None
    assert [one.period for one in occurrences(there, THIS_YEAR, AUTUMN) if one.state == "next"] == [upcoming.period]


def test_no_occurrence_of_a_later_year_is_next_while_one_of_this_year_is_left() -> None:
    assert [state for _, state in states(item(when=["kvartalsvis"]), years=range(2025, 2026))] == ["coming"] * 4


def test_occurrences_of_all_items_and_years_come_in_order() -> None:
    there = states(item(when=["oktober"]), item(when=["mars"]), years=range(2023, 2025))
    assert [written for written, _ in there] == ["2023-03", "2023-10", "2024-03", "2024-10"]


def test_an_occurrence_knows_which_item_it_is_of() -> None:
    assert [(one.place, one.item.title) for one in found(item(), item(title="Budget", when=["mars"]))] == [
        (1, "Budget")
    ]


TICKED: dict[str, object] = {"title": "Enkät", "when": ["januari"], "done": [{"date": "2024-01-10"}]}
"""An item that tells that the plan had begun to tick off, in January 2024."""


@pytest.mark.parametrize("facts", [{}, {"period": {"to": "2030"}}, {"period": {"from": "2024"}}])
@pytest.mark.parametrize("begins", [{}, {"from": "2024"}])
def test_who_has_not_begun_to_tick_off_has_missed_nothing(facts: dict[str, object], begins: dict[str, str]) -> None:
    (one,) = occurrences(plan(item(when=["mars"], **begins), **facts), THIS_YEAR, AUTUMN)
    assert one.state == "passed"


def test_each_unit_misses_only_what_came_after_it_began_to_tick_off() -> None:
    ticked = item("Enkät", when=["april"], units=["hemvard"], done=[{"date": "2024-04-02"}])
    silent = item("Träff", when=["mars", "maj"], units=["hemvard", "boende"])
    assert [(one.period.written, one.unit, one.state) for one in found(ticked, silent)] == [
        ("2024-03", "hemvard", "passed"),
        ("2024-03", "boende", "passed"),
        ("2024-04", "hemvard", "done"),
        ("2024-05", "hemvard", "missed"),
        ("2024-05", "boende", "passed"),
    ]


def test_a_tick_without_units_is_of_all_the_units_of_its_item() -> None:
    ticked = item("Enkät", when=["april"], units=["hemvard", "boende"], done=[{"date": "2024-04-02"}])
    silent = item("Träff", when=["maj"], units=["hemvard", "boende", "annan"])
    assert [(one.unit, one.state) for one in found(ticked, silent) if one.place == 1] == [
        ("hemvard", "missed"),
        ("boende", "missed"),
        ("annan", "passed"),
    ]


def test_any_tick_tells_that_the_plan_had_begun() -> None:
    ticked = item("Enkät", when=["april"], units=["hemvard"], done=[{"date": "2024-04-02"}])
    assert states(ticked, item(when=["april"]), item(when=["mars"])) == [
        ("2024-03", "passed"),
        ("2024-04", "done"),
        ("2024-04", "missed"),
    ]


def test_a_unit_that_never_ticks_while_others_do_is_silent() -> None:
    ticked = item("Enkät", when=["april"], units=["alla"], done=[{"date": "2024-04-02", "units": ["hemvard"]}])
    silent = item("Träff", when=["maj"], units=["boende", "Frivilliga"])
    assert silent_units(found(ticked, silent), AUTUMN) == ["boende", "Frivilliga"]
    assert silent_units(found(silent), AUTUMN) == []


def test_of_a_part_of_a_plan_the_whole_tells_who_has_begun() -> None:
    part, whole = plan(item(when=["mars"])), plan(TICKED, item(when=["mars"]))
    assert [one.state for one in occurrences(part, THIS_YEAR, AUTUMN, whole=whole)] == ["missed"]


def test_nothing_after_today_is_missed() -> None:
    there = plan(TICKED, item(when=["kvartalsvis"]))
    found = occurrences(there, THIS_YEAR, date(2024, 12, 31), today=date(2024, 7, 1))
    assert [one.state for one in found if one.place == 1] == ["missed", "missed", "passed", "next"]


def test_one_meeting_is_counted_once() -> None:
    entries = [{"date": "2024-05-20"}, {"occurrence": "2024-T1", "date": "2024-05-20"}]
    assert states(item(when=["tertialvis"], done=entries)) == [
        ("2024-T1", "done"),
        ("2024-T2", "next"),
        ("2024-T3", "coming"),
    ]


def test_the_first_that_is_ticked_off_in_the_cycle_tells_that_it_had_begun() -> None:
    ticked = item("Enkät", when=["april"], done=[{"date": "2024-04-02"}])
    assert states(ticked, item(when=["mars"]), item(when=["maj"])) == [
        ("2024-03", "passed"),
        ("2024-04", "done"),
        ("2024-05", "missed"),
    ]


def test_what_lies_outside_the_plans_period_is_not_asked_for() -> None:
    there = plan(item(when=["kvartalsvis"]), period={"from": "2024-04-01", "to": "2024-09-30"})
    assert [one.period.written for one in occurrences(there, range(2023, 2026), AUTUMN)] == ["2024-Q2", "2024-Q3"]


def test_what_was_done_outside_the_plans_period_is_told_all_the_same() -> None:
    there = plan(
        item(when=["kvartalsvis"], done=[{"date": "2024-03-01"}]), period={"from": "2024-04-01", "to": "2024-06-30"}
    )
    assert [(one.period.written, one.state) for one in occurrences(there, THIS_YEAR, AUTUMN)] == [
        ("2024-Q1", "done"),
        ("2024-Q2", "missed"),
    ]


def test_an_item_may_begin_before_the_plans_period_by_its_own_from() -> None:
    there = plan(TICKED, item(when=["mars"], **{"from": "2024"}), period={"from": "2024-07-01"})
    assert [one.state for one in occurrences(there, THIS_YEAR, AUTUMN)] == ["done", "missed"]


def test_a_unit_is_told_by_its_id_and_once_however_the_item_names_it() -> None:
    per_unit = found(item(when=["oktober"], units=["Hemvården", "HEMVARD", "Frivilliga"]))
    assert [one.unit for one in per_unit] == ["hemvard", "Frivilliga"]


def test_the_items_responsible_goes_before_the_units_own() -> None:
    units = [{"id": "a", "title": "A", "responsible": ["Chefen"]}]
    own = plan(item(when=["mars"], units=["a"], responsible=["Konsulenten"]), units=units)
    silent = plan(item(when=["mars"], units=["A"]), units=units)
    assert [one.responsible for one in occurrences(own, THIS_YEAR, AUTUMN)] == [("Konsulenten",)]
    assert [one.responsible for one in occurrences(silent, THIS_YEAR, AUTUMN)] == [("Chefen",)]


def test_a_unit_without_a_responsible_has_that_of_what_it_is_part_of() -> None:
    units = [
        {"id": "a", "title": "A", "responsible": ["Chefen"]},
        {"id": "b", "title": "B", "part_of": "A"},
        {"id": "c", "title": "C", "part_of": "b"},
        {"id": "d", "title": "D", "part_of": "d"},
    ]
    there = plan(item(when=["mars"], units=["c", "d", "e"]), units=units)
    assert [one.responsible for one in occurrences(there, THIS_YEAR, AUTUMN)] == [("Chefen",), (), ()]


def test_what_was_missed_lately_is_the_latest_time_of_each_item_within_a_year() -> None:
    there = plan(
        item("Enkät", when=["juni"], done=[{"date": "2023-06-15"}]),
        item(
            "Träff", when=["kvartalsvis"], units=["alla"], done=[{"occurrence": "2023-Q4"}, {"occurrence": "2024-Q2"}]
        ),
        item("Höst", when=["oktober"], to="2022", **{"from": "2020"}),
    )
    missed = missed_lately(occurrences(there, range(2023, 2025), AUTUMN), AUTUMN)
    assert {index: [(one.period.written, one.unit) for one in latest] for index, (latest, _) in missed.items()} == {
        0: [("2024-06", None)],
        1: [("2024-Q1", "hemvard"), ("2024-Q1", "boende")],
    }


def test_how_many_times_an_item_was_missed_lately_is_counted_once_for_all_its_units() -> None:
    there = plan(item("Träff", when=["kvartalsvis"], units=["alla"], done=[{"occurrence": "2023-Q3"}]))
    ((latest, times),) = missed_lately(occurrences(there, range(2023, 2025), AUTUMN), AUTUMN).values()
    assert ({one.period.written for one in latest}, len(latest), times) == ({"2024-Q2"}, 2, 3)


RHYTHMS = ("monthly", "kvartalsvis", "tertialvis", "halvårsvis", "årligen")
WHENS = st.sampled_from([*RHYTHMS, "mars", "29 februari", "10-06", "v1", "v40", "v53", "våren", "vintern"])


@given(st.lists(WHENS, min_size=1, max_size=3), st.integers(1901, 2198), st.dates(date(1901, 1, 1), date(2198, 12, 31)))
def test_every_occurrence_lies_in_the_year_asked_for_and_in_its_items_and_plans_time(
    when: list[str], year: int, as_of: date
) -> None:
    there = plan(
        item(when=when, units=["alla"], **{"from": "1950", "to": "2100-06-30"}), period={"from": "1940", "to": "2090"}
    )
    for one in occurrences(there, range(year, year + 1), as_of):
        assert one.period.last.year == year
        assert one.period.first <= one.period.last
        assert date(1950, 1, 1) <= one.period.last <= date(2090, 12, 31)
        assert one.state in ({"passed"} if one.period.last < as_of else {"next", "coming"})


@given(
    st.lists(st.sampled_from(["mars", "oktober", "kvartalsvis", "v40", "våren"]), min_size=1, max_size=3),
    st.lists(st.dates(date(2024, 1, 1), date(2024, 12, 31)), max_size=4),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
)
def test_at_most_one_occurrence_is_next_and_it_is_the_one_that_comes_next(
    when: list[str], days: list[date], as_of: date
) -> None:
    there = plan(item(when=when, units=["hemvard"], done=[{"date": str(day)} for day in days]))
    nearest = next(iter(upcoming_occurrences(there, as_of)), None)
    assert nearest is not None
    marked = [one.period for one in occurrences(there, range(2024, 2027), as_of) if one.state == "next"]
    assert marked == [nearest.period]


def test_what_was_cancelled_is_neither_missed_nor_done() -> None:
    entries = [{"occurrence": "2024-Q1"}, {"occurrence": "2024-Q2", "cancelled": True}]
    assert states(item(when=["kvartalsvis"], done=entries))[:2] == [("2024-Q1", "done"), ("2024-Q2", "cancelled")]


def test_what_is_cancelled_ahead_leaves_the_one_after_it_next() -> None:
    entry = {"occurrence": "2024-Q3", "date": "2024-08-01", "cancelled": True}
    assert states(item(when=["kvartalsvis"], done=[entry]))[2:] == [("2024-Q3", "cancelled"), ("2024-Q4", "next")]


def test_cancelling_is_no_sign_that_a_unit_ticks_off() -> None:
    entry = {"occurrence": "2024-Q1", "cancelled": True}
    assert states(item(when=["kvartalsvis"], done=[entry]))[:2] == [("2024-Q1", "cancelled"), ("2024-Q2", "passed")]


def test_a_unit_that_cancels_is_not_called_silent() -> None:
    entries = [
        {"occurrence": "2024-Q1", "units": ["hemvard"]},
        {"occurrence": "2024-Q1", "units": ["boende"], "cancelled": True},
    ]
    assert silent_units(found(item(when=["kvartalsvis"], units=["all"], done=entries)), AUTUMN) == []


@pytest.mark.parametrize(
    ("entries", "hemvard", "boende"),
    [
        ([{"cancelled": True}, {"units": ["boende"]}], "cancelled", "done"),
        ([{"units": ["boende"], "cancelled": True}, {}], "done", "cancelled"),
        ([{"cancelled": True}, {}], "done", "done"),
        ([{"units": ["boende"], "cancelled": True}, {"units": ["boende"]}], "missed", "done"),
    ],
)
def test_what_was_held_goes_before_what_was_cancelled_and_a_unit_before_all(
    entries: list[dict[str, object]], hemvard: str, boende: str
) -> None:
    ticked = item("Start", when=["januari"], units=["all"], done=[{"date": "2024-01-10"}])
    dated = [{"occurrence": "2024-05", "date": "2024-05-02", **entry} for entry in entries]
    told = found(ticked, item(when=["maj"], units=["all"], done=dated))
    assert {one.unit: one.state for one in told if one.place == 1} == {"hemvard": hemvard, "boende": boende}


def test_the_year_before_is_looked_at_only_once_something_is_ticked_off() -> None:
    monthly = item(when=["månadsvis"])
    assert {one.period.last.year for one in occurrences_around(plan(monthly), AUTUMN, 30)} == {2024}
    ticked = item(when=["månadsvis"], done=[{"occurrence": "2023-09"}])
    assert {one.period.last.year for one in occurrences_around(plan(ticked), AUTUMN, 30)} == {2023, 2024}
    assert {one.period.last.year for one in occurrences_around(plan(monthly), AUTUMN, 200)} == {2024, 2025}
