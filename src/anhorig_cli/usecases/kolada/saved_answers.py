"""Read answers of Kolada that were saved in a folder."""

import os
from collections.abc import Iterator
from pathlib import Path

from anhorig_cli.diagnostics import CannotWorkError, Diagnostic, RefusedError, reason_of
from anhorig_cli.kolada.answers import AnswerPage, read_answer
from anhorig_cli.kolada.connection import LARGEST
from anhorig_cli.kolada.service import Saved
from anhorig_cli.loading.files import read_bytes
from anhorig_cli.source import message

_MOST_FILES = 500
_MOST_BYTES = 5 * LARGEST
"""So much they may be all together."""


def saved_answers(folder: str) -> Saved:
    """Return what the answers in a folder say: its files whose names end in `.json`.

    Raises:
        CannotWorkError: where there is no such folder, no answer in it, or one that is none.
        RefusedError: where a file cannot be read.
    """
    try:
        names = sorted(name for name in os.listdir(folder) if name.lower().endswith(".json"))  # noqa: PTH208 - names alone
    except (OSError, ValueError) as error:
        raise CannotWorkError(
            message("{file}: the folder cannot be read ({reason})", file=folder, reason=reason_of(error))
        ) from None
    if not names:
        raise CannotWorkError(message("{file}: there are no answers of Kolada in the folder (.json)", file=folder))
    if len(names) > _MOST_FILES:
        raise CannotWorkError(message("{file}: there are more than {n} answers in it", file=folder, n=_MOST_FILES))
    return Saved(_answers(folder, names))


def _answers(folder: str, names: list[str]) -> Iterator[tuple[str, AnswerPage]]:
    left = _MOST_BYTES
    for name in names:
        file = Path(folder, name)
        shown = file.as_posix()
        data = read_bytes(shown, file, LARGEST)
        if isinstance(data, Diagnostic):
            raise RefusedError([data])
        left -= len(data)
        if len(data) > LARGEST or left < 0:
            raise CannotWorkError(message("{file}: it is too large to be read", file=shown))
        yield shown, read_answer(data, shown)
