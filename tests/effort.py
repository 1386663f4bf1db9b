"""How much is tried by chance, and how much work something may be: a slow or busy machine changes nothing of it."""

import cProfile
import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

TORTURE = int(os.environ.get("ANHORIG_TORTURE", "0"))
"""How much is tried by chance, or with everything else: `make coverage` sets 1, all of it; `make torture` more; without
it a third is tried."""
Case = TypeVar("Case")


def tries(number: int, of_torture: int = 0) -> int:
    """Return how many cases of chance are tried.

    Args:
        number: how many `make coverage` tries, which CI runs.
        of_torture: of how many `make torture` tries many times as many, if not of that.
    """
    if TORTURE > 1:
        return (of_torture or number) * TORTURE
    return number if TORTURE else -(-number // 3)


def some(cases: Sequence[Case], first: int = 0) -> Sequence[Case]:
    """Return all cases, or where a third is tried, every third.

    Args:
        cases: what is tried with each of many others, so that each is tried with some of them in any case.
        first: which third it is: another for each of the others.
    """
    return cases if TORTURE else cases[first % 3 :: 3]


@contextmanager
def little_work() -> Iterator[None]:
    """Hold that what is done within takes little of this process's own time on the processor.

    What is held so takes hundredths of a second here, and would take minutes if its work grew with the square of its
    input. How fast things are is measured in `benchmarks/`.
    """
    started = time.process_time()
    yield
    assert time.process_time() - started < 20


def calls(work: Callable[[], object]) -> int:
    """Return how many functions some work calls: of the same work about the same, on any machine."""
    profile = cProfile.Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())
