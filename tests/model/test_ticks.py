"""Which entries of the annual cycle tick off a time, and for whom."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.analysis.upcoming import DoneEntries, TickedOff
from anhorig_cli.model.cycle import CycleItem, DoneOccurrence
from anhorig_cli.model.dates import parse_date
from anhorig_cli.model.organisation import Unit
from anhorig_cli.model.register import Register
from effort import little_work

TIMES = st.sampled_from(
    ["2024", "2024-Q1", "2024-Q4", "2024-03", "2024-03-31", "2024-12/2025-01", "2025", "2020/2029", "2023-12-31"]
)
UNITS = Register([Unit(id="hemvard", title="Hemvården"), Unit(id="boende", title="Boende")])


def item(*done: Mapping[str, object]) -> CycleItem:
    return CycleItem.model_validate({"title": "Anhörigdagen", "done": done})


@given(st.lists(TIMES, max_size=8), TIMES)
def test_the_entries_of_a_time_are_those_that_meet_it_in_the_order_of_the_file(named: list[str], time: str) -> None:
    done = item(*({"occurrence": one} for one in named)).done
    period = parse_date(time)
    meet = [
        one
        for one in done
        if one.occurrence and one.occurrence.first <= period.last and period.first <= one.occurrence.last
    ]
    assert DoneEntries(item(*({"occurrence": one} for one in named)), date(2030, 1, 1)).of(period) == meet


def done_by(unit: str | None, *entries: Mapping[str, object]) -> str | None:
    """Return the note of the entry that ticks an occurrence off for a unit."""
    found = TickedOff([DoneOccurrence.model_validate(entry) for entry in entries], UNITS).entry_for(unit)
    return found.note if found else None


@pytest.mark.parametrize(
    ("unit", "note"), [("hemvard", "hemvården"), ("Hemvården", "hemvården"), ("boende", "alla"), (None, "hemvården")]
)
def test_the_first_entry_that_names_a_unit_or_everyone_counts(unit: str | None, note: str) -> None:
    entries: list[dict[str, object]] = [
        {"units": ["Hemvården"], "note": "hemvården"},
        {"units": ["alla"], "note": "alla"},
        {"note": "sist"},
    ]
    assert done_by(unit, *entries) == note


def test_a_unit_that_no_entry_names_has_not_done_it() -> None:
    assert done_by("boende", {"units": ["hemvard"], "note": "hemvården"}) is None
    assert done_by("boende") is None


def test_an_entry_of_many_units_is_read_once() -> None:
    ids = [f"e{number}" for number in range(5000)]
    units = Register([Unit(id=one, title=f"Enhet {one}") for one in ids])
    with little_work():
        ticked = TickedOff([DoneOccurrence(units=tuple(ids))], units)
        assert all(ticked.entry_for(unit) is not None for unit in ids)
