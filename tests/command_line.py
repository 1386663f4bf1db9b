"""The command line, run in this process."""

import sys
from dataclasses import dataclass

import pytest

from anhorig_cli.cli.entry import main
from anhorig_cli.loading.files import forget_what_was_read


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
        self._monkeypatch.setattr(sys, "argv", ["anhorig", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = self._capsys.readouterr()
        code = stopped.value.code
        assert isinstance(code, int)
        return Run(code, out, err)
