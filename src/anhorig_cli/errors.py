"""Why the tool cannot go on, and the exit code of each reason.

A flaw in a plan is a value (`diagnostics.Diagnostic`). Only what stops the tool is raised, and it is caught in one
place, `cli/entry.py`. Whatever is not an `AnhorigError` is a bug and keeps its traceback.
"""

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from anhorig_cli.source import Message


class ExitCode(IntEnum):
    """The published exit codes."""

    CLEAN = 0
    FINDINGS = 1
    WRONG_USAGE = 2
    CANNOT_WORK = 3


class AnhorigError(Exception):
    """The tool cannot do what it was asked to; `message` says why and what to do."""

    exit_code = ExitCode.CANNOT_WORK

    def __init__(self, message: "Message") -> None:
        super().__init__(message.template)
        self.message = message


class CannotWorkError(AnhorigError):
    """Something outside the plans is in the way: no such path, no plan there, a file that cannot be read or written."""


class WrongUsageError(AnhorigError):
    """The command was called in a way that has no meaning."""

    exit_code = ExitCode.WRONG_USAGE
