"""`anhorig survey map`."""

import os
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal.options import LanguageOption, argument, flag, one_of, option, output_option
from anhorig_cli.cli.terminal.telling import STDOUT, print_decoded_as_windows
from anhorig_cli.diagnostics import Diagnostic, RefusedError, WrongUsageError
from anhorig_cli.loading.tables import Encoding
from anhorig_cli.source import message

if TYPE_CHECKING:
    from anhorig_cli.loading.survey_files import AnswerTable
    from anhorig_cli.model.survey import SurveyMap
    from anhorig_cli.vocabulary import Language

AnswerFile = Annotated[str, argument("FILE", "The file of answers: .xlsx or .csv.")]
EncodingOption = Annotated[
    Encoding | None,
    option(one_of(Encoding), "The encoding of a CSV file. Default: UTF-8, else Windows-1252.", "--encoding"),
]


def answers_in(file: str, made: "SurveyMap | None", encoding: Encoding | None, language: "Language") -> "AnswerTable":
    """Return the answers in a file: those in the columns that a map reads or, without a map, in all columns.

    If the file is not in UTF-8, that is printed.

    Raises:
        RefusedError: if the file cannot be read.
        CannotWorkError: if it is neither a table nor a workbook.
    """
    from anhorig_cli.loading.files import read_named
    from anhorig_cli.loading.tables import MOST_BYTES
    from anhorig_cli.usecases.surveys.count_answers import read_answers

    data = read_named(file, MOST_BYTES)
    if isinstance(data, Diagnostic):
        raise RefusedError([data])
    answers = read_answers(file, data, made, encoding)
    if answers.is_windows:
        print_decoded_as_windows(file, language)
    return answers


# `anhorig survey map`.


def map_columns(
    file: AnswerFile,
    output: Annotated[
        str, output_option("Where to write the map. Default, and with -: the screen.", "FILE.yaml")
    ] = STDOUT,
    encoding: EncodingOption = None,
    dry_run: Annotated[bool, flag("Show the map, and write nothing.", "--dry-run")] = False,
    language: LanguageOption = None,
) -> None:
    """Guess what each column of a survey's file is, and write that as a map to correct; it holds no answers.

    For example: anhorig survey map answers.xlsx -o map.yaml
    """
    from anhorig_cli.cli.disk.outputs import write_named
    from anhorig_cli.usecases.surveys.guess_map import guess_map

    reader_language = language_of(language)
    _refuse_taken(output)
    text = guess_map(answers_in(file, None, encoding, reader_language), reader_language)
    write_named({STDOUT if dry_run else output: text.encode()}, reader_language, dry_run=False)


def _refuse_taken(output: str) -> None:
    """Refuse to overwrite an existing map, which somebody may have corrected."""
    if output != STDOUT and os.path.lexists(output):
        raise WrongUsageError(message("{file}: there is such a file already", file=output))
