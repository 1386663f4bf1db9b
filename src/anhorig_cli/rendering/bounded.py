"""Work in a process of its own, with bounds on time and memory: templates of the user's own, files of strangers."""

import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.rendering.template_files import OutOfTimeError
from anhorig_cli.source import Message, message

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


class Sentences(NamedTuple):
    """What is said where the work takes too long or too much memory, or its process ends; with the file as `{file}`."""

    too_long: str
    too_much: str
    ended: str


_OF_A_PAGE = Sentences(
    message("{file}:1: the page takes too long to make, more than {n} seconds").template,
    message("{file}:1: the page takes too much memory to make").template,
    message("{file}:1: the page could not be made: its process ended").template,
)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What making a page may cost, and what is said where it costs more.

    `seconds` on the processor a page, so that a busy machine is no fault of the page's; `grace` more until a process
    that does not stop by itself is stopped, by a clock that allows for `_BUSIEST`; `memory` in bytes that the process
    may have beside what it begins with, where the system can tell; every `look` seconds that is looked at from outside.
    """

    seconds: float = 5.0
    grace: float = 1.0
    memory: int = 512 << 20
    look: float = 0.05
    said: Sentences = _OF_A_PAGE


BOUNDS = Bounds()
_BUSIEST = 8
"""So many times as long may the work take on a machine that has other things to do."""
Job = TypeVar("Job")


def bounded(
    work: Callable[[Job], Iterator[str]], job: Job, pages: int, place: str, bounds: Bounds | None = None
) -> list[str]:
    """Return the pages that the work gives, made in a process of their own.

    Args:
        work: gives one page after the other, and raises a `CannotWorkError` where a template is wrong.
        job: what the work is given.
        pages: how many pages there will be; each has the same time.
        place: the template, as messages name it.
        bounds: what a page may cost; those of a template, if nothing else is said.

    Raises:
        CannotWorkError: where a template is wrong, or asks for too much.
    """
    from multiprocessing import get_context  # noqa: PLC0415 - only for templates of the user's own

    bounds = bounds or BOUNDS
    context = get_context("fork") if _may_fork() else get_context("spawn")
    begins_with = memory_of(os.getpid())
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=send_pages, args=(work, job, theirs, pages, place, bounds), daemon=True)
    process.start()
    theirs.close()
    try:
        return [_received(ours, process.pid or 0, begins_with, place, bounds) for _ in range(pages)]
    finally:
        process.kill()
        process.join()
        ours.close()


def _may_fork() -> bool:
    """Return whether the process can be forked, which is quick: where that is safe."""
    return hasattr(os, "sched_getaffinity") and threading.active_count() == 1


def _received(
    connection: "Connection[object, object]", process: int, begins_with: int, place: str, bounds: Bounds
) -> str:
    """Return the next page that a process sends, which is watched meanwhile."""
    looks = int((bounds.seconds * _BUSIEST + bounds.grace) / bounds.look)
    received: object = _too_long(place, bounds)
    try:
        for _ in range(looks):
            if connection.poll(bounds.look):
                received = connection.recv()
                break
            if memory_of(process) - begins_with > bounds.memory:
                received = _too_much(place, bounds)
                break
    except EOFError:
        received = Message(bounds.said.ended, {"file": place})
    if isinstance(received, Exception):
        raise received
    if isinstance(received, Message):
        raise CannotWorkError(received)
    return str(received)


def memory_of(process: int) -> int:
    """Return how many bytes a process has of its own; 0 where the system does not tell."""
    return _memory_on_windows(process) if os.name == "nt" else _memory_on_linux(process)


def _memory_on_linux(process: int) -> int:
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(pages[_DATA]) * os.sysconf("SC_PAGE_SIZE")


_DATA = 5
"""Which of the numbers in `statm` counts data and stack (proc_pid_statm(5)), as `RLIMIT_DATA` does."""


def _memory_on_windows(process: int) -> int:
    """Return the private bytes of a process (GetProcessMemoryInfo, PROCESS_MEMORY_COUNTERS_EX)."""
    import ctypes  # noqa: PLC0415 - only for templates of the user's own
    from ctypes import wintypes  # noqa: PLC0415

    kernel: Any = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009 - there is one on Windows only
    kernel.OpenProcess.restype = wintypes.HANDLE
    handle = wintypes.HANDLE(kernel.OpenProcess(_MAY_BE_ASKED, False, process))
    number = ctypes.sizeof(ctypes.c_size_t)
    counted = ctypes.create_string_buffer(_HEAD + 9 * number)  # the last of the nine is the private bytes
    is_told = kernel.K32GetProcessMemoryInfo(handle, counted, wintypes.DWORD(len(counted)))
    kernel.CloseHandle(handle)
    return ctypes.c_size_t.from_buffer(counted, len(counted) - number).value if is_told else 0


_MAY_BE_ASKED = 0x1000 | 0x0010
"""PROCESS_QUERY_LIMITED_INFORMATION and PROCESS_VM_READ."""
_HEAD = 8
"""How many bytes stand before the counters."""


def _too_much(place: str, bounds: Bounds) -> Message:
    return Message(bounds.said.too_much, {"file": place})


def _too_long(place: str, bounds: Bounds) -> Message:
    return Message(bounds.said.too_long, {"file": place, "n": int(bounds.seconds)})


def send_pages(
    work: Callable[[Job], Iterator[str]],
    job: Job,
    connection: "Connection[object, object]",
    pages: int,
    place: str,
    bounds: Bounds,
) -> None:
    """Send each page, or the one thing that is wrong; the time starts anew with each page."""
    _limit(pages, bounds)
    try:
        _start_clock(bounds)
        for page in work(job):
            connection.send(page)
            _start_clock(bounds)
    except CannotWorkError as error:
        connection.send(error.message)
    except OutOfTimeError:  # outside any template
        connection.send(_too_long(place, bounds))
    except MemoryError:
        connection.send(_too_much(place, bounds))
    except Exception as bug:  # noqa: BLE001 - it is raised again by whoever waits, and told there
        bug.add_note("".join(traceback.format_tb(bug.__traceback__)))  # which is not sent otherwise
        connection.send(bug)


def _start_clock(bounds: Bounds) -> None:
    """Have this process interrupted when its time is out, where the system can; else it is stopped from outside."""

    def ring(_signal: int, _frame: object) -> None:  # pragma: no cover - rings in a process that is not followed
        raise OutOfTimeError(int(bounds.seconds))

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, ring)
        signal.setitimer(signal.ITIMER_PROF, bounds.seconds)


def _limit(pages: int, bounds: Bounds) -> None:  # pragma: no cover - holds for a process that is not followed
    """Bound what this process may use, where the system can: memory, time on the processor, and no file to write."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits for this one answers
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # what a library says when it ends the process helps nobody
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_DATA, memory_of(os.getpid()) + bounds.memory),
        (resource.RLIMIT_CPU, int(bounds.seconds * pages + bounds.grace) + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # the bound is tighter already
            resource.setrlimit(what, (most, most))
