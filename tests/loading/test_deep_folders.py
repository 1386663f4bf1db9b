"""Folders that stand in each other without end: told of in a sentence, and never followed to the bottom."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.discovery import DEEPEST, find_plans


@pytest.fixture(autouse=True)
def cleared(tmp_path: Path) -> Iterator[None]:
    """Remove the folders after each test, from the bottom: pytest, which removes them later, cannot go so deep."""
    yield
    here = Path.cwd()
    os.chdir(tmp_path)
    while Path("a").is_dir():
        os.chdir("a")
    Path("plan-a.yaml").unlink()
    while not Path().samefile(tmp_path):
        os.chdir("..")
        Path("a").rmdir()
    os.chdir(here)


def deep(top: Path, levels: int) -> Path:
    """Make folders in each other, more than a path may be long, and return the name of the outermost."""
    here = Path.cwd()
    os.chdir(top)
    try:
        for _ in range(levels):
            Path("a").mkdir()
            os.chdir("a")
        Path("plan-a.yaml").write_text("titel: Plan\n", encoding="utf-8")
    finally:
        os.chdir(here)
    return top


@pytest.mark.parametrize("levels", [DEEPEST + 1, 1200])
def test_plans_are_not_looked_for_in_folders_without_end(tmp_path: Path, levels: int) -> None:
    with pytest.raises(CannotWorkError, match=r"more than \{most\} levels deep") as stop:
        find_plans(str(deep(tmp_path, levels)))
    assert stop.value.message.values["path"] == str(tmp_path)


def test_nor_are_the_parts_of_a_plan(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("titel: Plan\n", encoding="utf-8")
    with pytest.raises(CannotWorkError, match=r"more than \{most\} levels deep"):
        find_plans(str(deep(tmp_path, 1200)))


def test_folders_as_deep_as_anyone_has_them_are_searched(tmp_path: Path) -> None:
    (plan,) = find_plans(str(deep(tmp_path, DEEPEST)))
    assert plan.name.endswith("/plan-a.yaml")
