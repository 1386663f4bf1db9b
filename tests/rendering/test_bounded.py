"""Pages made in a process of their own: what it sends, and what is said where it sends nothing."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.rendering import bounded
from anhorig_cli.rendering.bounded import LIMITS, Limits
from anhorig_cli.rendering.template_files import OutOfTimeError
from anhorig_cli.source import message
from anhorig_cli.vocabulary import Language


def two_pages(job: str) -> Iterator[str]:
    yield job
    yield job * 2


def wrong(job: str) -> Iterator[str]:
    yield job
    raise CannotWorkError(message("{file}:1: no", file=job))


def late(_job: str) -> Iterator[str]:
    yield from ()
    raise OutOfTimeError(5)


def ended(_job: str) -> Iterator[str]:
    yield from ()
    os.kill(os.getpid(), signal.SIGKILL)


def mistaken(job: str) -> Iterator[str]:
    yield from ()
    raise KeyError(job)


def endless(_job: str) -> Iterator[str]:
    yield from ()
    signal.signal(signal.SIGPROF, signal.SIG_IGN)
    while True:
        pass


def said(error: pytest.ExceptionInfo[CannotWorkError]) -> str:
    return text_of(error.value.message, Language.EN)


class Sent(list[object]):
    """A connection whose other end is looked at here."""

    send = list[object].append


@pytest.mark.parametrize("may_fork", [True, False])
def test_a_bug_is_raised_where_it_can_be_told_and_says_where_it_was(
    may_fork: bool, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bounded, "_may_fork", lambda: may_fork)
    with pytest.raises(KeyError) as error:
        bounded.bounded(mistaken, "a", 1, "x.md.j2")
    assert "rendering/bounded.py" in error.value.__notes__[0]
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("may_fork", [True, False])
def test_the_pages_come_in_order(may_fork: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "_may_fork", lambda: may_fork)
    assert bounded.bounded(two_pages, "a", 2, "x.md.j2") == ["a", "aa"]


def test_what_is_wrong_with_a_template_is_raised_here() -> None:
    with pytest.raises(CannotWorkError) as error:
        bounded.bounded(wrong, "x.md.j2", 2, "x.md.j2")
    assert said(error) == "x.md.j2:1: no"


def test_a_process_that_ends_or_never_does_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CannotWorkError) as error:
        bounded.bounded(ended, "", 1, "x.md.j2")
    assert said(error) == "x.md.j2:1: the page could not be made: its process ended"
    monkeypatch.setattr(bounded, "LIMITS", Limits(seconds=0.1, grace=0.1))
    with pytest.raises(CannotWorkError) as error:
        bounded.bounded(endless, "", 1, "x.md.j2")
    assert "takes too long" in said(error)


def test_what_the_process_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "_limit_resources", lambda *_: None)
    monkeypatch.setattr(signal, "setitimer", lambda *_: None)
    before = signal.getsignal(signal.SIGPROF)
    sent = Sent()
    for work in (two_pages, wrong, late):
        bounded.send_pages(work, "a", sent, 2, "x.md.j2", LIMITS)  # type: ignore[arg-type] # all that is asked of it is send
    signal.signal(signal.SIGPROF, before)
    assert sent[:3] == ["a", "aa", "a"]
    assert sent[3] == message("{file}:1: no", file="a")
    assert sent[4] == message("{file}:1: the page takes too long to make, more than {n} seconds", file="x.md.j2", n=5)


def greedy(_job: str) -> Iterator[str]:
    yield from ()
    kept = []
    while True:
        kept.append(bytes(1 << 20))
        time.sleep(0.001)


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the memory of a process is read as Linux tells it")
def test_where_the_system_bounds_nothing_a_process_is_watched_and_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on Windows: no `resource`, and no timer."""
    monkeypatch.setitem(sys.modules, "resource", None)
    monkeypatch.delattr(signal, "setitimer")
    monkeypatch.setattr(bounded, "_may_fork", lambda: True)  # else the process that is begun has both again
    assert bounded.bounded(two_pages, "a", 2, "x.md.j2") == ["a", "aa"]
    monkeypatch.setattr(bounded, "LIMITS", Limits(seconds=60, memory=64 << 20))
    with pytest.raises(CannotWorkError) as error:
        bounded.bounded(greedy, "", 1, "x.md.j2")
    assert said(error) == "x.md.j2:1: the page takes too much memory to make"
    monkeypatch.setattr(bounded, "LIMITS", Limits(seconds=0.1, grace=0.1))
    with pytest.raises(CannotWorkError) as error:
        bounded.bounded(endless, "", 1, "x.md.j2")
    assert "takes too long" in said(error)


def test_the_memory_of_a_process_as_the_system_tells_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert bounded.memory_of(2**22 + 1) == 0  # no process has that number
    asked: list[tuple[str, object]] = []

    def opened(access: int, _inherits: bool, process: int) -> int:
        asked.append(("open", (access, process)))
        return 7

    def told(_handle: object, counters: Any, size: ctypes.c_ulong) -> int:
        numbers = (ctypes.c_size_t * 9).from_buffer(counters, 8)
        numbers[8] = 123 << 20
        return size.value == 8 + ctypes.sizeof(numbers)

    def closed(handle: ctypes.c_void_p) -> None:
        asked.append(("close", handle.value))

    windows = SimpleNamespace(OpenProcess=opened, K32GetProcessMemoryInfo=told, CloseHandle=closed)
    monkeypatch.setattr(ctypes, "WinDLL", lambda _name: windows, raising=False)
    with monkeypatch.context() as patch:
        patch.setattr(os, "name", "nt")
        assert bounded.memory_of(4711) == 123 << 20
        windows.K32GetProcessMemoryInfo = lambda *_: 0
        assert bounded.memory_of(4711) == 0
    assert asked == [("open", (0x1010, 4711)), ("close", 7)] * 2
