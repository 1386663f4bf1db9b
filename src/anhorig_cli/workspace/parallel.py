"""Much work shared among processes: where there is enough of it, and they can be forked cheaply and safely (Linux)."""

import os
from collections.abc import Callable
from typing import Any, TypeVar

R = TypeVar("R")

SHARED_FROM = 40
"""How many plans pay for processes of their own; starting them costs about as much as judging twenty."""

_LARGEST = 50


def map_chunks(work: Callable[[int, int], list[R]], number: int) -> list[R]:
    """Return the results for things 0 to `number`, in order.

    Args:
        work: gives the results for the things from one place up to another. In a forked process it finds all that has
            been imported and made so far; only its results are sent.
        number: how many things there are.
    """
    workers = min(_processors(), 8)
    if number < SHARED_FROM or workers < 2:  # noqa: PLR2004 - one alone shares nothing
        return work(0, number)
    import multiprocessing  # noqa: PLC0415 - only for much work
    import threading  # noqa: PLC0415 - as above
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 - as above

    # At least four chunks each, so that none waits long for the last, and none so large that it fills the memory.
    size = min(-(-number // (workers * 4)), _LARGEST)
    _jobs[:] = [(work, start, min(start + size, number)) for start in range(0, number, size)]
    try:
        pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("fork"))
    except (ImportError, OSError):  # the system has no memory to share, or too many files are open
        return work(0, number)
    with pool:
        try:
            return [one for part in pool.map(_chunk, range(len(_jobs))) for one in part]
        except KeyboardInterrupt:  # who breaks off does not wait for what is begun
            threading.excepthook = lambda _: None  # else the pool complains that its processes are gone
            for process in multiprocessing.active_children():
                process.kill()
            raise


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


_jobs: list[tuple[Callable[[int, int], list[Any]], int, int]] = []
"""What the forked processes inherit, so that nothing but an index is sent to them."""


def _chunk(index: int) -> list[Any]:
    work, start, end = _jobs[index]
    return work(start, end)
