"""What the annual cycle asks for next."""

from datetime import date

import pytest

from anhorig_cli.analysis.upcoming import units_of, upcoming_occurrences
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import register_of

AUTUMN = date(2024, 9, 1)
UNITS = [{"id": "hemvard", "title": "Hemvården"}, {"id": "boende", "title": "Särskilt boende"}]


def plan(*items: dict[str, object], units: list[dict[str, str]] | None = None) -> Plan:
    listed = UNITS if units is None else units
    return Plan.model_validate({"id": "p", "title": "Plan", "annual_cycle": items, "units": listed})


def item(title: str = "Anhörigdagen", **facts: object) -> dict[str, object]:
    return {"title": title, **facts}


def next_period(entry: dict[str, object], as_of: date = AUTUMN) -> str | None:
    there = plan(entry)
    found = next(iter(upcoming_occurrences(there, as_of)), None)
    return found.period.written if found and found.period else None


def units_left(entry: dict[str, object], as_of: date = AUTUMN) -> tuple[str, ...]:
    there = plan(entry)
    found = next(iter(upcoming_occurrences(there, as_of)), None)
    assert found is not None
    return found.units


def test_the_next_occurrence_is_the_first_that_has_not_ended() -> None:
    assert next_period(item(when=["mars", "oktober"])) == "2024-10"


def test_an_occurrence_is_next_to_the_end_of_its_last_day() -> None:
    assert next_period(item(when=["6 oktober"]), date(2024, 10, 6)) == "2024-10-06"
    assert next_period(item(when=["6 oktober"]), date(2024, 10, 7)) == "2025-10-06"


def test_after_the_last_occurrence_of_a_year_comes_the_first_of_the_next() -> None:
    assert next_period(item(when=["mars"])) == "2025-03"


def test_a_winter_that_has_begun_is_next_until_it_ends_in_the_new_year() -> None:
    assert next_period(item(when=["vintern"]), date(2024, 12, 24)) == "winter 2024/2025"


def test_an_occurrence_that_is_done_gives_way_to_the_one_after() -> None:
    assert next_period(item(when=["kvartalsvis"], done=[{"occurrence": "2024-Q3"}])) == "2024-Q4"


def test_what_was_done_later_is_not_yet_known() -> None:
    entry = item(when=["kvartalsvis"], done=[{"occurrence": "2024-Q3", "date": "2024-09-15"}])
    assert next_period(entry, date(2024, 9, 14)) == "2024-Q3"
    assert next_period(entry, date(2024, 9, 15)) == "2024-Q4"


def test_the_next_of_what_skips_years_may_be_far_off() -> None:
    assert next_period(item(when=["mars"], every="var tionde år", **{"from": "2024"})) == "2034-03"


def test_of_what_nobody_knows_the_years_only_the_title_is_told() -> None:
    there = plan(item(when=["mars"], every="vartannat år"))
    assert [one.period for one in upcoming_occurrences(there, AUTUMN)] == [None]


def test_an_item_that_has_run_out_has_no_next_occurrence() -> None:
    there = plan(item(when=["mars"], to="2023"))
    assert upcoming_occurrences(there, AUTUMN) == []


@pytest.mark.parametrize(
    ("period", "following"),
    [({"to": "2024-09"}, "2024-Q3"), ({"to": "2024-08"}, None), ({"from": "2026-06"}, "2026-Q2"), ({}, "2024-Q3")],
)
def test_what_comes_next_lies_in_the_plans_period(period: dict[str, str], following: str | None) -> None:
    there = Plan.model_validate({"id": "p", "title": "P", "period": period, "annual_cycle": [item(when=["quarterly"])]})
    found = next(iter(upcoming_occurrences(there, AUTUMN)), None)
    assert (found.period.written if found and found.period else None) == following


def test_an_item_without_a_time_comes_last() -> None:
    found = upcoming_occurrences(plan(item("När det behövs"), item("Budget", when=["mars"])), AUTUMN)
    assert [(c.item.title, c.period.written if c.period else None) for c in found] == [
        ("Budget", "2025-03"),
        ("När det behövs", None),
    ]


def test_an_item_without_a_time_is_not_next_once_it_has_run_out() -> None:
    assert upcoming_occurrences(plan(item("När det behövs", to="2023")), AUTUMN) == []


def test_an_item_that_begins_in_some_years_is_still_to_come() -> None:
    assert next_period(item(when=["mars"], **{"from": "2030"})) == "2030-03"


def test_what_comes_next_is_listed_with_the_nearest_first() -> None:
    found = upcoming_occurrences(
        plan(item("Mars", when=["mars"]), item("Oktober", when=["oktober"]), item("Året", when=["årligen"])), AUTUMN
    )
    assert [c.item.title for c in found] == ["Oktober", "Året", "Mars"]


def test_the_units_that_have_not_done_it_are_left() -> None:
    entry = item(
        when=["tertialvis"], units=["hemvard", "boende"], done=[{"occurrence": "2024-T2", "units": ["Hemvard"]}]
    )
    assert units_left(entry, date(2024, 8, 1)) == ("boende",)


def test_an_occurrence_is_done_when_every_unit_has_done_it() -> None:
    done = [{"occurrence": "2024-T3", "units": [unit]} for unit in ("hemvard", "boende")]
    assert next_period(item(when=["tertialvis"], units=["hemvard", "boende"], done=done)) == "2025-T1"


@pytest.mark.parametrize("units", [[], ["alla"], ["All"]])
def test_an_entry_for_all_units_or_for_none_in_particular_is_done_by_all(units: list[str]) -> None:
    done = [{"occurrence": "2024-T3", "units": units}]
    assert next_period(item(when=["tertialvis"], units=["hemvard", "boende"], done=done)) == "2025-T1"


def test_all_stands_for_every_unit_the_plan_lists() -> None:
    entry = item(when=["tertialvis"], units=["alla"], done=[{"occurrence": "2024-T3", "units": ["hemvard"]}])
    assert units_left(entry) == ("boende",)


def test_all_units_may_be_written_in_full() -> None:
    there = plan(item(units=["Alla enheter"]))
    assert units_of(there, there.annual_cycle[0]) == ("hemvard", "boende")


def test_all_stands_for_itself_in_a_plan_that_lists_no_units() -> None:
    there = plan(item(units=["alla"]), units=[])
    assert units_of(there, there.annual_cycle[0]) == ("alla",)


def test_an_item_names_its_units_itself() -> None:
    assert units_of(plan(), CycleItem.model_validate(item(units=["hemvard"]))) == ("hemvard",)


def test_a_unit_whose_title_is_taken_for_a_reference_has_done_its_part_by_it() -> None:
    entry = item(when=["tertialvis"], units=["alla"], done=[{"occurrence": "2024-T3", "units": ["Hemvården"]}])
    accepted = register_of(plan(), "units").has("Hemvården")
    assert (units_left(entry) == ("boende",)) is accepted
