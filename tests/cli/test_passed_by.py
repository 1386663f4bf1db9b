"""What is not read, though it seems to be meant, is told of."""

from pathlib import Path

import pytest

from command_line import Anhorig
from past import Past

PLAN = "titel: P\ndelmål:\n  - {id: d, titel: D, senast: 2027-12-31}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    """A repository with a plan."""
    past = Past(tmp_path)
    past.commit("2026-01-15", {"plans/p.yaml": PLAN})
    monkeypatch.chdir(tmp_path)
    return past


def passed_by(anhorig: Anhorig, *arguments: str) -> list[str]:
    """Return the lines that check tells of what is passed by."""
    return [line for line in anhorig("check", "--select", "ANH118", *arguments).out.splitlines() if "ANH118" in line]


@pytest.mark.parametrize("name", ["anhorig.yml", ".anhorig.yaml", "anhorig.yaml.txt", "plans/anhorig.yml"])
def test_settings_with_another_name_are_told_of(project: Past, anhorig: Anhorig, name: str) -> None:
    project.write({name: "planer: underlag\n"})
    (line,) = passed_by(anhorig)
    assert line.startswith(f"{name}:1:1: ")
    assert "anhorig.yaml" in line
    assert passed_by(anhorig, "plans/p.yaml") == [line]


def test_so_they_are_beside_settings_with_the_right_name(project: Past, anhorig: Anhorig) -> None:
    project.write({"anhorig.yaml": "språk: sv\n", "anhorig.yml": "planer: underlag\n"})
    assert [line.split(":")[0] for line in passed_by(anhorig)] == ["anhorig.yml"]


def test_they_are_no_plan(project: Past, anhorig: Anhorig) -> None:
    project.write({"anhorig.yml": "planer: underlag\n"})
    assert "anhorig.yml" not in anhorig("check", ".", "--select", "ANH12").out


def test_settings_that_are_a_link_to_nothing_are_told_of(project: Past, anhorig: Anhorig) -> None:
    (project.top / "anhorig.yaml").symlink_to("borta.yaml")
    found = anhorig("check", "--select", "ANH1")
    assert (found.code, "anhorig.yaml:1:1" in found.out) == (1, True)


def test_plans_in_a_folder_of_a_project_that_has_its_plans_elsewhere_are_told_of(
    project: Past, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write({"anhorig.yaml": "språk: sv\n", "enhet/plans/q.yaml": PLAN})
    monkeypatch.chdir(project.top / "enhet")
    (line,) = passed_by(anhorig)
    assert line.startswith("plans:1:1: ")
    assert "../anhorig.yaml" in line
    assert passed_by(anhorig, "plans") == []


def test_plans_that_are_the_projects_own_are_not(
    project: Past, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write({"anhorig.yaml": "planer: enhet/plans\n", "enhet/plans/q.yaml": PLAN})
    monkeypatch.chdir(project.top / "enhet")
    assert passed_by(anhorig) == []
