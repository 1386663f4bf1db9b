"""Files to bytes, safely: ordinary files only, and never more than asked for."""

import os
import stat
from pathlib import Path

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.errors import reason_of
from anhorig_cli.loading.text import LARGEST
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, Message, message


def read_bytes(name: str, path: Path, most: int = LARGEST) -> bytes | Diagnostic:
    """Return a file's bytes, or why they cannot be read; a pipe or device is never waited for.

    Of a file that is larger than `most`, one byte more than that is read.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as error:
        return _unreadable(name, message("the file cannot be read ({reason})", reason=reason_of(error)))
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        return _unreadable(name, message("this is not an ordinary file"))
    with os.fdopen(descriptor, "rb") as file:
        return file.read(most + 1)


def _unreadable(name: str, text: Message) -> Diagnostic:
    return reading.UNREADABLE_FILE.at(Location(name, 1, 1), text)
