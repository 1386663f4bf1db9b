"""Nothing outside a project is read for what its settings or links say, and every command refuses as check tells."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from command_line import Anhorig
from past import Past
from touched import touched

OUTSIDER = "HEMLIG"
PLAN = "titel: Planen\ndelmål:\n  - {id: d, titel: D, senast: 2027-12-31}\n"
PART = "---\ntitel: D\nsenast: 2027-12-31\n---\n"


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the project, with a plan, settings and templates of somebody else."""
    folder = tmp_path / "utanför"
    (folder / "m" / "delmål").mkdir(parents=True)
    for name in ("b.yaml", "m/plan.yaml"):
        (folder / name).write_text(PLAN.replace("Planen", OUTSIDER), encoding="utf-8")
    (folder / "m" / "delmål" / "x.md").write_text(PART.replace("D", OUTSIDER), encoding="utf-8")
    (folder / "inst.txt").write_text(f"{OUTSIDER}: {OUTSIDER}\n", encoding="utf-8")
    (folder / "lagesrapport.md.j2").write_text(f"{OUTSIDER}\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with a plan in a file, `p`, and one in a folder, `m`."""
    past = Past(tmp_path_factory.mktemp("förlaga"))
    past.commit("2026-01-01", {"plans/p.yaml": PLAN, "plans/m/plan.yaml": PLAN, "plans/m/delmål/a.md": PART})
    return past.top


@pytest.fixture
def project(tmp_path: Path, committed: Path, outside: Path, monkeypatch: pytest.MonkeyPatch) -> Past:
    """The repository, beside the folder of somebody else; one stands in it."""
    assert outside.parent == tmp_path
    shutil.copytree(committed, tmp_path / "projekt")
    monkeypatch.chdir(tmp_path / "projekt")
    return Past(tmp_path / "projekt", is_new=False)


def _settings(text: str) -> Callable[[Past], None]:
    return lambda project: project.write({"anhorig.yaml": text})


def _link(name: str, target: str, *, has_settings: bool = True) -> Callable[[Past], None]:
    def link(project: Past) -> None:
        place = project.top / name
        place.parent.mkdir(exist_ok=True)
        if place.is_dir():
            place.rename(project.top / "undan")
        place.unlink(missing_ok=True)
        place.symlink_to(target)
        if has_settings:
            project.write({"anhorig.yaml": ""})

    return link


WAYS_OUT = {
    "planer: ../utanför": _settings("planer: ../utanför\n"),
    "planer: /": _settings("planer: /\n"),
    "planer: ../projekt/../utanför": _settings("planer: ../projekt/../utanför\n"),
    "mallar: ../utanför": _settings("mallar: ../utanför\n"),
    "the settings": _link("anhorig.yaml", "../utanför/inst.txt", has_settings=False),
    "the plans folder": _link("plans", "../utanför"),
    "the plans folder, without settings": _link("plans", "../utanför", has_settings=False),
    "the templates folder": _link("templates", "../utanför"),
    "a template": _link("templates/lagesrapport.md.j2", "../../utanför/lagesrapport.md.j2"),
    "a plan": _link("plans/p.yaml", "../../utanför/b.yaml"),
    "a plan, without settings": _link("plans/p.yaml", "../../utanför/b.yaml", has_settings=False),
    "a folder of plans": _link("plans/fler", "../../utanför"),
    "a part": _link("plans/m/delmål/a.md", "../../../../utanför/m/delmål/x.md"),
    "a folder of parts": _link("plans/m/delmål", "../../../utanför/m/delmål"),
}
COMMANDS = {
    "check": "check",
    "check of a folder": "check .",
    "check since": "check --since HEAD",
    "report": "report",
    "report to a folder": "report -o ut/",
    "status": "status",
    "overview": "overview",
    "compare": "compare x",
    "cycle": "cycle",
    "diff": "diff",
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
@pytest.mark.parametrize("way", WAYS_OUT.values(), ids=WAYS_OUT)
def test_a_command_for_all_plans_refuses_as_check_tells(
    anhorig: Anhorig, project: Past, outside: Path, way: Callable[[Past], None], command: str
) -> None:
    way(project)
    with touched() as seen:
        run = anhorig(*command.split())
    assert run.code == 1
    assert "ANH131" in run.out + run.err
    assert OUTSIDER not in run.out + run.err
    assert seen.below(outside) == set()
    assert not (project.top / "ut").exists()


EDIT = "add activity {plan} d --title X"


@pytest.mark.parametrize(
    ("way", "plan"),
    [(way, "p") for way in WAYS_OUT if "part" not in way and way != "a folder of plans"]
    + [(way, "m") for way in WAYS_OUT if "part" in way],
)
@pytest.mark.parametrize(
    "command", [EDIT, "history {plan}", EDIT.replace("{plan}", "plans/{plan}"), "calendar plans/{plan}"]
)
def test_a_command_for_one_plan_does_too(
    anhorig: Anhorig, project: Past, outside: Path, way: str, plan: str, command: str
) -> None:
    WAYS_OUT[way](project)
    suffix = ".yaml" if "plans/" in command and plan == "p" else ""
    before = {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()}
    with touched() as seen:
        run = anhorig(*command.format(plan=plan + suffix).split())
    assert run.code == 1
    assert "ANH131" in run.out + run.err
    assert OUTSIDER not in run.out + run.err
    assert seen.below(outside) == set()
    assert {path: path.read_bytes() for path in outside.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("command", ["template list", "template show lagesrapport", "template data plans/m"])
@pytest.mark.parametrize("way", ["mallar: ../utanför", "the templates folder", "a template"])
def test_so_do_those_that_show_templates(
    anhorig: Anhorig, project: Past, outside: Path, way: str, command: str
) -> None:
    WAYS_OUT[way](project)
    with touched() as seen:
        run = anhorig(*command.split())
    assert run.code == 1
    assert "ANH131" in run.err
    assert OUTSIDER not in run.out + run.err
    assert seen.below(outside) == set()


@pytest.mark.parametrize("output_format", ["text", "json", "github", "gitlab", "sarif", "junit"])
def test_every_format_tells_where_the_settings_lead_out(anhorig: Anhorig, project: Past, output_format: str) -> None:
    project.write({"anhorig.yaml": "språk: sv\nplaner: ../utanför\n"})
    run = anhorig("check", "--format", output_format)
    assert run.code == 1
    assert "anhorig.yaml" in run.out
    assert "leder ut ur projektet" in run.out


def test_the_line_of_a_link_is_not_shown_on_a_terminal(
    anhorig: Anhorig, project: Past, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    WAYS_OUT["a plan"](project)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    with touched() as seen:
        run = anhorig("check")
    assert "plans/p.yaml:1:1" in run.out
    assert OUTSIDER not in run.out
    assert seen.below(outside) == set()


def test_without_settings_or_git_a_link_called_plans_is_refused_and_another_is_the_users_own(
    anhorig: Anhorig, tmp_path: Path, outside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "här").mkdir()
    monkeypatch.chdir(tmp_path / "här")
    for name in ("plans", "genväg"):
        Path(name).symlink_to(outside)
    assert [anhorig("check", *words).code for words in ([], ["plans"], ["plans/b.yaml"])] == [1, 1, 1]
    assert OUTSIDER in anhorig("report", "genväg/b.yaml").out


def test_what_is_named_on_the_command_line_may_stand_anywhere(anhorig: Anhorig, project: Past, outside: Path) -> None:
    assert project.top == Path.cwd()
    assert OUTSIDER in anhorig("report", "../utanför/b.yaml").out
    assert OUTSIDER in anhorig("report", outside / "b.yaml", "--template", "../utanför/lagesrapport.md.j2").out


@pytest.mark.parametrize("option", ["--template ut/lagesrapport.md.j2", "--letterhead ut/brev.docx -o r.docx"])
def test_a_template_or_letterhead_is_not_looked_for_through_a_link_out(
    anhorig: Anhorig, project: Past, outside: Path, option: str
) -> None:
    (outside / "brev.docx").write_bytes(b"PK")
    (project.top / "ut").symlink_to(outside)
    with touched() as seen:
        run = anhorig("report", "plans/p.yaml", *option.split())
    assert (run.code, run.err.split(":")[0]) == (1, "ut")
    assert seen.below(outside) == set()


def test_a_plan_beside_the_project_in_its_repository_is_read_and_judged_by_its_settings(
    anhorig: Anhorig, project: Past, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write({"stöd/anhorig.yaml": "planer: ../plans\nallvar: {no-indicator: fel}\n"})
    monkeypatch.chdir(project.top / "stöd")
    for words in ([], ["../plans/p.yaml"]):
        assert "../plans/p.yaml:3:5: ANH305" in anhorig("check", *words, "--fail-on", "error").out
        assert anhorig("check", *words).code == 1


def test_a_link_that_was_committed_is_no_file_of_the_version(anhorig: Anhorig, project: Past, outside: Path) -> None:
    for name, target in {"plans/b.yaml": "../../utanför/b.yaml", "plans/c.yaml": "p.yaml", "plans/n": "m"}.items():
        (project.top / name).symlink_to(target)
    project.commit("2026-02-01")
    for name in ("b.yaml", "c.yaml", "n"):
        (project.top / "plans" / name).unlink()
    with touched() as seen:
        for words in ([], ["plans/b.yaml", "plans/p.yaml"], ["plans/p.yaml"]):
            run = anhorig("diff", "HEAD", *words)
            assert run.out.count("titel") == 0
            assert "b.yaml" not in run.out
    assert seen.below(outside) == set()


def test_plans_that_are_a_link_within_the_repository_are_compared_where_they_are(
    anhorig: Anhorig, project: Past
) -> None:
    (project.top / "plans").rename(project.top / "data")
    (project.top / "plans").symlink_to("data")
    project.commit("2026-02-01")
    project.write({"data/p.yaml": PLAN.replace("2027", "2028")})
    run = anhorig("diff", "plans/p.yaml")
    assert "2027-12-31 → 2028-12-31" in run.out
    assert "2027-12-31 → 2028-12-31" in anhorig("diff").out
    assert anhorig("check", "--since", "HEAD").out == ""
