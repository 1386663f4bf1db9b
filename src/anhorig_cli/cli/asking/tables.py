"""A table that is named on the command line, or given on standard input."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.terminal.telling import STDOUT
from anhorig_cli.cli.terminal.visible import visible
from anhorig_cli.diagnostics import Diagnostic, RefusedError
from anhorig_cli.source import message

if TYPE_CHECKING:
    from anhorig_cli.loading.tables import Table
    from anhorig_cli.vocabulary import Language


def table_from(name: str, language: "Language") -> "tuple[str, Table]":
    """Return what a table is called, and the table; where it was not in UTF-8, that is told.

    Raises:
        RefusedError: where it cannot be read.
        CannotWorkError: where it is no table.
    """
    from anhorig_cli.loading.files import read_bytes
    from anhorig_cli.loading.tables import MOST_BYTES, read_table

    data = sys.stdin.buffer.read(MOST_BYTES + 1) if name == STDOUT else read_bytes(name, Path(name), MOST_BYTES)
    if isinstance(data, Diagnostic):
        raise RefusedError([data])
    table = read_table(name, data)
    if table.is_windows:
        told = message("{file}: not in UTF-8, so it is read as Windows-1252 – see that å, ä and ö are right", file=name)
        sys.stderr.write(visible(text_of(told, language)) + "\n")
    return name, table
