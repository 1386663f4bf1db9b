"""Make a map of a survey's file: a guess, for a person to correct, which holds no answers.

What is not surely a list of options is ignored. An option that nobody is known to have, such as what one wrote in their
own words, is never reported: options are few, short, and each given by several, or they are words of a common scale.
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
from anhorig_cli.vocabulary import SCALES, Language, Spelled, folded

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
        RefusedError: where the first row is no headings, the second is headings too, or a personal number is a name.
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
    text = "\n".join(lines) + "\n"
    if personal_numbers(text):
        why = message("the sheet, its columns or their options seem to have a personal identity number in their names")
        raise _refused(answers, 1, why, message("rename them"))
    return text


def _about(text: Message) -> Message:
    keys = PARTS["mapped_column"]
    kinds = Spelled.of(SCALES["column_kind"].words)
    return Message(text.template, {"kinds": kinds} | {name: keys.term(name) for name in ("indicator", "counted")})


def _refuse_answers_as_headings(answers: AnswerTable) -> None:
    """Refuse a file whose first row seems to be answers, which a map would tell, or whose second is headings."""
    if not any(answers.headings) or any(_is_like_an_answer(one) for one in answers.headings):
        why = message("the first row is not the columns' headings: put them there")
        raise _refused(answers, answers.heading_row, why)
    if _has_second_headings(answers):
        raise _refused(answers, answers.rows[0].number, SECOND_HEADINGS)


def _refused(answers: AnswerTable, line: int, why: Message, hint: Message | None = None) -> RefusedError:
    return RefusedError([reading.WRONG_KIND.at(Location(answers.file, line, 1), why, hint)])


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


# Guess what the columns of a survey's file are, by their headings and by what stands in them.


_MOST_OPTIONS = 12
_LONGEST_OPTION = 60
_FEWEST_OF_OPTION = 3
"""Fewer answers than these are what some wrote, and no option."""
_NUMBER = re.compile(r"\d{1,2}", re.ASCII)
_NUMBERED = re.compile(r"(\d{1,2})(?:[ .:)=–-].*)?", re.ASCII | re.DOTALL)
"""A step of a scale that may have its words beside it: `1 – not at all`."""
_BAD = re.compile(r"inte|aldrig|miss|dålig|sämst|\bnot\b|never|dis|poor|bad|worst", re.IGNORECASE)
_OWN_WORDS = re.compile(r"(?:anna[nt]|andra|övrigt|other|-oth-)\s*:.*", re.IGNORECASE | re.DOTALL)
"""What someone has written as another option than those that there are: `Annat: en granne`."""
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
"""Scales whose words are reported however few have given them, from the lowest."""
_COUNTED_OF_SCALE = {2: 1, 4: 2, 5: 2}
"""How many of the highest on a scale of so many steps are guessed to count."""
_TICKED = frozenset({"y", "yes", "ja", "n", "no", "nej"})
_OF_ONE = re.compile(r"(?P<question>.*\S)\s*\[(?P<option>[^\[\]]+)\]")
"""A column for one option of a question: `Q5[SQ001]`, `What support do you have? [Respite care]`."""
_CODE_OF_ONE = re.compile(r"\[[^\[\]]*\]\. ")
"""The code of an option, where a heading has both code and text: `Q5[SQ001]. What support do you have? [Respite]`."""
_RESPONDENT = ("token", "respondent id", "respondentid", "respondent", "svars-id", "response id", "id. svars-id", "id")
_SENT_IN = (
    *("submitdate", "datum inlämnat", "date submitted", "completion time", "slutförandetid", "completed", "svarsdatum"),
    *("tidstämpel", "tidsstämpel", "timestamp"),
)
"""The headings of the columns that tell whose an answer is, and when it was sent in: the surest first."""
_UNIT = frozenset({"enhet", "unit", "vilken enhet?", "which unit?"})
"""The headings of the column that says which unit an answer is of."""
_OF_PERSONS = re.compile(
    r"\b(?:e-?post\w*|e-?mail\w*|mejl\w*|(?:användar|efter|för|first|last|user)?-? ?na(?:mn|me)\w*|telefon\w*|phone\w*"
    r"|mobil\w*|person-?(?:nummer|nr|id)|adress\w*|address\w*|ip|ipaddr\w*|kommentar\w*|comment\w*|last ?page"
    r"|s\w+ sida\w*|startlanguage|seed|refurl)\b",
    re.IGNORECASE,
)
_DAY_OR_TIME = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}.*|\d{1,2}:\d{2}(?::\d{2})?.*", re.ASCII | re.DOTALL)
Columns = dict[str, list[str]]
"""What stands in each column, without what is empty, by the headings."""


def mapped(columns: Columns) -> list[Entry]:
    """Return an entry of a map for each column."""
    respondents, days = _all_of(_RESPONDENT, columns), _all_of(_SENT_IN, columns)
    known = dict.fromkeys([*respondents, *days], "ignored")
    known |= dict.fromkeys(respondents[:1], "respondent") | dict.fromkeys(days[:1], "day")
    return [Entry("mapped_column", _fields(heading, cells, known)) for heading, cells in columns.items()]


def _all_of(names: Sequence[str], headings: Iterable[str]) -> list[str]:
    """Return the headings of a kind, the surest first; some have a code before them."""
    listed = list(headings)
    return [one for name in names for one in listed if name in {folded(one), *folded(one).split(". ", 1)}]


def _fields(heading: str, cells: Sequence[str], known: Mapping[str, str]) -> dict[str, Value]:
    fields: dict[str, Value] = {"column": heading, **_kind(known.get(heading, "ignored"))}
    if heading in known:
        return {**fields, **_order(cells)} if known[heading] == "day" else fields
    if not cells or _is_of_persons(heading, cells):
        return fields
    for guess in _GUESSES:
        if found := guess(heading, cells):
            return {**fields, **found}
    return fields


def _kind(name: str) -> dict[str, Value]:
    return {"kind": SCALES["column_kind"].word(name)}


def _order(cells: Sequence[str]) -> dict[str, Value]:
    """Return how days are written: the month first, unless a day shows that it is not."""
    firsts = [re.match(r"(\d{1,2})[-/.]\d{1,2}(?:[-/.]\d{4}|/\d{2}\b)", cell, re.ASCII) for cell in cells]
    found = [int(one[1]) for one in firsts if one]
    if not found:
        return {}
    return {"day_order": SCALES["day_order"].word("day_first" if max(found) > _MONTHS else "month_first")}


_MONTHS = 12


def _is_of_persons(heading: str, cells: Sequence[str]) -> bool:
    """Return whether a column tells who somebody is, when they answered, or what they wrote about it."""
    if _OF_PERSONS.search(heading) or all(_DAY_OR_TIME.fullmatch(cell) for cell in cells):
        return True
    return any("@" in cell or personal_numbers(cell) for cell in cells)


_Guess = Callable[[str, Sequence[str]], dict[str, Value]]


def _guessed(kind: str, options: Sequence[str], counted: int = 0, **more: Value) -> dict[str, Value]:
    fields: dict[str, Value] = {**_kind(kind), "options": tuple(options), **more}
    return {**fields, "counted": tuple(options[-counted:])} if counted else fields


def _numbers(_: str, cells: Sequence[str]) -> dict[str, Value]:
    if not all(_NUMBER.fullmatch(cell) for cell in cells):
        return {}
    least, most = min(map(int, cells)), max(map(int, cells))
    steps = next((one for one in _SCALES_OF_NUMBERS if one[0] <= least and most <= one[1]), None)
    if steps is None:
        return {}
    options = [str(number) for number in range(steps[0], steps[1] + 1)]
    return _guessed("scale", options, _COUNTED_OF_SCALE.get(len(options), 0))


def _numbered(_: str, cells: Sequence[str]) -> dict[str, Value]:
    """Return a scale of numbers, some of which have words beside them; where the highest is bad, not what counts."""
    steps = {int(found[1]): one for one in _options(cells) if (found := _NUMBERED.fullmatch(one))}
    options = [steps[number] for number in sorted(steps)]
    if len(options) < _FEWEST_STEPS or {folded(one) for one in options} != set(map(folded, cells)):
        return {}
    is_good_last = not _BAD.search(options[-1])
    return _guessed("scale", options, _COUNTED_OF_SCALE.get(len(options), 0) if is_good_last else 0)


_FEWEST_STEPS = 3


def _ticked(heading: str, cells: Sequence[str]) -> dict[str, Value]:
    found, marks = _OF_ONE.fullmatch(heading), {folded(cell) for cell in cells}
    if not found or not marks <= _TICKED:
        return {}
    yes = next((cell for cell in cells if folded(cell) in {"y", "yes", "ja"}), "Y")
    return {**_kind("ticked"), "counted": (yes,), "question": _CODE_OF_ONE.sub(". ", found["question"])}


def _words_of_scale(_: str, cells: Sequence[str]) -> dict[str, Value]:
    given = {folded(cell) for cell in cells}
    words = next((one for one in _COMMON_SCALES if given <= {folded(word) for word in one}), None)
    return _guessed("scale", words, _COUNTED_OF_SCALE.get(len(words), 0)) if words else {}


def _choice(heading: str, cells: Sequence[str]) -> dict[str, Value]:
    given, other = _without_own_words(cells)
    options = _options(given)
    kind = "unit" if folded(heading) in _UNIT else "choice"
    return {**_guessed(kind, options), **other} if options else {}


def _without_own_words(parts: Sequence[str]) -> tuple[list[str], dict[str, Value]]:
    """Return the answers but those in one's own words, and what a map says where there are such."""
    given = [part for part in parts if not _OWN_WORDS.fullmatch(part)]
    return given, {"other": SCALES["flag"].word("true")} if len(given) < len(parts) else {}


def _several(_: str, cells: Sequence[str]) -> dict[str, Value]:
    """Return several options in a cell: they are fewer than the ways in which they are put together."""
    for separator in (";", ","):
        parts = [part.strip() for cell in cells for part in cell.split(separator) if part.strip()]
        given, other = _without_own_words(parts)
        options = _options(given) if any(separator in cell for cell in cells) else []
        if options and len(options) < len(set(map(folded, cells))):
            return {**_guessed("several", options, separator=separator), **other}
    return {}


_GUESSES: tuple[_Guess, ...] = (_ticked, _numbers, _numbered, _words_of_scale, _several, _choice)


def _options(cells: Sequence[str]) -> list[str]:
    """Return the answers that are options, in their alphabetical order; none where any of them is not surely one."""
    counts = Counter(map(folded, cells))
    first: dict[str, str] = {}
    for cell in cells:
        first.setdefault(folded(cell), cell)
    is_sure = (
        1 < len(counts) <= _MOST_OPTIONS
        and min(counts.values()) >= _FEWEST_OF_OPTION
        and all(len(one) <= _LONGEST_OPTION and not _DAY_OR_TIME.fullmatch(one) for one in counts)
        and not any(map(names_a_person, first.values()))
    )
    return sorted(first.values()) if is_sure else []
