"""Plans that others refer to: found among those selected or beside them, each folder searched once."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from anhorig_cli.loading.discovery import PlanFiles, find_plans
from anhorig_cli.workspace import select_plans as selecting
from anhorig_cli.workspace.select_plans import Neighbours, Selected, select_plans


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("lanet", "kommun-1", "kommun-2"):
        (tmp_path / f"{name}.yaml").write_text(f"titel: {name}\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def one(folder: Path) -> Selected:
    (selected,) = select_plans([str(folder / "kommun-1.yaml")])
    return selected


def title(neighbours: Neighbours, beside: Selected, name: str) -> str | None:
    plan = neighbours.find(beside, name)
    return plan.title if plan else None


def test_a_plan_is_found_beside_another_by_its_id(one: Selected) -> None:
    neighbours = Neighbours([one])
    assert [title(neighbours, one, name) for name in ("lanet", "LANET", "kommun-2", "saknas")] == [
        "lanet",
        "lanet",
        "kommun-2",
        None,
    ]


def test_a_plan_among_those_selected_goes_before_one_beside(folder: Path, one: Selected) -> None:
    other = folder / "annat" / "lanet.yaml"
    other.parent.mkdir()
    other.write_text("titel: Ett annat län\n", encoding="utf-8")
    neighbours = Neighbours([*select_plans([str(other)]), one])
    assert title(neighbours, one, "lanet") == "Ett annat län"


def test_a_folder_is_searched_once(one: Selected, monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []

    def find(path: str) -> list[PlanFiles]:
        searched.append(path)
        return find_plans(path)

    monkeypatch.setattr(selecting, "find_plans", find)
    neighbours = Neighbours([one])
    for name in ("lanet", "kommun-2", "saknas", "lanet"):
        neighbours.find(one, name)
    assert len(searched) == 1


def test_a_plan_is_read_once(one: Selected, folder: Path) -> None:
    read: list[str] = []

    def beside(_: Selected) -> Sequence[PlanFiles]:
        return [files._replace(read=reader) for files in find_plans(str(folder))]

    def reader(name: str, path: Path) -> bytes:
        read.append(Path(name).stem)
        return path.read_bytes()

    neighbours = Neighbours([], beside)
    assert [title(neighbours, one, "lanet") for _ in range(3)] == ["lanet"] * 3
    assert [read.count(name) for name in ("kommun-1", "kommun-2", "lanet")] == [
        1,
        1,
        2,
    ]  # also for its id


def test_plans_that_were_asked_for_long_ago_are_not_kept(one: Selected, folder: Path) -> None:
    for number in range(60):
        (folder / f"p{number}.yaml").write_text(f"titel: Plan {number}\n", encoding="utf-8")
    neighbours = Neighbours([one])
    for number in range(60):
        assert title(neighbours, one, f"p{number}") == f"Plan {number}"
        assert title(neighbours, one, "lanet") == "lanet"
    assert len(neighbours._loaded) == 50  # noqa: SLF001 - what stays in memory is seen nowhere else
    assert (folder / "lanet.yaml").resolve() in neighbours._loaded  # noqa: SLF001 - as above
