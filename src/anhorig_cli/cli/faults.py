"""What ends a command that nobody foresaw: what the system refuses, in a sentence; a bug, in one line and with 70."""

import io
import os
import re
import sys
import traceback
from collections.abc import Callable, MutableSequence
from errno import EAGAIN, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC, EPIPE
from typing import Any

from anhorig_cli import __version__
from anhorig_cli.catalog import text_of
from anhorig_cli.cli.surroundings import session
from anhorig_cli.cli.terminal.completion import is_asked_for
from anhorig_cli.cli.terminal.telling import visible
from anhorig_cli.diagnostics import AnhorigError, CannotWorkError, ExitCode, reason_of
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Language

OPTION = "--traceback"
VARIABLE = "ANHORIG_TRACEBACK"
_SCARCE = {EAGAIN, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC}
"""What any file may meet with: too many of them are open, the memory or the disk is full."""

_OF_OTHERS = {
    "BrokenProcessPool": message(
        "a process that did part of the work ended, perhaps because memory ran out: name fewer plans"
    ),
    "ZoneInfoNotFoundError": message("there is no database of time zones here: install it (pip install tzdata)"),
}
"""What modules that are not imported for this alone raise, by the names of their exceptions."""

_FRAME = r'(?m)^ *File ".*anhorig_cli[\\/]([a-z_\\/]+\.py)", line (\d+)'


_asked = {"traceback": False}


def exit_code_of(main: Callable[[], None]) -> int:
    """Return the exit code with which the tool ends, and tell of a bug where there is one.

    A bug has a code of its own, so that nobody takes it for findings.
    """
    _asked["traceback"] = take_option(sys.argv)
    try:
        main()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else ExitCode.FAULT
    except KeyboardInterrupt:
        return ExitCode.BROKEN_OFF
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        if is_asked_for() and not _asked["traceback"]:
            return ExitCode.CLEAN  # whoever has pressed Tab is in the middle of a line
        return tell(error, session.language)
    return ExitCode.CLEAN


def take_option(arguments: MutableSequence[str]) -> bool:
    """Return whether a bug is to be reported with its traceback; the option is taken out, wherever it stands.

    It is read before all else, since a bug may come before the command line is read.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    found = [i for i, word in enumerate(arguments[:end]) if word == OPTION]
    for i in reversed(found):
        del arguments[i]
    return bool(found) or bool(os.environ.get(VARIABLE))


def foreseen(error: Exception) -> AnhorigError | None:
    """Return what to say of what is no bug: of memory, the system and other processes; None for a bug."""
    if isinstance(error, AnhorigError):
        return error
    if isinstance(error, MemoryError):
        return CannotWorkError(message("there is not enough memory: name fewer plans, or make them smaller"))
    if isinstance(error, RecursionError):
        return CannotWorkError(message("the plan or the folders have too many levels: use fewer levels"))
    if isinstance(error, OSError):
        return _refused(error)
    if isinstance(error, ImportError) and not str(error.name).startswith("anhorig_cli"):
        return CannotWorkError(_not_installed(error))
    sentence = _OF_OTHERS.get(type(error).__name__)
    return CannotWorkError(sentence) if sentence else None


def _not_installed(error: ImportError) -> Message:
    module = error.name or "?"
    if isinstance(error, ModuleNotFoundError):
        return message("{module} is missing: install anhorig again", module=module)
    return message("{module} cannot be loaded ({reason})", module=module, reason=str(error))


def _refused(error: OSError) -> AnhorigError | None:
    """Return what to say where the system refuses; None where it concerns a file: the rooms that touch files tell."""
    if isinstance(error, OutputError):
        return CannotWorkError(message("standard output cannot be written ({reason})", reason=reason_of(error)))
    if not _stands_somewhere():
        return CannotWorkError(message("the folder you are in no longer exists: go to another"))
    if error.filename is not None and error.errno not in _SCARCE:
        return None
    return CannotWorkError(message("the system refuses what is needed ({reason})", reason=reason_of(error)))


def _stands_somewhere() -> bool:
    try:
        os.getcwd()  # noqa: PTH109 - pathlib's says the same
    except OSError:
        return False
    return True


def is_had_enough(error: Exception) -> bool:
    """Return whether the reader of standard output has had enough, as `head` has."""
    return isinstance(error, OutputError) and error.errno == EPIPE


def tell(error: Exception, language: Language) -> int:
    """Tell what is wrong, and return its exit code."""
    known = foreseen(error)
    if _asked["traceback"] and known is not error:
        lines = without_personal_numbers("".join(traceback.format_exception(error))).splitlines()
        sys.stderr.writelines(f"{visible(line)}\n" for line in lines)
    sentence = known.message if known else _bug(error)
    sys.stderr.write(visible(_text_of(sentence, language)) + "\n")
    return known.exit_code if known else ExitCode.FAULT


def _bug(error: Exception) -> Message:
    """Return a line that can be sent to anyone: nothing of a plan is in it, only where in the tool the bug is."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    if type(error.__cause__).__name__ == "_RemoteTraceback":  # of another process, as is what `bounded` notes
        frames += str(error.__cause__)
    frames += "".join(getattr(error, "__notes__", ()))
    return message(
        "an error in anhorig itself ({kind}, {place}, version {version}): please send this line to those "
"who maintain it; with {option} you see more, including parts of the plan",
        kind=type(error).__name__, place=_place(frames), version=__version__, option=OPTION,
    )  # fmt: skip


def _place(frames: str) -> str:
    """Return the file and line of the tool that stand last in a traceback."""
    found = re.findall(_FRAME, frames)
    return f"{found[-1][0]}:{found[-1][1]}" if found else "?"


def _text_of(sentence: Message, language: Language) -> str:
    try:
        return text_of(sentence, language)
    except Exception:  # noqa: BLE001 - it may be the catalog that is broken
        return text_of(sentence, Language.EN)


# The streams that the tool writes to: UTF-8 everywhere, and an output that cannot be written is told from all else.


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
