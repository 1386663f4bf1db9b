"""The progress of long-running work: the worker reports each step here, and a listener at a terminal shows it.

No result depends on it, and without a listener it costs nothing.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

from anhorig_cli.source import Message

T = TypeVar("T")


class Listener(Protocol):
    """A listener to the progress of work."""

    def begin(self, what: Message, number: int) -> None:
        """Handle the start of work on `number` things; `what` is their name, as a heading has it."""
        ...

    def step(self, number: int) -> None:
        """Handle `number` more things being done; 0 while the work continues with none done."""
        ...

    def end(self) -> None:
        """Handle the end of the work, complete or interrupted."""
        ...


_listeners: list[Listener] = []
"""The listeners, of which only the last one is called."""


@contextmanager
def reporting_to(listener: Listener) -> Generator[None]:
    """Report to this listener only, within the context."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.pop()


def has_listener() -> bool:
    """Return whether there is a listener."""
    return bool(_listeners)


@contextmanager
def tracking(what: Message, number: int) -> Generator[None]:
    """Report the start and end of work on `number` things, within the context; `step` reports each."""
    if not _listeners:
        yield
        return
    listener = _listeners[-1]
    listener.begin(what, number)
    try:
        yield
    finally:
        listener.end()


def step(number: int = 1) -> None:
    """Report that `number` more things are done."""
    if _listeners:
        _listeners[-1].step(number)


def track(things: Sequence[T], what: Message) -> Iterator[T]:
    """Yield the things, and report each as done after it."""
    with tracking(what, len(things)):
        for one in things:
            yield one
            step()
