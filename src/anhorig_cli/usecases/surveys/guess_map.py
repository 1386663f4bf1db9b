"""Make a map of a survey's file: a guess, for a person to correct, which holds no answers."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import RefusedError
from anhorig_cli.editing.style import Style
from anhorig_cli.editing.writer import Writer
from anhorig_cli.loading.survey_files import AnswerRow, AnswerTable
from anhorig_cli.model.parts import PARTS
from anhorig_cli.personal_number import personal_numbers
from anhorig_cli.rules import reading
from anhorig_cli.rules.privacy.personal_name import names_a_person
from anhorig_cli.source import Location, Message, message
from anhorig_cli.usecases.surveys.count_answers import SECOND_HEADINGS
from anhorig_cli.usecases.surveys.guess_columns import mapped
from anhorig_cli.vocabulary import SCALES, Language, Spelled

if TYPE_CHECKING:
    from anhorig_cli.model.plan_edit import Value

_WIDTH = 120
_STEP = 2
_LIKE_AN_ANSWER = re.compile(r"\d[\d.,:/ -]*|\S+@\S+", re.ASCII)
_LONGEST_HEADING = 500
_ABOUT = (
    message("What each column of the survey's file is: a guess, to be corrected. The map contains no answers."),
    message("Write the indicator's id as '{indicator}' where answers count, and as '{counted}' the answers that do."),
    message("Types: {kinds}"),
)


def guess_map(answers: AnswerTable, language: Language) -> str:
    """Return a map of a file's columns, as the text of a file.

    Raises:
        RefusedError: where the first row is no headings, or the second is headings too.
    """
    _refuse_answers_as_headings(answers)
    columns = {
        heading: [text for row in answers.rows if (text := row.cells.get(heading))]
        for heading in answers.headings
        if heading
    }
    fields: dict[str, Value] = {"columns": tuple(mapped(columns))}
    if answers.sheet:
        fields = {"sheet": answers.sheet, **fields}
    writer = Writer(Style((), language, _STEP, _STEP, _WIDTH, '"', may_spread=False))
    lines = [*(f"# {text_of(_about(one), language)}" for one in _ABOUT), ""]
    for name, value in fields.items():
        lines += writer.pair("survey_map", name, value, 0, None)
    return "\n".join(lines) + "\n"


def _about(text: Message) -> Message:
    keys = PARTS["mapped_column"]
    kinds = Spelled.of(SCALES["column_kind"].words)
    return Message(text.template, {"kinds": kinds} | {name: keys.term(name) for name in ("indicator", "counted")})


def _refuse_answers_as_headings(answers: AnswerTable) -> None:
    """Refuse a file whose first row seems to be answers, which a map would tell, or whose second is headings."""
    at = Location(answers.file, answers.heading_row, 1)
    if not any(answers.headings) or any(_is_like_an_answer(one) for one in answers.headings):
        why = message("the first row is not the columns' headings: put them there")
        raise RefusedError([reading.WRONG_KIND.at(at, why)])
    if _has_second_headings(answers):
        second = Location(answers.file, answers.rows[0].number, 1)
        raise RefusedError([reading.WRONG_KIND.at(second, SECOND_HEADINGS)])


def _is_like_an_answer(heading: str) -> bool:
    if len(heading) > _LONGEST_HEADING or _LIKE_AN_ANSWER.fullmatch(heading):
        return True
    return names_a_person(heading) or bool(personal_numbers(heading))


def _has_second_headings(answers: AnswerTable) -> bool:
    """Return whether the first row of answers has words where every other has a number or a day, and no such itself."""
    if len(answers.rows) < _FEWEST_ROWS:
        return False
    first, *others = answers.rows
    numbered = [text for heading, text in first.cells.items() if _are_numbers(others, heading)]
    return bool(numbered) and not any(map(_LIKE_AN_ANSWER.fullmatch, numbered))


def _are_numbers(rows: Sequence[AnswerRow], heading: str) -> bool:
    cells = [row.cells[heading] for row in rows if heading in row.cells]
    return bool(cells) and all(map(_LIKE_AN_ANSWER.fullmatch, cells))


_FEWEST_ROWS = 3
