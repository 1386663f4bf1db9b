"""The command line, run in this process."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module

import pytest

from anhorig_cli.cli import entry
from anhorig_cli.loading.files import forget_what_was_read
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
        forget_what_was_read()
        self._monkeypatch.setattr(entry, "command", _ready)
        self._monkeypatch.setattr(sys, "argv", ["anhorig", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            entry.main()
        out, err = self._capsys.readouterr()
        code = stopped.value.code
        assert isinstance(code, int)
        return Run(code, out, err)
