"""The rules by which last days come back: they give the very days of the occurrences."""

from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.views.cycle.events import LAST_DAY, DueRule, due_rules

RHYTHMS = ("månadsvis", "kvartalsvis", "tertialvis", "halvårsvis", "årligen")
SEASONS = ("våren", "sommaren", "hösten", "vintern")
TIMES = st.one_of(
    st.sampled_from((*RHYTHMS, *SEASONS)),
    st.integers(1, 12).map(str),
    st.integers(1, 53).map("v{}".format),
    st.dates(date(2000, 1, 1), date(2000, 12, 31)).map("{0:%m-%d}".format),
    st.sampled_from(("andra tisdagen i mars", "sista söndagen varje månad", "första måndagen i februari")),
)


def item(*when: str) -> CycleItem:
    return CycleItem.model_validate({"title": "Träff", "when": when})


@pytest.mark.parametrize(
    ("when", "rule"),
    [
        ("mars", DueRule(31, month=3)),
        ("februari", DueRule(LAST_DAY, month=2)),
        ("28 februari", DueRule(28, month=2)),
        ("29 februari", DueRule(LAST_DAY, month=2)),
        ("10 februari", DueRule(10, month=2)),
        ("6 oktober", DueRule(6, month=10)),
        ("månadsvis", DueRule(LAST_DAY)),
        ("kvartalsvis", DueRule(LAST_DAY, interval=3)),
        ("tertialvis", DueRule(LAST_DAY, interval=4)),
        ("halvårsvis", DueRule(LAST_DAY, interval=6)),
        ("årligen", DueRule(31, month=12)),
        ("våren", DueRule(30, month=6)),
        ("vintern", DueRule(LAST_DAY, month=2)),
        ("andra tisdagen i mars", DueRule(2, month=3, weekday=2)),
        ("sista torsdagen varje månad", DueRule(-1, weekday=4)),
    ],
)
def test_a_time_of_the_year_has_a_rule(when: str, rule: DueRule) -> None:
    assert due_rules(item(when)) == (rule,)


def test_each_time_of_an_item_has_its_rule_and_one_written_twice_has_one() -> None:
    assert due_rules(item("oktober", "mars", "3")) == (DueRule(31, month=10), DueRule(31, month=3))


@pytest.mark.parametrize("when", [["v40"], ["mars", "v53"], ["mars", "månadsvis"], ["02-28", "02-29"], []])
def test_what_follows_no_rule_has_none(when: list[str]) -> None:
    assert due_rules(item(*when)) == ()


def test_times_that_are_due_on_one_day_but_are_different_times_have_a_rule_each() -> None:
    assert due_rules(item("mars", "kvartalsvis")) == (DueRule(31, month=3), DueRule(LAST_DAY, interval=3))


def test_the_first_and_last_day_within_a_time() -> None:
    quarterly = DueRule(LAST_DAY, interval=3)
    assert quarterly.first(date(2024, 3, 31)) == date(2024, 3, 31)
    assert quarterly.first(date(2024, 12, 31)) == date(2024, 12, 31)
    assert quarterly.last(date(2025, 3, 30)) == date(2024, 12, 31)
    assert DueRule(LAST_DAY, month=2).first(date(2023, 3, 1)) == date(2024, 2, 29)
    assert DueRule(31, month=12).last(date(2024, 12, 30)) == date(2023, 12, 31)


@settings(max_examples=300)
@given(st.lists(TIMES, min_size=1, max_size=3), st.integers(1901, 2190))
@example(["02-29"], 2096)
@example(["02-29", "2"], 2023)
def test_rules_give_the_days_that_the_occurrences_are_due(when: list[str], year: int) -> None:
    there = item(*when)
    rules = due_rules(there)
    years = range(year, year + 6)
    due = sorted(period.last for period in there.occurrences(years))
    days = sorted(day for rule in rules for day in rule.days(date(year, 1, 1), date(year + 5, 12, 31)))
    assert days == (due if rules else [])


def test_what_does_not_come_back_every_year_follows_no_rule() -> None:
    every = {"title": "Enkät", "when": ["mars"], "from": "2024"}
    assert due_rules(CycleItem.model_validate(every | {"every": "vartannat år"})) == ()
    assert due_rules(CycleItem.model_validate(every | {"every": "varje år"})) == (DueRule(31, month=3),)
