"""A target whose day has passed with no value: check and report say the same, and what is known is told."""

from pathlib import Path

import pytest

from command_line import Anhorig

PLAN = """titel: Plan
delmål: [{{id: d, titel: D, ansvarig: Chef, indikatorer: i, senast: 2025-12-31, {assessed}}}]
indikatorer:
  - id: i
    titel: Andel med plan
    måttenhet: "%"
    målvärde: {{minst: 50, senast: 2024-06-30}}
    {measured}
"""
DAY = "2024-09-01"
TOLD = "Målvärdets dag har passerat, och det finns inget värde"


def said(anhorig: Anhorig, folder: Path, measured: str, assessed: str = "") -> tuple[bool, str]:
    """Return whether check finds it, and the report."""
    path = folder / "plan.yaml"
    path.write_text(PLAN.format(measured=measured, assessed=assessed), encoding="utf-8")
    is_found = "ANH402" in anhorig("check", path, "--as-of", DAY).out
    return is_found, anhorig("report", path, "--as-of", DAY, "--full").out


@pytest.mark.parametrize(
    "measured", ["", "mätningar: [{datum: 2024-12-31, värde: 60}]", "mätningar: [{datum: 2024-03, täljare: 30}]"]
)
def test_nothing_measured_is_told_by_both(anhorig: Anhorig, tmp_path: Path, measured: str) -> None:
    is_found, report = said(anhorig, tmp_path, measured)
    assert is_found
    assert TOLD in report


@pytest.mark.parametrize(
    "measured",
    [
        "mätningar: [{datum: 2024-03, värde: 60}]",
        "mätningar: [{datum: 2024-03, värde: 40, enhet: A}]",
        "mätningar: [{datum: 2024-03, kvinnor: 40, män: 38}]",
    ],
)
def test_a_value_of_the_whole_or_of_a_part_is_one(anhorig: Anhorig, tmp_path: Path, measured: str) -> None:
    is_found, report = said(anhorig, tmp_path, measured)
    assert not is_found
    assert TOLD not in report


def test_a_subgoal_that_is_dropped_leaves_no_target(anhorig: Anhorig, tmp_path: Path) -> None:
    is_found, report = said(anhorig, tmp_path, "", "bedömningar: [{datum: 2024-05, status: avfört}]")
    assert not is_found
    assert f"! {TOLD}" not in report


@pytest.mark.parametrize(
    ("measured", "told"),
    [
        ("mätningar: [{datum: 2024-03, täljare: 30}]", "(täljare: 30)"),
        ("nämnare: alla med insats\n    mätningar: [{datum: 2024-03, nämnare: 300}]", "(alla med insats: 300)"),
        (
            "täljare: med plan\n    mätningar: [{datum: 2024-03, värde: 10, täljare: 30}]",
            "10\N{NO-BREAK SPACE}% (med plan: 30)",
        ),
    ],
)
def test_half_of_a_share_is_told(anhorig: Anhorig, tmp_path: Path, measured: str, told: str) -> None:
    assert told in said(anhorig, tmp_path, measured)[1]


@pytest.mark.parametrize("count", [1, 4])
def test_but_not_of_few_people(anhorig: Anhorig, tmp_path: Path, count: int) -> None:
    measured = f"personer: ja\n    mätningar: [{{datum: 2024-03, täljare: {count}}}]"
    assert f"täljare: {count}" not in said(anhorig, tmp_path, measured)[1]


def test_nor_beside_parts_of_people(anhorig: Anhorig, tmp_path: Path) -> None:
    measured = "personer: ja\n    mätningar: [{datum: 2024-03, täljare: 30}, {datum: 2024-03, täljare: 29, enhet: A}]"
    assert "täljare" not in said(anhorig, tmp_path, measured)[1]


def test_women_and_men_alone_are_said_to_be_measured(anhorig: Anhorig, tmp_path: Path) -> None:
    report = said(anhorig, tmp_path, "mätningar: [{datum: 2024-03, kvinnor: 40, män: 38}]")[1]
    assert "bara kvinnor och män har egna värden" in report
    assert "inget har mätts" not in report
