"""Personal identity numbers anywhere in a file, comments too."""

from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.model.personal_number import personal_numbers
from anhorig_cli.rules import reading
from anhorig_cli.source import Source, message


def personal_data(source: Source) -> list[Diagnostic]:
    """Return a diagnostic for each personal number, without the number."""
    return [
        Diagnostic(
            source.location(number.start),
            reading.PERSONAL_NUMBER,
            Severity.ERROR if number.is_certain else Severity.WARNING,
            message("a personal identity number stands here")
            if number.is_certain
            else message("a personal identity number may stand here"),
            message("take it out, and out of the history in git if it has been committed"),
        )
        for number in personal_numbers(source.text)
    ]
