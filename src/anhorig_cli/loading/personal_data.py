"""Personal identity numbers anywhere in a file, comments too, and in the names of files."""

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.personal_number import PersonalNumber, personal_numbers
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, Message, Source, message

_MOST = 1000
"""So many numbers of a file are reported; who takes them out is told of the rest."""


class _Words(NamedTuple):
    """What is said of a number that is certain, of one that is likely, and what to do."""

    certain: Message
    likely: Message
    help: Message


_IN_TEXT = _Words(
    message("there is a personal identity number here"),
    message("there may be a personal identity number here"),
    message("take it out, and out of the history in git if it has been committed"),
)
_IN_NAME = _Words(
    message("there is a personal identity number in the name of the file or folder"),
    message("there may be a personal identity number in the name of the file or folder"),
    message("rename it, and take the name out of the history in git if it has been committed"),
)


def personal_data(source: Source) -> list[Diagnostic]:
    """Return a diagnostic for each personal number in a file, without the number."""
    found = personal_numbers(source.text, _MOST)[:_MOST]
    return [_diagnostic(source.location(number.start), number, _IN_TEXT) for number in found]


def personal_names(plan: str, files: Iterable[tuple[str, str]]) -> list[Diagnostic]:
    """Return a diagnostic for each personal number in what a plan and its files are called.

    Args:
        plan: the plan's path as the user named it; of an absolute one, the last step alone is the plan's.
        files: the name of each file of a folder plan, and its path inside the folder.
    """
    path = PurePosixPath(plan)
    names = [(plan, path.name if path.is_absolute() else plan), *files]
    return [
        _diagnostic(Location(name, 1, 1), number, _IN_NAME)
        for name, shown in names
        for number in personal_numbers(shown)
    ]


def _diagnostic(place: Location, number: PersonalNumber, words: _Words) -> Diagnostic:
    severity, flaw = (Severity.ERROR, words.certain) if number.is_certain else (Severity.WARNING, words.likely)
    return Diagnostic(place, reading.PERSONAL_NUMBER, severity, flaw, words.help)
