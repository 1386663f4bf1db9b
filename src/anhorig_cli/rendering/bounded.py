"""Pages made in a process of their own, with bounds on time, memory and output: for templates of the user's own."""

import os
import signal
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from anhorig_cli.errors import CannotWorkError
from anhorig_cli.rendering.template_flaw import OutOfTimeError
from anhorig_cli.source import Message, message

if TYPE_CHECKING:
    from multiprocessing.connection import Connection


@dataclass(frozen=True, slots=True)
class Bounds:
    """What making a page may cost.

    `seconds` a page; `grace` more until a process that does not stop by itself is stopped; `memory` in bytes that the
    process may have of its own, where the system can tell.
    """

    seconds: float = 5.0
    grace: float = 1.0
    memory: int = 512 << 20


BOUNDS = Bounds()
Job = TypeVar("Job")


def bounded(work: Callable[[Job], Iterator[str]], job: Job, pages: int, place: str) -> list[str]:
    """Return the pages that the work gives, made in a process of their own.

    Args:
        work: gives one page after the other, and raises a `CannotWorkError` where a template is wrong.
        job: what the work is given.
        pages: how many pages there will be; each has the same time.
        place: the template, as messages name it.

    Raises:
        CannotWorkError: where a template is wrong, or asks for too much.
    """
    from multiprocessing import get_context  # noqa: PLC0415 - only for templates of the user's own

    context = get_context("fork") if _may_fork() else get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=send_pages, args=(work, job, theirs, pages, place, BOUNDS), daemon=True)
    process.start()
    theirs.close()
    try:
        return [_received(ours, place, BOUNDS) for _ in range(pages)]
    finally:
        process.kill()
        process.join()
        ours.close()


def _may_fork() -> bool:
    """Tell whether the process can be forked, which is quick: where that is safe."""
    return hasattr(os, "sched_getaffinity") and threading.active_count() == 1


def _received(connection: "Connection[object, object]", place: str, bounds: Bounds) -> str:
    try:
        received = connection.recv() if connection.poll(bounds.seconds + bounds.grace) else _too_long(place, bounds)
    except EOFError:
        received = message("{file}:1: the page could not be made: its process ended", file=place)
    if isinstance(received, Exception):
        raise received
    if isinstance(received, Message):
        raise CannotWorkError(received)
    return str(received)


def _too_long(place: str, bounds: Bounds) -> Message:
    return message(
        "{file}:1: the page takes too long to make, more than {n} seconds", file=place, n=int(bounds.seconds)
    )


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
    except Exception as bug:  # noqa: BLE001 - it is raised again by whoever waits, and told there
        bug.add_note("".join(traceback.format_tb(bug.__traceback__)))  # which is not sent otherwise
        connection.send(bug)


def _start_clock(bounds: Bounds) -> None:
    """Have this process interrupted when the time is out, where the system can; else it is stopped from outside."""

    def ring(_signal: int, _frame: object) -> None:  # pragma: no cover - rings in a process that is not followed
        raise OutOfTimeError(int(bounds.seconds))

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, ring)
        signal.setitimer(signal.ITIMER_REAL, bounds.seconds)


def _limit(pages: int, bounds: Bounds) -> None:  # pragma: no cover - holds for a process that is not followed
    """Bound what this process may use, where the system can: memory, time on the processor, and no file to write."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the process that waits for this one answers
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_DATA, bounds.memory),
        (resource.RLIMIT_CPU, int(bounds.seconds * pages + bounds.grace) + 1),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # the bound is tighter already
            resource.setrlimit(what, (most, most))
