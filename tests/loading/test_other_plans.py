"""Folders of others' plans: what a path may be, by its letters and on the disk."""

from pathlib import Path

import pytest

from anhorig_cli.loading import project_loader
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.project_loader import OtherFolder, PathFlaw, flaw_of_path, other_folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project, and a municipality with a plan beside it."""
    (tmp_path / "länet").mkdir()
    plans = tmp_path / "ale" / "plans"
    plans.mkdir(parents=True)
    (plans / "anhorigplan.yaml").write_text("titel: Ales plan\n", encoding="utf-8")
    (plans / "README.md").write_text("# Om planerna\n", encoding="utf-8")
    (plans / "anteckningar.txt").write_text("titel: Inte en plan\n", encoding="utf-8")
    return tmp_path / "länet"


def plans_in(found: OtherFolder | PathFlaw) -> list[str]:
    assert isinstance(found, OtherFolder), found
    return [plan.root.name for plan in found.plans if plan.files]


def why_not(found: OtherFolder | PathFlaw | None) -> str:
    assert isinstance(found, PathFlaw)
    return found.message.template


@pytest.mark.parametrize("path", ["../ale/plans", "../ale/plans/", "arkiv", "./arkiv", r"..\ale\plans", "../..", "å ö"])
def test_a_way_from_the_settings_is_a_path(path: str) -> None:
    assert flaw_of_path(path) is None


@pytest.mark.parametrize(
    "path",
    [
        "https://example.se/plans", "HTTP://example.se", "file:///etc", "git@example.se:ale/plans.git", "ssh://ale/x",
        "//server/delad/plans", r"\\server\delad\plans", "mailto:kim@example.se", "data:text/plain,x",
    ],
)  # fmt: skip
def test_an_address_is_never_fetched(path: str) -> None:
    assert why_not(flaw_of_path(path)) == "'{path}' is an address, and nothing is fetched"


@pytest.mark.parametrize(
    "path", ["/", "/home/kim/plans", "~", "~/.ssh", "~kim/plans", "\\plans", "C:plans", "C:\\plans"]
)
def test_a_path_begins_in_the_folder_of_the_settings(path: str) -> None:
    assert why_not(flaw_of_path(path)) == "'{path}' does not begin in this folder"


@pytest.mark.parametrize("path", ["../.ssh", ".git", "../ale/.config/plans", "..\\.ssh", "...x"])
def test_what_is_hidden_is_not_named(path: str) -> None:
    assert why_not(flaw_of_path(path)) == "'{path}' leads to what is hidden"


def test_a_name_that_windows_cannot_hold_is_none_anywhere() -> None:
    assert why_not(flaw_of_path("../aux")) == "on Windows no folder can have the name '{name}'"


def test_the_plans_in_a_folder_beside_are_found_and_nothing_else(project: Path) -> None:
    assert plans_in(other_folder(project, "../ale/plans")) == ["anhorigplan.yaml"]
    assert plans_in(other_folder(project, r"..\ale\plans")) == ["anhorigplan.yaml"]


def test_a_folder_that_is_not_there_or_holds_no_plan_is_told(project: Path) -> None:
    assert why_not(other_folder(project, "../berga/plans")) == "there is no folder '{path}'"
    assert why_not(other_folder(project, "../ale/plans/anhorigplan.yaml")) == "there is no folder '{path}'"
    assert why_not(other_folder(project, ".")) == "{path}: there is no plan here"


def test_no_link_is_followed_to_a_folder_or_in_it(project: Path, tmp_path: Path) -> None:
    hidden = tmp_path / "annat"
    hidden.mkdir()
    (hidden / "hemlig.yaml").write_text("titel: Hemlig\n", encoding="utf-8")
    (project / "länk").symlink_to(hidden, target_is_directory=True)
    (tmp_path / "väg").symlink_to(tmp_path / "ale", target_is_directory=True)
    for path in ("länk", "../väg/plans"):
        assert why_not(other_folder(project, path)) == "'{path}' leads through a link, and no link is followed"
    (tmp_path / "ale" / "plans" / "in").symlink_to(hidden, target_is_directory=True)
    (tmp_path / "ale" / "plans" / "in.yaml").symlink_to(hidden / "hemlig.yaml")
    found = other_folder(project, "../ale/plans")
    assert plans_in(found) == ["anhorigplan.yaml"]
    assert isinstance(found, OtherFolder)
    assert len([plan for plan in found.plans if plan.refused]) == 2


def test_hidden_files_and_folders_are_passed_by(project: Path, tmp_path: Path) -> None:
    hidden = tmp_path / "ale" / "plans" / ".git"
    hidden.mkdir()
    (hidden / "x.yaml").write_text("titel: X\n", encoding="utf-8")
    (tmp_path / "ale" / "plans" / ".hemlig.yaml").write_text("titel: X\n", encoding="utf-8")
    assert plans_in(other_folder(project, "../ale/plans")) == ["anhorigplan.yaml"]


def test_a_folder_with_too_much_in_it_is_not_searched(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = tmp_path / "ale" / "plans" / "a" / "b"
    deep.mkdir(parents=True)
    for n in range(5):
        (deep / f"{n}.txt").write_text("", encoding="utf-8")
    searched: list[str] = []

    def find(path: str) -> list[PlanFiles]:
        searched.append(path)
        return []

    monkeypatch.setattr(project_loader, "find_plans", find)
    monkeypatch.setattr(project_loader, "MOST", 9)
    assert why_not(other_folder(project, "../ale/plans")) == "'{path}' contains more than {most} files and folders"
    assert searched == []
    monkeypatch.setattr(project_loader, "MOST", 10)
    assert plans_in(other_folder(project, "../ale/plans")) == []
    assert len(searched) == 1
