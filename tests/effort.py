"""How much work something may be, told so that a slow or busy machine changes nothing."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def little_work() -> Iterator[None]:
    """Hold that what is done within takes little of this process's own time on the processor.

    What is held so takes hundredths of a second here, and would take minutes if its work grew with the square of its
    input. How fast things are is measured in `benchmarks/`.
    """
    started = time.process_time()
    yield
    assert time.process_time() - started < 20
