"""What one value may be, as JSON Schema, for each type that a field of the models has.

In a plan every value is text until its field decides. A YAML reader outside this tool decides sooner: it hands over
`2021` as a number, `true` as a boolean, and nothing at all as null. So a value may be of each of these kinds, and a
pattern is asked only of text.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from anhorig_cli.catalog import text_of
from anhorig_cli.model import values as v
from anhorig_cli.model.appearance import COLOUR_HINT, TYPEFACE_HINT, ColourCode, TypefaceName
from anhorig_cli.model.dates import FIRST_YEAR, LAST_YEAR, DateField, DueField, EndField, PlanDate
from anhorig_cli.model.part import Key, Part
from anhorig_cli.model.project import MUNICIPALITY_CODE_HINT, MunicipalityCode, WholeNumber
from anhorig_cli.model.recurrence import HOW_TO_WRITE, DayTimeField, RecurrenceField
from anhorig_cli.schema import patterns
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import SCALES, Language

JsonSchema = dict[str, Any]
_BEYOND = 10**15


@dataclass(frozen=True, slots=True)
class Value:
    """What a value may be: kinds of JSON value, a pattern for text, bounds for numbers, and the words to offer."""

    kinds: tuple[str, ...]
    pattern: str = patterns.TEXT
    bounds: tuple[tuple[str, int], ...] = ()
    scale: str = ""
    wrong: Message | None = None

    def schema(self, language: Language, *, required: bool = False) -> JsonSchema:
        """Return the schema; unless `required`, nothing and blank text will do, since they count as absent."""
        kinds = list(self.kinds) if required else [*self.kinds, "null"]
        schema: JsonSchema = {"type": kinds} | dict(self.bounds)
        if self.pattern != patterns.TEXT:
            schema["pattern"] = patterns.whole(self.pattern, may_be_blank=not required)
        elif required:
            schema["pattern"] = self.pattern
        if self.wrong:
            schema["patternErrorMessage"] = text_of(self.wrong, language)
        return {"anyOf": [{"enum": offered(self.scale, language)}, schema]} if self.scale else schema

    def __or__(self, other: "Value") -> "Value":
        """Return what is either of two."""
        kinds = tuple(dict.fromkeys(self.kinds + other.kinds))
        bounds = self.bounds if self.bounds == other.bounds or "number" not in other.kinds else ()
        return Value(kinds, f"{self.pattern}|{other.pattern}", bounds, wrong=self.wrong or other.wrong)


def offered(scale: str, language: Language) -> list[str | bool]:
    """Return the words of a scale that a plan in a language is written with."""
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
_FINITE = (("exclusiveMinimum", -_BEYOND), ("exclusiveMaximum", _BEYOND))
_NOT_NEGATIVE = (("minimum", 0), ("exclusiveMaximum", _BEYOND))

TEXT = Value(("string", "number", "boolean"))


def _date(*open_words: str) -> Value:
    pattern = "|".join([patterns.dates(), *map(patterns.words, open_words)])
    return Value(("string", "integer"), pattern, _YEARS, wrong=_DATE)


def _words(scale: str) -> Value:
    kinds = ("string", "boolean") if scale == "flag" else ("string",)
    return Value(kinds, patterns.words(scale), scale=scale)


VALUES: dict[Any, tuple[str, Value]] = {
    v.Text: ("text", TEXT),
    PlanDate | v.Text | None: (
        "date_or_text",
        Value(TEXT.kinds, rf"{patterns.dates()}|(?!{patterns.LIKE_A_DATE}\s*$).*\S.*", wrong=_DATE),
    ),
    PlanDate | Decimal | v.Text | None: ("date_number_or_text", TEXT),
    v.Id: (
        "id",
        Value(
            ("string", "number", "boolean"),
            patterns.ID,
            (("minimum", 0),),
            wrong=message("an id has letters, digits, '-', '_' and '.', and does not begin with '-'"),
        ),
    ),
    v.Number: ("number", Value(("number", "string"), patterns.NUMBER, _FINITE, wrong=_NUMBER)),
    v.Figure: (
        "figure",
        Value(("number", "string", "boolean"), f"{patterns.NUMBER}|{patterns.words('flag')}", _FINITE, wrong=_FIGURE),
    ),
    v.ChangeBy: ("change", Value(("number", "string"), patterns.CHANGE, _FINITE, wrong=_CHANGE)),
    v.Count: ("count", Value(("number", "string"), patterns.COUNT, _NOT_NEGATIVE, wrong=_NUMBER)),
    WholeNumber: ("whole_number", Value(("integer", "string"), patterns.WHOLE_NUMBER, _NOT_NEGATIVE, wrong=_NUMBER)),
    DateField: ("date", _date()),
    DueField: ("due_date", _date("open_due")),
    EndField: ("end_date", _date("open_end")),
    RecurrenceField: (
        "recurrence",
        Value(
            ("string", "integer"),
            patterns.recurrences(),
            (("minimum", 1), ("maximum", 12)),
            wrong=message(
                "write a month (March, 3), day (6 October, 10-06), weekday (first Tuesday in March, first Tuesday "
                "every month), week (w40), season (spring) or monthly, quarterly, tertial, half_yearly, yearly"
            ),
        ),
    ),
    DayTimeField: ("day_time", Value(("string", "number", "boolean"), patterns.DAY_TIME, _HOURS, wrong=HOW_TO_WRITE)),
    ColourCode: (
        "colour",
        Value(("string", "integer"), patterns.COLOUR, wrong=COLOUR_HINT),
    ),
    MunicipalityCode: (
        "municipality_code",
        Value(("string", "integer"), patterns.MUNICIPALITY_CODE, _FOUR_DIGITS, wrong=MUNICIPALITY_CODE_HINT),
    ),
    TypefaceName: (
        "typeface",
        Value(
            ("string", "number", "boolean"),
            patterns.TYPEFACE,
            wrong=TYPEFACE_HINT,
        ),
    ),
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
"""Every type of value that the models use: its name among a schema's definitions, and what it may be."""


def annotation_of(model: type[Part], name: str) -> Any:
    """Return the type of a field's value, one of `VALUES`; of a list or table, that of its items."""
    return _item(_annotations(model)[name])


@cache
def _annotations(model: type[Part]) -> dict[str, Any]:
    hints = get_type_hints(model, include_extras=True)
    own = {info.alias or name: _without_key(hints[name]) for name, info in model.model_fields.items()}
    if model.gathers:
        listed, names = model.gathers
        entry = _item(own[listed])
        own |= {name: _annotations(entry)[name] for name in names}
    return own


def _without_key(annotation: Any) -> Any:
    """Return the type of a field without the key that stands beside it."""
    value_type, *said = get_args(annotation)
    others = tuple(one for one in said if not isinstance(one, Key))
    return Annotated[value_type, *others] if others else value_type


def _item(annotation: Any) -> Any:
    if annotation in VALUES:
        return annotation
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin in {Union, UnionType}:
        return _item(next(one for one in inner if one is not type(None)))
    if origin is tuple:
        return _item(inner[0])
    return _item(inner[1]) if origin is dict else annotation
