"""A file of survey answers that is named on the command line."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.terminal.help_language import help_text
from anhorig_cli.cli.terminal.options import one_of
from anhorig_cli.cli.terminal.visible import visible
from anhorig_cli.diagnostics import Diagnostic, RefusedError
from anhorig_cli.loading.tables import Encoding
from anhorig_cli.source import message

if TYPE_CHECKING:
    from anhorig_cli.loading.survey_files import AnswerTable
    from anhorig_cli.model.survey import SurveyMap
    from anhorig_cli.vocabulary import Language

AnswerFile = Annotated[
    str,
    typer.Argument(metavar=help_text("FILE"), help=help_text("The file of answers: .xlsx or .csv.")),
]
EncodingOption = Annotated[
    Encoding | None,
    typer.Option(
        "--encoding",
        metavar=one_of(Encoding),
        help=help_text("The encoding of a CSV file. Default: UTF-8, else Windows-1252."),
        show_default=False,
    ),
]


def answers_in(file: str, made: "SurveyMap | None", encoding: Encoding | None, language: "Language") -> "AnswerTable":
    """Return the answers in a file, of the columns that a map reads; without a map, of all.

    Where a file was not in UTF-8, that is told.

    Raises:
        RefusedError: where the file cannot be read.
        CannotWorkError: where it is no table and no workbook.
    """
    from anhorig_cli.loading.files import read_bytes
    from anhorig_cli.loading.tables import MOST_BYTES
    from anhorig_cli.usecases.surveys.count_answers import read_answers

    data = read_bytes(file, Path(file), MOST_BYTES)
    if isinstance(data, Diagnostic):
        raise RefusedError([data])
    answers = read_answers(file, data, made, encoding)
    if answers.is_windows:
        line = message(
            "{file}: not in UTF-8, so it is read as Windows-1252 – check that å, ä and ö are right", file=file
        )
        sys.stderr.write(visible(text_of(line, language)) + "\n")
    return answers
