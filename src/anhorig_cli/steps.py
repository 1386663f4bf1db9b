"""How far long work has come: who does it tells of each step here, and it is heard where someone waits at a terminal.

Nothing that is worked out depends on it, and where nobody listens it costs nothing.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from anhorig_cli.source import Message

T = TypeVar("T")


class Listener(Protocol):
    """What is told how far the work has come."""

    def begin(self, what: Message, number: int) -> None:
        """Hear that a number of things are to be gone through; `what` is their name, as a heading has it."""
        ...

    def step(self, number: int) -> None:
        """Hear that so many more are done; 0 where the work goes on, and none is."""
        ...

    def end(self) -> None:
        """Hear that they are gone through, or that it is broken off."""
        ...


_heard_by: list[Listener] = []
"""Who listens: the last one."""


@contextmanager
def heard_by(listener: Listener) -> Generator[None]:
    """Let a listener hear, and nobody else, while something is done."""
    _heard_by.append(listener)
    try:
        yield
    finally:
        _heard_by.pop()


def is_heard() -> bool:
    """Return whether anybody listens."""
    return bool(_heard_by)


@contextmanager
def going_through(what: Message, number: int) -> Generator[None]:
    """Report that a number of things are gone through while something is done; each is reported with `step`."""
    if not _heard_by:
        yield
        return
    listener = _heard_by[-1]
    listener.begin(what, number)
    try:
        yield
    finally:
        listener.end()


def step(number: int = 1) -> None:
    """Report that so many more of the things are done."""
    if _heard_by:
        _heard_by[-1].step(number)


def each(things: Sequence[T], what: Message) -> Iterator[T]:
    """Give the things, and tell when each of them is done."""
    with going_through(what, len(things)):
        for one in things:
            yield one
            step()
