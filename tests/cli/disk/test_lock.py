"""One writer at a time, whatever the system."""

import fcntl
import os
import sys
import tempfile
from pathlib import Path
from types import SimpleNamespace

import pytest

from anhorig_cli.cli.disk import journal
from anhorig_cli.diagnostics import CannotWorkError


def test_who_waits_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "PATIENCE", 0.05)
    with journal.locked(tmp_path), pytest.raises(CannotWorkError), journal.locked(tmp_path):
        pass


def test_a_folder_that_cannot_be_locked_is_stood_for_by_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    flock = fcntl.flock

    def refuses_folders(descriptor: int, operation: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112 - of a descriptor
            raise OSError(9, "Bad file descriptor")
        flock(descriptor, operation)

    monkeypatch.setattr(fcntl, "flock", refuses_folders)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(journal, "PATIENCE", 0.05)
    with journal.locked(tmp_path / "."), pytest.raises(CannotWorkError), journal.locked(tmp_path / "."):
        pass
    assert [path.suffix for path in tmp_path.iterdir()] == [".lock"]
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "gone"))
    with pytest.raises(CannotWorkError), journal.locked(tmp_path / "."):
        pass


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(CannotWorkError), journal.locked(tmp_path / "gone"):
        pass


def test_windows_locks_a_byte_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locks: list[tuple[int, int]] = []
    windows = SimpleNamespace(LK_NBLCK=2, locking=lambda _descriptor, mode, size: locks.append((mode, size)))
    monkeypatch.setitem(sys.modules, "fcntl", None)
    monkeypatch.setitem(sys.modules, "msvcrt", windows)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with journal.locked(tmp_path):
        assert locks == [(2, 1)]
