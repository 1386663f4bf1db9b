"""The streams that the tool writes to: UTF-8 everywhere, and an output that cannot be written is told from all else."""

import io
import os
import sys
from typing import Any


class OutputError(OSError):
    """Standard output cannot be written: the disk is full, or whoever read it has had enough."""


class _Output(io.RawIOBase):
    """Standard output, as the system has it, below the stream that Python has made for it."""

    def __init__(self, stream: io.TextIOWrapper, raw: io.RawIOBase) -> None:
        self._stream = stream  # which would close it all, if nobody kept it
        self._raw = raw

    def writable(self) -> bool:
        """Report that it is for writing."""
        return True

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return self._raw.isatty()

    def fileno(self) -> int:
        """Return its descriptor."""
        return self._raw.fileno()

    def write(self, data: Any) -> int | None:
        """Write some of the data, and return how many bytes.

        Raises:
            OutputError: where it cannot be written.
        """
        try:
            return self._raw.write(data)
        except OSError as error:
            raise OutputError(error.errno, error.strerror) from None


class _Errors(_Output):
    """Standard error; where it cannot be written there is nobody left to tell, and what is said goes nowhere."""

    def write(self, data: Any) -> int | None:
        """Write some of the data, and return how many bytes."""
        try:
            return super().write(data)
        except OutputError:
            return len(data)


def use_utf8() -> None:
    """Write UTF-8 whatever the system's own encoding is; what cannot be written is escaped, never an error.

    Where standard output is closed from the start, writing to it fails, as on a full disk; what is said on a standard
    error that is closed goes nowhere.
    """
    typed: Any = sys.stdin
    if hasattr(typed, "reconfigure"):
        typed.reconfigure(errors="replace")  # it may be in another encoding than is said
    sys.stdout = _guarded(sys.stdout or _to_nowhere(os.O_RDONLY), _Output)
    sys.stderr = _guarded(sys.stderr or _to_nowhere(os.O_WRONLY), _Errors)


def _to_nowhere(flags: int) -> io.TextIOWrapper:
    """Return a stream to nowhere for as long as the process lives; one opened for reading cannot be written."""
    return os.fdopen(os.open(os.devnull, flags), "w", encoding="utf-8")


def _guarded(stream: Any, guard: type[_Output]) -> Any:
    """Return a stream that is written to through a guard; one that a program has put there stays where it is."""
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)  # with PYTHONUNBUFFERED there is none between
    if isinstance(raw, io.RawIOBase) and not isinstance(raw, _Output):
        by_lines = guard is _Errors or raw.isatty()
        stream = io.TextIOWrapper(io.BufferedWriter(guard(stream, raw)), line_buffering=by_lines)
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return stream


def let_go_of_output() -> None:
    """Let what is left to write to standard output go nowhere, so that nobody tries once more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
