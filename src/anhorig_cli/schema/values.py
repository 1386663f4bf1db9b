"""The JSON Schema of a single value, and regular expressions for what people write.

In a plan every value is text until its field is parsed. Other YAML readers decide earlier: they deliver `2021` as a
number, `true` as a boolean, and an empty value as null. So a value may have each of these types, and a pattern applies
only to text.

Regular expressions in JSON Schema have no flags: letters are written in both cases, and a digit as `[0-9]`. Each
pattern matches what the parser of the same name in `model` accepts; a test compares them.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from anhorig_cli.catalog import text_of
from anhorig_cli.model import values as v
from anhorig_cli.model.appearance import COLOUR_HINT, TYPEFACE_HINT, ColourCode, TypefaceName
from anhorig_cli.model.assessment import RevisedValue
from anhorig_cli.model.dates import FIRST_YEAR, LAST_YEAR, DateField, DueField, EndField
from anhorig_cli.model.part import Key, Part
from anhorig_cli.model.project import MUNICIPALITY_CODE_HINT, MunicipalityCode, WholeNumber
from anhorig_cli.model.recurrence import HOW_TO_WRITE, DayTimeField, RecurrenceField
from anhorig_cli.model.subgoal import AddedField
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import EVERY_MONTH, MONTHS, ORDINAL_NUMBERS, SCALES, SEASONS, WEEKDAY_NUMBERS, Language
from anhorig_cli.vocabulary.spelling import Season

_YEAR = "(?:19[0-9][0-9]|2[01][0-9][0-9])"
_LEAP_YEAR = "(?:(?:19|2[01])(?:0[48]|[2468][048]|[13579][26])|2000)"
_MONTH = f"{_YEAR}-(?:0[1-9]|1[0-2])"
_DAY = (
    f"{_YEAR}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    f"|{_LEAP_YEAR}-02-29"
)
_PART_OF_YEAR = f"{_YEAR}-(?:[Qq][1-4]|[Tt][1-3]|[Hh][12])"
_RANGE_END = f"(?:{_DAY}|{_MONTH}|{_YEAR})"
_NUMBER_PATTERN = r"(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][-+]?[0-9]{1,3})?"
_LONGEST_SHORT_MONTH, _LONGEST_MONTH, _FEBRUARY = 30, 31, 29
_LAST_DAYS = (
    dict.fromkeys(range(1, 13), _LONGEST_MONTH) | dict.fromkeys((4, 6, 9, 11), _LONGEST_SHORT_MONTH) | {2: _FEBRUARY}
)
"""The last day of each month; of February in a leap year."""
_TWO_DIGITS = range(10, 100)
_SPACE = r"[\s_]+"
"""A pattern for the space between words."""

NUMBER = f"[-+]?{_NUMBER_PATTERN}"
CHANGE = rf"[-+\u2212]?\s*{_NUMBER_PATTERN}\s*(?:%|[Pp][Rr][Oo][Cc][Ee][Nn][Tt]|[Pp][Ee][Rr][Cc][Ee][Nn][Tt])?"
COUNT = rf"\+?{_NUMBER_PATTERN}"
WHOLE_NUMBER = r"\+?[0-9]{1,15}(?:\.0*)?"
ID = "[A-Za-z0-9À-ÖØ-öø-ÿ_.][A-Za-z0-9À-ÖØ-öø-ÿ_.-]{0,63}"
COLOUR = "#?(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})"
MUNICIPALITY_CODE = "[0-9]{4}"
TYPEFACE = "[A-Za-z0-9À-ÖØ-öø-ÿ][A-Za-z0-9À-ÖØ-öø-ÿ -]{0,59}"
_CLOCK = "(?:[01]?[0-9]|2[0-3])(?:[.:][0-5][0-9])?"
_BEFORE_CLOCK = r"(?:(?:[Kk][Ll]\.?|[Kk][Ll][Oo][Cc][Kk][Aa][Nn]|[Aa][Tt])?\s*)"
_BETWEEN_CLOCKS = r"(?:\s*[-–—]\s*|\s+(?:[Tt][Ii][Ll][Ll]|[Tt][Oo])\s+)"
DAY_TIME = rf"{_BEFORE_CLOCK}{_CLOCK}(?:{_BETWEEN_CLOCKS}{_CLOCK})?|[^0-9]*[^0-9\s][^0-9]*"
"""It does not check that the end is after the start."""
TEXT_PATTERN = r"\S"
LIKE_A_DATE = "[0-9./ -]{4,}(?:[QTHqth][0-9])?"
"""Text that is meant as a date, and is therefore not the title of a decision."""


def whole(pattern: str, *, may_be_blank: bool) -> str:
    """Return a pattern that matches a whole value, with space around it; `may_be_blank` also allows only space."""
    return rf"^\s*(?:{pattern})?\s*$" if may_be_blank else rf"^\s*(?:{pattern})\s*$"


def word(spelling: str) -> str:
    """Return a pattern for a word in either case, with spaces or underscores between its parts."""
    return "".join(_letter(c) for c in spelling.replace("_", " "))


def _letter(character: str) -> str:
    if character == " ":
        return _SPACE
    lower, upper = character.lower(), character.upper()
    return f"[{lower}{upper}]" if lower != upper else re.escape(character)


def words(scale: str) -> str:
    """Return a pattern for every spelling of every word of a scale."""
    return any_of(SCALES[scale].names)


def any_of(spellings: Iterable[str]) -> str:
    """Return a pattern for any of some spellings."""
    return "|".join(dict.fromkeys(word(spelling) for spelling in spellings))


def _season(season: Season) -> str:
    crosses = season.last_month < season.first_month
    second = r"(?:[/-](?:[0-9]{4}|[0-9]{2}))?" if crosses else ""
    return rf"(?:{any_of(season.term.spellings)})\s+{_YEAR}{second}"


def dates() -> str:
    """Return a pattern for a date in any form; it does not check that a range ends after it begins."""
    seasons = dict.fromkeys(_season(season) for season in SEASONS.values())
    single = f"{_DAY}|{_MONTH}|{_PART_OF_YEAR}|{_YEAR}"
    return "|".join([single, rf"{_RANGE_END}\s*/\s*{_RANGE_END}", *seasons])


def recurrences() -> str:
    """Return a pattern for when in the year something recurs."""
    week = "(?:[Vv]|[Vv][Ee][Cc][Kk][Aa]|[Ww]|[Ww][Ee][Ee][Kk])" + r"\s*(?:0?[1-9]|[1-4][0-9]|5[0-3])"
    lengths = (_FEBRUARY, _LONGEST_SHORT_MONTH, _LONGEST_MONTH)
    days = "|".join(f"{_month_numbers(last)}-{_days(last)}" for last in lengths)
    named = "|".join(
        rf"{_days(last)}(?:\.|:e)?\s+(?:{any_of(name for name, n in MONTHS.items() if _LAST_DAYS[n] == last)})"
        for last in lengths
    )
    names = [words("recurrence"), any_of(MONTHS), any_of(SEASONS), "[1-9]|1[0-2]"]
    return "|".join([*names, week, days, named, _weekdays_of_months()])


def _weekdays_of_months() -> str:
    """Return a pattern for a weekday of a month: `sista torsdagen i mars`, `the first Tuesday of every month`."""
    article = rf"(?:(?:{any_of(('den', 'the'))}){_SPACE})?"
    month = rf"(?:{any_of(('i', 'in', 'of'))}){_SPACE}(?:{any_of(MONTHS)})|{any_of(EVERY_MONTH)}"
    return rf"{article}(?:{any_of(ORDINAL_NUMBERS)}){_SPACE}(?:{any_of(WEEKDAY_NUMBERS)}){_SPACE}(?:{month})"


def _month_numbers(last_day: int) -> str:
    """Return a pattern for the numbers of the months that end on a day, with or without a leading zero."""
    months = (n for n, last in _LAST_DAYS.items() if last == last_day)
    return f"(?:{'|'.join(str(n) if n in _TWO_DIGITS else f'0?{n}' for n in months)})"


def _days(last: int) -> str:
    ends = {_FEBRUARY: "", _LONGEST_SHORT_MONTH: "|30", _LONGEST_MONTH: "|3[01]"}
    return f"(?:0?[1-9]|[12][0-9]{ends[last]})"


# The JSON Schema of a single value, for each type of field in the models.


JsonSchema = dict[str, Any]
_LIMIT = 10**15


@dataclass(frozen=True, slots=True)
class Value:
    """What a value may be: JSON types, a pattern for text, bounds for numbers, and a scale whose words are offered.

    `wrong` is the message that editors show for text that does not match.
    """

    kinds: tuple[str, ...]
    pattern: str = TEXT_PATTERN
    bounds: tuple[tuple[str, int], ...] = ()
    scale: str = ""
    wrong: Message | None = None

    def schema(self, language: Language, *, required: bool = False) -> JsonSchema:
        """Return the schema; unless `required`, null and blank text are allowed, since they count as absent."""
        kinds = list(self.kinds) if required else [*self.kinds, "null"]
        schema: JsonSchema = {"type": kinds} | dict(self.bounds)
        if self.pattern != TEXT_PATTERN:
            schema["pattern"] = whole(self.pattern, may_be_blank=not required)
        elif required:
            schema["pattern"] = self.pattern
        if self.wrong:
            schema["patternErrorMessage"] = text_of(self.wrong, language)
        return {"anyOf": [{"enum": offered(self.scale, language)}, schema]} if self.scale else schema

    def __or__(self, other: "Value") -> "Value":
        """Return a value that may be either of the two."""
        kinds = tuple(dict.fromkeys(self.kinds + other.kinds))
        bounds = self.bounds if self.bounds == other.bounds or "number" not in other.kinds else ()
        return Value(kinds, f"{self.pattern}|{other.pattern}", bounds, wrong=self.wrong or other.wrong)


def offered(scale: str, language: Language) -> list[str | bool]:
    """Return the words of a scale as written in a plan in a language."""
    if scale == "flag" and language is Language.EN:
        return [True, False]
    return list(SCALES[scale].spellings(language))


_DATE = message(
    "write a day as 2021-11-30, or a month (2021-11), quarter (2021-Q4), tertial (2021-T3), half year (2021-H2), "
    "year (2021), range (2021-09/2021-10) or season (autumn 2021)"
)
_NUMBER = message("write digits only, such as 2500 or 12.5")
_FIGURE = message("write digits only, such as 2500 or 12.5; or ja or nej, where that is what is measured")
_CHANGE = message("write a number, with a per cent sign where it is of the baseline: -20 % or -20")
_YEARS = (("minimum", FIRST_YEAR), ("maximum", LAST_YEAR))
_FOUR_DIGITS = (("minimum", 1000), ("maximum", 9999))
_HOURS = (("minimum", 0), ("exclusiveMaximum", 24))
_FINITE = (("exclusiveMinimum", -_LIMIT), ("exclusiveMaximum", _LIMIT))
_NOT_NEGATIVE = (("minimum", 0), ("exclusiveMaximum", _LIMIT))

TEXT = Value(("string", "number", "boolean"))


def _date(*open_words: str) -> Value:
    pattern = "|".join([dates(), *map(words, open_words)])
    return Value(("string", "integer"), pattern, _YEARS, wrong=_DATE)


def _words(scale: str) -> Value:
    kinds = ("string", "boolean") if scale == "flag" else ("string",)
    return Value(kinds, words(scale), scale=scale)


VALUES: dict[Any, tuple[str, Value]] = {
    v.Text: ("text", TEXT),
    AddedField: ("date_or_text", Value(TEXT.kinds, rf"{dates()}|(?!{LIKE_A_DATE}\s*$).*\S.*", wrong=_DATE)),
    RevisedValue: ("date_number_or_text", TEXT),
    v.Id: (
        "id",
        Value(
            ("string", "number", "boolean"),
            ID,
            (("minimum", 0),),
            wrong=message("an id has letters, digits, '-', '_' and '.', and does not begin with '-'"),
        ),
    ),
    v.Number: ("number", Value(("number", "string"), NUMBER, _FINITE, wrong=_NUMBER)),
    v.Figure: ("figure", Value(("number", "string", "boolean"), f"{NUMBER}|{words('flag')}", _FINITE, wrong=_FIGURE)),
    v.ChangeBy: ("change", Value(("number", "string"), CHANGE, _FINITE, wrong=_CHANGE)),
    v.Count: ("count", Value(("number", "string"), COUNT, _NOT_NEGATIVE, wrong=_NUMBER)),
    WholeNumber: ("whole_number", Value(("integer", "string"), WHOLE_NUMBER, _NOT_NEGATIVE, wrong=_NUMBER)),
    DateField: ("date", _date()),
    DueField: ("due_date", _date("open_due")),
    EndField: ("end_date", _date("open_end")),
    RecurrenceField: (
        "recurrence",
        Value(
            ("string", "integer"),
            recurrences(),
            (("minimum", 1), ("maximum", 12)),
            wrong=message(
                "write a month (March, 3), day (6 October, 10-06), weekday (first Tuesday in March, first Tuesday "
                "every month), week (w40), season (spring) or monthly, quarterly, tertial, half_yearly, yearly"
            ),
        ),
    ),
    DayTimeField: ("day_time", Value(("string", "number", "boolean"), DAY_TIME, _HOURS, wrong=HOW_TO_WRITE)),
    ColourCode: ("colour", Value(("string", "integer"), COLOUR, wrong=COLOUR_HINT)),
    MunicipalityCode: (
        "municipality_code",
        Value(("string", "integer"), MUNICIPALITY_CODE, _FOUR_DIGITS, wrong=MUNICIPALITY_CODE_HINT),
    ),
    TypefaceName: ("typeface", Value(("string", "number", "boolean"), TYPEFACE, wrong=TYPEFACE_HINT)),
    v.Flag: ("flag", _words("flag")),
    v.ActivityStatus: ("activity_status", _words("activity")),
    v.AssessmentStatus: ("assessment_status", _words("assessment")),
    v.Direction: ("direction", _words("direction")),
    v.Frequency: ("frequency", _words("frequency")),
    v.Every: ("every", _words("every")),
    v.DocumentType: ("document_type", _words("document_type")),
    v.PartyRole: ("party_role", _words("party_role")),
    v.Priority: ("priority", _words("priority")),
    v.ContactLevel: ("contact_level", _words("contact")),
    v.RevisedField: ("revised_field", _words("revised_field")),
    v.ColumnKind: ("column_kind", _words("column_kind")),
    v.DayOrder: ("day_order", _words("day_order")),
    v.LanguageName: ("language_name", _words("language")),
    v.PaperSection: ("committee_paper", _words("committee_paper")),
    v.ReportLength: ("report_length", _words("report_length")),
    v.SeverityName: ("severity", _words("severity")),
}
"""Every type of value in the models: its name in a schema's definitions, and what it may be."""


def annotation_of(model: type[Part], name: str) -> Any:
    """Return the type of a field's value, one of `VALUES`; for a list or table, the type of its items."""
    return _item_type(_annotations(model)[name])


@cache
def _annotations(model: type[Part]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    own = {info.alias or name: _without_key(hints[name]) for name, info in model.model_fields.items()}
    if model.gathers:
        listed, names = model.gathers
        entry = _item_type(own[listed])
        own |= {name: _annotations(entry)[name] for name in names}
    return own


def _without_key(annotation: Any) -> Any:
    """Return the type of a field without its `Key`."""
    value_type, *metadata = get_args(annotation)
    others = tuple(one for one in metadata if not isinstance(one, Key))
    return Annotated[value_type, *others] if others else value_type


def _item_type(annotation: Any) -> Any:
    if annotation in VALUES:
        return annotation
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in {Union, UnionType}:
        return _item_type(next(one for one in inner if one is not type(None)))
    if origin is tuple:
        return _item_type(inner[0])
    return _item_type(inner[1]) if origin is dict else annotation
