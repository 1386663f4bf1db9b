"""The wheel, the calendar and the list of a plan's annual cycle tell the same, item by item and unit by unit."""

import json
import re
from collections import Counter
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import vobject

from anhorig_cli.model.dates import parse_date
from command_line import Anhorig
from conftest import PLANS

SALEM = PLANS / "salem.yaml"
UNITS = {f"enhet-{n}": f"Enhet {n}" for n in range(1, 14)}
STATES = {
    "done": "utfört",
    "missed": "inte utfört i tid",
    "next": "härnäst",
    "coming": "kommande",
    "passed": "passerat",
}
_STATE = "|".join(STATES.values())
MONTHS = {"januari": "01", "mars": "03", "maj": "05", "oktober": "10"}
Told = tuple[str, date, str]
"""A title, the last day, and the state in words."""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """Salem's plan, with two things that some of its units have done."""
    path = tmp_path / "salem.yaml"
    text = SALEM.read_text(encoding="utf-8")
    ticks = "{tillfälle: 2024-01, datum: 2024-02-02, enheter: [enhet-3, Enhet 5]}, {tillfälle: 2023-01}"
    assert text.count("    när: januari\n") == 1
    path.write_text(text.replace("    när: januari\n", f"    när: januari\n    utfört: [{ticks}]\n"), encoding="utf-8")
    return path


def in_list(anhorig: Anhorig, *asked: object) -> Counter[Told]:
    found: list[dict[str, Any]] = json.loads(anhorig("cycle", *asked, "--format", "json").out)["occurrences"]
    return Counter((one["title"], date.fromisoformat(one["due"]), STATES[one["state"]]) for one in found)


def in_calendar(anhorig: Anhorig, unit: str, *asked: object) -> Counter[Told]:
    events = vobject.readOne(anhorig("calendar", *asked).out).vevent_list
    return Counter(
        (
            event.summary.value.removesuffix(f" ({unit})"),
            event.dtstart.value,
            re.findall(rf"^Status: ({_STATE})", event.description.value, re.MULTILINE)[0],
        )
        for event in events
    )


def in_wheel(anhorig: Anhorig, file: Path, *asked: object) -> Counter[Told]:
    assert anhorig("wheel", *asked, "-o", file).code == 0
    (told,) = re.findall(r"<desc[^>]*>(.*?)</desc>", file.read_text(encoding="utf-8"))
    found = re.findall(rf"\d+\. (.+?): (\w+) (\d{{4}}): ({_STATE})", unescape(told))
    return Counter((title, parse_date(f"{year}-{MONTHS[month]}").last, state) for title, month, year, state in found)


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_the_wheel_the_calendar_and_the_list_agree_item_by_item(
    year: int, unit: str, plan: Path, tmp_path: Path, anhorig: Anhorig
) -> None:
    asked = (plan, "--unit", unit, "--year", year, "--as-of", "2024-06-01")
    listed = in_list(anhorig, *asked)
    assert listed.total() == (4 if unit in {"enhet-3", "enhet-7", "enhet-11"} else 3)
    assert in_calendar(anhorig, UNITS[unit], *asked) == listed
    drawn = in_wheel(anhorig, tmp_path / "wheel.svg", *asked)
    assert ahead_as_one(drawn) == ahead_as_one(listed)
    assert len({day for _, day, state in drawn if state == STATES["next"]}) <= 1


def ahead_as_one(found: Counter[Told]) -> Counter[Told]:
    """Return what was found; the list has a next time of each item, the wheel only those of the nearest month."""
    ahead = {STATES["next"], STATES["coming"]}
    return Counter((title, day, "i tid" if state in ahead else state) for title, day, state in found.elements())
