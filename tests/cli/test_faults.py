"""What nobody foresaw: a bug is told in one line and has an exit code of its own; what the system refuses is no bug."""

import errno
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.cli import faults
from anhorig_cli.cli.faults import OutputError
from anhorig_cli.cli.surroundings import session
from anhorig_cli.diagnostics import CannotWorkError, ExitCode
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.parallel import SHARED_FROM
from command_line import Anhorig

PERSON = "19121212-1212"


def _fails(error: BaseException) -> Callable[[], None]:
    def main() -> None:
        raise error

    return main


@pytest.fixture(autouse=True)
def _plain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["anhorig", "check"])
    monkeypatch.delenv(faults.VARIABLE, raising=False)
    monkeypatch.setitem(faults._asked, "traceback", False)  # noqa: SLF001 - a process asks once
    monkeypatch.setattr(session, "language", Language.SV)  # in which no command has begun yet


def test_a_bug_is_one_line_without_any_text_of_a_plan(capsys: pytest.CaptureFixture[str]) -> None:
    assert faults.exit_code_of(_fails(KeyError(PERSON))) == 70
    told = capsys.readouterr().err
    assert told.startswith("det är fel i själva anhorig (KeyError, cli/faults.py:")
    assert told.count("\n") == 1
    assert PERSON not in told


@pytest.mark.parametrize("asked", ["option", "variable"])
def test_its_traceback_is_shown_where_it_is_asked_for(
    asked: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    if asked == "variable":
        monkeypatch.setenv(faults.VARIABLE, "1")
    else:
        monkeypatch.setattr(sys, "argv", ["anhorig", "check", "--traceback"])
    assert faults.exit_code_of(_fails(ValueError(f"Delmål 1 {PERSON}\x1b[31m"))) == 70
    told = capsys.readouterr().err
    assert told.startswith("Traceback")
    assert "Delmål 1 [personnummer]\\u001b[31m\n" in told
    assert PERSON not in told


@pytest.mark.parametrize(
    ("words", "left", "found"),
    [
        (["--traceback", "check"], ["check"], True),
        (["check", "--traceback", "a.yaml"], ["check", "a.yaml"], True),
        (["check", "--", "--traceback"], ["check", "--", "--traceback"], False),
        (["check"], ["check"], False),
    ],
)
def test_the_option_may_stand_anywhere_before_two_dashes(words: list[str], left: list[str], found: bool) -> None:
    assert faults.take_option(words) is found
    assert words == left


@pytest.mark.parametrize(
    ("error", "code"), [(KeyboardInterrupt(), 130), (SystemExit(2), 2), (SystemExit("x"), 70), (SystemExit(), 70)]
)
def test_how_else_a_command_may_end(error: BaseException, code: int) -> None:
    assert faults.exit_code_of(_fails(error)) == code


def test_a_command_that_only_returns_is_clean() -> None:
    assert faults.exit_code_of(lambda: None) == 0


def test_a_bug_in_the_catalog_itself_is_told_in_english(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def only_english(told: Message, language: Language) -> str:
        return text_of(told, language) if language is Language.EN else told.template.format()

    monkeypatch.setattr(faults, "text_of", only_english)
    assert faults.exit_code_of(_fails(KeyError(PERSON))) == 70
    assert capsys.readouterr().err.startswith("an error in anhorig itself (KeyError, ")


def test_a_shell_that_asks_is_told_of_no_bug(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_ANHORIG_COMPLETE", "complete_bash")
    assert faults.exit_code_of(_fails(KeyError("COMP_WORDS"))) == 0
    assert capsys.readouterr() == ("", "")


class BrokenProcessPool(Exception):  # noqa: N818 - as in concurrent.futures, which is not imported for this
    pass


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (MemoryError(), "minnet räcker inte: ange färre planer eller gör dem mindre"),
        (RecursionError(), "planen eller mapparna har för många nivåer i varandra: använd färre nivåer"),
        (OSError(errno.ENOMEM, "No memory"), "systemet tillåter inte något som behövs (No memory)"),
        (OSError(errno.EMFILE, "Too many", "x"), "systemet tillåter inte något som behövs (för många filer är öppna)"),
        (OutputError(errno.ENOSPC, "x"), "det går inte att skriva till standard ut (disken är full)"),
        (ModuleNotFoundError("x", name="rich"), "rich saknas: installera om anhorig"),
        (ImportError("libx.so: no such file", name="typst"), "typst kan inte laddas (libx.so: no such file)"),
        (
            BrokenProcessPool(),
            "en process som gjorde en del av arbetet avslutades, kanske för att minnet tog slut: ange färre planer",
        ),
    ],
)  # fmt: skip
def test_what_the_system_refuses_is_a_sentence(error: Exception, told: str) -> None:
    foreseen = faults.foreseen(error)
    assert foreseen is not None
    assert foreseen.exit_code is ExitCode.CANNOT_WORK
    assert text_of(foreseen.message, Language.SV) == told


@pytest.mark.parametrize(
    "error",
    [ValueError("x"), FileNotFoundError(errno.ENOENT, "x", "a.yaml"), ModuleNotFoundError("x", name="anhorig_cli.x")],
)
def test_all_else_is_a_bug(error: Exception) -> None:
    assert faults.foreseen(error) is None


def test_what_the_tool_raises_itself_is_told_as_it_is() -> None:
    error = CannotWorkError(message("nothing is committed in this repository yet"))
    assert faults.foreseen(error) is error


def test_a_folder_that_is_gone_is_told_of(tmp_path: Path, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "borta"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    for command in (["check"], ["report"], ["history", "p"], ["diff"], ["add", "subgoal", "p", "--title", "x"]):
        run = anhorig(*command)
        assert (run.code, run.err) == (3, "mappen du står i finns inte längre: gå till en annan\n")


def _python(program: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", dedent(program)], capture_output=True, text=True, check=False, env=os.environ | variables
    )


def test_a_bug_in_a_process_that_does_a_part_of_the_work_is_told_with_its_place() -> None:
    run = _python(f"""
        import sys
        from anhorig_cli.cli import entry, faults
        from anhorig_cli.workspace import parallel as chunks
        from anhorig_cli.vocabulary import folded
        chunks._processors = lambda: 2
        def main():
            chunks.map_chunks(lambda start, end: [folded(None)], {SHARED_FROM})
        sys.exit(faults.exit_code_of(main))
    """)
    assert run.returncode == 70
    assert "(AttributeError, vocabulary/" in run.stderr or "(TypeError, vocabulary/" in run.stderr
    assert run.stderr.count("\n") == 1


def test_who_breaks_off_waits_for_no_process_that_does_a_part(tmp_path: Path) -> None:
    mark = tmp_path / "done"
    run = _python(f"""
        import pathlib, time
        from anhorig_cli.workspace import parallel as chunks
        chunks._processors = lambda: 2
        def work(start, end):
            if start == 0:
                raise KeyboardInterrupt
            time.sleep(2)
            pathlib.Path({str(mark)!r}).touch()
            return []
        chunks.map_chunks(work, {SHARED_FROM})
    """)
    assert run.stderr.endswith("KeyboardInterrupt\n")
    assert not mark.exists()


def test_a_process_that_is_killed_meanwhile_is_no_bug() -> None:
    run = _python(f"""
        import os
        from anhorig_cli.cli import faults
        from anhorig_cli.workspace import parallel as chunks
        chunks._processors = lambda: 2
        try:
            chunks.map_chunks(lambda start, end: os.kill(os.getpid(), 9), {SHARED_FROM})
        except Exception as error:
            print(faults.foreseen(error).exit_code)
    """)
    assert run.stdout == "3\n"


def test_where_nothing_can_be_shared_the_work_is_done_alone() -> None:
    run = _python(f"""
        import multiprocessing.synchronize
        from anhorig_cli.workspace import parallel as chunks
        def refuse(*_arguments, **_more):
            raise OSError(38, "Function not implemented")
        multiprocessing.synchronize.SemLock.__init__ = refuse
        chunks._processors = lambda: 2
        print(len(chunks.map_chunks(lambda start, end: list(range(start, end)), {SHARED_FROM})))
    """)
    assert run.stdout == f"{SHARED_FROM}\n", run.stderr


def test_an_installation_that_lacks_something_says_what() -> None:
    run = _python("""
        import sys
        sys.modules["typer"] = None
        from anhorig_cli.__main__ import run
        run()
    """)
    assert (run.returncode, run.stderr.count("\n")) == (3, 1)
    assert "installera om anhorig" in run.stderr


def test_ctrl_c_ends_a_command_with_130(tmp_path: Path) -> None:
    (tmp_path / "git").write_text("#!/bin/sh\nkill -INT $PPID\nsleep 10\n", encoding="utf-8")
    (tmp_path / "git").chmod(0o755)
    run = subprocess.run(
        [sys.executable, "-m", "anhorig_cli", "diff"],
        capture_output=True, text=True, check=False, env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler), timeout=30,
    )  # fmt: skip
    assert (run.returncode, "Traceback" in run.stderr) == (130, False)
