"""Work in a separate process, with limits on time and memory: users' own templates, and files from strangers."""

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


class LimitMessages(NamedTuple):
    """The errors for work that takes too long or too much memory, or whose process ends; with `{file}` in the text."""

    too_long: str
    too_much: str
    ended: str


_OF_A_PAGE = LimitMessages(
    message("{file}:1: the page takes too long to make, more than {n} seconds").template,
    message("{file}:1: the page takes too much memory to make").template,
    message("{file}:1: the page could not be made: its process ended").template,
)


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for making a page, and the errors when they are exceeded.

    Attributes:
        seconds: processor time per page, so that a busy machine does not count against the page.
        grace: additional seconds before a process that does not stop by itself is killed, by a wall clock that allows
            for `_MOST_SLOWDOWN`.
        memory: bytes that the process may use in addition to those at its start, if the system reports them.
        poll_interval: seconds between checks of the process from outside.
        messages: the texts of the errors.
    """

    seconds: float = 5.0
    grace: float = 1.0
    memory: int = 512 << 20
    poll_interval: float = 0.05
    messages: LimitMessages = _OF_A_PAGE


LIMITS = Limits()
_MOST_SLOWDOWN = 8
"""How many times longer the work may take on a machine that is busy."""
Job = TypeVar("Job")


def bounded(
    work: Callable[[Job], Iterator[str]], job: Job, pages: int, place: str, limits: Limits | None = None
) -> list[str]:
    """Return the pages that `work` yields, made in a separate process.

    Args:
        work: yields one page after the other, and raises a `CannotWorkError` if a template is faulty.
        job: the argument of `work`.
        pages: the number of pages; each has the same time limit.
        place: the template's name in messages.
        limits: the limits for a page; by default those for a template.

    Raises:
        CannotWorkError: a template is faulty, or exceeds the limits.
    """
    from multiprocessing import get_context  # noqa: PLC0415 - only for templates of the user's own

    limits = limits or LIMITS
    context = get_context("fork") if _may_fork() else get_context("spawn")
    begins_with = memory_of(os.getpid())
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=send_pages, args=(work, job, theirs, pages, place, limits), daemon=True)
    process.start()
    theirs.close()
    try:
        return [_received_page(ours, process.pid or 0, begins_with, place, limits) for _ in range(pages)]
    finally:
        process.kill()
        process.join()
        ours.close()


def _may_fork() -> bool:
    """Return whether the process can be forked safely, which is quicker than starting a new one."""
    return hasattr(os, "sched_getaffinity") and threading.active_count() == 1


def _received_page(
    connection: "Connection[object, object]", process: int, begins_with: int, place: str, limits: Limits
) -> str:
    """Return the next page from a process, whose time and memory are checked meanwhile."""
    polls = int((limits.seconds * _MOST_SLOWDOWN + limits.grace) / limits.poll_interval)
    received: object = _too_much_time(place, limits)
    try:
        for _ in range(polls):
            if connection.poll(limits.poll_interval):
                received = connection.recv()
                break
            if memory_of(process) - begins_with > limits.memory:
                received = _too_much_memory(place, limits)
                break
    except EOFError:
        received = Message(limits.messages.ended, {"file": place})
    if isinstance(received, Exception):
        raise received
    if isinstance(received, Message):
        raise CannotWorkError(received)
    return str(received)


def memory_of(process: int) -> int:
    """Return how many bytes of private memory a process has; 0 if the system does not report it."""
    return _memory_on_windows(process) if os.name == "nt" else _memory_on_linux(process)


def _memory_on_linux(process: int) -> int:
    try:
        pages = Path(f"/proc/{process}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(pages[_DATA]) * os.sysconf("SC_PAGE_SIZE")


_DATA = 5
"""The index in `statm` of the size of data and stack (proc_pid_statm(5)), which `RLIMIT_DATA` limits."""


def _memory_on_windows(process: int) -> int:
    """Return the private bytes of a process (GetProcessMemoryInfo, PROCESS_MEMORY_COUNTERS_EX)."""
    import ctypes  # noqa: PLC0415 - only for templates of the user's own
    from ctypes import wintypes  # noqa: PLC0415

    kernel: Any = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009 - there is one on Windows only
    kernel.OpenProcess.restype = wintypes.HANDLE
    handle = wintypes.HANDLE(kernel.OpenProcess(_ACCESS_RIGHTS, False, process))
    number = ctypes.sizeof(ctypes.c_size_t)
    counted = ctypes.create_string_buffer(_HEAD + 9 * number)  # the last of the nine is the private bytes
    is_known = kernel.K32GetProcessMemoryInfo(handle, counted, wintypes.DWORD(len(counted)))
    kernel.CloseHandle(handle)
    return ctypes.c_size_t.from_buffer(counted, len(counted) - number).value if is_known else 0


_ACCESS_RIGHTS = 0x1000 | 0x0010
"""PROCESS_QUERY_LIMITED_INFORMATION and PROCESS_VM_READ."""
_HEAD = 8
"""The number of bytes before the counters."""


def _too_much_memory(place: str, limits: Limits) -> Message:
    return Message(limits.messages.too_much, {"file": place})


def _too_much_time(place: str, limits: Limits) -> Message:
    return Message(limits.messages.too_long, {"file": place, "n": int(limits.seconds)})


def send_pages(
    work: Callable[[Job], Iterator[str]],
    job: Job,
    connection: "Connection[object, object]",
    pages: int,
    place: str,
    limits: Limits,
) -> None:
    """Send each page, or the error that ends the work; the time limit starts anew with each page."""
    _limit_resources(pages, limits)
    try:
        _start_clock(limits)
        for page in work(job):
            connection.send(page)
            _start_clock(limits)
    except CannotWorkError as error:
        connection.send(error.message)
    except OutOfTimeError:  # outside any template
        connection.send(_too_much_time(place, limits))
    except MemoryError:
        connection.send(_too_much_memory(place, limits))
    except Exception as bug:  # noqa: BLE001 - it is raised again, and reported, in the waiting process
        bug.add_note("".join(traceback.format_tb(bug.__traceback__)))  # the traceback is not sent otherwise
        connection.send(bug)


def _start_clock(limits: Limits) -> None:
    """Interrupt this process when its time is up, if the system can; else it is killed from outside."""

    def ring(_signal: int, _frame: object) -> None:  # pragma: no cover - runs in a process without coverage
        raise OutOfTimeError(int(limits.seconds))

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, ring)
        signal.setitimer(signal.ITIMER_PROF, limits.seconds)


def _limit_resources(pages: int, limits: Limits) -> None:  # pragma: no cover - runs in a process without coverage
    """Limit this process, if the system can: its memory and its processor time, with no writing of files."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the waiting process handles it
    with suppress(OSError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)  # a library's last words as it aborts the process help nobody
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for resource_kind, limit in (
        (resource.RLIMIT_DATA, memory_of(os.getpid()) + limits.memory),
        (resource.RLIMIT_CPU, int(limits.seconds * pages + limits.grace) + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # the limit is lower already
            resource.setrlimit(resource_kind, (limit, limit))
