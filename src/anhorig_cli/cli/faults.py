"""What ends a command that nobody foresaw: what the system refuses, in a sentence; a bug, in one line and with 70."""

import os
import re
import sys
import traceback
from collections.abc import Callable, MutableSequence
from errno import EAGAIN, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC, EPIPE

from anhorig_cli import __version__
from anhorig_cli.catalog import text_of
from anhorig_cli.cli.streams import OutputError
from anhorig_cli.cli.surroundings import session
from anhorig_cli.cli.terminal.completion import is_asked_for
from anhorig_cli.cli.terminal.visible import visible
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
