"""A plan has one id, the `id` in its files, else its name, and is found by it wherever a plan is named."""

from pathlib import Path

import pytest

from anhorig_cli.loading.discovery import PlanFiles, find_plans
from anhorig_cli.loading.folder import id_of
from anhorig_cli.loading.plan_loader import load
from command_line import Anhorig
from past import Past

SUBGOAL = "delmål:\n  - {id: d, titel: D, senast: 2027-12-31}\n"


def plan(folder: Path, files: dict[str, str]) -> PlanFiles:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    (found,) = find_plans(str(folder))
    return found


@pytest.mark.parametrize(
    ("files", "plan_id"),
    [
        ({"Min plan.yaml": "titel: P\n"}, "min-plan"),
        ({"p.yaml": "titel: P\nid: annan\n"}, "annan"),
        ({"p.yaml": "id : 'annan'\ntitel: P\n"}, "annan"),
        ({"p.yaml": '"id": Annan\ntitel: P\n'}, "Annan"),
        ({"p.yaml": "# först\n\n  titel: P\n  id: annan\n"}, "annan"),
        ({"p.yaml": "{titel: P, id: annan}\n"}, "annan"),
        ({"p.yaml": "x-a: &a {id: annan}\ntitel: P\n<<: *a\n"}, "annan"),
        ({"p.yaml": f"titel: P\n{SUBGOAL}"}, "p"),
        ({"p.yaml": "titel: P\nid:\n"}, "p"),
        ({"p.yaml": "titel: P\nid: inget id!\n"}, "p"),
        ({"p.md": "---\ntitel: P\nid: annan\n---\nid: texten\n"}, "annan"),
        ({"m/plan.yaml": "titel: P\n", "m/delmål/d.md": "---\ntitel: D\nid: x\n---\n"}, "m"),
        ({"m/plan.yaml": "titel: P\n", "m/mer.yaml": "id: annan\n"}, "annan"),
    ],
)
def test_the_id_of_a_plan_is_what_loading_says(tmp_path: Path, files: dict[str, str], plan_id: str) -> None:
    found = plan(tmp_path, files)
    assert (id_of(found), load(found).id) == (plan_id, plan_id)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    """A repository with two plans, one of which says what its id is."""
    past = Past(tmp_path)
    past.commit(
        "2026-01-15",
        {"plans/p.yaml": f"titel: Planen\nid: plan-2025\n{SUBGOAL}", "plans/q.yaml": f"titel: En annan\n{SUBGOAL}"},
    )
    monkeypatch.chdir(tmp_path)
    return past


@pytest.mark.parametrize(
    "command", [("status",), ("report",), ("history",), ("diff",), ("cycle",), ("check", "--select", "ANH1")]
)
def test_every_command_takes_an_id(project: Past, anhorig: Anhorig, command: tuple[str, ...]) -> None:
    run = anhorig(command[0], "plan-2025", *command[1:])
    assert (run.code, run.err, "En annan" in run.out) == (0, run.err, False)
    assert str(project.top) not in run.err


def test_so_do_commands_that_change_a_plan(project: Past, anhorig: Anhorig) -> None:
    run = anhorig("postpone", "PLAN-2025", "d", "--to", "2028-12-31", "--reason", "Vakans", "--decision", "b")
    assert run.code == 0
    assert "2028-12-31" in (project.top / "plans/p.yaml").read_text(encoding="utf-8")


def test_a_plan_that_is_gone_is_compared_by_its_id(project: Past, anhorig: Anhorig) -> None:
    (project.top / "plans/p.yaml").unlink()
    assert "Planen" in anhorig("diff", "plan-2025").out


def test_two_plans_with_one_id_are_an_error_and_no_report_is_made(project: Past, anhorig: Anhorig) -> None:
    project.write({"plans/q.yaml": "titel: En annan\nid: Plan-2025\n"})
    found = anhorig("check", "--select", "ANH119")
    assert (found.code, "plans/q.yaml:1:1: ANH119" in found.out) == (1, True)
    assert anhorig("report", "-o", "ut/").code != 0
    assert not (project.top / "ut").exists()


def test_so_are_they_where_one_of_them_cannot_be_read_in_whole(project: Past, anhorig: Anhorig) -> None:
    project.write({"plans/q.yaml": "titel: En annan\nid: Plan-2025\nperiod: i höst\n"})
    assert "plans/q.yaml:1:1: ANH119" in anhorig("check", "--select", "ANH119").out


def test_plans_of_one_name_with_ids_of_their_own_are_two(project: Past, anhorig: Anhorig) -> None:
    project.write({"plans/a/x.yaml": "titel: A\nid: a\n", "plans/b/x.yaml": "titel: B\nid: b\n"})
    assert anhorig("check", "--select", "ANH119").code == 0


def test_another_plan_is_referred_to_by_the_id_that_it_says(project: Past, anhorig: Anhorig) -> None:
    text = "titel: Ny\ndelmål:\n  - {{id: e, titel: E, fortsätter: {}/d}}\n"
    project.write({"plans/ny.yaml": text.format("plan-2025")})
    assert anhorig("check", "--select", "ANH202").code == 0
    project.write({"plans/ny.yaml": text.format("p")})
    assert "ANH202" in anhorig("check", "--select", "ANH202").out


def test_an_exception_in_the_settings_names_the_plan_by_its_id(project: Past, anhorig: Anhorig) -> None:
    project.write({"anhorig.yaml": "undanta:\n  - {regel: no-responsible, vid: plan-2025/delmål/d, skäl: Vakans}\n"})
    assert "plans/p.yaml" not in anhorig("check", "--select", "ANH304").out


def test_a_place_in_another_file_is_named_with_its_file(project: Past, anhorig: Anhorig) -> None:
    part = "---\nid: samma\ntitel: Ett\n---\n"
    project.write({"plans/m/plan.yaml": "titel: M\n", "plans/m/delmål/a.md": part, "plans/m/delmål/b.md": part})
    assert "på rad 2 i plans/m/delmål/a.md" in anhorig("check", "--select", "ANH201").out


MEASURED = "indikatorer:\n  - {id: i, titel: I, måttenhet: st, källa: K}\n"


@pytest.fixture
def only_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one plan; returns its file."""
    past = Past(tmp_path)
    past.commit("2026-01-15", {"plans/p.yaml": f"titel: Planen\nid: plan-2025\n{SUBGOAL}{MEASURED}{CYCLE}"})
    monkeypatch.chdir(tmp_path)
    return past.top / "plans/p.yaml"


CYCLE = "årshjul:\n  - {id: u, titel: Uppföljning, när: mars, från: 2026}\n"


@pytest.mark.parametrize(
    "words",
    [
        ("record", "i", "-5", "--date", "2026-01-31"),
        ("assess", "d", "uppfyllt", "--date", "2026-06-30", "--comment", "Bra"),
        ("postpone", "d", "--to", "2028-12-31", "--reason", "Vakans", "--decision", "b"),
        ("done", "u", "--date", "2026-03-10"),
        ("add", "subgoal", "--title", "Nytt", "--due", "2027-06-30"),
        ("add", "activity", "d", "--title", "Ring"),
        ("add", "indicator", "--title", "Antal"),
        ("add", "cycle-item", "--title", "Möte", "--when", "maj"),
    ],
)
def test_the_only_plan_need_not_be_named_to_be_changed(
    only_one: Path, anhorig: Anhorig, words: tuple[str, ...]
) -> None:
    before = only_one.read_text(encoding="utf-8")
    run = anhorig(*words)
    assert (run.code, only_one.read_text(encoding="utf-8") != before) == (0, True)


@pytest.mark.parametrize("words", [("history",), ("calendar",), ("wheel", "-o", "w.svg"), ("diff",), ("report",)])
def test_nor_to_be_read(only_one: Path, anhorig: Anhorig, words: tuple[str, ...]) -> None:
    assert anhorig(*words).code == 0
    assert only_one.exists()


@pytest.mark.parametrize("words", [("calendar", "plan-2025"), ("wheel", "plan-2025", "-o", "w.svg")])
def test_a_calendar_and_a_wheel_take_an_id(only_one: Path, anhorig: Anhorig, words: tuple[str, ...]) -> None:
    assert anhorig(*words).code == 0
    assert only_one.exists()


@pytest.mark.parametrize("words", [("history",), ("done", "u", "--date", "2026-03-10")])
def test_where_there_are_more_one_must_be_named(project: Past, anhorig: Anhorig, words: tuple[str, ...]) -> None:
    assert anhorig(*words).code == 2
    assert "uppföljning" not in (project.top / "plans/p.yaml").read_text(encoding="utf-8")
