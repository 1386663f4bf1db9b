"""Work divided among worker processes, if there is enough of it and forking is cheap and safe (Linux)."""

import os
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from anhorig_cli import steps
from anhorig_cli.loading.files import Identity, clear_files_read, files_read, note_as_read_elsewhere
from anhorig_cli.source import Message, message

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

R = TypeVar("R")

SHARED_FROM = 40
"""From how many plans on worker processes pay off; starting them costs about as much as checking twenty plans."""

_LARGEST = 25


def map_chunks(work: Callable[[int, int], list[R]], number: int) -> list[R]:
    """Return the results for plans 0 to `number`, in order.

    Args:
        work: returns the results for the plans from one index up to another, and reports each as a step. In a forked
            worker it has everything that is imported and created so far; only its results are sent back.
        number: how many plans there are.
    """
    return [one for part in each_chunk(work, number) for one in part]


def each_chunk(work: Callable[[int, int], list[R]], number: int) -> Iterator[list[R]]:
    """Yield the results of `map_chunks` chunk by chunk, in order, for callers that do not keep them."""
    with steps.tracking(message("Plans"), number):
        yield from _chunk_results(work, number)


def _chunk_results(work: Callable[[int, int], list[R]], number: int) -> Iterator[list[R]]:
    if number < SHARED_FROM:
        yield work(0, number)
        return
    workers = min(_processors(), 8)
    # As many chunks for each worker, so that all end together: four, or more if so large chunks would fill the memory.
    each = max(4, -(-number // (workers * _LARGEST)))
    ends = [number * done // (workers * each) for done in range(workers * each + 1)]
    chunks = list(pairwise(ends))
    yield from _in_workers(work, chunks, workers) if workers > 1 else _in_turn(work, chunks)


def _in_turn(work: Callable[[int, int], list[R]], chunks: Sequence[tuple[int, int]]) -> Iterator[list[R]]:
    return (work(start, end) for start, end in chunks)


def _in_workers(
    work: Callable[[int, int], list[R]], chunks: Sequence[tuple[int, int]], workers: int
) -> Iterator[list[R]]:
    """Yield the results of all chunks, from worker processes if the system can start them."""
    import multiprocessing  # noqa: PLC0415 - only for much work
    import threading  # noqa: PLC0415 - as above
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above

    _jobs[:] = [(work, start, end) for start, end in chunks]
    try:
        pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork"))
    except (ImportError, OSError):  # the system has no shared memory, or too many files are open
        yield from _in_turn(work, chunks)
        return
    with pool:
        try:
            for part in (
                _results_with_progress(pool) if steps.has_listener() else pool.map(_run_chunk, range(len(_jobs)))
            ):
                yield _results_noting_files(part)
        except (KeyboardInterrupt, GeneratorExit):  # an interrupted command does not wait for running chunks
            threading.excepthook = lambda _: None  # else the pool reports that its processes are gone
            for process in multiprocessing.active_children():
                process.kill()
            raise


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


_jobs: list[tuple[Callable[[int, int], list[Any]], int, int]] = []
"""The chunks of work, which forked workers inherit, so that only an index is sent to them."""


_SECONDS_BETWEEN_READINGS = 0.2
"""Seconds between two readings of the workers' progress."""


class _DoneCounter:
    """The number of plans done in each chunk: counted in the worker, and read by the waiting parent process."""

    def __init__(self, chunks: int) -> None:
        import mmap  # noqa: PLC0415 - only for much work that someone waits for

        self._done = memoryview(mmap.mmap(-1, chunks * 4)).cast("I")
        self._chunk = 0

    def of(self, chunk: int) -> "_DoneCounter":
        """Return the counter itself, which from now on counts for `chunk`."""
        self._chunk = chunk
        return self

    def begin(self, what: Message, number: int) -> None:
        """Do nothing: the parent process has begun the steps of all chunks together."""

    def step(self, number: int) -> None:
        """Add `number` plans to those done."""
        self._done[self._chunk] += number

    def end(self) -> None:
        """Do nothing, as `begin`."""

    def total(self) -> int:
        """Return how many plans are done in all chunks."""
        return sum(self._done)


_counters: list[_DoneCounter] = []
"""The counter that forked workers use, if progress is shown."""


def _results_with_progress(pool: "ProcessPoolExecutor") -> Iterator["_ChunkResult"]:
    """Yield the results of the chunks in order, and report the progress of all of them meanwhile."""
    from concurrent.futures import wait  # noqa: PLC0415 - only for much work

    counter = _DoneCounter(len(_jobs))
    _counters[:] = [counter]
    reported = 0
    waiting = [pool.submit(_run_chunk, index) for index in range(len(_jobs))][::-1]
    try:
        while waiting:
            done, _ = wait(waiting[-1:], _SECONDS_BETWEEN_READINGS)
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
    """The results of a chunk, and the files that were read for it, which must not be overwritten."""

    results: list[Any]
    read: dict[Identity, Path]


def _run_chunk(index: int) -> _ChunkResult:
    work, start, end = _jobs[index]
    clear_files_read()  # in this process, which writes nothing
    if not _counters:
        return _ChunkResult(work(start, end), files_read())
    with steps.reporting_to(_counters[0].of(index)):
        return _ChunkResult(work(start, end), files_read())


def _results_noting_files(part: _ChunkResult) -> list[Any]:
    note_as_read_elsewhere(part.read)
    return part.results
