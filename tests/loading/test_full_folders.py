"""Folders with more in them than any project has: a sentence says so, and a plan that is alone there is still read."""

from pathlib import Path

import pytest

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading import discovery, plan_loader
from anhorig_cli.loading.discovery import TooManyError, find_plans
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.workspace.revision import committed_plans
from anhorig_cli.workspace.workspace import Workspace, with_neighbours
from command_line import Anhorig

MOST = 20


@pytest.fixture(autouse=True)
def little_room(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Let little be looked through, and stand in an empty folder."""
    monkeypatch.setattr(discovery, "MOST_FILES", MOST)
    monkeypatch.setattr(discovery, "MOST_FOLDERS", MOST)
    monkeypatch.chdir(tmp_path)


def write(name: str, text: str = "titel: Plan\n") -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def fill(folder: str, *, name: str = "p{n}.yaml", number: int = MOST + 1) -> None:
    for n in range(number):
        write(f"{folder}/{name.format(n=n)}")


def test_as_many_plans_as_there_is_room_for_are_found_and_no_more() -> None:
    fill("plans", number=MOST)
    assert len(find_plans("plans")) == MOST
    write("plans/en-till.yaml")
    with pytest.raises(TooManyError, match="are more here") as stop:
        find_plans("plans")
    assert stop.value.message.values == {"path": "plans", "files": MOST, "folders": MOST}


def test_a_plan_has_only_so_many_parts() -> None:
    write("plans/m/plan.yaml")
    fill("plans/m/delmål", name="d{n}.md", number=MOST - 1)
    assert len(find_plans("plans")[0].files) == MOST
    fill("plans/m/indikatorer", name="i{n}.yaml", number=1)
    with pytest.raises(TooManyError):
        find_plans("plans")


@pytest.mark.parametrize(("folder", "parts"), [("plans", ()), ("plans/m", ("plans/m/plan.yaml",))])
def test_a_revision_is_looked_through_as_far_as_the_folder_is(folder: str, parts: tuple[str, ...]) -> None:
    beside = {"plans/annan/plan.yaml": b"titel: Annan\n", "plans/annan/delmål.yaml": b"units: []\n"}
    texts = dict.fromkeys((*parts, *(f"{folder}/d{n}.yaml" for n in range(MOST - len(parts)))), b"titel: D\n")
    assert committed_plans(texts | beside, "plans", "plans", Path.cwd())
    with pytest.raises(TooManyError) as stop:
        committed_plans(texts | beside | {f"{folder}/en-till.yaml": b"titel: D\n"}, "plans", "plans", Path.cwd())
    assert stop.value.message.values["path"] == folder


def test_files_of_other_kinds_and_hidden_ones_take_no_room() -> None:
    fill("plans", name="{n}.txt")
    fill("plans", name=".{n}.yaml")
    write("plans/a.yaml")
    assert [plan.name for plan in find_plans("plans")] == ["plans/a.yaml"]


def test_folders_are_counted_apart() -> None:
    fill("plans", name="m{n}/a.txt")
    with pytest.raises(TooManyError):
        find_plans("plans")


def test_a_plan_of_files_that_are_too_large_together_is_told_of_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan_loader, "MOST_TOGETHER", 100)
    write("m/plan.yaml")
    fill("m", name="d{n}.yaml", number=10)
    (plan,) = find_plans("m")
    loaded = load(plan)
    assert loaded.plan is None
    assert [(d.rule.code, d.location.file) for d in loaded.diagnostics] == [("ANH107", "m")]


REFERRING = "titel: Plan\ndelmål:\n  - {id: d, titel: D, bidrar_till: [lanet/o]}\n"
STRATEGY = "titel: Länet\nområden: [{id: o, titel: O}]\n"


def test_a_plan_of_no_project_refers_to_those_that_stand_in_its_own_folder(anhorig: Anhorig) -> None:
    write("a.yaml", REFERRING)
    write("lanet.yaml", STRATEGY)
    assert anhorig("check", "a.yaml", "--select", "ANH202").code == 0
    Path("lanet.yaml").unlink()
    write("lanet/plan.yaml", STRATEGY)
    assert anhorig("check", "a.yaml", "--select", "ANH202").code == 0


def test_a_folder_plan_of_no_project_refers_to_those_beside_it(anhorig: Anhorig) -> None:
    write("m/plan.yaml", REFERRING)
    write("lanet.yaml", STRATEGY)
    assert anhorig("check", "m/plan.yaml", "--select", "ANH202").code == 0


def test_what_stands_in_other_folders_around_a_plan_of_no_project_is_not_looked_through(anhorig: Anhorig) -> None:
    write("a.yaml", REFERRING)
    write("annat/lanet.yaml", STRATEGY)
    fill("annat", name="djup{n}/p.yaml")
    assert "'lanet'" in anhorig("check", "a.yaml", "--select", "ANH202").out


def test_without_settings_the_folder_plans_is_looked_through_whole(anhorig: Anhorig) -> None:
    write("plans/a.yaml", REFERRING)
    write("plans/region/lanet.yaml", STRATEGY)
    assert anhorig("check", "plans/a.yaml", "--select", "ANH202").code == 0


def test_a_plan_in_a_full_folder_of_no_project_is_read_unless_it_refers_to_another(anhorig: Anhorig) -> None:
    fill(".")
    assert anhorig("report", "p1.yaml", "-o", "-").code == 0
    write("a.yaml", REFERRING)
    run = anhorig("check", "a.yaml")
    assert (run.code, run.out) == (3, "")
    assert f"{MOST} planfiler" in run.err


def test_in_a_project_nothing_is_told_of_a_plan_whose_neighbours_are_too_many() -> None:
    write("anhorig.yaml", "planer: .\n")
    fill(".")
    (one,) = Workspace.of(["p1.yaml"]).plans
    with pytest.raises(TooManyError):
        list(Workspace([one]).plans_naming(one))


def test_a_name_is_not_changed_where_those_that_refer_to_it_are_too_many_to_see() -> None:
    fill(".")
    with pytest.raises(CannotWorkError, match="are more here"):
        with_neighbours("p1.yaml")


def test_a_part_of_a_plan_that_is_too_large_to_read_is_not_written_over(anhorig: Anhorig) -> None:
    write("plans/m/plan.yaml")
    fill("plans/m/delmål", name="d{n}.yaml")
    run = anhorig("schema", "-o", "plans/m/delmål/d1.yaml")
    assert run.code == 3
    assert Path("plans/m/delmål/d1.yaml").read_text(encoding="utf-8") == "titel: Plan\n"
