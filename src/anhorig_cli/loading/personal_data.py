"""Personal identity numbers anywhere in a file, comments too, and in the names of files."""

from collections.abc import Iterable
from pathlib import PurePosixPath

from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.personal_number import personal_numbers
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, Message, Source, message

_MOST = 1000
"""So many numbers of a file are told of; who takes them out is told of the rest."""


def personal_data(source: Source) -> list[Diagnostic]:
    """Return a diagnostic for each personal number in a file, without the number."""
    help_text = message("take it out, and out of the history in git if it has been committed")
    return [
        _diagnostic(
            source.location(number.start),
            message("a personal identity number stands here")
            if number.is_certain
            else message("a personal identity number may stand here"),
            help_text,
            is_certain=number.is_certain,
        )
        for number in personal_numbers(source.text, _MOST)
    ]


def personal_names(plan: str, files: Iterable[tuple[str, str]]) -> list[Diagnostic]:
    """Return a diagnostic for each personal number in what a plan and its files are called.

    Args:
        plan: the plan's path as the user named it; of an absolute one, the last step alone is the plan's.
        files: the name of each file of a folder plan, and its path inside the folder.
    """
    path = PurePosixPath(plan)
    names = [(plan, path.name if path.is_absolute() else plan), *((name, inside) for name, inside in files if inside)]
    help_text = message("rename it, and take the name out of the history in git if it has been committed")
    return [
        _diagnostic(
            Location(name, 1, 1),
            message("a personal identity number stands in the name of the file or folder")
            if number.is_certain
            else message("a personal identity number may stand in the name of the file or folder"),
            help_text,
            is_certain=number.is_certain,
        )
        for name, shown in names
        for number in personal_numbers(shown)
    ]


def _diagnostic(place: Location, flaw: Message, help_text: Message, *, is_certain: bool) -> Diagnostic:
    severity = Severity.ERROR if is_certain else Severity.WARNING
    return Diagnostic(place, reading.PERSONAL_NUMBER, severity, flaw, help_text)
