"""The types of value that a field can hold. Each is parsed from text: the field's type decides what the text means."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache, partial
from typing import Annotated, Literal, NamedTuple

from anhorig_cli.diagnostics import SuggestedValue, UnreadableValueError
from anhorig_cli.model.dates import quoted
from anhorig_cli.model.part import ReadBy
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import SCALES, Language, Scale, SpelledTerms, scales_with, word_key

_NUMBER = re.compile(r"[-+]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][-+]?\d{1,3})?", re.ASCII)
_SPACE_IN_NUMBER = r"(?<![^\W\d_])\s+(?![^\W\d_])"
_LONGEST_NUMBER = 80  # characters: no number is longer, and longer text matches no pattern
_LIMIT = (
    Decimal(10) ** 15
)  # above any amount that a municipality counts; keeps arithmetic and page layout within bounds
_ID = re.compile(r"[A-Za-z0-9À-ÖØ-öø-ÿ_.][A-Za-z0-9À-ÖØ-öø-ÿ_.-]{0,63}")
LONGEST_ID = 64
_LONGEST_WORD = 80


def parse_number(text: str) -> Decimal:
    """Return the decimal number that a text gives, with a decimal point.

    Raises:
        UnreadableValueError: if the text is not a number, or the number is out of range (10¹⁵ or more, or less than
            10⁻²⁹ but not zero, regardless of sign).
    """
    return _parse_number(text.strip()[:_LONGEST_NUMBER])


def closed_up(text: str) -> str:
    """Return a number as it was typed without spaces between its digits; spaces next to a letter are kept."""
    return re.sub(_SPACE_IN_NUMBER, "", text.strip())


@lru_cache(maxsize=4096)  # numbers recur within a plan, and between a municipality's plans
def _parse_number(text: str) -> Decimal:
    if _NUMBER.fullmatch(text):
        number = Decimal(text)
        if abs(number) < _LIMIT and (not number or number.adjusted() > -_MOST_DECIMALS):
            return number + 0  # turns -0 into 0
        raise UnreadableValueError(
            "bad-number", message("{value} is beyond the numbers that can be counted with", value=quoted(text))
        )
    flaw = message("{value} is not a number", value=quoted(text))
    raise UnreadableValueError("bad-number", flaw, partial(_number_hint, text), partial(_intended_number, text))


def _number_hint(text: str) -> Message:
    from anhorig_cli.model.number_hints import number_hint  # noqa: PLC0415 - compiling its patterns takes time, and most numbers are good

    return number_hint(text)


def _intended_number(text: str) -> SuggestedValue | None:
    from anhorig_cli.model.number_hints import intended_number  # noqa: PLC0415 - as above

    return intended_number(text)


_MOST_DECIMALS = 30


class Answer(Decimal):
    """A yes (1) or a no (0): the value of a measurement that is not a number."""

    __slots__ = ()


YES, NO = Answer(1), Answer(0)


def answer_in(text: str) -> Answer | None:
    """Return the yes or no that a text gives; None if it gives neither."""
    word = SCALES["flag"].names.get(word_key(text)) if len(text) <= _LONGEST_WORD else None
    return {"true": YES, "false": NO}.get(word or "")


def parse_figure(text: str) -> Decimal:
    """Return the decimal number, or the yes or no, that a text gives.

    Raises:
        UnreadableValueError: if it gives neither.
    """
    answer = None if text[:1].isdecimal() else answer_in(text)  # quick, since most are numbers
    return parse_number(text) if answer is None else answer


def _figure(value: object) -> Decimal:
    return value if isinstance(value, Answer) else parse_figure(str(value))


def _figure_text(number: Decimal) -> str:
    return _as_word(number) if isinstance(number, Answer) else _in_digits(number)


class Change(NamedTuple):
    """How much a value is to change: by an amount in its own unit, or by a percentage of its starting value."""

    amount: Decimal
    is_in_percent: bool

    def of(self, start: Decimal) -> Decimal:
        """Return the value that `start` is to become."""
        return start * (100 + self.amount) / 100 if self.is_in_percent else start + self.amount

    def __str__(self) -> str:
        """Return the change as a plan writes it: `-20 %`."""
        return f"{self.amount:f} %" if self.is_in_percent else f"{self.amount:f}"


_CHANGE = r"(?i)([-+\u2212]?) ?([0-9.]+(?:e[-+]?[0-9]+)?) ?(%|procent|percent)?"


def parse_change(text: str) -> Change:
    """Return the change that a text gives: a number, with a per cent sign if it is relative to the starting value.

    The minus sign may be a hyphen or a typographic minus (U+2212).

    Raises:
        UnreadableValueError: if the text is not a number.
    """
    spaced = " ".join(text[:_LONGEST_NUMBER].split())
    found = re.fullmatch(_CHANGE, spaced)
    if found is None:
        return Change(parse_number(text), is_in_percent=False)
    sign = "-" if found[1] == "\u2212" else found[1]
    return Change(parse_number(sign + found[2]), is_in_percent=bool(found[3]))


def _change(value: object) -> Change:
    return value if isinstance(value, Change) else parse_change(str(value))


def _count(value: object) -> Decimal:
    number = parse_number(str(value))
    if number < 0:
        raise UnreadableValueError("bad-number", message("{value} is less than zero", value=quoted(str(value))))
    return number


def parse_id(value: object) -> str:
    """Return the id that a value gives: at most 64 letters, digits, `-`, `_` and `.`, not beginning with `-`.

    Raises:
        UnreadableValueError: if it contains anything else; the message gives invisible characters by code point.
    """
    text = unicodedata.normalize("NFC", str(value).strip(" "))
    if _ID.fullmatch(text):
        return text
    if len(text) > LONGEST_ID:
        flaw = message("the id is {length} characters long", length=len(text))
        raise UnreadableValueError("bad-id", flaw, message("an id has at most {most} characters", most=LONGEST_ID))
    forbidden = next((c for c in text if not re.fullmatch(r"[A-Za-z0-9À-ÖØ-öø-ÿ_.-]", c)), "-")
    raise UnreadableValueError(
        "bad-id",
        message(
            "the id {value} contains {character}, which an id cannot", value=quoted(text), character=shown(forbidden)
        ),
        message("an id has letters, digits, '-', '_' and '.', and does not begin with '-'"),
    )


def shown(character: str) -> str:
    """Return a character as messages show it: quoted if it is printable ASCII, else as its code point."""
    point = f"U+{ord(character):04X}"
    return f"'{character}'" if character.isascii() and character.isprintable() else point


def word_reader(scale_name: str) -> Callable[[object], str]:
    """Return a reader that turns any spelling of a word of the scale into the English word."""
    scale = SCALES[scale_name]
    names = scale.names

    def read(value: object) -> str:
        text = str(value)
        name = names.get(word_key(text)) if len(text) <= _LONGEST_WORD else None
        if name is None:
            flaw = message("{value} is not a word of the scale '{scale}'", value=quoted(text), scale=scale)
            raise UnreadableValueError("unknown-word", flaw, partial(_word_hint, text, scale))
        return name

    return read


def _word_hint(text: str, scale: Scale) -> Message:
    other_scales = {found.name for found in scales_with(text[:80])}
    if scale.name == "assessment" and "activity" in other_scales:
        return message(
            "how far the work has come is not a judgement of whether the subgoal will be met: "
            "put the work's state in 'läge' (stage) or on the activities, and assess with one of: {words}",
            words=SpelledTerms.of(scale.words),
        )
    if scale.name == "activity" and word_key(text[:80]) in {"försenad", "försenat", "late"}:
        return message(
            "lateness is worked out from the dates; write one of: {words}", words=SpelledTerms.of(scale.words)
        )
    if scale.name == "every" and "recurrence" in other_scales:
        return message(
            "when in the year it comes back goes in 'när' (when); 'hur_ofta' (every) says how many years lie between: "
            "{words}",
            words=SpelledTerms.of(scale.words),
        )
    if near := scale.near(text[:80]):
        return message("did you mean '{near}'?", near=near)
    return message("write one of: {words}", words=SpelledTerms.of(scale.words))


def _flag(value: object) -> bool:
    return value if isinstance(value, bool) else word_reader("flag")(value) == "true"


def _number(value: object) -> Decimal:
    return parse_number(str(value))


def _in_digits(number: Decimal) -> str:
    return f"{number:f}"


def _language(value: object) -> Language:
    return Language(word_reader("language")(value))


def _word_of(scale: str) -> ReadBy:
    return ReadBy(word_reader(scale), scale=scale)


def _as_word(flag: object) -> str:
    return "true" if flag else "false"


Text = str
"""Text as written in the file, trimmed. Blank text counts as absent and never reaches a model."""
Texts = tuple[str, ...]
Id = Annotated[str, ReadBy(parse_id)]
Number = Annotated[Decimal, ReadBy(_number, _in_digits)]
Figure = Annotated[Decimal, ReadBy(_figure, _figure_text)]
"""A number, or an `Answer`: yes or no."""
ChangeBy = Annotated[Change, ReadBy(_change)]
Count = Annotated[Decimal, ReadBy(_count, _in_digits)]
"""A number of people, copies or kronor; never negative."""
Flag = Annotated[bool, ReadBy(_flag, _as_word)]

ActivityStatus = Annotated[Literal["not_started", "in_progress", "done", "cancelled"], _word_of("activity")]
AssessmentStatus = Annotated[
    Literal[
        "achieved",
        "expected",
        "partly_expected",
        "partly_achieved",
        "unlikely",
        "not_achieved",
        "discontinued",
        "not_assessed",
        "not_applicable",
    ],
    _word_of("assessment"),
]
Direction = Annotated[Literal["increase", "decrease", "hold", "follow"], _word_of("direction")]
Frequency = Annotated[Literal["month", "quarter", "tertial", "half_year", "year"], _word_of("frequency")]
Every = Annotated[
    Literal["1_year", "2_years", "3_years", "4_years", "5_years", "6_years", "8_years", "10_years"], _word_of("every")
]
DocumentType = Annotated[
    Literal["plan", "programme", "strategy", "policy", "guideline", "follow_up", "response"], _word_of("document_type")
]
PartyRole = Annotated[Literal["accountable", "participates", "invited", "interested"], _word_of("party_role")]
Priority = Annotated[Literal["reach_more"], _word_of("priority")]
ContactLevel = Annotated[Literal["most"], _word_of("contact")]
RevisedField = Annotated[Literal["due", "start_by", "target"], _word_of("revised_field")]
ColumnKind = Annotated[
    Literal["ignored", "respondent", "day", "unit", "scale", "choice", "several", "ticked"], _word_of("column_kind")
]
DayOrder = Annotated[Literal["month_first", "day_first"], _word_of("day_order")]
LanguageName = Annotated[Language, ReadBy(_language, scale="language")]
SeverityName = Annotated[Literal["error", "warning", "info", "off"], _word_of("severity")]
ReportLength = Annotated[Literal["short", "full"], _word_of("report_length")]
PaperSection = Annotated[
    Literal[
        "proposal",
        "summary",
        "background",
        "follow_up",
        "events",
        "administration_view",
        "economy",
        "outlook",
        "children",
        "basis",
        "sent_to",
    ],
    _word_of("committee_paper"),
]
Trend = Literal["better", "unchanged", "worse", "unknown"]
