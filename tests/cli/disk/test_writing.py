"""A change is written whole or not at all, by one writer at a time."""

import io
import multiprocessing
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from anhorig_cli.cli.disk import outputs, writing
from anhorig_cli.cli.entry import main
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.discovery import find_plans
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.source import message
from command_line import Anhorig
from effort import TORTURE, tries
from plan_in_file import PLAN, written_plan

NOBODY = 65534
_fork = multiprocessing.get_context("fork")


def record(plan: Path, day: int) -> int:
    """Record a measurement of its own day, as a command does; return the exit code."""
    date = f"{1990 + day // 336:04}-{day // 28 % 12 + 1:02}-{day % 28 + 1:02}"
    sys.argv = ["anhorig", "record", str(plan), "stod", str(day), "--date", date, "--source", "S"]
    try:
        main()
    except SystemExit as stopped:
        return int(stopped.code or 0)
    return 0


def values(plan: Path) -> list[int]:
    loaded = load(find_plans(str(plan))[0])
    assert loaded.plan is not None
    assert loaded.is_whole, loaded.diagnostics
    return [int(m.value) for m in loaded.plan.indicators[0].measurements if m.source == "S" and m.value is not None]


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def _record_each(plan: Path, days: range) -> None:
    sys.exit(max(record(plan, day) for day in days))


def test_changes_at_the_same_time_are_all_kept(tmp_path: Path) -> None:
    plan, each = written_plan(tmp_path), 100 if TORTURE > 1 else 5
    writers = [_fork.Process(target=_record_each, args=(plan, range(n * each, (n + 1) * each))) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert [writer.exitcode for writer in writers] == [0] * 4
    assert sorted(values(plan)) == list(range(4 * each))
    assert names(tmp_path) == {"planen.yaml"}


def _start_recording(plan: Path, first: int) -> int:
    """Return the id of a process that records for ever; a bare fork, in which nothing else writes files of its own."""
    if process := os.fork():
        return process
    sys.stderr = io.StringIO()
    for day in range(first, first + 300):
        record(plan, day)
    os._exit(0)


def test_a_process_that_is_killed_leaves_a_whole_plan_and_nothing_else_for_long(tmp_path: Path) -> None:
    chance, left = random.Random(1), 0  # noqa: S311 - when to kill
    plan = written_plan(tmp_path)
    for kill in range(tries(8, of_torture=50)):
        if kill % 20 == 0:
            written_plan(tmp_path)  # so that it does not grow for ever
        process = _start_recording(plan, kill % 20 * 300)
        time.sleep(chance.uniform(0.005, 0.12))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        assert values(plan) == sorted(values(plan))
        left += len(names(tmp_path)) - 1
    assert record(plan, 9999) == 0
    assert names(tmp_path) == {"planen.yaml"}
    sys.stderr.write(f"kills that left a temporary file, cleared by the next change: {left}\n")


def _renew(folder: Path) -> None:
    sys.stderr = io.StringIO()
    sys.argv = ["anhorig", "renew", str(folder), "--period", "2099"]
    with suppress(SystemExit):
        main()
    os._exit(0)


def test_a_process_that_is_killed_while_it_renews_leaves_a_whole_folder_or_none(tmp_path: Path) -> None:
    chance = random.Random(2)  # noqa: S311 - when to kill
    old, new = tmp_path / "plan", tmp_path / "plan-2099"
    (old / "delmål").mkdir(parents=True)
    (old / "plan.yaml").write_text("titel: Planen\n", encoding="utf-8")
    for number in range(30):
        (old / "delmål" / f"d{number}.yaml").write_text(f"titel: Delmål {number}\n", encoding="utf-8")
    for _ in range(tries(6, of_torture=20)):
        process = os.fork()
        if not process:
            _renew(old)
        time.sleep(chance.uniform(0.02, 0.4))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        if new.exists():
            assert len(names(new / "delmål")) == 30
            shutil.rmtree(new)
    process = os.fork()
    if not process:
        _renew(old)
    os.waitpid(process, 0)
    assert len(names(new / "delmål")) == 30
    assert names(tmp_path) == {"plan", "plan-2099"}


def _outcome(act: Callable[[], int]) -> tuple[int, str]:
    """Return exit code and standard error of something that is done in a process of its own, a bare fork."""
    reader, writer = os.pipe()
    if process := os.fork():
        os.close(writer)
        with os.fdopen(reader, encoding="utf-8") as told:
            code, _, text = told.read().partition(" ")
        os.waitpid(process, 0)
        return int(code), text
    sys.stderr = told_here = io.StringIO()
    code_here = act()
    os.write(writer, f"{int(code_here)} {told_here.getvalue()}".encode())
    os._exit(0)


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that another user can reach."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def _as_nobody() -> None:
    if os.geteuid() == 0:  # whom no permission stops
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def _ready(plan: Path) -> None:
    """Have everything imported, which another user may not be able to read."""
    for _ in range(2):
        record(plan, 1)
    plan.write_text(PLAN, encoding="utf-8")


@pytest.mark.parametrize("mode", ["folder", "file", "unreadable"])
def test_without_permission_nothing_is_changed(mode: str, shared: Path) -> None:
    plan = written_plan(shared)
    _ready(plan)
    os.chown(shared, NOBODY, NOBODY) if os.geteuid() == 0 else None
    os.chown(plan, NOBODY, NOBODY) if os.geteuid() == 0 else None
    plan.chmod({"folder": 0o644, "file": 0o444, "unreadable": 0o000}[mode])
    shared.chmod(0o555 if mode == "folder" else 0o755)

    def act() -> int:
        _as_nobody()
        return record(plan, 2)

    code, told = _outcome(act)
    shared.chmod(0o755)
    plan.chmod(0o644)
    assert (code, len(told.splitlines())) == ((1, 2) if mode == "unreadable" else (3, 1)), told
    assert plan.read_text(encoding="utf-8") == PLAN
    assert names(shared) == {"planen.yaml"}


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    run = subprocess.run(
        [sys.executable, "-m", "anhorig_cli", "record", plan, "andel", "5", "--date", "2025"],
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300, 300)),
        env=unmeasured, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (run.returncode, len(run.stderr.splitlines())) == (3, 1)
    assert str(plan) in run.stderr
    assert plan.read_text(encoding="utf-8") == PLAN
    assert names(tmp_path) == {"planen.yaml"}


def test_where_nothing_can_be_written_no_folder_is_left(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written_plan(tmp_path)
    (tmp_path / "ut").mkdir()
    room: list[bytes] = []

    def full(path: Path, _data: object) -> None:
        if not room:
            raise CannotWorkError(message("{path}: fullt", path=str(path)))
        path.write_bytes(room.pop())

    monkeypatch.setattr(outputs, "_write_whole", full)
    monkeypatch.chdir(tmp_path)
    for command in ("site planen.yaml -o ut/webb/a/", "todo planen.yaml --each -o ut/", "schema -o ny/"):
        assert "fullt" in anhorig(*command.split()).err
    assert names(tmp_path) == {"planen.yaml", "ut"}
    room.append(b"")
    assert "fullt" in anhorig("export", "planen.yaml", "-o", "ut/t/").err
    assert len(names(tmp_path / "ut" / "t")) == 1


def test_a_file_in_the_place_of_a_folder_is_named_in_the_users_language(anhorig: Anhorig, tmp_path: Path) -> None:
    written_plan(tmp_path)
    file = tmp_path / "webb"
    file.write_text("kvar")
    outcome = anhorig("site", tmp_path, "-o", file)
    assert (outcome.code, outcome.err) == (3, f"{file}: går inte att skriva (något har redan det namnet)\n")
    assert file.read_text() == "kvar"


def test_mode_and_link_are_kept(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    real = written_plan(tmp_path / "elsewhere")
    real.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(real)
    assert anhorig("record", link, "andel", "5", "--date", "2025").code == 0
    assert link.is_symlink()
    assert real.stat().st_mode & 0o7777 == 0o640
    assert "2025" in real.read_text(encoding="utf-8")
    assert names(tmp_path / "elsewhere") == {"planen.yaml"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_what_is_no_file_is_written_into_and_not_replaced(anhorig: Anhorig, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert anhorig("history", "plans/salem.yaml", "--format", "svg", "-o", pipe).code == 0
        assert os.read(reader, 4) == b"<svg"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert names(tmp_path) == {"pipe"}


def test_what_an_editor_saved_meanwhile_is_not_lost(tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    with pytest.raises(CannotWorkError):
        writing.change_file(plan, b"what was read", b"what is to be written")
    with pytest.raises(CannotWorkError):
        writing.change_file(plan, None, b"a new file")
    assert plan.read_text(encoding="utf-8") == PLAN


def _by_text(plan: Path) -> None:
    plan.write_text("titel: Sparad i en redigerare\n", encoding="utf-8")


def _by_link(plan: Path) -> None:
    other = plan.with_name("annan.yaml")
    other.write_text("titel: Annan\n", encoding="utf-8")
    plan.unlink()
    plan.symlink_to(other)


def _by_link_to_nothing(plan: Path) -> None:
    plan.unlink()
    plan.symlink_to(plan.with_name("ingenting.yaml"))


def _by_pipe(plan: Path) -> None:
    plan.unlink()
    os.mkfifo(plan)


def _by_folder(plan: Path) -> None:
    plan.unlink()
    plan.mkdir()


@pytest.mark.parametrize("way", [_by_text, _by_link, _by_link_to_nothing, _by_pipe, _by_folder, Path.unlink])
@pytest.mark.parametrize("moment", ["before it is written", "when it is written"])
def test_what_has_taken_a_plans_place_meanwhile_stays(
    moment: str, way: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The latest moment is when the new bytes are on the disk, and have not yet taken the place of the old."""
    plan = written_plan(tmp_path)
    before = plan.read_bytes()
    synced = os.fsync
    if moment == "before it is written":
        way(plan)
    else:

        def sync_and_take(descriptor: int) -> None:
            synced(descriptor)
            monkeypatch.undo()
            way(plan)

        monkeypatch.setattr(os, "fsync", sync_and_take)
    with pytest.raises(CannotWorkError):
        writing.change_file(plan, before, b"titel: Ny\n")
    left = {path: os.lstat(path).st_mode for path in tmp_path.iterdir()}
    texts = {path.read_text(encoding="utf-8") for path in left if path.is_file()}
    assert texts <= {"titel: Sparad i en redigerare\n", "titel: Annan\n"}
    assert not [path for path in left if path.name.startswith(".anhorig")]
    assert (way is Path.unlink) is (not os.path.lexists(plan))


@pytest.mark.parametrize("system", ["with nameless files", "without", "without second names"])
@pytest.mark.parametrize("taken", ["no", "by a file", "by a link to nothing", "meanwhile"])
def test_a_new_file_takes_no_others_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: str, taken: str
) -> None:
    new = tmp_path / "ny.md"
    if system != "with nameless files":
        monkeypatch.delattr(os, "O_TMPFILE")
    if system == "without second names":
        monkeypatch.setattr(os, "link", _refused)
    if taken == "by a file":
        new.write_text("här sedan förut", encoding="utf-8")
    elif taken == "by a link to nothing":
        new.symlink_to(tmp_path / "utanför.md")
    elif taken == "meanwhile":
        monkeypatch.setattr(os.path, "lexists", lambda _: False)
        new.write_text("kom just", encoding="utf-8")
    before = names(tmp_path), new.is_file() and new.read_bytes()
    if taken == "no":
        writing.change_file(new, None, b"ny")
        assert (names(tmp_path), new.read_bytes()) == ({"ny.md"}, b"ny")
        return
    with pytest.raises(CannotWorkError):
        writing.change_file(new, None, b"ny")
    assert (names(tmp_path), new.is_file() and new.read_bytes()) == before


def _refused(*_arguments: object, **_options: object) -> None:
    raise PermissionError(1, "there are no second names on this disk")


def test_a_file_behind_a_link_out_of_the_project_is_not_changed(tmp_path: Path) -> None:
    (tmp_path / "projekt").mkdir()
    (tmp_path / "projekt" / "anhorig.yaml").touch()
    real = written_plan(tmp_path)
    (tmp_path / "projekt" / "länk.yaml").symlink_to(real)
    (tmp_path / "projekt" / "mapp").symlink_to(tmp_path)
    for path, before in (("länk.yaml", PLAN.encode()), ("mapp/planen.yaml", PLAN.encode()), ("mapp/ny.md", None)):
        with pytest.raises(CannotWorkError):
            writing.change_file(tmp_path / "projekt" / path, before, b"annat")
    assert real.read_text(encoding="utf-8") == PLAN
    assert names(tmp_path) == {"planen.yaml", "projekt"}


def test_what_a_killed_process_left_is_cleared_away(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    (tmp_path / ".anhorig-change-abc").write_text("half a pl", encoding="utf-8")
    (tmp_path / ".anhorig-other").write_text("a report that is being written", encoding="utf-8")
    assert anhorig("record", plan, "andel", "5", "--date", "2025").code == 0
    assert names(tmp_path) == {"planen.yaml", ".anhorig-other"}


def test_a_file_system_without_nameless_files_is_written_to_all_the_same(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = written_plan(tmp_path)
    monkeypatch.delattr(os, "O_TMPFILE")
    assert anhorig("record", plan, "andel", "5", "--date", "2025").code == 0
    assert plan.stat().st_mode & 0o777 == 0o644
    assert names(tmp_path) == {"planen.yaml"}


def _open_files() -> set[str]:
    with os.scandir("/proc/self/fd") as entries:
        return {os.path.realpath(entry.path) for entry in entries}


def test_a_system_that_moves_no_open_file_is_written_to_all_the_same(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan, move = written_plan(tmp_path), Path.replace

    def as_on_windows(path: Path, target: Path) -> Path:
        if str(path) in _open_files():
            raise PermissionError(13, "the process cannot access the file because it is being used by another process")
        return move(path, target)

    monkeypatch.delattr(os, "O_TMPFILE")
    monkeypatch.setattr(Path, "replace", as_on_windows)
    assert anhorig("record", plan, "andel", "5", "--date", "2025").code == 0
    assert names(tmp_path) == {"planen.yaml"}


def test_a_read_only_file_that_the_system_does_not_replace_is_told_of(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report, remove = tmp_path / "rapport.md", Path.unlink
    report.write_text("förra rapporten", encoding="utf-8")
    report.chmod(0o444)

    def refused(_path: Path, _target: Path) -> Path:
        raise PermissionError(13, "access is denied")

    def removed_as_on_windows(path: Path) -> None:
        if not path.stat().st_mode & 0o200:
            raise PermissionError(13, "access is denied")
        remove(path)

    monkeypatch.delattr(os, "O_TMPFILE")
    monkeypatch.setattr(Path, "replace", refused)
    monkeypatch.setattr(Path, "unlink", removed_as_on_windows)
    run = anhorig("report", "plans/salem.yaml", "-o", report)
    assert (run.code, len(run.err.splitlines())) == (3, 1)
    assert report.read_text(encoding="utf-8") == "förra rapporten"
    assert names(tmp_path) == {"rapport.md"}


def test_it_is_cleared_away_in_all_folders_of_a_plan(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "plan" / "delmål").mkdir(parents=True)
    (tmp_path / "plan" / "plan.yaml").write_text("titel: Planen\n", encoding="utf-8")
    (tmp_path / "plan" / "delmål" / ".anhorig-change-abc").write_text("half a pl", encoding="utf-8")
    assert anhorig("add", "cycle-item", tmp_path / "plan", "--title", "Räkna").code == 0
    assert names(tmp_path / "plan" / "delmål") == set()
