"""Errors that end a command: one sentence for what the system refuses, one line and exit code 70 for a bug."""

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
"""Errors that are not about one file: too many files are open, or the memory or the disk is full."""

_BY_NAME = {
    "BrokenProcessPool": message(
        "a process that did part of the work ended, perhaps because memory ran out: name fewer plans"
    ),
    "ZoneInfoNotFoundError": message("there is no database of time zones here: install it (pip install tzdata)"),
}
"""Messages for exceptions of modules that are not imported for this alone, by the exceptions' names."""

_FRAME = r'(?m)^ *File ".*anhorig_cli[\\/]([a-z_\\/]+\.py)", line (\d+)'


_options = {"traceback": False}


def exit_code_of(main: Callable[[], None]) -> int:
    """Return the exit code of a run of `main`, after printing any exception that it raises.

    A bug has its own exit code, so that nobody mistakes it for findings.
    """
    _options["traceback"] = take_option(sys.argv)
    try:
        main()
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else ExitCode.FAULT
    except KeyboardInterrupt:
        return ExitCode.BROKEN_OFF
    except Exception as error:  # noqa: BLE001 - any exception is printed
        if is_asked_for() and not _options["traceback"]:
            return ExitCode.CLEAN  # the user has pressed Tab, and is in the middle of a line
        return report_error(error, session.language)
    return ExitCode.CLEAN


def take_option(arguments: MutableSequence[str]) -> bool:
    """Return whether a bug is reported with its traceback; the option is removed from `arguments`, wherever it is.

    It is read before anything else, since a bug may occur before the command line is parsed.
    """
    end = arguments.index("--") if "--" in arguments else len(arguments)
    found = [i for i, word in enumerate(arguments[:end]) if word == OPTION]
    for i in reversed(found):
        del arguments[i]
    return bool(found) or bool(os.environ.get(VARIABLE))


def foreseen(error: Exception) -> AnhorigError | None:
    """Return the error to report for an exception that is no bug: memory, the system, other processes; else None."""
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
    sentence = _BY_NAME.get(type(error).__name__)
    return CannotWorkError(sentence) if sentence else None


def _not_installed(error: ImportError) -> Message:
    module = error.name or "?"
    if isinstance(error, ModuleNotFoundError):
        return message("{module} is missing: install anhorig again", module=module)
    return message("{module} cannot be loaded ({reason})", module=module, reason=str(error))


def _refused(error: OSError) -> AnhorigError | None:
    """Return the error for what the system refuses; None for an error about one file, which other rooms must catch."""
    if isinstance(error, OutputError):
        return CannotWorkError(message("standard output cannot be written ({reason})", reason=reason_of(error)))
    if not _has_working_folder():
        return CannotWorkError(message("the folder you are in no longer exists: go to another"))
    if error.filename is not None and error.errno not in _SCARCE:
        return None
    return CannotWorkError(message("the system refuses what is needed ({reason})", reason=reason_of(error)))


def _has_working_folder() -> bool:
    try:
        os.getcwd()  # noqa: PTH109 - pathlib's says the same
    except OSError:
        return False
    return True


def is_reader_gone(error: Exception) -> bool:
    """Return whether the reader of standard output has closed it, as `head` does."""
    return isinstance(error, OutputError) and error.errno == EPIPE


def report_error(error: Exception, language: Language) -> int:
    """Return an exception's exit code, after printing what is wrong."""
    known = foreseen(error)
    if _options["traceback"] and known is not error:
        lines = without_personal_numbers("".join(traceback.format_exception(error))).splitlines()
        sys.stderr.writelines(f"{visible(line)}\n" for line in lines)
    sentence = known.message if known else _bug(error)
    sys.stderr.write(visible(_text_of(sentence, language)) + "\n")
    return known.exit_code if known else ExitCode.FAULT


def _bug(error: Exception) -> Message:
    """Return a line that can be sent to anyone: it says where in the tool the bug is, and nothing from a plan."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    if type(error.__cause__).__name__ == "_RemoteTraceback":  # from another process, as are the notes of `bounded`
        frames += str(error.__cause__)
    frames += "".join(getattr(error, "__notes__", ()))
    return message(
        "an error in anhorig itself ({kind}, {place}, version {version}): please send this line to those "
"who maintain it; with {option} you see more, including parts of the plan",
        kind=type(error).__name__, place=_place(frames), version=__version__, option=OPTION,
    )  # fmt: skip


def _place(frames: str) -> str:
    """Return the last of the tool's own files and lines in a traceback."""
    found = re.findall(_FRAME, frames)
    return f"{found[-1][0]}:{found[-1][1]}" if found else "?"


def _text_of(sentence: Message, language: Language) -> str:
    try:
        return text_of(sentence, language)
    except Exception:  # noqa: BLE001 - the catalog itself may be broken
        return text_of(sentence, Language.EN)


# The streams that the tool writes to: always UTF-8, and with an exception of their own for a failed write.


class OutputError(OSError):
    """Standard output cannot be written: the disk is full, or its reader has closed it."""


class _Output(io.RawIOBase):
    """The raw standard output of the system, below the text stream that Python makes for it."""

    def __init__(self, stream: io.TextIOWrapper, raw: io.RawIOBase) -> None:
        self._stream = stream  # kept, since it closes the output when it is collected
        self._raw = raw

    def writable(self) -> bool:
        """Return that it can be written to."""
        return True

    def isatty(self) -> bool:
        """Return whether it is a terminal."""
        return self._raw.isatty()

    def fileno(self) -> int:
        """Return its descriptor."""
        return self._raw.fileno()

    def write(self, data: Any) -> int | None:
        """Return how many bytes of the data were written.

        Raises:
            OutputError: if it cannot be written.
        """
        try:
            return self._raw.write(data)
        except OSError as error:
            raise OutputError(error.errno, error.strerror) from None


class _Errors(_Output):
    """Standard error; if it cannot be written, there is no way left to report it, and the text is discarded."""

    def write(self, data: Any) -> int | None:
        """Return how many bytes of the data were written or discarded."""
        try:
            return super().write(data)
        except OutputError:
            return len(data)


def use_utf8() -> None:
    """Make the standard streams UTF-8, whatever the system's encoding is; characters that do not encode are escaped.

    If standard output is closed from the start, writing to it fails, as on a full disk; text to a closed standard error
    is discarded.
    """
    typed: Any = sys.stdin
    if hasattr(typed, "reconfigure"):
        typed.reconfigure(errors="replace")  # the input may be in another encoding than declared
    sys.stdout = _guarded(sys.stdout or _null_stream(os.O_RDONLY), _Output)
    sys.stderr = _guarded(sys.stderr or _null_stream(os.O_WRONLY), _Errors)


def _null_stream(flags: int) -> io.TextIOWrapper:
    """Return a stream to the null device; with `flags` for reading only, writing to it fails."""
    return os.fdopen(os.open(os.devnull, flags), "w", encoding="utf-8")


def _guarded(stream: Any, guard: type[_Output]) -> Any:
    """Return a stream whose writes go through `guard`; one that a calling program has set is only reconfigured."""
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)  # with PYTHONUNBUFFERED, `buffer` is the raw stream itself
    if isinstance(raw, io.RawIOBase) and not isinstance(raw, _Output):
        by_lines = guard is _Errors or raw.isatty()
        stream = io.TextIOWrapper(io.BufferedWriter(guard(stream, raw)), line_buffering=by_lines)
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    return stream


def discard_output() -> None:
    """Redirect standard output to the null device, so that what is still buffered is not written again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
