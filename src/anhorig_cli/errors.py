"""Why the tool cannot go on, and the exit code of each reason.

A flaw in a plan is a value (`diagnostics.Diagnostic`). Only what stops the tool is raised, and it is caught in one
place, `cli/entry.py`. Whatever is not an `AnhorigError` is a bug, and has an exit code of its own (`cli/faults.py`).
"""

import errno
from enum import IntEnum

from anhorig_cli.source import Message, message


class ExitCode(IntEnum):
    """The published exit codes."""

    CLEAN = 0
    FINDINGS = 1
    WRONG_USAGE = 2
    CANNOT_WORK = 3
    FAULT = 70
    BROKEN_OFF = 130


class AnhorigError(Exception):
    """The tool cannot do what it was asked to; `message` says why and what to do."""

    exit_code = ExitCode.CANNOT_WORK

    def __init__(self, message: Message) -> None:
        super().__init__(message)
        self.message = message

    def __str__(self) -> str:
        """Return the sentence without its values."""
        return self.message.template


class CannotWorkError(AnhorigError):
    """Something outside the plans is in the way: no such path, no plan there, a file that cannot be read or written."""


class WrongUsageError(AnhorigError):
    """The command was called in a way that has no meaning."""

    exit_code = ExitCode.WRONG_USAGE


_REASONS = {
    errno.ENOENT: message("no such file or folder"),
    errno.ENOTDIR: message("part of the path is a file, not a folder"),
    errno.EISDIR: message("it is a folder"),
    errno.EACCES: message("access is denied"),
    errno.EPERM: message("access is denied"),
    errno.EROFS: message("nothing can be written on that disk"),
    errno.ENOSPC: message("the disk is full"),
    errno.ENAMETOOLONG: message("the name is too long"),
    errno.EADDRINUSE: message("another program uses it"),
}


def reason_of(error: OSError | ValueError) -> Message | str:
    """Return why the system refused, in words that are translated; what is rare, in the system's own."""
    number = error.errno if isinstance(error, OSError) else None
    return _REASONS.get(number or 0) or getattr(error, "strerror", None) or str(error) or "?"
