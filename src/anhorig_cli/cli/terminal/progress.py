"""The progress of a command on a terminal: a line below all other output, which is removed when it is done."""

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
"""How many seconds pass before progress is shown."""
_BETWEEN = 0.1
"""The least number of seconds between two drawings of the line."""
_FOR_PROGRAMS = frozenset({"json", "sarif", "gitlab"})
"""The formats that are JSON."""


class _TerminalLine:
    """The line on the terminal, drawn when a step is reported, not by a thread, since the work may fork processes."""

    def __init__(self) -> None:
        self._since = self._ended = monotonic()
        self._drawn = 0.0
        self._depth = 0
        self._heading: Message = Message("", {})
        self._number = 0
        self._done = 0
        self._shown: tuple[Progress, TaskID] | None = None

    def begin(self, what: Message, number: int) -> None:
        """Begin a task of `number` steps; a task within another counts as part of one of the outer task's steps."""
        self._depth += 1
        if self._depth == 1:
            if monotonic() - self._ended >= _PATIENCE:  # the time was spent elsewhere: a preview may wait for days
                self.restart_clock()
            self._heading, self._number, self._done = what, number, 0
            self.step(0)

    def step(self, number: int) -> None:
        """Show that `number` more steps are done, if the task takes a while."""
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
        """End a task; after the outermost one, remove the line."""
        self._depth -= 1
        if self._depth == 0:
            self._drawn, self._ended = 0.0, monotonic()
            if self._shown is not None:
                self._shown[0].stop()
                self._shown = None

    def restart_clock(self) -> None:
        """Restart the clock: until now, the command was waiting for the user."""
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
        return progress, progress.add_task(text_of(self._heading, session.language), total=self._number)


_lines: list[_TerminalLine] = []


@contextmanager
def shown(options: Mapping[str, object]) -> Generator[None]:
    """Show a command's progress while it runs, if a user is watching and its options do not silence it.

    Args:
        options: the values of the command's parameters, by their names in the code.
    """
    if options.get("quiet") or not _FOR_PROGRAMS.isdisjoint(_strings(options.values())) or not _is_watched(os.environ):
        yield
        return
    line = _TerminalLine()
    _lines.append(line)
    try:
        with steps.reporting_to(line):
            yield
    finally:
        _lines.pop()


def _strings(values: Iterable[object]) -> Iterator[str]:
    """Return those values of options that are strings, as formats are."""
    return (value for value in values if isinstance(value, str))


def _is_watched(environment: Mapping[str, str]) -> bool:
    """Return whether standard error is a terminal that can remove a line, and the run is not in CI."""
    terminal = environment.get("TERM", "dumb" if os.name != "nt" else "")  # Windows does not say
    is_plain = bool(environment.get("NO_COLOR")) or terminal in {"dumb", "unknown"}
    return sys.stderr.isatty() and not is_plain and not environment.get("CI")


def restart_clocks() -> None:
    """Restart the clocks of all progress lines, since the user has been asked something."""
    for line in _lines:
        line.restart_clock()
