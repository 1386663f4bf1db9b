"""The command line as a whole."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from anhorig_cli import __version__
from command_line import Anhorig, forked

if TYPE_CHECKING:
    from io import TextIOWrapper


def test_the_version_is_told(anhorig: Anhorig) -> None:
    run = anhorig("--version")
    assert (run.code, run.out) == (0, f"anhorig {__version__}\n")


@pytest.mark.parametrize(("language", "word"), [("sv", "Kontrollera planer"), ("en", "Check plans")])
def test_help_lists_the_commands_in_the_users_language(
    language: str, word: str, anhorig: Anhorig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ANHORIG_LANGUAGE", language)
    for name in [name for name in sys.modules if name.startswith("anhorig_cli.cli.")]:
        monkeypatch.delitem(sys.modules, name)
    run = anhorig("--help")
    assert word in run.out
    assert all(command in run.out for command in ("check", "report", "status"))


def test_help_of_a_command_names_its_options(anhorig: Anhorig) -> None:
    run = anhorig("check", "--help")
    assert run.code == 0
    for option in ("--as-of", "--format", "--fail-on", "--language"):
        assert option in run.out


def test_an_unknown_option_is_wrong_usage(anhorig: Anhorig) -> None:
    assert anhorig("check", "--nonsense").code == 2


def test_the_module_runs_and_a_closed_pipe_is_no_error() -> None:
    done = subprocess.run(
        f"{sys.executable} -m anhorig_cli check plans --as-of 2021-09-20 | head -1; exit ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.stdout.count("\n") == 1


def ended(arguments: str, out: int, errors: int, **how: Any) -> int:
    """Return the exit code of a command that writes to files of this process, which are closed here."""
    process = forked(arguments.split(), out, errors, **how)
    for one in {out, errors}:
        os.close(one)
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def become_unbuffered() -> None:
    """Do what `PYTHONUNBUFFERED=1` does."""
    for stream in (sys.stdout, sys.stderr):
        cast("TextIOWrapper", stream).reconfigure(write_through=True)


def full() -> int:
    return os.open("/dev/full", os.O_WRONLY)


BUFFERED = pytest.mark.parametrize("before", [dict, become_unbuffered], ids=["buffered", "unbuffered"])


@pytest.mark.parametrize("command", ["cycle plans/salem.yaml", "status plans", "template list", "schema", "explain"])
def test_a_reader_who_has_had_enough_is_no_finding(command: str, tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    errors = tmp_path / "errors"
    assert ended(command, writer, os.open(errors, os.O_WRONLY | os.O_CREAT)) == 0
    assert "Traceback" not in errors.read_text(encoding="utf-8")


@BUFFERED
def test_what_cannot_be_said_on_standard_error_changes_nothing(before: Callable[[], object], tmp_path: Path) -> None:
    out = tmp_path / "out"
    writer = os.open(out, os.O_WRONLY | os.O_CREAT)
    assert ended("check plans/tibro.yaml nowhere", writer, full(), before=before) == 3
    assert out.read_text(encoding="utf-8") == ""


@BUFFERED
@pytest.mark.parametrize("command", ["check plans", "report plans/tibro.yaml", "status plans", "explain"])
def test_a_full_device_is_told(command: str, before: Callable[[], object], tmp_path: Path) -> None:
    errors = tmp_path / "errors"
    writer = os.open(errors, os.O_WRONLY | os.O_CREAT)
    assert ended(f"{command} --as-of 2021-09-20", full(), writer, before=before) == 3
    told = errors.read_text(encoding="utf-8")
    assert "disken är full" in told
    assert "Traceback" not in told


REPORT = "report plans/tibro.yaml --as-of 2021-09-20"
AMISS = "check plans/tibro.yaml nowhere"


@pytest.mark.parametrize(
    ("run", "told"),
    [
        (f"{REPORT} > /dev/full", "standard ut (disken är full)"),
        (f"{REPORT} >&-", "standard ut (Bad file descriptor)"),
        (f"{AMISS} 2> /dev/full", ""),
        (f"{AMISS} 2>&-", ""),
    ],
)
def test_a_process_with_a_full_device_or_a_closed_stream_gives_no_traceback(run: str, told: str) -> None:
    """What Python makes of its streams when it starts is seen in no other process."""
    command = f"{sys.executable} -m anhorig_cli {run}"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (3, "")
    assert told in done.stderr
    assert "Traceback" not in done.stderr
