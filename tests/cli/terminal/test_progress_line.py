"""How far a command has come: shown on a terminal when it takes time, gone when it is done, and nowhere else."""

import io
import os
import pty
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryFile
from types import SimpleNamespace
from typing import NamedTuple

import pytest

from anhorig_cli import steps
from anhorig_cli.cli.terminal import progress
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.source import Message, message
from anhorig_cli.workspace import parallel
from anhorig_cli.workspace.parallel import map_chunks
from command_line import Anhorig, forked

PLANS = 5
PLAN = """\
titel: Plan {n}
områden:
  - {{id: stod, titel: Stöd}}
enheter:
  - {{id: hemvard, titel: Hemvården}}
  - {{id: boende, titel: Boendet}}
enkäter:
  - {{id: enkat, titel: Enkäten}}
delmål:
  - {{id: kontakt, titel: En kontakt för alla, senast: 2026-12-31, enheter: [hemvard, boende], bidrar_till: p0/stod}}
indikatorer:
  - id: andel
    titel: Andel
    måttenhet: procent
    kolada: N21492
    källa: Enkäten
    mätningar:
      - {{datum: 2025, värde: 80}}
"""
ANSWERED = re.compile(rb"\x1b\[2K(\w[^\x1b]*?) \S* *(\d+)/(\d+)")


class Seen(NamedTuple):
    """What a command left behind: its code, its output, and all that was drawn on the terminal of its errors."""

    code: int
    out: bytes
    terminal: bytes

    @property
    def told(self) -> list[tuple[str, int, int]]:
        """What was gone through, how many were done, and of how many."""
        plain = re.sub(rb"\x1b\[[\d;]*m", b"", self.terminal)
        return [(what.decode(), int(done), int(of)) for what, done, of in ANSWERED.findall(plain)]


def be_impatient() -> None:
    """Show at once how far the work has come, and share it among processes from four plans on."""
    vars(progress)["_PATIENCE"] = -1
    vars(parallel)["SHARED_FROM"] = 4


def on_a_terminal(folder: Path, *arguments: str, before: Callable[[], object] = be_impatient) -> Seen:
    """Run the command with a terminal for its errors, and with no CI about it."""
    ours, theirs = pty.openpty()
    surroundings = {name: value for name, value in os.environ.items() if name not in {"CI", "NO_COLOR"}}
    surroundings |= {"TERM": "xterm", "ANHORIG_LANGUAGE": "sv"}
    with TemporaryFile() as out:
        process = forked(arguments, out.fileno(), theirs, folder=folder, environment=surroundings, before=before)
        os.close(theirs)
        drawn = b"".join(_read(ours))
        os.close(ours)
        _, status = os.waitpid(process, 0)
        out.seek(0)
        return Seen(os.waitstatus_to_exitcode(status), out.read(), drawn)


def _read(terminal: int) -> Iterator[bytes]:
    while True:
        try:
            yield os.read(terminal, 1 << 16)
        except OSError:  # whoever wrote to it has gone
            return


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project of so many plans that processes of their own share the work."""
    folder = tmp_path_factory.mktemp("county")
    (folder / "anhorig.yaml").write_text('planer: planer\nkommunkod: "1287"\n', encoding="utf-8")
    (folder / "planer").mkdir()
    for n in range(PLANS):
        (folder / "planer" / f"p{n}.yaml").write_text(PLAN.format(n=n), encoding="utf-8")
    (folder / "rader.csv").write_text("indikator;datum;värde\nandel;2023;70\nandel;2024;75\n", encoding="utf-8")
    (folder / "svar.csv").write_text("Har du en kontakt?\n" + "Ja\nNej\n" * 10, encoding="utf-8")
    (folder / "karta.yaml").write_text(
        "kolumner:\n"
        "  - {kolumn: Har du en kontakt?, typ: val, alternativ: [Ja, Nej], räknas: [Ja], indikator: andel}\n",
        encoding="utf-8",
    )
    return folder


OVER_PLANS = [
    ("check",),
    ("report", "-o", "rapporter/", "--dry-run"),
    ("status",),
    ("cycle",),
    ("overview",),
    ("coverage", "p0"),
    ("compare", "N21492"),
    ("export", "--format", "csv", "--table", "subgoals"),
    ("site", "-o", "plats", "--dry-run"),
    ("todo",),
]


@pytest.mark.parametrize("command", OVER_PLANS, ids=" ".join)
def test_work_over_plans_is_shown_and_what_it_writes_is_the_same(
    command: tuple[str, ...], county: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = on_a_terminal(county, *command, "--as-of", "2026-06-01")
    assert {what for what, _, _ in seen.told} == {"Planer"}
    assert max(of for _, _, of in seen.told) >= PLANS - 1  # a strategy is not one of those that serve it
    assert all(done <= of for _, done, of in seen.told)
    assert_taken_away(seen)
    monkeypatch.chdir(county)
    assert seen.out.decode() == anhorig(*command, "--as-of", "2026-06-01").out


def assert_taken_away(seen: Seen) -> None:
    """See to it that the cursor is back, and that nothing is left of the last line."""
    *_, after = seen.terminal.split(b"\x1b[?25h")
    assert b"\x1b[2K" in after
    assert b"/" not in re.sub(rb"\x1b\[2K.*?\n", b"", after[:12])
    assert seen.terminal.count(b"\x1b[?25l") == seen.terminal.count(b"\x1b[?25h")


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (("record", "p1", "--from", "rader.csv", "--dry-run"), {"Rader"}),
        (("sheet", "p1", "--each-unit", "-o", "ark/", "--dry-run"), {"Planer", "Enheter", "Ark"}),
        (
            ("survey", "import", "svar.csv", "--map", "karta.yaml", "--plan", "p1", "--survey", "enkat", "--dry-run"),
            {"Frågor"},
        ),
    ],
    ids=["record", "sheet", "survey"],
)
def test_work_on_one_plan_is_shown(county: Path, command: tuple[str, ...], shown: set[str]) -> None:
    seen = on_a_terminal(county, *command)
    assert seen.code == 0
    assert {what for what, _, _ in seen.told} == shown
    assert_taken_away(seen)


def test_files_and_rows_that_are_merged_are_shown(county: Path) -> None:
    assert on_a_terminal(county, "sheet", "p1", "--unit", "hemvard", "-o", "ark.csv").code == 0
    files = [one.name for one in sorted(county.glob("ark-*.csv"))]
    seen = on_a_terminal(county, "merge", *files, "--dry-run")
    assert ("Filer", 0, len(files)) in seen.told
    assert_taken_away(seen)


@pytest.mark.parametrize("options", [("check", "--quiet"), ("check", "--format", "json")], ids=" ".join)
def test_it_is_not_shown_to_programs_nor_to_who_asks_for_silence(county: Path, options: tuple[str, ...]) -> None:
    assert on_a_terminal(county, *options).terminal == b""


def test_nothing_is_shown_of_what_is_quick(county: Path) -> None:
    assert b"\x1b" not in on_a_terminal(county, "status", "planer/p1.yaml", before=dict).terminal


def test_nothing_is_drawn_where_errors_are_piped(county: Path) -> None:
    surroundings = {**os.environ, "TERM": "xterm", "CI": ""}
    with TemporaryFile() as out, TemporaryFile() as errors:
        process = forked(
            ["status"], out.fileno(), errors.fileno(), folder=county, environment=surroundings, before=be_impatient
        )
        assert os.waitpid(process, 0)[1] == 0
        errors.seek(0)
        assert errors.read() == b""


class Terminal(io.StringIO):
    """A terminal that remembers what is written on it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return a clock that shows the one number in a list."""
    shows = [0.0]
    monkeypatch.setattr(progress, "monotonic", lambda: shows[0])
    return shows


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    seen = Terminal()
    monkeypatch.setattr(progress, "sys", SimpleNamespace(stderr=seen))
    monkeypatch.setenv("TERM", "xterm")
    for name in ("CI", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return seen


@pytest.mark.parametrize(("name", "value"), [("CI", "true"), ("NO_COLOR", "1"), ("TERM", "dumb"), ("TERM", "unknown")])
def test_it_is_shown_only_where_a_line_can_be_taken_away(
    name: str, value: str, clock: list[float], terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    with progress.shown({}), steps.tracking(message("Rows"), 3):
        clock[0] = 5.0
        steps.step()
    assert terminal.getvalue() == ""


def test_it_is_shown_after_two_seconds(clock: list[float], terminal: Terminal) -> None:
    with progress.shown({}), steps.tracking(message("Rows"), 3):
        clock[0] = 1.99
        steps.step()
        assert terminal.getvalue() == ""
        clock[0] = 2.0
        steps.step()
        assert "2/3" in terminal.getvalue()


def test_the_time_that_a_user_takes_to_answer_does_not_count(clock: list[float], terminal: Terminal) -> None:
    with progress.shown({}), steps.tracking(message("Rows"), 3):
        clock[0] = 60.0
        progress.restart_clocks()
        steps.step()
        clock[0] = 61.9
        steps.step()
        assert terminal.getvalue() == ""


def test_a_command_that_waits_for_something_else_does_not_show_what_is_quick(
    clock: list[float], terminal: Terminal
) -> None:
    with progress.shown({}):
        for _ in range(3):  # as a preview is made anew each time that the plan is saved
            clock[0] += 60
            assert list(steps.track("ab", message("Plans"))) == ["a", "b"]
    assert terminal.getvalue() == ""


def test_what_several_works_take_together_counts(clock: list[float], terminal: Terminal) -> None:
    with progress.shown({}):
        for _ in range(3):
            for _ in steps.track("ab", message("Plans")):
                clock[0] += 0.5
    assert "2/2" in terminal.getvalue()


def test_a_part_of_a_step_is_not_shown_in_its_place(clock: list[float], terminal: Terminal) -> None:
    with progress.shown({}):
        for _ in steps.track("ab", message("Plans")):
            clock[0] += 3
            assert list(steps.track("xyz", message("Rows"))) == ["x", "y", "z"]
    assert "2/2" in terminal.getvalue()
    assert "/3" not in terminal.getvalue()


def test_it_is_taken_away_where_the_work_is_broken_off(clock: list[float], terminal: Terminal) -> None:
    def broken_off() -> None:
        for _ in steps.track("ab", message("Plans")):
            clock[0] += 3
            steps.step(0)
            raise CannotWorkError(message("it is broken"))

    with pytest.raises(CannotWorkError), progress.shown({}):
        broken_off()
    assert terminal.getvalue().endswith("\x1b[?25h\r\x1b[1A\x1b[2K")
    assert not steps.has_listener()


class Listening:
    """Remembers what it hears."""

    def __init__(self) -> None:
        self.what: Message | None = None
        self.number = 0
        self.done = 0

    def begin(self, what: Message, number: int) -> None:
        self.what, self.number = what, number

    def step(self, number: int) -> None:
        self.done += number

    def end(self) -> None:
        self.what = None


def test_steps_in_processes_of_their_own_are_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_processors", lambda: 2)

    def work(start: int, end: int) -> list[int]:
        for _ in range(start, end):
            steps.step()
        return list(range(start, end))

    listener = Listening()
    with steps.reporting_to(listener):
        assert map_chunks(work, 100) == list(range(100))
    assert (listener.done, listener.number) == (100, 100)
    assert listener.what is None


def test_an_error_in_a_process_of_its_own_ends_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parallel, "_processors", lambda: 2)

    def work(start: int, end: int) -> list[int]:
        if start:
            raise CannotWorkError(message("it is broken"))
        return list(range(end))

    with steps.reporting_to(Listening()), pytest.raises(CannotWorkError):
        map_chunks(work, 100)


def test_where_nobody_listens_the_things_come_all_the_same() -> None:
    assert list(steps.track("abc", message("Rows"))) == ["a", "b", "c"]
