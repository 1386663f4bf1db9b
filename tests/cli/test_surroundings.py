"""What the tool is told by its surroundings: the day in Sweden, wherever the computer is and whatever it lacks."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.cli import surroundings
from command_line import Anhorig

SWEDEN = ZoneInfo("Europe/Stockholm")


def _none(_name: str) -> ZoneInfo:
    raise ZoneInfoNotFoundError


@pytest.fixture
def without_time_zones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zoneinfo.ZoneInfo", _none)


@given(st.datetimes(datetime.fromisoformat("1996-01-01"), datetime.fromisoformat("2037-12-31"), timezones=st.just(UTC)))
def test_the_rule_of_the_eu_gives_the_clock_of_the_database(moment: datetime) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("zoneinfo.ZoneInfo", _none)
        assert surroundings._in_sweden(moment).date() == moment.astimezone(SWEDEN).date()  # noqa: SLF001 - `today` asks the clock


@pytest.mark.usefixtures("without_time_zones")
@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-03-28T22:59", "2026-03-28"),  # the last evening of winter time
        ("2026-03-29T21:59", "2026-03-29"),
        ("2026-03-29T22:00", "2026-03-30"),
        ("2026-10-24T22:00", "2026-10-25"),
        ("2026-10-25T22:59", "2026-10-25"),
    ],
)
def test_the_day_changes_at_midnight_in_sweden(moment: str, day: str) -> None:
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    assert surroundings._in_sweden(at).date() == date.fromisoformat(day)  # noqa: SLF001 - as above


WITHOUT = """
import sys
sys.modules["tzdata"] = None
sys.argv = ["anhorig", *sys.argv[1:]]
from anhorig_cli.__main__ import run
run()
"""


@pytest.mark.parametrize("command", ["explain ANH301", "check plans/salem.yaml --fail-on never"])
def test_a_computer_without_time_zones_is_enough(command: str) -> None:
    surrounding = os.environ | {"PYTHONTZPATH": "/nonexistent"}
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, *command.split()], capture_output=True, text=True, check=False, env=surrounding
    )
    assert (run.returncode, "Traceback" in run.stderr) == (0, False), run.stderr


def test_a_calendar_says_that_it_needs_them() -> None:
    surrounding = os.environ | {"PYTHONTZPATH": "/nonexistent", "ANHORIG_LANGUAGE": "sv"}
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, "calendar", "plans/salem.yaml"],
        capture_output=True, text=True, check=False, env=surrounding,
    )  # fmt: skip
    assert (run.returncode, run.stderr.count("\n")) == (3, 1)
    assert "pip install tzdata" in run.stderr


COMMANDS = [
    "check {plan}", "status {plan}", "report {plan}", "cycle {plan}", "calendar {plan}", "wheel {plan} -o {out}.svg",
    "explain ANH301", "history {plan}", "template data {plan}", "overview {plan}",
]  # fmt: skip


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "1900-01-01", "2199-12-31", "9999-12-31"])
@pytest.mark.parametrize("command", COMMANDS)
def test_the_first_and_the_last_days_of_all(
    command: str, day: str, anhorig: Anhorig, tmp_path: Path, on_a_day: Callable[[date], None]
) -> None:
    on_a_day(date(2021, 9, 20))
    words = command.format(plan="plans/salem.yaml", out=tmp_path / "x").split()
    run = anhorig(*words, "--as-of", day)
    is_known = "1900" <= day[:4] <= "2199"
    assert run.code in ({0, 1, 3} if is_known else {2})
    assert is_known or "året ligger inte mellan 1900 och 2199" in run.err
