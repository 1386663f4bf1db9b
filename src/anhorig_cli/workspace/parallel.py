"""Much work shared among processes: where there is enough of it, and they can be forked cheaply and safely (Linux)."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from anhorig_cli.loading.files import Identity, files_read, forget_what_was_read, note_as_read_elsewhere

R = TypeVar("R")

SHARED_FROM = 40
"""How many plans pay for processes of their own; starting them costs about as much as judging twenty."""

_LARGEST = 25


def map_chunks(work: Callable[[int, int], list[R]], number: int) -> list[R]:
    """Return the results for things 0 to `number`, in order.

    Args:
        work: gives the results for the things from one place up to another. In a forked process it finds all that has
            been imported and made so far; only its results are sent.
        number: how many things there are.
    """
    return [one for part in each_chunk(work, number) for one in part]


def each_chunk(work: Callable[[int, int], list[R]], number: int) -> Iterator[list[R]]:
    """Give the results of `map_chunks` some at a time, in order, for those who do not keep them."""
    if number < SHARED_FROM:
        yield work(0, number)
        return
    workers = min(_processors(), 8)
    # At least four chunks each, so that none waits long for the last, and none so large that it fills the memory.
    size = min(-(-number // (workers * 4)), _LARGEST)
    chunks = [(start, min(start + size, number)) for start in range(0, number, size)]
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
            for part in pool.map(_chunk, range(len(_jobs))):
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


class _Part(NamedTuple):
    """The results of a chunk, and the files that were read for it, which nothing may be written over."""

    results: list[Any]
    read: dict[Identity, Path]


def _chunk(index: int) -> _Part:
    work, start, end = _jobs[index]
    forget_what_was_read()  # in this process, which writes nothing
    results = work(start, end)
    return _Part(results, files_read())


def _noted(part: _Part) -> list[Any]:
    note_as_read_elsewhere(part.read)
    return part.results
