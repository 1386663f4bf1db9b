"""How far a command has come, on the terminal of whoever waits for it: a line below all else, gone when it is done."""

import os
import sys
from collections.abc import Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

from anhorig_cli import steps
from anhorig_cli.catalog import text_of
from anhorig_cli.cli.surroundings import session
from anhorig_cli.source import Message

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_PATIENCE = 2.0
"""So many seconds pass before anything is shown."""
_BETWEEN = 0.1
"""So many seconds pass, at the least, before the line is drawn anew."""
_FOR_PROGRAMS = frozenset({"json", "sarif", "gitlab"})
"""The formats that are JSON."""


class _TerminalLine:
    """The line on the terminal. It is drawn when a step is reported, and by no thread: the work may fork processes."""

    def __init__(self) -> None:
        self._since = self._ended = monotonic()
        self._drawn = 0.0
        self._depth = 0
        self._what: Message = Message("", {})
        self._number = 0
        self._done = 0
        self._shown: tuple[Progress, TaskID] | None = None

    def begin(self, what: Message, number: int) -> None:
        """Hear what is gone through; within something that is gone through already, it is a part of one step."""
        self._depth += 1
        if self._depth == 1:
            if monotonic() - self._ended >= _PATIENCE:  # it was something else that took time: a preview waits for days
                self.wait_anew()
            self._what, self._number, self._done = what, number, 0
            self.step(0)

    def step(self, number: int) -> None:
        """Show that so many more are done, where it takes time."""
        if self._depth != 1:
            return
        self._done += number
        now = monotonic()
        if now - self._since < _PATIENCE or now - self._drawn < _BETWEEN or self._number == 0:
            return
        self._drawn = now
        progress, task = self._shown = self._shown or self._started()
        progress.update(task, completed=self._done, refresh=True)

    def end(self) -> None:
        """Take the line away."""
        self._depth -= 1
        if self._depth == 0:
            self._drawn, self._ended = 0.0, monotonic()
            if self._shown is not None:
                self._shown[0].stop()
                self._shown = None

    def wait_anew(self) -> None:
        """Count the seconds from now: until now, it was the user who was waited for."""
        self._since = monotonic()

    def _started(self) -> "tuple[Progress, TaskID]":
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

        progress = Progress(
            TextColumn("{task.description}", markup=False),
            BarColumn(),
            MofNCompleteColumn(),
            console=Console(file=sys.stderr, highlight=False),
            auto_refresh=False,
            transient=True,
            redirect_stdout=False,
            redirect_stderr=False,
        )
        progress.start()
        return progress, progress.add_task(text_of(self._what, session.language), total=self._number)


_lines: list[_TerminalLine] = []


@contextmanager
def shown(given: Mapping[str, object]) -> Generator[None]:
    """Show how far a command comes, where someone watches, and the command was not given that it be silent.

    Args:
        given: the command's options, by their names in the code.
    """
    if given.get("quiet") or not _FOR_PROGRAMS.isdisjoint(_words(given.values())) or not _is_watched(os.environ):
        yield
        return
    line = _TerminalLine()
    _lines.append(line)
    try:
        with steps.reporting_to(line):
            yield
    finally:
        _lines.pop()


def _words(values: Iterable[object]) -> Iterator[str]:
    """Give the words among the values of options: the formats are such."""
    return (value for value in values if isinstance(value, str))


def _is_watched(environment: Mapping[str, str]) -> bool:
    """Return whether someone watches standard error, on a terminal that can take a line away again."""
    terminal = environment.get("TERM", "dumb" if os.name != "nt" else "")  # Windows does not say
    is_plain = bool(environment.get("NO_COLOR")) or terminal in {"dumb", "unknown"}
    return sys.stderr.isatty() and not is_plain and not environment.get("CI")


def wait_anew() -> None:
    """Count the time that a command takes from now, since the user has been asked something."""
    for line in _lines:
        line.wait_anew()
