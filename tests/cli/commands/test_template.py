"""`anhorig template`: which templates there are, what one says, and what they may use."""

import json
from pathlib import Path

import pytest

from command_line import Anhorig

PLAN = "titel: Plan för anhörigstöd\ndelmål: [{id: a, titel: Träffar}]\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a project with a plan and two templates of its own, where the test stands."""
    (tmp_path / "plans").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "anhorig.yaml").write_text("språk: sv\n", encoding="utf-8")
    (tmp_path / "plans" / "plan-a.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "templates" / "lagesrapport.md.j2").write_text("# {{ plan.title }}\tegen\x1b\n", encoding="utf-8")
    (tmp_path / "templates" / "veckobrev.html.j2").write_text("<p></p>\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_templates_are_listed_with_their_kinds_and_whose_they_are(anhorig: Anhorig, project: Path) -> None:
    assert project.is_dir()
    lines = anhorig("template", "list").out.splitlines()
    own = next(line for line in lines if line.startswith("lagesrapport"))
    assert "md, html" in own
    assert "hur arbetet går" in own
    assert "egen: templates/lagesrapport.md.j2" in own
    assert lines[-1].split() == ["veckobrev", "html", "egen:", "templates/veckobrev.html.j2"]
    assert not any(line.startswith("page") for line in lines)


def test_a_template_is_printed_the_projects_own_first(anhorig: Anhorig, project: Path) -> None:
    assert anhorig("template", "show", "lagesrapport").out == "# {{ plan.title }}\tegen\\u001b\n"
    built_in = anhorig("template", "show", "lagesrapport", "--built-in").out
    assert "{% block goal %}" in built_in
    assert '{% extends "page.html.j2" %}' in anhorig("template", "show", "lagesrapport", "--format", "html").out
    (project / "templates" / "lagesrapport.md.j2").write_bytes(b"\xe5")
    run = anhorig("template", "show", "lagesrapport")
    assert (run.code, run.err) == (3, "templates/lagesrapport.md.j2:1: filen är inte UTF-8: spara den som UTF-8\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("lagesraport", "menade du 'lagesrapport'?"),
        ("veckobrev", "ger html, inte md"),
        ("zzz", "anhorig template list"),
    ],
)
def test_a_template_that_does_not_exist_is_told(name: str, said: str, anhorig: Anhorig, project: Path) -> None:
    assert project.is_dir()
    run = anhorig("template", "show", name)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def test_the_names_that_a_template_may_use_are_listed(anhorig: Anhorig) -> None:
    lines = anhorig("template", "data").out.splitlines()
    assert lines[0].startswith("plan: Allt som en rapport kan skriva ut")
    held = {tuple(line.split(maxsplit=1)) for line in lines if line.startswith("  ")}
    assert {
        ("subgoals", "lista med subgoal"),
        ("is_overdue", "ja eller nej"),
        ("assessment", "assessment, eller inget"),
    } <= held
    assert {"plan", "summary", "subgoal", "activity", "indicator", "measurement"} <= {
        line.partition(":")[0] for line in lines
    }
    described = json.loads(anhorig("template", "data", "--format", "json").out)
    assert described[0]["name"] == "plan"
    assert {"name": "title", "kind": "text", "is_list": False, "may_be_missing": False} in described[0]["fields"]


def test_the_values_that_a_template_is_given_of_a_plan_are_shown(anhorig: Anhorig, project: Path) -> None:
    assert project.is_dir()
    run = anhorig("template", "data", "plans", "--as-of", "2026-07-01")
    assert run.code == 0
    assert 'plan.title = "Plan för anhörigstöd"\n' in run.out
    assert 'plan.subgoals[0].title = "Träffar"\n' in run.out
    assert "plan.goal" not in run.out
    values = json.loads(anhorig("template", "data", "plans", "--format", "json").out)
    assert values["subgoals"][0]["title"] == "Träffar"
    assert values["goal"] == ""


def test_a_plan_that_does_not_load_gives_its_errors(anhorig: Anhorig, project: Path) -> None:
    (project / "plans" / "plan-b.yaml").write_text("titel: P\norganistion: X\n", encoding="utf-8")
    run = anhorig("template", "data", "plans/plan-b.yaml")
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("plans/plan-b.yaml:2:1: ANH121 ")


def test_the_command_alone_and_in_help_shows_what_stands_below_it(anhorig: Anhorig) -> None:
    for arguments in (["template"], ["template", "--help"]):
        shown = anhorig(*arguments).out
        assert all(word in shown for word in ("list", "show", "data"))
    assert "--built-in" in anhorig("template", "show", "--help").out
