"""Plans whose files have names that are no text, or act on a terminal: every command that writes a file manages."""

import os
import sys
from pathlib import Path

import pytest

from command_line import Anhorig
from past import Past

PLAN = "titel: Plan\ndelmål: [{id: d, titel: D, senast: 2026-01-31, ansvarig: Chef}]\n"
NAMES = (b"\xff\xfe.yaml", b"ny\nrad.yaml", b"\x1b[31mr.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Plans with odd names, each of which has the same id as one in another folder; one stands beside them."""
    monkeypatch.chdir(tmp_path)
    for place in (b"a", b"b"):
        Path(os.fsdecode(place)).mkdir()
        for name in NAMES:
            Path(os.fsdecode(place + b"/" + name)).write_text(PLAN, encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("command", ["site a -o ut/", "report a -o ut/", "overview a -o o.html", "export a -o ut/"])
def test_pages_are_made_of_them(anhorig: Anhorig, folder: Path, command: str) -> None:
    run = anhorig(*command.split(), "--as-of", "2026-06-01")
    assert run.code == 0, run.err
    assert any(path.is_file() for path in folder.glob("ut/**/*")) or (folder / "o.html").is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("ending", ["txt", "md", "html", "json", "ics"])
def test_what_is_to_be_done_in_them_is_listed(anhorig: Anhorig, folder: Path, ending: str) -> None:
    run = anhorig("todo", "a", "--as-of", "2026-06-01", "-o", f"lista.{ending}")
    assert run.code == 0, run.err
    text = (folder / f"lista.{ending}").read_bytes().decode()
    assert "\x1b" not in text
    assert "D" in text


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_drafts_are_written_of_them(anhorig: Anhorig, folder: Path) -> None:
    run = anhorig("todo", "a", "--as-of", "2026-06-01", "--each", "--format", "eml", "-o", "utkast/")
    assert run.code == 0, run.err
    assert list(folder.glob("utkast/*.eml"))


@pytest.mark.parametrize("name", ["x" * 300, "x/" * 2500 + "x"], ids=["a long name", "a long path"])
@pytest.mark.parametrize(
    "command", ["export a -o NAME/", "sheet a/p.yaml --unit e -o NAME.xlsx", "report a -o NAME.md"]
)
def test_an_output_with_a_name_that_is_too_long_is_refused_in_one_line(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, name: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a").mkdir()
    Path("a/p.yaml").write_text(f"{PLAN}enheter: [{{id: e, titel: E}}]\n", encoding="utf-8")
    run = anhorig(*command.replace("NAME", name).split(), "--as-of", "2026-06-01")
    assert (run.code, run.out) == (3, "")
    assert run.err.endswith("namnet är för långt)\n")


@pytest.mark.parametrize("command", ["template list", "report a", "report a --format html", "site a -o ut/"])
def test_a_folder_of_templates_with_a_name_that_is_too_long_holds_none(
    anhorig: Anhorig, folder: Path, command: str
) -> None:
    (folder / "anhorig.yaml").write_text(f"mallar: {'x' * 300}\n", encoding="utf-8")
    run = anhorig(*command.split(), *([] if command == "template list" else ["--as-of", "2026-06-01"]))
    assert (run.code, "lagesrapport" in run.out) == (0, command == "template list"), run.err


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_site_tells_what_has_changed_in_them(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = Past(tmp_path / "r")
    plan = past.top / "plans" / os.fsdecode(NAMES[0])
    for day in ("2026-01-10", "2026-02-10"):
        plan.parent.mkdir(exist_ok=True)
        plan.write_text(f"{PLAN}mål: Läget {day}\n", encoding="utf-8")
        past.commit(day)
    monkeypatch.chdir(past.top)
    run = anhorig("site", "-o", "../ut/", "--as-of", "2026-06-01")
    assert run.code == 0, run.err
    feed = (tmp_path / "ut" / "andrat.atom").read_text(encoding="utf-8")
    assert feed.count("<entry>") > 0


def test_a_plan_once_had_a_name_that_is_too_long_here(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    past = Past(tmp_path / "r")
    past.commit("2026-01-10", {"plans/p.yaml": PLAN})
    plan = past.git("rev-parse", "HEAD:plans/p.yaml")
    plans = past.git("mktree", given=f"100644 blob {plan}\t{'x' * 300}.yaml\n")
    top = past.git("mktree", given=f"040000 tree {plans}\tplans\n")
    past.git("update-ref", "refs/heads/main", past.git("commit-tree", "-m", "x", top))
    monkeypatch.chdir(past.top)
    run = anhorig("check", "--since", "HEAD", "--as-of", "2026-01-01")
    assert run.code in {0, 1}, run.err
