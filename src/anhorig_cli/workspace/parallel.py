"""Much work shared among processes: where there is enough of it, and they can be forked cheaply and safely (Linux)."""

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from anhorig_cli import steps
from anhorig_cli.loading.files import Identity, files_read, forget_what_was_read, note_as_read_elsewhere
from anhorig_cli.source import Message, message

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

R = TypeVar("R")

SHARED_FROM = 40
"""How many plans pay for processes of their own; starting them costs about as much as judging twenty."""

_LARGEST = 25


def map_chunks(work: Callable[[int, int], list[R]], number: int) -> list[R]:
    """Return the results for plans 0 to `number`, in order.

    Args:
        work: gives the results for the plans from one place up to another, and tells of each as a step. In a forked
            process it finds all that has been imported and made so far; only its results are sent.
        number: how many plans there are.
    """
    return [one for part in each_chunk(work, number) for one in part]


def each_chunk(work: Callable[[int, int], list[R]], number: int) -> Iterator[list[R]]:
    """Give the results of `map_chunks` some at a time, in order, for those who do not keep them."""
    with steps.going_through(message("Plans"), number):
        yield from _chunks(work, number)


def _chunks(work: Callable[[int, int], list[R]], number: int) -> Iterator[list[R]]:
    if number < SHARED_FROM:
        yield work(0, number)
        return
    workers = min(_processors(), 8)
    # As many each, so that all end together: four, or so many that none is so large that it fills the memory.
    each = max(4, -(-number // (workers * _LARGEST)))
    ends = [number * done // (workers * each) for done in range(workers * each + 1)]
    chunks = list(pairwise(ends))
    yield from _shared(work, chunks, workers) if workers > 1 else _in_turn(work, chunks)


def _in_turn(work: Callable[[int, int], list[R]], chunks: Sequence[tuple[int, int]]) -> Iterator[list[R]]:
    return (work(start, end) for start, end in chunks)


def _shared(work: Callable[[int, int], list[R]], chunks: Sequence[tuple[int, int]], workers: int) -> Iterator[list[R]]:
    """Give the results of all chunks, from processes of their own where the system can start them."""
    import multiprocessing  # noqa: PLC0415 - only for much work
    import threading  # noqa: PLC0415 - as above
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above

    _jobs[:] = [(work, start, end) for start, end in chunks]
    try:
        pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork"))
    except (ImportError, OSError):  # the system has no memory to share, or too many files are open
        yield from _in_turn(work, chunks)
        return
    with pool:
        try:
            for part in _parts(pool) if steps.has_listener() else pool.map(_chunk, range(len(_jobs))):
                yield _noted(part)
        except (KeyboardInterrupt, GeneratorExit):  # who breaks off does not wait for what is begun
            threading.excepthook = lambda _: None  # else the pool complains that its processes are gone
            for process in multiprocessing.active_children():
                process.kill()
            raise


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


_jobs: list[tuple[Callable[[int, int], list[Any]], int, int]] = []
"""What the forked processes inherit, so that nothing but an index is sent to them."""


_GLANCE = 0.2
"""How many seconds there are between the looks at how far the others have come."""


class _DoneCounter:
    """How many plans each chunk has done: counted in its own process, and seen in the one that waits."""

    def __init__(self, chunks: int) -> None:
        import mmap  # noqa: PLC0415 - only for much work that someone waits for

        self._done = memoryview(mmap.mmap(-1, chunks * 4)).cast("I")
        self._chunk = 0

    def of(self, chunk: int) -> "_DoneCounter":
        """Return the counter, which from here on counts for a chunk."""
        self._chunk = chunk
        return self

    def begin(self, what: Message, number: int) -> None:
        """Hear nothing new: the chunks together are what is gone through."""

    def step(self, number: int) -> None:
        """Hear that so many more are done."""
        self._done[self._chunk] += number

    def end(self) -> None:
        """Hear nothing new."""

    def total(self) -> int:
        """Return how many plans are done in all."""
        return sum(self._done)


_counters: list[_DoneCounter] = []
"""What the forked processes count with, where someone listens."""


def _parts(pool: "ProcessPoolExecutor") -> Iterator["_ChunkResult"]:
    """Give the results of the chunks in order, and tell meanwhile how far all of them have come."""
    from concurrent.futures import wait  # noqa: PLC0415 - only for much work

    counter = _DoneCounter(len(_jobs))
    _counters[:] = [counter]
    reported = 0
    waiting = [pool.submit(_chunk, index) for index in range(len(_jobs))][::-1]
    try:
        while waiting:
            done, _ = wait(waiting[-1:], _GLANCE)
            total = counter.total()
            steps.step(total - reported)
            reported = total
            if done:
                yield waiting.pop().result()
    finally:
        for one in waiting:
            one.cancel()
        _counters.clear()


class _ChunkResult(NamedTuple):
    """The results of a chunk, and the files that were read for it, which nothing may be written over."""

    results: list[Any]
    read: dict[Identity, Path]


def _chunk(index: int) -> _ChunkResult:
    work, start, end = _jobs[index]
    forget_what_was_read()  # in this process, which writes nothing
    if not _counters:
        return _ChunkResult(work(start, end), files_read())
    with steps.reporting_to(_counters[0].of(index)):
        return _ChunkResult(work(start, end), files_read())


def _noted(part: _ChunkResult) -> list[Any]:
    note_as_read_elsewhere(part.read)
    return part.results
