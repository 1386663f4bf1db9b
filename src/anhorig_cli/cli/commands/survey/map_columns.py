"""`anhorig survey map`."""

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from anhorig_cli.cli.commands.survey.answer_files import AnswerFile, EncodingOption, answers_in
from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal.help_language import help_text
from anhorig_cli.cli.terminal.options import LanguageOption, output_option
from anhorig_cli.cli.terminal.telling import STDOUT
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.source import message


def map_columns(
    file: AnswerFile,
    output: Annotated[
        str,
        output_option(
            help_text("Where to write the map. Default, and with -: the screen."), metavar=help_text("FILE.yaml")
        ),
    ] = STDOUT,
    encoding: EncodingOption = None,
    dry_run: Annotated[
        bool,
        typer.Option("--dry-run", help=help_text("Show the map, and write nothing."), show_default=False),
    ] = False,
    language: LanguageOption = None,
) -> None:
    """Guess what each column of a survey's file is, and write that as a map to correct; it holds no answers.

    For example: anhorig survey map answers.xlsx -o map.yaml
    """
    from anhorig_cli.cli.disk.writing import write_outputs
    from anhorig_cli.usecases.surveys.guess_map import guess_map

    reader_language = language_of(language)
    _refuse_taken(output)
    text = guess_map(answers_in(file, None, encoding, reader_language), reader_language)
    if output == STDOUT or dry_run:
        sys.stdout.write(text)
        return
    write_outputs({Path(output): text.encode("utf-8")}, reader_language, dry_run=False)


def _refuse_taken(output: str) -> None:
    """Refuse to write over a map, which somebody may have corrected."""
    if output != STDOUT and os.path.lexists(output):
        raise WrongUsageError(message("{file}: there is such a file already", file=output))
