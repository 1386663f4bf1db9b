"""The command line, run in this process, or in one that is forked from it."""

import os
import sys
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from anhorig_cli.cli import entry
from anhorig_cli.loading.files import clear_files_read
from anhorig_cli.vocabulary import Language

_set_up = entry.command
_READY: dict[tuple[Language, Callable[..., object]], Callable[..., object]] = {}


def _ready(language: Language, arguments: Sequence[str]) -> Callable[..., object]:
    """Return the command line, for each command that is named first set up once: it remembers nothing of its runs."""
    name = arguments[0] if arguments else ""
    if name not in entry.COMMANDS:
        return _set_up(language, arguments)
    command = getattr(import_module(f"anhorig_cli.cli.commands.{name}"), name)
    if (language, command) not in _READY:
        _READY[language, command] = _set_up(language, arguments)
    return _READY[language, command]


@dataclass(frozen=True)
class Run:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str


class Anhorig:
    """Runs `anhorig` with arguments."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self._monkeypatch = monkeypatch
        self._capsys = capsys

    def __call__(self, *arguments: object) -> Run:
        clear_files_read()
        self._monkeypatch.setattr(entry, "command", _ready)
        self._monkeypatch.setattr(sys, "argv", ["anhorig", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            entry.main()
        out, err = self._capsys.readouterr()
        code = stopped.value.code
        assert isinstance(code, int)
        return Run(code, out, err)


def forked(
    arguments: Sequence[str],
    out: int,
    errors: int,
    *,
    folder: Path | str = ".",
    environment: Mapping[str, str] | None = None,
    before: Callable[[], object] = dict,
) -> int:
    """Return the process in which the command line is run as it is typed, with a pipe, a terminal or a device each.

    All that is left out is the start of Python and the import of the tool, which take ten times as long as the rest.

    Args:
        arguments: what is typed after `anhorig`.
        out: what it writes to.
        errors: where it tells its errors.
        folder: where it is typed.
        environment: what the process has of variables, if not what this one has.
        before: what is done in the process first.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the threads of what runs the tests do nothing in it
        process = os.fork()
    if process:
        return process
    try:
        for number, stream in enumerate((os.open(os.devnull, os.O_RDONLY), out, errors)):
            os.dup2(stream, number)
        sys.stdin, sys.stdout = open(0, encoding="utf-8"), open(1, "w", encoding="utf-8")  # noqa: SIM115
        sys.stderr = open(2, "w", encoding="utf-8", buffering=1)  # noqa: SIM115
        os.chdir(folder)
        if environment is not None:
            os.environ.clear()
            os.environ.update(environment)
        sys.argv = ["anhorig", *arguments]
        before()
        import_module("anhorig_cli.__main__").run()
    finally:
        os._exit(99)
