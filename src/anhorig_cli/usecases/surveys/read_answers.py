"""Read a file of survey answers: CSV here, a workbook in a process of its own."""

from anhorig_cli.loading.survey_files import (
    AnswerTable,
    WorkbookJob,
    answers_of,
    read_csv_answers,
    read_workbook_answers,
)
from anhorig_cli.loading.tables import Encoding
from anhorig_cli.model.survey import SurveyMap
from anhorig_cli.rendering.bounded import Bounds, Sentences, bounded
from anhorig_cli.rendering.workbook import excel_is_missing
from anhorig_cli.source import message
from anhorig_cli.vocabulary import folded

_BOUNDS = Bounds(
    seconds=2.0,
    grace=0.2,
    memory=384 << 20,  # as where sheets are read
    said=Sentences(
        message("{file}: it takes too long to read, so it is not read").template,
        message("{file}: it takes too much memory to read, so it is not read").template,
        message("{file}: it cannot be read as a workbook").template,
    ),
)


_NO_TEXT = (b"PK", b"\xd0\xcf\x11\xe0")
"""What a packed file begins with, and a workbook of the old kind: they are no CSV, whatever they are called."""


def read_answers(file: str, data: bytes, made: SurveyMap | None, encoding: Encoding | None) -> AnswerTable:
    """Return the answers in a file, of the columns that a map reads; without a map, of all.

    Raises:
        CannotWorkError: where it is no table and no workbook, or asks for too much.
    """
    asked = None if made is None else frozenset(folded(one.column) for one in made.read)
    if not file.lower().endswith(".xlsx") and not data.startswith(_NO_TEXT):
        return read_csv_answers(file, data, lambda heading: asked is None or folded(heading) in asked, encoding)
    job = WorkbookJob(file, data, asked, (made.sheet if made else None) or "")
    try:
        return answers_of(file, bounded(read_workbook_answers, job, 1, file, _BOUNDS)[0])
    except ModuleNotFoundError as error:
        raise excel_is_missing(error) from None
