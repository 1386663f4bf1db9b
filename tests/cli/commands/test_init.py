"""`anhorig init`: a project that works at once, and nothing that was there is touched."""

import io
import json
import os
import re
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner

from anhorig_cli.cli.disk.outputs import write_new
from anhorig_cli.cli.surroundings import session
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.usecases.start_project import starter_texts
from anhorig_cli.vocabulary import Language
from command_line import Anhorig
from conftest import PLANS
from effort import some
from past import Past

BIN = Path(sys.executable).parent
TODAY = date(2026, 11, 22)
EXAMPLES = ["fou-nu", "nestor", "salem", "sormland", "tibro", "trelleborg"]


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(session, "day", TODAY)
    monkeypatch.chdir(tmp_path)


def files_in(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_a_project_is_there_and_clean(anhorig: Anhorig, tmp_path: Path) -> None:
    run = anhorig("init")
    assert run.code == 0
    assert set(run.out.splitlines()) == files_in(tmp_path)
    assert run.err == "börja med plans/anhorigplan.yaml; pröva: anhorig check; anhorig report -o rapport.html\n"
    check = anhorig("check", "--as-of", TODAY, "--fail-on", "warning")
    assert (check.code, check.out) == (0, "")


def test_the_report_is_worth_showing(anhorig: Anhorig) -> None:
    anhorig("init")
    page = anhorig("report", "--as-of", TODAY).out
    for fact in (
        "är uppfyllt",
        "Anhöriga ska få stöd i tid",
        "65,2",
        "Ny tid för avlösningen",
        "Nationella anhörigdagen",
    ):
        assert fact in page, fact


@pytest.mark.parametrize("language", Language)
def test_git_keeps_the_plan_and_leaves_what_can_be_made_anew(
    language: Language, anhorig: Anhorig, tmp_path: Path
) -> None:
    anhorig("init", "--language", language)
    report = "lagesrapport" if language is Language.SV else "report"
    names = [f"{report}.{ending}" for ending in ("html", "md", "pdf", "docx")]
    made = {*names, "arshjul.ics", "arshjul.svg", "arshjul.png"}
    kept = {"README.md", "CHANGELOG.md", "plans/rapport.md", "plans/report.md", "templates/kommunens-mall.docx"}
    for name in made | kept:
        (tmp_path / name).touch()
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    command = ["git", "status", "--porcelain", "--ignored", "--untracked-files=all"]
    lines = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.splitlines()
    ignored = {line[3:] for line in lines if line.startswith("!!")}
    assert ignored == made


@pytest.mark.parametrize("language", Language)
def test_it_is_clean_on_every_day_it_may_be_made(language: Language, anhorig: Anhorig, tmp_path: Path) -> None:
    days = {date(2027, 12, 20) + timedelta(days=7 * week) for week in some(range(54), [*Language].index(language))}
    days |= {date(2028, month, 1) for month in range(1, 13)} | {date(2028, 2, 29), date(2028, 12, 31)}
    for day in sorted(days):
        texts = starter_texts(language, day, plan="", reports="", example="")
        plan = next(path for path in texts if path.startswith("plans/"))
        (tmp_path / "plan.yaml").write_text(texts[plan], encoding="utf-8")
        check = anhorig("check", tmp_path / "plan.yaml", "--as-of", day, "--fail-on", "warning")
        assert check.code == 0, f"{day}: {check.out}"


def test_in_english(anhorig: Anhorig, tmp_path: Path) -> None:
    run = anhorig("init", "project", "--language", "en")
    assert run.err == (
        "begin with plans/carer-plan.yaml; try: cd project; anhorig check; anhorig report -o report.html\n"
    )
    assert "subgoals:" in (tmp_path / "project" / "plans" / "carer-plan.yaml").read_text(encoding="utf-8")
    assert "support to carers" in (tmp_path / "project" / "README.md").read_text(encoding="utf-8")
    assert '"title": "Subgoals"' in (tmp_path / "project" / ".anhorig" / "plan.schema.json").read_text(encoding="utf-8")


def test_the_files_are_swedish_whatever_the_computer_speaks(
    anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    run = anhorig("init")
    assert run.err == "begin with plans/anhorigplan.yaml; try: anhorig check; anhorig report -o rapport.html\n"
    assert "språk: sv" in (tmp_path / "anhorig.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["a-file", "a-file/below"])
def test_a_file_is_no_place_for_a_project(place: str, anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("x", encoding="utf-8")
    run = anhorig("init", place)
    assert run.code == 3
    assert "a-file" in run.err
    assert [path.name for path in tmp_path.iterdir()] == ["a-file"]


def test_nothing_is_written_where_something_is_in_the_way(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Mitt eget\n", encoding="utf-8")
    (tmp_path / ".gitignore").symlink_to("nowhere")
    run = anhorig("init")
    assert run.code == 3
    assert "README.md" in run.err
    assert ".gitignore" in run.err
    assert "anhorig.yaml" not in run.err
    assert sorted(path.name for path in tmp_path.iterdir()) == [".gitignore", "README.md"]


def test_only_what_is_missing_can_be_written(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("Mitt eget\n", encoding="utf-8")
    run = anhorig("init", "--only-missing")
    assert run.code == 0
    assert "README.md" not in run.out.splitlines()
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "Mitt eget\n"
    assert (tmp_path / "anhorig.yaml").is_file()
    assert anhorig("init", "--only-missing").out == ""


@pytest.mark.parametrize("example", EXAMPLES)
def test_from_an_example(example: str, anhorig: Anhorig, tmp_path: Path) -> None:
    assert anhorig("init", "--from", example).code == 0
    for file in files_in(tmp_path / "plans"):
        assert (tmp_path / "plans" / file).read_bytes() == (PLANS / file).read_bytes()
    day = "2021-09-20" if example == "trelleborg" else "2024-06-01"
    assert "ANH202" not in anhorig("check", "--as-of", day, "--fail-on", "never").out  # no reference leads nowhere
    assert anhorig("report", "--as-of", day, "--format", "html", "-o", "out/").code == 0
    assert f"plans/{example}" in (tmp_path / "README.md").read_text(encoding="utf-8")


def test_an_example_brings_those_it_refers_to(anhorig: Anhorig, tmp_path: Path) -> None:
    anhorig("init", "--from", "Salem")
    assert files_in(tmp_path / "plans") == {"salem.yaml", "nestor.yaml"}


def test_the_examples_that_are_told_of_are_those_that_there_are(anhorig: Anhorig) -> None:
    run = anhorig("init", "--from", "stockholm", "--language", "en")
    assert (run.code, run.err) == (2, f"there is no example 'stockholm'; there are {', '.join(EXAMPLES)}\n")
    assert all(example in anhorig("init", "--help").out for example in EXAMPLES)


def test_what_cannot_be_written_whole_is_not_written(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "templates").write_text("en fil", encoding="utf-8")
    run = anhorig("init")
    assert run.code == 3
    assert "templates" in run.err
    assert [path.name for path in tmp_path.iterdir()] == ["templates"]


def test_a_file_that_has_come_meanwhile_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "b").write_text("annan", encoding="utf-8")
    with pytest.raises(CannotWorkError):
        write_new(tmp_path, {"new/a": b"1", "b": b"2"})
    assert files_in(tmp_path) == {"b"}
    assert not (tmp_path / "new").exists()
    assert (tmp_path / "b").read_text(encoding="utf-8") == "annan"


def test_an_interrupted_run_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_descriptor: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_new(tmp_path / "new", {"a": b"1"})
    assert not list(tmp_path.iterdir())


def test_a_full_disk_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(CannotWorkError) as stopped:
        write_new(tmp_path, {"plans/a": b"1"})
    assert stopped.value.message.values["path"] == str(tmp_path / "plans" / "a")
    assert not list(tmp_path.iterdir())


def test_a_folder_that_may_not_be_looked_into_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "exists", refuse)
    with pytest.raises(CannotWorkError) as stopped:
        write_new(tmp_path, {"plans/a": b"1"})
    assert "cannot be written" in stopped.value.message.template
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("schema", "file"),
    [
        (["--builtin-schema", "vendor.github-workflows"], ".github/workflows/anhorig.yml"),
        (["--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci"], ".gitlab-ci.yml"),
        (["--schemafile", ".anhorig/plan.schema.json"], "plans/*.yaml"),
        (["--schemafile", ".anhorig/settings.schema.json"], "anhorig.yaml"),
    ],
)
def test_the_files_are_what_others_expect(
    schema: list[str], file: str, language: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    anhorig("init", "--language", language)
    done = CliRunner().invoke(check_jsonschema, [*schema, *map(str, tmp_path.glob(file))])
    assert done.exit_code == 0, done.output


def test_what_ci_runs_can_be_run(anhorig: Anhorig, tmp_path: Path) -> None:
    anhorig("init")
    workflow = yaml.safe_load((tmp_path / ".github/workflows/anhorig.yml").read_text(encoding="utf-8"))
    pipeline = yaml.safe_load((tmp_path / ".gitlab-ci.yml").read_text(encoding="utf-8"))
    steps = [step["run"] for step in workflow["jobs"]["anhorig"]["steps"] if "run" in step]
    scripts = [line for job in pipeline.values() for line in job.get("script", [])]
    commands = [line for line in steps + scripts if line.startswith("anhorig ")]
    assert len(commands) == 4
    environment = {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    for line in commands:
        done = subprocess.run(line, shell=True, capture_output=True, text=True, env=environment, check=False)
        assert done.returncode == 0, done.stderr
    assert json.loads((tmp_path / "gl-code-quality-report.json").read_text(encoding="utf-8")) is not None
    assert files_in(tmp_path / "rapporter") == {"anhorigplan.html"}


def test_the_hook_runs(anhorig: Anhorig, tmp_path: Path) -> None:
    anhorig("init")
    (tmp_path / "plans" / "anhorigplan.yaml").write_text("titel: P\nokänd: 1\n", encoding="utf-8")
    git = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "init.defaultBranch=main"]
    subprocess.run([*git, "init", "-q"], check=True)
    subprocess.run([*git, "add", "."], check=True)
    environment = {
        **os.environ,
        "PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(tmp_path / ".cache"),
    }
    done = subprocess.run(
        [BIN / "pre-commit", "run", "--all-files"], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 1, done.stderr
    assert "plans/anhorigplan.yaml:2:1: ANH" in done.stdout


def test_editors_find_the_schemas(anhorig: Anhorig, tmp_path: Path) -> None:
    anhorig("init")
    bound = json.loads((tmp_path / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert {f".anhorig/{name}" for name in files_in(tmp_path / ".anhorig")} == set(bound)
    for file in ("plans/anhorigplan.yaml", "anhorig.yaml"):
        first = (tmp_path / file).read_text(encoding="utf-8").partition("\n")[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
        assert found
        assert (tmp_path / file).parent.joinpath(found[1]).resolve().is_file()


@pytest.mark.parametrize(("language", "name"), [("sv", "kommunen"), ("en", "municipality")])
def test_the_template_of_ones_own_works(language: str, name: str, anhorig: Anhorig) -> None:
    anhorig("init", "--language", language)
    run = anhorig("report", "--template", name, "--format", "html", "--as-of", TODAY)
    assert run.code == 0, run.err
    assert "Exempelkommun f" in run.out
    assert run.out.replace("\n", "").count("<h1") == 1


def test_the_next_step_can_be_pasted_whatever_the_folder_is_called(anhorig: Anhorig, tmp_path: Path) -> None:
    run = anhorig("init", tmp_path / "vår $(id)\nplan", "--language", "en")
    assert f"try: cd '{tmp_path}/vår $(id)" in run.err
    assert len(run.err.splitlines()) == 1


class Keyboard(io.StringIO):
    """Somebody at the keyboard, with the answer that will be typed."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "is_made"), [("ja", True), ("j", True), ("nej", False), ("", False)])
def test_in_a_terminal_it_offers_to_begin_with_git(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, is_made: bool
) -> None:
    monkeypatch.setattr(sys, "stdin", Keyboard(f"{answer}\n"))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    run = anhorig("init", "projekt")
    assert run.code == 0
    assert run.err.count("git init") == 1
    assert (tmp_path / "projekt/.git/HEAD").exists() == is_made
    assert ('git commit -m "Första versionen"' in run.err) == is_made
    assert not list(tmp_path.glob("projekt/.git/hooks/*"))


def test_it_does_not_offer_git_where_there_is_one_or_nobody_to_ask(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "git" not in anhorig("init", "ensam").err
    assert not (tmp_path / "ensam/.git").exists()
    Past(tmp_path)
    monkeypatch.setattr(sys, "stdin", Keyboard(""))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert "git" not in anhorig("init", "inne").err
    assert not (tmp_path / "inne/.git").exists()


@pytest.mark.parametrize(
    "command",
    [("diff",), ("history",), ("check", "--since", "HEAD"), ("report", "--with-history")],
    ids=lambda words: words[0],
)
def test_what_needs_git_says_how_to_begin(anhorig: Anhorig, command: tuple[str, ...]) -> None:
    anhorig("init")
    run = anhorig(*command)
    assert run.code == 3
    assert run.err.endswith('börja där med git init, git add . och git commit -m "Första versionen"\n')
    assert run.err.count("\n") == 1


@pytest.mark.parametrize("command", [("diff",), ("history",), ("report", "--with-history")], ids=lambda words: words[0])
def test_what_needs_a_version_says_how_to_save_the_first(
    anhorig: Anhorig, tmp_path: Path, command: tuple[str, ...]
) -> None:
    anhorig("init")
    Past(tmp_path)
    run = anhorig(*command)
    assert run.code == 3
    assert run.err.endswith('börja med git add . och git commit -m "Första versionen"\n')
