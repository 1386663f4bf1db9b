"""Figures in findings: a finding tells of few people as little as a report does."""

from pathlib import Path
from textwrap import dedent

import pytest

from plan_text import checked

HEAD = """\
titel: Plan
enheter:
  - {id: ua, titel: Enhet A}
  - {id: ub, titel: Enhet B}
indikatorer:
  - id: stöd
    titel: Anhöriga med stöd
    personer: ja
    mätningar:
"""


def jumps(folder: Path, measurements: str) -> list[str]:
    """Return what is said of improbable jumps among some measurements."""
    plan = folder / "anhörigplan.yaml"
    plan.write_text(HEAD + dedent(measurements).replace("- {", "      - {"), encoding="utf-8")
    found = [one.message for one in checked(plan) if one.slug == "improbable-jump"]
    return [
        one.removeprefix("the indicator 'Anhöriga med stöd' goes ").removesuffix(", which is unlikely") for one in found
    ]


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        ("", ["from 20 to 300 (2026-06-30)"]),
        ("- {datum: 2026-06-30, värde: 400}\n", ["from 20 to 300 (2026-06-30)"]),
        ("- {datum: 2026-06-30, värde: 303}\n", []),
        ("- {datum: 2026-06-30, värde: 2, enhet: ub}\n", ["from 20 to 300 (2026-06-30)"]),
    ],
    ids=["alone", "many elsewhere", "few elsewhere", "few at a unit, of no known whole"],
)
def test_a_part_is_told_only_where_no_other_can_be_worked_out_from_it(
    rest: str, said: list[str], tmp_path: Path
) -> None:
    parts = "- {datum: 2026-03-31, värde: 20, enhet: ua}\n- {datum: 2026-06-30, värde: 300, enhet: ua}\n"
    assert jumps(tmp_path, parts + rest) == said


@pytest.mark.parametrize(("value", "is_told"), [("26", False), ("27", True), ("53", True)])
def test_a_number_without_its_decimal_point_is_told_where_with_it_it_would_be_near(
    value: str, is_told: bool, tmp_path: Path
) -> None:
    measured = f"- {{datum: 2025-12-31, värde: 5.4}}\n- {{datum: 2026-06-30, värde: {value}}}\n"
    assert bool(jumps(tmp_path, measured)) is is_told


@pytest.mark.parametrize("count", [0, 1, 4])
def test_from_few_people_no_jump_is_told_of(count: int, tmp_path: Path) -> None:
    values = f"- {{datum: 2026-03-31, värde: {count}}}\n- {{datum: 2026-06-30, värde: 300}}\n"
    assert jumps(tmp_path, values) == []


def test_nor_to_a_share_of_few_people(tmp_path: Path) -> None:
    shares = "- {datum: 2026-03-31, täljare: 10, nämnare: 100}\n- {datum: 2026-06-30, täljare: 97, nämnare: 100}\n"
    assert jumps(tmp_path, shares) == []


@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_which_of_the_few_there_are_decides_no_finding(count: int, tmp_path: Path) -> None:
    plan = tmp_path / "anhörigplan.yaml"
    target = "    målvärde: {högst: 2, senast: 2026-05}\n    utgångsvärde: {värde: 20, datum: 2025}\n    mätningar:\n"
    few, later = f"      - {{datum: 2026-03-31, värde: {count}}}\n", "      - {datum: 2026-06-30, värde: 30}\n"
    plan.write_text(HEAD.replace("    mätningar:\n", target) + few, encoding="utf-8")
    slugs = {found.slug for found in checked(plan)}
    assert not slugs & {"target-missed", "off-track"}
    plan.write_text(HEAD + few + later, encoding="utf-8")
    assert "improbable-jump" not in {found.slug for found in checked(plan)}
