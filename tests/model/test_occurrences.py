"""The occurrences of the annual cycle, per unit: done, missed, next, coming."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anhorig_cli.model.coming import next_of
from anhorig_cli.model.occurrences import Occurrence, occurrences
from anhorig_cli.model.plan import Plan

AUTUMN = date(2024, 8, 15)
THIS_YEAR = range(2024, 2025)


def plan(*items: dict[str, object]) -> Plan:
    units = [{"id": "hemvard", "title": "Hemvården"}, {"id": "boende", "title": "Särskilt boende"}]
    return Plan.model_validate({"id": "p", "title": "Plan", "units": units, "annual_cycle": items})


def item(**facts: object) -> dict[str, object]:
    return {"title": "Anhörigdagen", **facts}


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
    assert states(item(when=["augusti"]), as_of=date(2024, 8, 31)) == [("2024-08", "next")]
    assert states(item(when=["augusti"]), as_of=date(2024, 9, 1)) == [("2024-08", "missed")]


def test_an_occurrence_that_is_done_ahead_leaves_the_one_after_it_next() -> None:
    entry = {"occurrence": "2024-Q3", "date": "2024-08-01"}
    assert states(item(when=["kvartalsvis"], done=[entry]))[2:] == [("2024-Q3", "done"), ("2024-Q4", "next")]


def test_what_was_done_later_is_not_yet_known() -> None:
    entry = {"occurrence": "2024-Q2", "date": "2024-08-16"}
    assert states(item(when=["kvartalsvis"], done=[entry]))[1] == ("2024-Q2", "missed")


def test_each_unit_has_its_own_occurrences() -> None:
    done = [{"occurrence": "2024-T1", "units": ["HEMVARD"], "note": "Två träffar"}]
    per_unit = found(item(when=["tertialvis"], units=["alla"], done=done))
    assert [(one.unit, one.period.written, one.state) for one in per_unit] == [
        ("hemvard", "2024-T1", "done"),
        ("boende", "2024-T1", "missed"),
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
    assert [(one.unit, one.state) for one in found(item(when=["mars"]))] == [(None, "missed")]


def test_an_item_without_units_is_done_when_some_unit_has_done_it() -> None:
    there = plan(item(when=["tertialvis"], done=[{"occurrence": "2024-T2", "units": ["hemvard"]}]))
    upcoming = next_of(there, there.annual_cycle[0], AUTUMN)
    assert upcoming is not None
    assert [one.period for one in occurrences(there, THIS_YEAR, AUTUMN) if one.state == "next"] == [upcoming.period]


def test_no_occurrence_of_a_later_year_is_next_while_one_of_this_year_is_left() -> None:
    assert [state for _, state in states(item(when=["kvartalsvis"]), years=range(2025, 2026))] == ["coming"] * 4


def test_occurrences_of_all_items_and_years_come_in_order() -> None:
    there = states(item(when=["oktober"]), item(when=["mars"]), years=range(2023, 2025))
    assert [written for written, _ in there] == ["2023-03", "2023-10", "2024-03", "2024-10"]


def test_an_occurrence_knows_which_item_it_is_of() -> None:
    assert [(one.index, one.item.title) for one in found(item(), item(title="Budget", when=["mars"]))] == [
        (1, "Budget")
    ]


@settings(derandomize=True, deadline=None)
@given(
    st.lists(st.sampled_from(["mars", "oktober", "kvartalsvis", "v40", "våren"]), min_size=1, max_size=3),
    st.lists(st.dates(date(2024, 1, 1), date(2024, 12, 31)), max_size=4),
    st.dates(date(2024, 1, 1), date(2024, 12, 31)),
)
def test_at_most_one_occurrence_is_next_and_it_is_the_one_that_comes_next(
    when: list[str], days: list[date], as_of: date
) -> None:
    there = plan(item(when=when, units=["hemvard"], done=[{"date": str(day)} for day in days]))
    nearest = next_of(there, there.annual_cycle[0], as_of)
    assert nearest is not None
    marked = [one.period for one in occurrences(there, range(2024, 2027), as_of) if one.state == "next"]
    assert marked == [nearest.period]
