"""Subgoals that carry each other on in a circle, also from plan to plan."""

from pathlib import Path

import pytest

from command_line import Anhorig


def subgoals(title: str, *links: tuple[str, str]) -> str:
    lines = [f"  - {{id: {name}, titel: {name.upper()}, fortsätter: {earlier}}}\n" for name, earlier in links]
    return f"titel: {title}\ndelmål:\n{''.join(lines)}"


@pytest.fixture
def plans(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "plans").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "plans"


def found(anhorig: Anhorig, *paths: str) -> list[str]:
    """Return the files in which a circle is told of."""
    out = anhorig("check", "--select", "ANH205", *paths).out
    return [line.split(":")[0].removeprefix("plans/") for line in out.splitlines() if "ANH205" in line]


def test_two_plans_may_not_carry_each_other_on(plans: Path, anhorig: Anhorig) -> None:
    (plans / "p.yaml").write_text(subgoals("P", ("d", "Q/e")), encoding="utf-8")
    (plans / "q.yaml").write_text(subgoals("Q", ("e", "p/d")), encoding="utf-8")
    assert found(anhorig) == ["p.yaml", "q.yaml"]
    assert found(anhorig, "plans/q.yaml") == ["q.yaml"]


def test_nor_may_three_with_ids_of_their_own(plans: Path, anhorig: Anhorig) -> None:
    (plans / "a.yaml").write_text("id: ett\n" + subgoals("A", ("x", "två/y")), encoding="utf-8")
    (plans / "b.yaml").write_text("id: två\n" + subgoals("B", ("y", "z"), ("z", "tre/å")), encoding="utf-8")
    (plans / "c.yaml").write_text("id: tre\n" + subgoals("C", ("å", "ett/x"), ("ä", "ett/x")), encoding="utf-8")
    assert found(anhorig) == ["a.yaml", "b.yaml", "b.yaml", "c.yaml"]


def test_a_plan_may_name_itself(plans: Path, anhorig: Anhorig) -> None:
    (plans / "p.yaml").write_text(subgoals("P", ("d", "p/e"), ("e", "D")), encoding="utf-8")
    assert found(anhorig) == ["p.yaml", "p.yaml"]


def test_a_chain_through_years_is_none(plans: Path, anhorig: Anhorig) -> None:
    for year in range(2020, 2030):
        (plans / f"{year}.yaml").write_text(subgoals(str(year), ("d", f"{year - 1}/d")), encoding="utf-8")
    assert found(anhorig) == []


def test_one_that_is_only_led_to_by_a_circle_is_none(plans: Path, anhorig: Anhorig) -> None:
    (plans / "p.yaml").write_text(subgoals("P", ("d", "q/e"), ("f", "d")), encoding="utf-8")
    (plans / "q.yaml").write_text(subgoals("Q", ("e", "p/d")), encoding="utf-8")
    lines = anhorig("check", "--select", "ANH205", "plans/p.yaml").out.splitlines()
    assert [line.split(":")[1] for line in lines if "ANH205" in line] == ["3"]
