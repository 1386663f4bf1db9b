"""The command line as a whole."""

import subprocess
import sys

import pytest

from anhorig_cli import __version__
from command_line import Anhorig


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


@pytest.mark.parametrize("command", ["cycle plans/salem.yaml", "status plans", "template list", "schema", "explain"])
def test_a_reader_who_has_had_enough_is_no_finding(command: str) -> None:
    done = subprocess.run(
        f"{sys.executable} -m anhorig_cli {command} | true; exit ${{PIPESTATUS[0]}}",
        shell=True, executable="/bin/bash", capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, "Traceback" in done.stderr) == (0, False)


@pytest.mark.parametrize("unbuffered", ["", "PYTHONUNBUFFERED=1"])
def test_what_cannot_be_said_on_standard_error_changes_nothing(unbuffered: str) -> None:
    run = f"{unbuffered} {sys.executable} -m anhorig_cli check plans/tibro.yaml nowhere"
    for closed in ("2>&-", "2>/dev/full"):
        done = subprocess.run(f"{run} {closed}", shell=True, capture_output=True, text=True, check=False)
        assert (done.returncode, done.stdout, done.stderr) == (3, "", "")


@pytest.mark.parametrize("unbuffered", ["", "PYTHONUNBUFFERED=1"])
@pytest.mark.parametrize("command", ["check plans", "report plans/tibro.yaml", "status plans", "explain"])
def test_a_full_device_or_a_closed_stream_gives_no_traceback(command: str, unbuffered: str) -> None:
    run = f"{unbuffered} {sys.executable} -m anhorig_cli {command} --as-of 2021-09-20"
    full = subprocess.run(f"{run} > /dev/full", shell=True, capture_output=True, text=True, check=False)
    assert full.returncode == 3
    assert "disken är full" in full.stderr
    assert "Traceback" not in full.stderr
    closed = subprocess.run(f"{run} >&-", shell=True, capture_output=True, text=True, check=False)
    assert closed.returncode == 3
    assert "Traceback" not in closed.stderr
