"""What a run opens and lists, as Python itself tells it."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_EVENTS = frozenset({"open", "os.listdir", "os.scandir"})
_recorded: list[list[str]] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if _recorded and event in _EVENTS and isinstance(arguments[0], str | os.PathLike):
        _recorded[-1].append(os.path.abspath(arguments[0]))  # noqa: PTH100 - which follows no link


sys.addaudithook(_note)


class Touched:
    """The files that were opened, and the folders that were listed."""

    def __init__(self, paths: list[str]) -> None:
        self._paths = paths

    def below(self, folder: Path) -> set[str]:
        """Return those in a folder, whatever way led there."""
        real = Path(os.path.realpath(folder))
        return {path for path in self._paths if Path(os.path.realpath(path)).is_relative_to(real)}


@contextmanager
def touched() -> Iterator[Touched]:
    """Record what is opened and listed meanwhile."""
    paths: list[str] = []
    _recorded.append(paths)
    try:
        yield Touched(paths)
    finally:
        _recorded.remove(paths)
