"""`anhorig undo`: the last change made by a command is undone, to the byte; what was changed since is left alone."""

import json
import os
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.cli.disk.journal import last_change, remember, state_folder
from anhorig_cli.usecases.edit.edit_plan import ChangedFile
from command_line import Anhorig
from plan_in_file import PLAN, written_plan


@pytest.fixture(autouse=True)
def _day(on_a_day: Callable[[date], None]) -> None:
    on_a_day(date(2026, 10, 1))


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "anhorig.yaml").write_text("planer: .\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return written_plan(tmp_path)


RECORD = ("record", "andel", "48,5", "--date", "2026-09-30")
DONE = ("done", "Ring alla", "--date", "2026-09-30")


def test_the_last_change_is_taken_back_then_the_one_before(anhorig: Anhorig, plan: Path) -> None:
    anhorig(*RECORD)
    between = plan.read_bytes()
    anhorig(*DONE)
    run = anhorig("undo")
    assert (run.code, run.err) == (0, "planen.yaml: den senaste ändringen som ett kommando gjorde är ångrad\n")
    assert "-      - titel: Ring alla" in run.out
    assert "+      - Ring alla" in run.out
    assert plan.read_bytes() == between
    assert anhorig("undo", plan).code == 0
    assert plan.read_bytes() == PLAN.encode()
    run = anhorig("undo")
    assert (run.code, run.out, "git" in run.err) == (3, "", True)


def test_a_judgement_of_an_area_or_of_the_plan_is_taken_back(anhorig: Anhorig, plan: Path) -> None:
    text = "titel: Min plan\nområden:\n  - id: kf\n    titel: Fullmäktiges mål\n"
    plan.write_text(text, encoding="utf-8")
    for judged in ("kf", "Min plan"):
        assert anhorig("assess", plan, judged, "uppfyllt", "--date", "2026-09-30", "--comment", "Ja").code == 0
    run = anhorig("undo")
    assert (run.code, "-bedömningar:" in run.out) == (0, True)
    assert anhorig("undo").code == 0
    assert plan.read_text(encoding="utf-8") == text


def test_a_dry_run_only_shows_it(anhorig: Anhorig, plan: Path) -> None:
    anhorig(*RECORD)
    after = plan.read_bytes()
    assert "48.5" in anhorig("undo", "--dry-run").out
    assert plan.read_bytes() == after
    assert anhorig("undo").code == 0


def test_what_was_changed_in_an_editor_since_is_left_as_it_is(anhorig: Anhorig, plan: Path) -> None:
    anhorig(*RECORD)
    plan.write_bytes(plan.read_bytes() + b"# mitt\n")
    changed = plan.read_bytes()
    run = anhorig("undo")
    assert (run.code, "planen.yaml" in run.err) == (3, True)
    assert plan.read_bytes() == changed
    plan.unlink()
    assert anhorig("undo").code == 3


def test_a_change_of_another_project_is_not_taken_back_here(
    anhorig: Anhorig, plan: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    anhorig(*RECORD)
    after = plan.read_bytes()
    monkeypatch.chdir(tmp_path_factory.mktemp("annat"))
    assert anhorig("undo").code == 3
    assert plan.read_bytes() == after
    assert anhorig("undo", plan).code == 0
    assert plan.read_bytes() == PLAN.encode()


def test_files_of_a_folder_plan_are_taken_back_together_and_new_ones_go(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "plan"
    (folder / "delmål").mkdir(parents=True)
    (folder / "indikatorer").mkdir()
    (folder / "plan.yaml").write_text("titel: P\n", encoding="utf-8")
    (folder / "delmål" / "d.yaml").write_text("titel: D\n", encoding="utf-8")
    (folder / "indikatorer" / "i.yaml").write_text("titel: I\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert anhorig("add", "indicator", "plan", "--title", "Ny", "--subgoal", "d").code == 0
    assert anhorig("undo").code == 0
    assert [path.name for path in (folder / "indikatorer").iterdir()] == ["i.yaml"]
    assert (folder / "delmål" / "d.yaml").read_text(encoding="utf-8") == "titel: D\n"


def test_the_journal_holds_no_text_of_the_plan_but_what_was_replaced(anhorig: Anhorig, plan: Path) -> None:
    anhorig("postpone", "na-fler", "--to", "2027", "--reason", "R", "--decision", "B")
    change = last_change(lambda one: one.root == plan)
    assert change is not None
    kept = b"".join(piece.before for one in change.files for piece in one.pieces)
    assert len(kept) < len(b"2026-06-30")
    folder = state_folder()
    assert folder is not None
    journal = (folder / "changes.jsonl").read_text(encoding="utf-8")
    assert all(word not in journal for word in ("stöd", "2026-06-30", "Korten"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
def test_nobody_else_can_read_the_journal(anhorig: Anhorig, plan: Path) -> None:
    anhorig(*RECORD)
    folder = state_folder()
    assert folder is not None
    assert (folder / "changes.jsonl").stat().st_mode & 0o777 == 0o600
    assert folder.stat().st_mode & 0o777 == 0o700
    assert plan.exists()


@pytest.mark.parametrize("state", ["inside", "file"])
def test_what_cannot_be_remembered_is_done_all_the_same(
    state: str, anhorig: Anhorig, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (plan.parent / "fil").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(plan.parent / ("inne" if state == "inside" else "fil/under")))
    assert anhorig(*RECORD).code == 0
    assert not (plan.parent / "inne").exists()
    assert anhorig("undo").code == 3


def test_a_journal_that_is_damaged_is_read_as_far_as_it_can_be(anhorig: Anhorig, plan: Path) -> None:
    anhorig(*RECORD)
    folder = state_folder()
    assert folder is not None
    journal = folder / "changes.jsonl"
    journal.write_text("{\n[]\n" + journal.read_text(encoding="utf-8") + '{"root": 3}\n', encoding="utf-8")
    assert anhorig("undo").code == 0
    assert plan.read_bytes() == PLAN.encode()


def changed_journal(**changed: object) -> None:
    """Write the last change that is remembered otherwise: `root`, `files`, or what is said of its file."""
    folder = state_folder()
    assert folder is not None
    journal = folder / "changes.jsonl"
    change = json.loads(journal.read_text(encoding="utf-8").splitlines()[-1])
    for name, value in changed.items():
        (change if name in change else change["files"][0])[name] = value
    journal.write_text(json.dumps(change) + "\n", encoding="utf-8")


FORGED: dict[str, dict[str, object]] = {
    "no files": {"files": []},
    "a root that is no path": {"root": "\0"},
    "a path that no file has": {"path": "a\0b"},
    "a path of no encoding": {"path": "\ud800"},
    "offsets of text": {"pieces": [["a", 1, ""]]},
    "offsets that are not whole": {"pieces": [[-5, 1e9, ""]]},
    "pieces without offsets": {"pieces": [[]]},
    "a sum that is a list": {"before": []},
    "no sum": {"after": None},
}


@pytest.mark.parametrize("changed", FORGED.values(), ids=FORGED)
def test_a_change_that_no_command_has_written_is_none(changed: dict[str, object], anhorig: Anhorig, plan: Path) -> None:
    anhorig(*RECORD)
    after = plan.read_bytes()
    changed_journal(**changed)
    assert anhorig("undo").code == 3
    assert plan.read_bytes() == after


def test_a_journal_that_lies_too_deep_or_is_no_file_does_not_stop_a_command(anhorig: Anhorig, plan: Path) -> None:
    anhorig(*RECORD)
    folder = state_folder()
    assert folder is not None
    (folder / "changes.jsonl").write_text("[" * 100_000, encoding="utf-8")
    assert anhorig("undo").code == 3
    assert anhorig(*DONE).code == 0
    (folder / "changes.jsonl").unlink()
    (folder / "changes.jsonl").mkdir()
    assert anhorig("undo").code == 3
    assert plan.exists()


@pytest.mark.parametrize("place", ["outside", "device"])
def test_no_file_out_of_the_project_is_read_or_written(
    place: str, anhorig: Anhorig, plan: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    anhorig(*RECORD)
    other = tmp_path_factory.mktemp("annat") / "fil"
    other.write_bytes(plan.read_bytes())
    changed_journal(path=str(other) if place == "outside" else os.devnull)
    after = plan.read_bytes()
    assert anhorig("undo").code == 3
    assert (plan.read_bytes(), other.read_bytes()) == (after, after)


def test_a_link_in_the_place_of_the_plan_is_not_followed(anhorig: Anhorig, plan: Path) -> None:
    anhorig(*RECORD)
    other = plan.with_name("annan.txt")
    plan.rename(other)
    try:
        plan.symlink_to(other)
    except OSError:
        pytest.skip("no links can be made here")
    after = other.read_bytes()
    assert anhorig("undo").code == 3
    assert other.read_bytes() == after


PIECES = st.sampled_from([b"a", b"\n", b"\r\n", b"rad\n", "å".encode(), b"\xff", b"  - x: 1\n"])


@given(st.lists(st.lists(PIECES, max_size=30).map(b"".join), min_size=2, max_size=6))
def test_any_sequence_of_changes_is_taken_back_to_the_first_bytes(versions: list[bytes]) -> None:
    root = Path("/annanstans/plan.yaml")
    for before, after in pairwise(versions):
        remember(root, [ChangedFile("plan.yaml", root, before, after)])
        change = last_change(lambda one: one.root == root)
        assert change is not None
        assert change.files[0].reverted(after) == before
        assert change.files[0].reverted(after + b"x") is None
