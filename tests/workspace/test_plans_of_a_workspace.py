"""The workspace: which plans there are, with which settings, what they refer to, and how they were at a revision."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from anhorig_cli.diagnostics import CannotWorkError, WrongUsageError
from anhorig_cli.history.repository import Repository
from anhorig_cli.loading.discovery import PlanFiles, find_neighbours, find_plans
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.workspace import workspace as module
from anhorig_cli.workspace.revision import PlansAtCommit
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan, may_have_areas
from past import Past


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Three plans beside each other, outside any project."""
    monkeypatch.chdir(tmp_path)
    for name in ("lanet", "kommun-1", "kommun-2"):
        (tmp_path / f"{name}.yaml").write_text(f"titel: {name}\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def one(folder: Path) -> WorkspacePlan:
    return Workspace.named(str(folder / "kommun-1.yaml"))


def title(workspace: Workspace, beside: WorkspacePlan, name: str) -> str | None:
    plan = workspace.plan(name, beside)
    return plan.title if plan else None


def names(plans: Sequence[WorkspacePlan]) -> list[str]:
    return [one.files.root.stem for one in plans]


def test_the_plans_that_paths_mean_are_there_in_order_and_once(folder: Path) -> None:
    workspace = Workspace.of([str(folder / "lanet.yaml"), str(folder), str(folder / "kommun-2.yaml")])
    assert names(workspace.plans) == ["lanet", "kommun-1", "kommun-2"]


def test_a_plan_under_two_names_has_the_first(folder: Path) -> None:
    (folder / "trelleborg" / "delmål").mkdir(parents=True)
    for name in ("plan.yaml", "delmål/a.md"):
        (folder / "trelleborg" / name).write_text("---\ntitel: T\n---\n", encoding="utf-8")
    workspace = Workspace.of(["trelleborg", "./trelleborg/delmål/../delmål/a.md"])
    assert [one.files.name for one in workspace.plans] == ["trelleborg"]


def test_without_paths_it_is_of_the_plans_of_the_project_here(folder: Path) -> None:
    (folder / "anhorig.yaml").write_text("planer: .\nminsta antal: 7\n", encoding="utf-8")
    workspace = Workspace.of()
    assert names(workspace.plans) == ["kommun-1", "kommun-2", "lanet"]
    assert [settings.folder for settings in workspace.settings] == [folder.resolve()]


def test_every_plan_has_the_settings_of_its_own_project(folder: Path) -> None:
    other = folder / "annan" / "plan-b.yaml"
    other.parent.mkdir()
    other.write_text("titel: B\n", encoding="utf-8")
    (other.parent / "anhorig.yaml").write_text("", encoding="utf-8")
    workspace = Workspace.of([str(folder / "lanet.yaml"), str(other)])
    assert [settings.folder for settings in workspace.settings] == [None, other.parent.resolve()]
    assert workspace.settings_at(other.parent) != workspace.settings_at(folder)


def test_one_plan_is_named_by_path_or_id(folder: Path) -> None:
    (folder / "anhorig.yaml").write_text("planer: .\n", encoding="utf-8")
    assert Workspace.named("kommun-2.yaml").files.root == Workspace.named("KOMMUN-2").files.root
    with pytest.raises(WrongUsageError, match="several plans"):
        Workspace.named(str(folder))
    with pytest.raises(CannotWorkError, match="no such file or folder"):
        Workspace.named("saknas")


def test_a_path_can_be_looked_up_whether_a_command_is_about_it_or_not(folder: Path) -> None:
    workspace = Workspace.of([str(folder / "lanet.yaml")])
    assert names(workspace.find("kommun-1.yaml")) == ["kommun-1"]
    assert workspace.find("saknas.yaml") == []
    assert names(workspace.of_plans(workspace.find("kommun-1.yaml")).plans) == ["kommun-1"]


def test_a_plan_is_found_beside_another_by_its_id(one: WorkspacePlan) -> None:
    workspace = Workspace([one])
    found = [title(workspace, one, name) for name in ("lanet", "LANET", "kommun-2", "saknas")]
    assert found == ["lanet", "lanet", "kommun-2", None]


@pytest.mark.parametrize("key", ["områden", "Områden", "OMRÅDEN", "omra\u030aden", "areas", "Areas"])
def test_a_plan_may_have_areas_however_the_key_is_written(one: WorkspacePlan, key: str) -> None:
    one.files.root.write_text(f"titel: P\n{key}: []\n", encoding="utf-8")
    assert may_have_areas(one.files)


@pytest.mark.parametrize("text", ["titel: P\n", "titel: Arbete inom området\n"])
def test_a_plan_without_the_key_has_none(one: WorkspacePlan, text: str) -> None:
    one.files.root.write_text(text, encoding="utf-8")
    assert not may_have_areas(one.files)


def test_plans_that_name_another_are_found(folder: Path, one: WorkspacePlan) -> None:
    text = "titel: Referens\ndelmål:\n  - titel: A\n    bidrar till: kommun-1/d1\n"
    (folder / "kommun-2.yaml").write_text(text, encoding="utf-8")
    assert [plan.title for plan in Workspace([one]).plans_naming(one)] == ["Referens"]


def test_a_plan_beside_another_goes_before_one_that_stands_elsewhere(tmp_path: Path) -> None:
    for place in ("ale/strategi.yaml", "ale/skolan.yaml", "berga/strategi.yaml", "berga/idrott.yaml"):
        (tmp_path / place).parent.mkdir(exist_ok=True)
        (tmp_path / place).write_text(f"titel: {place}\n", encoding="utf-8")
    places = ("ale/strategi.yaml", "ale/skolan.yaml", "berga/idrott.yaml")
    workspace = Workspace.of([str(tmp_path / place) for place in places])
    strategy, school, sports = workspace.plans
    assert title(workspace, school, "strategi") == "ale/strategi.yaml"
    assert title(workspace, sports, "strategi") == "berga/strategi.yaml"
    assert title(workspace, sports, "skolan") == "ale/skolan.yaml"
    assert title(workspace, strategy, "idrott") == "berga/idrott.yaml"


def test_an_id_that_plans_as_near_share_means_neither(folder: Path, one: WorkspacePlan) -> None:
    (folder / "lanet").mkdir()
    (folder / "lanet" / "plan.yaml").write_text("titel: Utkast\n", encoding="utf-8")
    workspace = Workspace([one])
    assert title(workspace, one, "lanet") is None
    places = workspace.places_sharing("LANET", one)
    assert [Path(place).relative_to(folder).as_posix() for place in places] == ["lanet", "lanet.yaml"]
    assert workspace.places_sharing("kommun-2", one) == []


def test_only_plans_that_mean_a_plan_by_its_id_are_said_to_name_it(folder: Path) -> None:
    for name in ("ale", "berga"):
        place = folder / name
        place.mkdir()
        (place / "strategi.yaml").write_text(f"titel: Strategi i {name}\n", encoding="utf-8")
        text = f"titel: Plan i {name}\ndelmål: [{{titel: A, bidrar till: strategi/x}}]\n"
        (place / "anhorigplan.yaml").write_text(text, encoding="utf-8")
    workspace = Workspace.of([str(folder / "ale" / "strategi.yaml"), str(folder / "berga" / "strategi.yaml")])
    found = [[plan.title for plan in workspace.plans_naming(strategy)] for strategy in workspace.plans]
    assert found == [["Plan i ale"], ["Plan i berga"]]


def test_a_folder_is_searched_once(one: WorkspacePlan, monkeypatch: pytest.MonkeyPatch) -> None:
    searched: list[str] = []

    def find(path: str) -> list[PlanFiles]:
        searched.append(path)
        return find_neighbours(path)

    monkeypatch.setattr(module, "find_neighbours", find)
    workspace = Workspace([one])
    for name in ("lanet", "kommun-2", "saknas", "lanet"):
        workspace.plan(name, one)
    assert len(searched) == 1


def test_a_plan_is_read_once(one: WorkspacePlan, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def reader(name: str, path: Path) -> bytes:
        read.append(Path(name).stem)
        return path.read_bytes()

    found = [files._replace(read=reader) for files in find_plans(str(folder))]
    monkeypatch.setattr(module, "find_neighbours", lambda _: found)
    workspace = Workspace()
    assert [title(workspace, one, "lanet") for _ in range(3)] == ["lanet"] * 3
    assert [read.count(name) for name in ("kommun-1", "kommun-2", "lanet")] == [1, 1, 2]  # also for its id


def test_plans_that_were_asked_for_long_ago_are_not_kept(one: WorkspacePlan, folder: Path) -> None:
    for number in range(60):
        (folder / f"p{number}.yaml").write_text(f"titel: Plan {number}\n", encoding="utf-8")
    workspace = Workspace([one])
    for number in range(60):
        assert title(workspace, one, f"p{number}") == f"Plan {number}"
        assert title(workspace, one, "lanet") == "lanet"
    assert len(workspace._read_plans) == 50  # noqa: SLF001 - what stays in memory is seen nowhere else
    assert (folder / "lanet.yaml").resolve() in workspace._read_plans  # noqa: SLF001 - as above


def test_at_a_revision_the_plans_are_as_they_were_then(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    past = Past(tmp_path / "p")
    monkeypatch.chdir(past.top)
    settings = {"anhorig.yaml": "", "plans/b.yaml": "titel: B\n"}
    past.commit("2020-01-15", {**settings, "plans/a.yaml": "titel: Gammal\n", "plans/borta.yaml": "titel: Borta\n"})
    past.commit("2021-01-15", {"plans/a.yaml": "titel: Ny\n"}, remove=("plans/borta.yaml",))
    repository = Repository.around(past.top)
    now = Workspace.of()
    then = now.at(PlansAtCommit(repository, repository.commit("HEAD~1")))
    found = then.find("plans")
    assert [load(one.files).plan.title for one in found] == ["Gammal", "B", "Borta"]  # type: ignore[union-attr]
    assert names(then.find_id("borta")) == ["borta"]
    assert names(now.find_id("borta")) == []
    assert title(then.of_plans(found), found[1], "a") == "Gammal"
    assert title(now, now.plans[1], "a") == "Ny"
    assert found[0].settings is now.plans[0].settings
