"""Commands that change several files, many at a time or killed halfway: what is left is whole, or can be taken back."""

import errno
import io
import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from anhorig_cli.cli.entry import main
from anhorig_cli.loading.discovery import find_plans
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.rewording import RelatedPlans
from effort import TORTURE, tries

_fork = multiprocessing.get_context("fork")

FIRST = """\
titel: Ett
roller: [{id: chef, titel: Chef}, {id: konsulent, titel: Konsulent}]
delmål:
  - {id: d1, titel: Fler, ansvarig: chef, indikatorer: antal}
  - {id: d2, titel: Andra, fortsätter: d1, ansvarig: [konsulent]}
indikatorer:
  - id: antal
    titel: Antal
    källa: S
    mätningar:
      - {datum: 1980-01-01, värde: 1}
"""
OTHER = "titel: En annan\ndelmål:\n  - {id: x, titel: X, fortsätter: ett/d1, bidrar_till: [ett/d1, ett/d2]}\n"
SETTINGS = "planer: .\nundanta:\n  - {regel: no-activity, plats: ett/delmål/d1, skäl: R}\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of three plans, two of which refer to the first."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ett.yaml").write_text(FIRST, encoding="utf-8")
    (tmp_path / "anhorig.yaml").write_text(SETTINGS, encoding="utf-8")
    for name in ("två", "tre"):
        (tmp_path / f"{name}.yaml").write_text(OTHER, encoding="utf-8")
    return tmp_path


def run(*words: str) -> int:
    """Run a command in this process; return its exit code."""
    sys.argv = ["anhorig", *words]
    try:
        main()
    except SystemExit as stopped:
        return int(stopped.code or 0)
    return 0


def contents(project: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(project.iterdir()) if path.suffix == ".yaml"}


def plans(project: Path) -> list[Plan]:
    """Return the plans, the one that others refer to first; each must be whole."""
    loaded = [load(find_plans(str(project / f"{name}.yaml"))[0]) for name in ("ett", "två", "tre")]
    assert all(one.is_whole for one in loaded), [one.diagnostics for one in loaded]
    return [one.plan for one in loaded if one.plan is not None]


def leads_everywhere(project: Path) -> bool:
    """Return whether every reference between the plans leads somewhere."""
    found = plans(project)
    together = RelatedPlans(found)
    meanings = [one for n in range(len(found)) for one in together.meanings(n).values()]
    place = (project / "anhorig.yaml").read_text(encoding="utf-8").split("plats: ett/delmål/")[1].split(",")[0]
    lead = all(not isinstance(one, str) and one.route is not None for one in meanings)
    return lead and place == found[0].subgoals[0].id


def table(project: Path, first: int, rows: int) -> str:
    """Write a table of measurements of days of their own; return its path."""
    path = project / f"{first}.csv"
    days = [f"{1990 + n // 336:04}-{n // 28 % 12 + 1:02}-{n % 28 + 1:02}" for n in range(first, first + rows)]
    path.write_text("indikator;datum;värde\n" + "".join(f"antal;{day};7\n" for day in days), encoding="utf-8")
    return str(path)


def _in_order(commands: Sequence[Sequence[str]], allowed: frozenset[int]) -> None:
    sys.stderr = io.StringIO()
    codes = {run(*words) for words in commands}
    sys.exit(0 if codes <= allowed else max(codes - allowed))


def at_the_same_time(*commands: Sequence[Sequence[str]], allowed: frozenset[int] = frozenset({0})) -> list[int | None]:
    """Run lists of commands, each in a process of its own; return how each ended."""
    processes = [_fork.Process(target=_in_order, args=(one, allowed)) for one in commands]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    return [process.exitcode for process in processes]


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="the system does not tell which files are open")
@pytest.mark.parametrize(
    ("command", "saved"),
    [
        (("rename", "ett.yaml", "d1", "nytt"), "två.yaml"),
        (("rename", "ett.yaml", "d1", "nytt"), "anhorig.yaml"),
        (("rename", "ett.yaml", "d1", "nytt"), "ett.yaml"),
        (("record", "ett.yaml", "antal", "9", "--date", "2020-01-01"), "ett.yaml"),
        (("assess", "ett.yaml", "d1", "bedöms uppfyllas", "--comment", "K", "--date", "2020-01-01"), "ett.yaml"),
        (("check", "ett.yaml", "--fix", "--as-of", "2026-01-01"), "ett.yaml"),
    ],
)
def test_what_is_saved_in_an_editor_while_a_command_writes_stays_and_nothing_else_is_changed(
    command: tuple[str, ...], saved: str, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is saved when the command has written the file as far as the disk."""
    if "--fix" in command:
        flawed = FIRST.replace("1980-01-01", "31/12/1980")
        (project / "ett.yaml").write_text(flawed, encoding="utf-8")
    before = contents(project)
    by_hand = before[saved] + b"# sparad\n"
    synced = os.fsync

    def sync_and_save(descriptor: int) -> None:
        synced(descriptor)
        if Path(f"/proc/self/fd/{descriptor}").readlink().is_relative_to(project):  # not what `undo` needs
            (project / saved).write_bytes(by_hand)

    monkeypatch.setattr(os, "fsync", sync_and_save)
    assert run(*command) == 3
    assert contents(project) == {**before, saved: by_hand}


def _interrupt() -> None:
    raise KeyboardInterrupt


def _end() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.mark.parametrize("break_off", [_interrupt, _end])
@pytest.mark.parametrize("number", range(1, 5))
def test_a_rename_that_is_broken_off_when_a_file_has_taken_its_place_changes_nothing(
    number: int, break_off: Callable[[], None], project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(project)
    replaced, places = Path.replace, list[Path]()

    def replace_and_stop(self: Path, target: Path) -> Path:
        moved = replaced(self, target)
        places.extend([target] if target.is_relative_to(project) else [])
        if len(places) == number:
            places.append(target)
            break_off()
        return moved

    monkeypatch.setattr(Path, "replace", replace_and_stop)
    assert run("rename", "ett.yaml", "d1", "nytt") == 130
    assert contents(project) == before


def test_what_could_not_be_put_back_is_told_and_undone_later(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(project)
    replaced, places = Path.replace, list[Path]()

    def replace_while_there_is_room(self: Path, target: Path) -> Path:
        places.extend([target] if target.is_relative_to(project) else [])
        if len(places) > 1:
            raise OSError(errno.ENOSPC, "")
        return replaced(self, target)

    with monkeypatch.context() as full:
        full.setattr(Path, "replace", replace_while_there_is_room)
        assert run("rename", "ett.yaml", "d1", "nytt") == 3
    assert "(disken är full); andra filer är redan ändrade: ångra det med 'anhorig undo'" in capsys.readouterr().err
    assert contents(project) != before
    assert run("undo") == 0
    assert contents(project) == before


def test_renames_and_tables_at_the_same_time_are_all_kept(project: Path) -> None:
    each = 20 if TORTURE > 1 else 2
    back_and_forth = [("rename", "ett", *pair) for _ in range(each) for pair in (("d1", "första"), ("första", "d1"))]
    roles = [("reassign", *pair) for _ in range(each) for pair in (("chef", "konsulent"), ("konsulent", "chef"))]
    tables = [("record", "ett", "--from", table(project, n * 30, 30)) for n in range(each)]
    singles = [("record", "ett", "antal", str(n), "--date", f"{2000 + n}-01-31") for n in range(each)]
    assert at_the_same_time(back_and_forth, roles, tables, singles) == [0, 0, 0, 0]
    assert leads_everywhere(project)
    found = plans(project)[0]
    assert [one.id for one in found.subgoals] == ["d1", "d2"]
    assert {name for one in found.subgoals for name in one.responsible} == {"chef"}
    assert len(found.indicators[0].measurements) == 1 + 30 * each + each
    assert [one.name for one in project.iterdir() if one.name.startswith(".")] == []


def test_what_is_taken_back_at_the_same_time_leaves_whole_plans(project: Path) -> None:
    each = 10 if TORTURE > 1 else 2
    renames = [("rename", "ett", *pair) for _ in range(each) for pair in (("d2", "andra"), ("andra", "d2"))]
    records = [("record", "ett", "antal", str(n), "--date", f"{2000 + n}-01-31") for n in range(each)]
    undoings = [("undo",)] * (2 * each)
    codes = at_the_same_time(renames, records, undoings, undoings, allowed=frozenset({0, 2, 3}))
    assert codes == [0, 0, 0, 0]
    assert leads_everywhere(project)
    assert [one.name for one in project.iterdir() if one.name.startswith(".")] == []


def stamps() -> list[int]:
    """Return what tells a file or folder here from the one that takes its place, and from none."""
    return [path.stat().st_ino for path in sorted(Path().glob("[!.]*"))]


def time_of(*words: str) -> float:
    """Return how many seconds a command takes in a process of its own."""
    start = time.monotonic()
    assert in_a_process(*words) == 0
    return time.monotonic() - start


def killed(chance: random.Random, takes: float, *words: str) -> None:
    """Run a command in a process of its own, and kill that: by chance, or as soon as it has written a file."""
    before = stamps()
    process = os.fork()
    if not process:
        sys.stderr = sys.stdout = io.StringIO()
        os._exit(run(*words))
    end = time.monotonic() + chance.choice([chance.uniform(takes / 2, takes), 10 * takes])
    while time.monotonic() < end and stamps() == before:
        time.sleep(0.0002)
    os.kill(process, signal.SIGKILL)
    os.waitpid(process, 0)


def in_a_process(*words: str) -> int:
    process = os.fork()
    if not process:
        sys.stderr = sys.stdout = io.StringIO()
        os._exit(run(*words))
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def test_a_rename_that_is_killed_is_done_undone_or_can_be_taken_back(project: Path) -> None:
    chance, halfway = random.Random(3), 0  # noqa: S311 - when to kill
    before, takes = contents(project), time_of("rename", "ett", "d1", "första")
    assert in_a_process("undo") == 0
    for _ in range(tries(8, of_torture=20)):
        killed(chance, takes, "rename", "ett", "d1", "första")
        now = contents(project)
        plans(project)
        if now != before:
            halfway += not leads_everywhere(project)
            assert in_a_process("undo") == 0
        assert contents(project) == before
    sys.stderr.write(f"kills that left a rename halfway, taken back: {halfway}\n")


def test_an_undoing_that_is_killed_can_be_done_again(project: Path) -> None:
    chance, before = random.Random(4), contents(project)  # noqa: S311 - when to kill
    assert in_a_process("rename", "ett", "d1", "första") == 0
    takes, halfway = time_of("undo"), 0
    for _ in range(tries(4, of_torture=10)):
        assert in_a_process("rename", "ett", "d1", "första") == 0
        killed(chance, takes, "undo")
        plans(project)
        halfway += not leads_everywhere(project)
        if contents(project) != before:
            assert in_a_process("undo") == 0
        assert contents(project) == before
    assert in_a_process("undo") == 3
    sys.stderr.write(f"kills that left an undoing halfway, done again: {halfway}\n")


def test_a_table_that_is_killed_is_recorded_in_whole_or_not_at_all(project: Path) -> None:
    chance, rows = random.Random(5), 200  # noqa: S311 - when to kill
    name = table(project, 0, rows)
    takes = time_of("record", "ett", "--from", name)
    assert in_a_process("undo") == 0
    for _ in range(tries(4, of_torture=10)):
        killed(chance, takes, "record", "ett", "--from", name)
        number = len(plans(project)[0].indicators[0].measurements)
        assert number in {1, 1 + rows}
        if number > 1:
            assert in_a_process("undo") == 0
        assert contents(project)["ett.yaml"] == FIRST.encode()


def test_a_renewal_that_is_killed_is_there_not_at_all_or_can_be_taken_back(project: Path) -> None:
    chance, folder = random.Random(6), project / "plan-2026"  # noqa: S311 - when to kill
    folder.mkdir()
    (folder / "plan.yaml").write_text("titel: Plan 2026\nperiod: {från: 2026, till: 2026}\n", encoding="utf-8")
    (folder / "delmål.yaml").write_text("delmål: [{id: d, titel: D}]\n", encoding="utf-8")
    words = ("renew", "plan-2026", "--period", "2027")
    takes, renewed = time_of(*words), project / "plan-2027"
    assert in_a_process("undo") == 0
    for _ in range(tries(8, of_torture=20)):
        assert not renewed.exists()
        killed(chance, takes, *words)
        if renewed.exists():
            assert load(find_plans(str(renewed))[0]).is_whole
            assert in_a_process("undo") == 0
