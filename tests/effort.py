"""How much work something may be, told so that a slow or busy machine changes nothing."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


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
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count
