"""Guess a map of a survey file, for a person to correct; the map contains no answers.

A column that is not certainly a list of options is ignored. What somebody may have written in their own words is never
shown as an option: options are few, short, and each given by several people, or they are words of a common scale.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import RefusedError
from anhorig_cli.editing.style import Style
from anhorig_cli.editing.writer import Writer
from anhorig_cli.loading.survey_files import AnswerRow, AnswerTable
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan_edit import Entry, Value
from anhorig_cli.personal_number import personal_numbers
from anhorig_cli.rules import reading
from anhorig_cli.rules.privacy.personal_name import names_a_person
from anhorig_cli.source import Location, Message, message
from anhorig_cli.usecases.surveys.count_answers import SECOND_HEADINGS
from anhorig_cli.vocabulary import SCALES, Language, SpelledTerms, folded

_WIDTH = 120
_STEP = 2
_LIKE_AN_ANSWER = re.compile(r"\d[\d.,:/ -]*|\S+@\S+", re.ASCII)
_MAX_HEADING = 500
_ABOUT = (
    message("What each column of the survey's file is: a guess, to be corrected. The map contains no answers."),
    message("Write the indicator's id as '{indicator}' where answers count, and as '{counted}' the answers that do."),
    message("Types: {kinds}"),
)


def guess_map(answers: AnswerTable, language: Language) -> str:
    """Return the guessed map of a file's columns, as the text of a map file.

    Raises:
        RefusedError: where the first row is not headings, the second is headings too, or a name in the map contains a
            personal number.
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
    style = Style(
        (), language, step=_STEP, dash=_STEP, key_offset=_STEP, width=_WIDTH, quote='"', key_quote="", may_spread=False
    )
    writer = Writer(style)
    lines = [*(f"# {text_of(_about(one), language)}" for one in _ABOUT), ""]
    for name, value in fields.items():
        lines += writer.pair("survey_map", name, value, 0, None)
    text = "\n".join(lines) + "\n"
    if personal_numbers(text):
        why = message("the sheet, its columns or their options seem to have a personal identity number in their names")
        raise _refused(answers, 1, why, message("rename them"))
    return text


def _about(text: Message) -> Message:
    keys = PARTS["mapped_column"]
    kinds = SpelledTerms.of(SCALES["column_kind"].words)
    return Message(text.template, {"kinds": kinds} | {name: keys.term(name) for name in ("indicator", "counted")})


def _refuse_answers_as_headings(answers: AnswerTable) -> None:
    """Refuse a file whose first row seems to be answers, which a map would disclose, or whose second is headings."""
    if not any(answers.headings) or any(_looks_like_answer(one) for one in answers.headings):
        why = message("the first row is not the columns' headings: put them there")
        raise _refused(answers, answers.heading_row, why)
    if _has_second_headings(answers):
        raise _refused(answers, answers.rows[0].number, SECOND_HEADINGS)


def _refused(answers: AnswerTable, line: int, why: Message, hint: Message | None = None) -> RefusedError:
    return RefusedError([reading.WRONG_KIND.at(Location(answers.file, line, 1), why, hint)])


def _looks_like_answer(heading: str) -> bool:
    if len(heading) > _MAX_HEADING or _LIKE_AN_ANSWER.fullmatch(heading):
        return True
    return names_a_person(heading) or bool(personal_numbers(heading))


def _has_second_headings(answers: AnswerTable) -> bool:
    """Return whether the first row has words in the columns where all other rows have numbers or days."""
    if len(answers.rows) < _MIN_ROWS:
        return False
    first, *others = answers.rows
    numbered = [text for heading, text in first.cells.items() if _are_numbers(others, heading)]
    return bool(numbered) and not any(map(_LIKE_AN_ANSWER.fullmatch, numbered))


def _are_numbers(rows: Sequence[AnswerRow], heading: str) -> bool:
    cells = [row.cells[heading] for row in rows if heading in row.cells]
    return bool(cells) and all(map(_LIKE_AN_ANSWER.fullmatch, cells))


_MIN_ROWS = 3


# Guess the kinds of a survey file's columns, from their headings and their cells.


_MAX_OPTIONS = 12
_MAX_OPTION = 60
_MIN_OF_OPTION = 3
"""What fewer people answered may be their own words, and is no option."""
_NUMBER = re.compile(r"\d{1,2}", re.ASCII)
_NUMBERED = re.compile(r"(\d{1,2})(?:[ .:)=–-].*)?", re.ASCII | re.DOTALL)
"""A step of a scale, perhaps with words beside it: `1 – not at all`."""
_BAD = re.compile(r"inte|aldrig|miss|dålig|sämst|\bnot\b|never|dis|poor|bad|worst", re.IGNORECASE)
_OWN_WORDS = re.compile(r"(?:anna[nt]|andra|övrigt|other|-oth-)\s*:.*", re.IGNORECASE | re.DOTALL)
"""An answer in somebody's own words, besides the options: `Annat: en granne`."""
_SCALES_OF_NUMBERS = ((1, 5), (1, 6), (1, 7), (1, 10), (0, 10))
_AGREE = "instämmer"
_COMMON_SCALES: tuple[tuple[str, ...], ...] = (
    ("Mycket missnöjd", "Ganska missnöjd", "Varken nöjd eller missnöjd", "Ganska nöjd", "Mycket nöjd"),
    ("Mycket dåligt", "Ganska dåligt", "Varken bra eller dåligt", "Ganska bra", "Mycket bra"),
    (f"{_AGREE} inte alls", f"{_AGREE} delvis", f"{_AGREE} till stor del", f"{_AGREE} helt"),
    ("Inte alls", "I liten grad", "I viss grad", "I hög grad", "I mycket hög grad"),
    ("Aldrig", "Sällan", "Ibland", "Ofta", "Alltid"),
    ("Very dissatisfied", "Fairly dissatisfied", "Neither", "Fairly satisfied", "Very satisfied"),
    ("Nej", "Ja"),
    ("No", "Yes"),
    ("N", "Y"),
)
"""Scales whose words are shown however few people answered them, from the lowest step."""
_COUNTED_OF_SCALE = {2: 1, 4: 2, 5: 2}
"""How many of the highest steps are guessed to count, by the number of steps on the scale."""
_TICKED = frozenset({"y", "yes", "ja", "n", "no", "nej"})
_OPTION_HEADING = re.compile(r"(?P<question>.*\S)\s*\[(?P<option>[^\[\]]+)\]")
"""The heading of a column for one option of a question: `Q5[SQ001]`, `What support do you have? [Respite care]`."""
_OPTION_CODE = re.compile(r"\[[^\[\]]*\]\. ")
"""The code of an option, where a heading has both code and text: `Q5[SQ001]. What support do you have? [Respite]`."""
_RESPONDENT = ("token", "respondent id", "respondentid", "respondent", "svars-id", "response id", "id. svars-id", "id")
_SENT_IN = (
    *("submitdate", "datum inlämnat", "date submitted", "completion time", "slutförandetid", "completed", "svarsdatum"),
    *("tidstämpel", "tidsstämpel", "timestamp"),
)
"""The headings of the columns for the respondent, and for the day of submission: the surest first."""
_UNIT = frozenset({"enhet", "unit", "vilken enhet?", "which unit?"})
"""The headings of the column for the unit that an answer is about."""
_PERSONAL_HEADING = re.compile(
    r"\b(?:e-?post\w*|e-?mail\w*|mejl\w*|(?:användar|efter|för|first|last|user)?-? ?na(?:mn|me)\w*|telefon\w*|phone\w*"
    r"|mobil\w*|person-?(?:nummer|nr|id)|adress\w*|address\w*|ip|ipaddr\w*|kommentar\w*|comment\w*|last ?page"
    r"|s\w+ sida\w*|startlanguage|seed|refurl)\b",
    re.IGNORECASE,
)
_DAY_OR_TIME = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|\d{1,2}:\d{2}(?::\d{2})?.*", re.ASCII | re.DOTALL)
Columns = dict[str, list[str]]
"""The cells of each column that are not empty, by its heading."""


def mapped(columns: Columns) -> list[Entry]:
    """Return the map's entry for each column."""
    respondents, days = _headings_named(_RESPONDENT, columns), _headings_named(_SENT_IN, columns)
    known = dict.fromkeys([*respondents, *days], "ignored")
    known |= dict.fromkeys(respondents[:1], "respondent") | dict.fromkeys(days[:1], "day")
    return [Entry("mapped_column", _fields(heading, cells, known)) for heading, cells in columns.items()]


def _headings_named(names: Sequence[str], headings: Iterable[str]) -> list[str]:
    """Return the headings with one of the names, the surest first; a heading may have a code before its name."""
    listed = list(headings)
    return [one for name in names for one in listed if name in {folded(one), *folded(one).split(". ", 1)}]


def _fields(heading: str, cells: Sequence[str], known: Mapping[str, str]) -> dict[str, Value]:
    fields: dict[str, Value] = {"column": heading, **_kind(known.get(heading, "ignored"))}
    if heading in known:
        return {**fields, **_day_order(cells)} if known[heading] == "day" else fields
    if not cells or _is_personal(heading, cells):
        return fields
    for guess in _GUESSES:
        if found := guess(heading, cells):
            return {**fields, **found}
    return fields


def _kind(name: str) -> dict[str, Value]:
    return {"kind": SCALES["column_kind"].word(name)}


def _day_order(cells: Sequence[str]) -> dict[str, Value]:
    """Return the order in which days are written: month first, unless a day shows otherwise."""
    firsts = [re.match(r"(\d{1,2})[-/.]\d{1,2}(?:[-/.]\d{4}|/\d{2}\b)", cell, re.ASCII) for cell in cells]
    found = [int(one[1]) for one in firsts if one]
    if not found:
        return {}
    return {"day_order": SCALES["day_order"].word("day_first" if max(found) > _MONTHS else "month_first")}


_MONTHS = 12


def _is_personal(heading: str, cells: Sequence[str]) -> bool:
    """Return whether a column may say who somebody is, when they answered, or what they wrote in their own words."""
    if _PERSONAL_HEADING.search(heading) or all(_DAY_OR_TIME.fullmatch(cell) for cell in cells):
        return True
    return any("@" in cell or personal_numbers(cell) for cell in cells)


_Guess = Callable[[str, Sequence[str]], dict[str, Value]]


def _fields_of_options(kind: str, options: Sequence[str], counted: int = 0, **more: Value) -> dict[str, Value]:
    fields: dict[str, Value] = {**_kind(kind), "options": tuple(options), **more}
    return {**fields, "counted": tuple(options[-counted:])} if counted else fields


def _scale_of_numbers(_: str, cells: Sequence[str]) -> dict[str, Value]:
    if not all(_NUMBER.fullmatch(cell) for cell in cells):
        return {}
    least, most = min(map(int, cells)), max(map(int, cells))
    steps = next((one for one in _SCALES_OF_NUMBERS if one[0] <= least and most <= one[1]), None)
    if steps is None:
        return {}
    options = [str(number) for number in range(steps[0], steps[1] + 1)]
    return _fields_of_options("scale", options, _COUNTED_OF_SCALE.get(len(options), 0))


def _scale_of_numbered_words(_: str, cells: Sequence[str]) -> dict[str, Value]:
    """Return a scale of numbers, some with words beside them; nothing counts where the highest step is bad."""
    steps = {int(found[1]): one for one in _options(cells) if (found := _NUMBERED.fullmatch(one))}
    options = [steps[number] for number in sorted(steps)]
    if len(options) < _MIN_STEPS or {folded(one) for one in options} != set(map(folded, cells)):
        return {}
    is_good_last = not _BAD.search(options[-1])
    return _fields_of_options("scale", options, _COUNTED_OF_SCALE.get(len(options), 0) if is_good_last else 0)


_MIN_STEPS = 3


def _ticked(heading: str, cells: Sequence[str]) -> dict[str, Value]:
    found, marks = _OPTION_HEADING.fullmatch(heading), {folded(cell) for cell in cells}
    if not found or not marks <= _TICKED:
        return {}
    yes = next((cell for cell in cells if folded(cell) in {"y", "yes", "ja"}), "Y")
    return {**_kind("ticked"), "counted": (yes,), "question": _OPTION_CODE.sub(". ", found["question"])}


def _common_scale(_: str, cells: Sequence[str]) -> dict[str, Value]:
    given = {folded(cell) for cell in cells}
    words = next((one for one in _COMMON_SCALES if given <= {folded(word) for word in one}), None)
    return _fields_of_options("scale", words, _COUNTED_OF_SCALE.get(len(words), 0)) if words else {}


def _choice(heading: str, cells: Sequence[str]) -> dict[str, Value]:
    given, other = _without_own_words(cells)
    options = _options(given)
    kind = "unit" if folded(heading) in _UNIT else "choice"
    return {**_fields_of_options(kind, options), **other} if options else {}


def _without_own_words(parts: Sequence[str]) -> tuple[list[str], dict[str, Value]]:
    """Return the answers without those in people's own words, and the map's field for these, if there are any."""
    given = [part for part in parts if not _OWN_WORDS.fullmatch(part)]
    return given, {"other": SCALES["flag"].word("true")} if len(given) < len(parts) else {}


def _several(_: str, cells: Sequence[str]) -> dict[str, Value]:
    """Return a column with several options in a cell: the options are fewer than their combinations."""
    for separator in (";", ","):
        parts = [part.strip() for cell in cells for part in cell.split(separator) if part.strip()]
        given, other = _without_own_words(parts)
        options = _options(given) if any(separator in cell for cell in cells) else []
        if options and len(options) < len(set(map(folded, cells))):
            return {**_fields_of_options("several", options, separator=separator), **other}
    return {}


_GUESSES: tuple[_Guess, ...] = (_ticked, _scale_of_numbers, _scale_of_numbered_words, _common_scale, _several, _choice)


def _options(cells: Sequence[str]) -> list[str]:
    """Return the answers that are options, alphabetically; none where any of them is not certainly one."""
    counts = Counter(map(folded, cells))
    first: dict[str, str] = {}
    for cell in cells:
        first.setdefault(folded(cell), cell)
    is_sure = (
        1 < len(counts) <= _MAX_OPTIONS
        and min(counts.values()) >= _MIN_OF_OPTION
        and all(len(one) <= _MAX_OPTION and not _DAY_OR_TIME.fullmatch(one) for one in counts)
        and not any(map(names_a_person, first.values()))
    )
    return sorted(first.values()) if is_sure else []
