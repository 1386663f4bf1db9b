"""No output takes the place of what was read, or of a project's plans, parts, templates and settings."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from anhorig_cli.usecases import refuse_overwriting as guard
from command_line import Anhorig
from past import Past

FIELDS = "---\ntitel: Planen\nårshjul:\n  - {titel: Följ upp, när: mars}\n---\nBakgrund.\n"
FILES = {
    "anhorig.yaml": "mallar: mallar\n",
    "mallar/egen.md.j2": "{{ plan.title }}\n",
    "mallar/delar.md.j2": "delar\n",
    "plans/p.md": FIELDS,
    "plans/andra.md": FIELDS,
    "plans/stor/plan.md": FIELDS,
    "plans/stor/delmål/d.md": "---\ntitel: D\n---\n",
    "plans/stor/README.md": "Läs mig.\n",
    "plans/läs.md": "# Ingen plan\n",
    "rapport.md": "Förra rapporten.\n",
}


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a plan in a file, one in a folder, and templates; one stands in it."""
    for name, text in FILES.items():
        file = tmp_path / "projekt" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "projekt")
    return tmp_path / "projekt"


def _state(folder: Path) -> dict[str, object]:
    """Return what a folder holds, links as links."""
    return {
        str(path.relative_to(folder)): path.readlink() if path.is_symlink() else path.is_file() and path.read_bytes()
        for path in folder.rglob("*")
    }


@contextmanager
def unchanged(folder: Path) -> Iterator[None]:
    """See to it that nothing comes, goes or changes in a folder, or beside it."""
    before = _state(folder.parent)
    yield
    assert _state(folder.parent) == before


KEPT = {
    "the plan": "plans/p.md",
    "by another way": "mallar/../plans/./p.md",
    "in capitals": "plans/P.MD",
    "another plan": "plans/andra.md",
    "the file of a folder plan": "plans/stor/plan.md",
    "a part": "plans/stor/delmål/d.md",
    "a link to the plan": "länk.md",
    "a link to another plan": "annan.md",
    "another name of the plan": "hård.md",
    "another name of another plan": "hård2.md",
    "another name of a template": "hård3.md",
    "another name of the settings": "hård4.md",
    "a file in a linked folder": "mapp/p.md",
    "a link to nothing": "ingenstans.md",
    "a link out of the project": "ut.md",
    "a new file behind a link out": "utmapp/ny.md",
    "a file of git": ".git/ny.md",
}


def _with_links(project: Path) -> None:
    for name, target in {"länk.md": "plans/p.md", "annan.md": "plans/andra.md", "ingenstans.md": "saknas.md"}.items():
        (project / name).symlink_to(target)
    (project / "mapp").symlink_to("plans")
    names = {"hård.md": "plans/p.md", "hård2.md": "plans/andra.md", "hård3.md": "mallar/egen.md.j2"}
    for name, target in (names | {"hård4.md": "anhorig.yaml"}).items():
        os.link(project / target, project / name)
    (project.parent / "utanför").mkdir()
    (project.parent / "utanför" / "hemligt.md").write_text("Någon annans.\n", encoding="utf-8")
    (project / "ut.md").symlink_to("../utanför/hemligt.md")
    (project / "utmapp").symlink_to("../utanför")
    (project / ".git").mkdir()


@pytest.mark.parametrize("output", KEPT.values(), ids=KEPT)
@pytest.mark.parametrize("command", ["report plans/p.md -o {}", "schema -o {}"])
def test_no_output_is_written_over_what_is_to_be_kept(
    anhorig: Anhorig, project: Path, output: str, command: str
) -> None:
    _with_links(project)
    with unchanged(project):
        run = anhorig(*command.format(output).split())
    assert (run.code, run.out) == (3, "")
    assert len(run.err.splitlines()) == 1
    assert "inget är skrivet" in run.err


@pytest.mark.parametrize("output", ["plans/p.md", "hård2.md", "ingenstans.md"])
def test_of_many_outputs_none_is_written_where_one_may_not_be(anhorig: Anhorig, project: Path, output: str) -> None:
    _with_links(project)
    with unchanged(project):
        run = anhorig("report", "plans/p.md", "-o", "ny.html", "-o", "-", "-o", output, "-o", "ny.md", "-o", "ny/")
    assert (run.code, run.out) == (3, "")


@pytest.mark.parametrize(
    ("command", "kept"),
    [
        ("calendar plans/p.md -o kalender.ics", "plans/p.md"),
        ("wheel plans/p.md -o hjul.svg", "plans/p.md"),
        ("wheel plans/p.md -o nytt.html -o hjul.svg", "plans/p.md"),
        ("report plans/p.md -o rapport.html", "plans/stor/delmål/d.md"),
        ("schema -o ut/", "plans/andra.md"),
        ("report plans/stor --template mallar/egen.md.j2 -o r.markdown", "mallar/delar.md.j2"),
    ],
)
def test_every_kind_of_output_is_held_back(anhorig: Anhorig, project: Path, command: str, kept: str) -> None:
    (project / "ut").mkdir()
    for name in ("kalender.ics", "hjul.svg", "rapport.html", "ut/plan.schema.json", "r.markdown"):
        (project / name).symlink_to(project / kept)
    with unchanged(project):
        assert anhorig(*command.split()).code == 3


@pytest.mark.parametrize("output", ["plans/p.md", "plans/andra.md", "länk", "hård"])
def test_a_history_is_held_back_too(anhorig: Anhorig, project: Path, output: str) -> None:
    Past(project).commit("2026-01-01")
    (project / "länk").symlink_to("plans/p.md")
    (project / "hård").hardlink_to(project / "plans" / "andra.md")
    with unchanged(project):
        assert anhorig("history", "plans/p.md", "--format", "svg", "-o", output).code == 3


def test_reports_of_a_folder_are_not_written_over_the_plans_in_it(anhorig: Anhorig, project: Path) -> None:
    with unchanged(project):
        run = anhorig("report", "-o", "plans/")
    assert run.code == 3
    assert run.err.startswith("plans/")


@pytest.mark.parametrize("output", ["anhorig.yaml", "mallar/egen.md.j2", "mallar/delar.md.j2", "ANHORIG.YAML"])
def test_settings_and_templates_are_kept_also_where_they_were_not_read(
    anhorig: Anhorig, project: Path, output: str
) -> None:
    with unchanged(project):
        assert anhorig("schema", "--language", "sv", "-o", output).code == 3


def test_a_projects_files_are_kept_from_wherever_one_stands(
    anhorig: Anhorig, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    for output in ("plans/andra.md", "plans/stor/delmål/d.md", "mallar/delar.md.j2", "anhorig.yaml"):
        with unchanged(project):
            assert anhorig("schema", "-o", project / output).code == 3


def test_without_settings_the_plans_in_the_folder_plans_are_kept(anhorig: Anhorig, project: Path) -> None:
    (project / "anhorig.yaml").unlink()
    for output in ("plans/andra.md", f"{project}/plans/stor/delmål/d.md"):
        with unchanged(project):
            assert anhorig("schema", "-o", output).code == 3


def test_so_are_plans_beside_one_that_was_read(anhorig: Anhorig, tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(FIELDS, encoding="utf-8")
    with unchanged(tmp_path):
        assert anhorig("report", tmp_path / "a.md", "-o", tmp_path / "b.md").code == 3


def test_a_letterhead_is_not_written_over(anhorig: Anhorig, project: Path, letterhead: Callable[[Path], None]) -> None:
    letterhead(project / "mall.docx")
    (project / "rapport.docx").hardlink_to(project / "mall.docx")
    for output in ("mall.docx", "./mall.docx", "MALL.docx", "rapport.docx"):
        with unchanged(project):
            assert anhorig("report", "plans/p.md", "--letterhead", "mall.docx", "-o", output).code == 3


@pytest.fixture
def letterhead() -> Callable[[Path], None]:
    """Return what writes a Word document that a report can be put in."""
    docx = pytest.importorskip("docx")

    def write(path: Path) -> None:
        document = docx.Document()
        document.add_paragraph("[RAPPORT]")
        document.save(str(path))

    return write


@pytest.mark.parametrize("output", ["rapport.md", "plans/läs.md", "plans/stor/README.md", "ny.md", "plans/ny.md"])
def test_other_files_are_written(anhorig: Anhorig, project: Path, output: str) -> None:
    for _ in range(2):
        assert anhorig("report", "plans/p.md", "-o", output).code == 0
        assert (project / output).read_text(encoding="utf-8").startswith("# Planen")


def test_what_is_no_file_under_nearly_the_same_name_is_in_no_ones_way(anhorig: Anhorig, project: Path) -> None:
    (project / "NY.md").symlink_to("saknas.md")
    (project / "Ny.md").mkdir()
    assert anhorig("report", "plans/p.md", "-o", "ny.md").code == 0


def test_a_file_with_another_name_is_written_where_that_is_no_plan(anhorig: Anhorig, project: Path) -> None:
    (project / "anhorig.yaml").write_text("planer: saknas\n", encoding="utf-8")
    (project / "kopia.md").hardlink_to(project / "rapport.md")
    assert anhorig("report", "plans/p.md", "-o", "kopia.md").code == 0
    assert (project / "rapport.md").read_text(encoding="utf-8") == FILES["rapport.md"]


def test_many_outputs_are_written_only_where_all_of_their_folders_are(anhorig: Anhorig, project: Path) -> None:
    for output in ("saknas/r.md", "rapport.md/r.md"):
        with unchanged(project):
            assert anhorig("report", "plans/p.md", "-o", "ny.html", "-o", output, "-o", "ny/").code == 3


def test_a_link_to_another_file_of_the_project_is_written_through(anhorig: Anhorig, project: Path) -> None:
    (project / "senaste.md").symlink_to("rapport.md")
    assert anhorig("report", "plans/p.md", "-o", "senaste.md").code == 0
    assert (project / "senaste.md").is_symlink()
    assert (project / "rapport.md").read_text(encoding="utf-8").startswith("# Planen")


def test_two_outputs_are_two_files(anhorig: Anhorig, project: Path) -> None:
    (project / "r.html").touch()
    (project / "r.md").symlink_to("r.html")
    for outputs in (["r.html", "r.md"], ["ny.md", "NY.md"], ["ny.md", "mallar/../ny.md"]):
        with unchanged(project):
            run = anhorig("report", "plans/p.md", *(word for name in outputs for word in ("-o", name)))
        assert run.code == 3
        assert "samma fil" in run.err
    assert anhorig("report", "plans/p.md", "-o", "ny.md", "-o", "./ny.md").code == 0


@pytest.mark.skipif(sys.platform == "win32", reason="it is so there anyway")
@pytest.mark.parametrize("name", ["con.md", "ut?.md", "aux.html"])
def test_on_windows_a_name_of_a_device_is_refused(
    anhorig: Anhorig, project: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    assert anhorig("report", "plans/p.md", "-o", name).code == 0
    (project / name).unlink()
    monkeypatch.setattr(guard, "ON_WINDOWS", True)
    with unchanged(project):
        assert anhorig("report", "plans/p.md", "-o", name).code == 3


def test_a_project_of_another_version_stands_in_no_ones_way(anhorig: Anhorig, project: Path, tmp_path: Path) -> None:
    (tmp_path / "annat").mkdir()
    (tmp_path / "annat" / "anhorig.yaml").write_text("kräver: '>=999'\n", encoding="utf-8")
    (tmp_path / "annat" / "r.md").touch()
    assert anhorig("report", "plans/p.md", "-o", "../annat/r.md").code == 0
    assert (project / "plans/p.md").read_text(encoding="utf-8") == FIELDS


@pytest.mark.parametrize("link", [".github", "plans", ".anhorig"])
def test_a_project_is_not_begun_through_a_link_out_of_it(anhorig: Anhorig, tmp_path: Path, link: str) -> None:
    (tmp_path / "nytt").mkdir()
    (tmp_path / "utanför").mkdir()
    (tmp_path / "nytt" / link).symlink_to("../utanför")
    with unchanged(tmp_path / "nytt"):
        run = anhorig("init", tmp_path / "nytt")
    assert run.code == 3
    assert link in run.err


@pytest.mark.parametrize("target", ["../utanför.md", "saknas.md", "d.md", "/dev/null"])
def test_a_new_part_is_not_made_through_a_link(anhorig: Anhorig, project: Path, target: str) -> None:
    (project / "plans" / "stor" / "delmål" / "ny.md").symlink_to(target)
    with unchanged(project):
        assert anhorig("add", "subgoal", "stor", "--title", "Ny", "--due", "2027-01-01").code in {1, 2}


@pytest.mark.parametrize("name", ["--title Readme", "--title CHANGELOG", "--title Con", "--title D", "--id .net"])
@pytest.mark.parametrize("kind", ["subgoal", "indicator"])
def test_a_new_part_that_would_be_passed_by_is_refused(anhorig: Anhorig, project: Path, kind: str, name: str) -> None:
    (project / "plans" / "stor" / "indikatorer").mkdir()
    (project / "plans" / "stor" / "indikatorer" / "d.md").write_text("---\ntitel: D\n---\n", encoding="utf-8")
    with unchanged(project):
        run = anhorig("add", kind, "stor", "--title", "T", *name.split())
    assert run.code == 2


def test_settings_are_no_name_of_a_part(anhorig: Anhorig, project: Path) -> None:
    (project / "plans" / "stor" / "delmål" / "d.md").rename(project / "plans" / "stor" / "delmål" / "d.yaml")
    (project / "plans" / "stor" / "delmål" / "d.yaml").write_text("titel: D\n", encoding="utf-8")
    with unchanged(project):
        assert anhorig("add", "subgoal", "stor", "--title", "Anhörig", "--id", "anhorig").code == 2


@pytest.mark.parametrize("title", ["Plan", "Plans", "Console", "Readme 2"])
def test_other_new_parts_are_counted_and_their_paths_mean_the_plan(anhorig: Anhorig, project: Path, title: str) -> None:
    assert anhorig("add", "subgoal", "stor", "--title", title, "--due", "2099-01-01").code == 0
    assert "Delmål: 2" in anhorig("status", "plans/stor").out
    part = project / "plans" / "stor" / "delmål" / f"{title.lower().replace(' ', '-')}.md"
    assert anhorig("check", part, "--select", "ANH1").out == ""
