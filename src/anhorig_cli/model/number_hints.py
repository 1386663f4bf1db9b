"""Hints for text that is not a number: what it must mean, and how to write that.

A wrong hint is worse than none, so a number is suggested only if all of the text is understood and unambiguous.
"""

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple

from anhorig_cli.diagnostics import SuggestedValue, UnreadableValueError
from anhorig_cli.model.dates import parse_date
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import SpelledTerms

_SPACES = " \u00a0\u2007\u2009\u202f"
_MINUS = "\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d"
_APOSTROPHES = "'\u2019\u02bc`\u00b4"
_WITH_SPACES = rf"\d{{1,3}}(?:[{_SPACES}{_APOSTROPHES}_]\d{{3}})+(?:[.,]\d{{1,30}})?"
_WITH_POINTS = r"\d{1,3}(?:\.\d{3}){2,}(?:,\d{1,30})?|\d{1,3}\.\d{3},\d{1,30}"
_WITH_COMMAS = r"\d{1,3}(?:,\d{3}){2,}(?:\.\d{1,30})?|\d{1,3},\d{3}\.\d{1,30}"
_DECIMALS = r"\d{1,30}(?:[.,]\d{1,30})?"
_DIGITS = re.compile(
    rf"(?P<spaces>{_WITH_SPACES})|(?P<points>{_WITH_POINTS})|(?P<commas>{_WITH_COMMAS})|(?P<decimals>{_DECIMALS})"
)
_DECIMALS_OR_THOUSANDS = re.compile(r"([1-9]\d{0,2})[.,](\d{3})")
_SIGN_NUMBER_UNIT = re.compile(
    r"(?P<about>(?:ca|cirka|c:a|ungefär|omkring|about|approx|~|≈)\.? ?)?"
    rf"(?P<sign>[-+{_MINUS}] ?)?(?P<body>\d[\d.,_{_SPACES}{_APOSTROPHES}]{{0,60}}?)"
    rf"(?P<unit>[{_SPACES}]{{0,5}}(?:%|‰|€|\$|:-|[^\W\d_])[^\d]{{0,40}})?",
    re.IGNORECASE,
)
_MULTIPLIES = re.compile(
    r"(?:t|k|m|mn|md)(?:kr|sek)?|tusen.*|miljon.*|miljard.*|mil?j|dussin|tjog|hundra.*", re.IGNORECASE
)
_MULTIPLIERS = {"t": 10**3, "ks": 10**3, "kk": 10**3, "mi": 10**6, "mk": 10**6, "mn": 10**6, "ms": 10**6}
_NUMBER_IN_MULTIPLES = re.compile(
    rf"(?P<number>\S.{{0,60}}?)[{_SPACES}]?"
    r"(?P<unit>tkr|tusen(?: kr| kronor)?|ksek|kkr|mn?kr|msek|miljon(?:er)?(?: kr| kronor)?)",
    re.IGNORECASE,
)
_SENTENCE_CONTINUES = re.compile(r"(?:och|eller|till|av|and|or|to|of|per hundra)\b.*", re.IGNORECASE)
_A_DATE = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?:/.*)?|\d{1,2}[./]\d{1,2}[-./ ]\d{4}|\d{4}-[QTHqth]\d")
_TWO_NUMBERS = re.compile(r"(\d{1,15})\s*(?:/|av|of)\s*(\d{1,15})")

_EVERY_UNIT = frozenset({"alla", "samtliga", "alla enheter", "samtliga enheter", "all", "all units", "every unit"})
_LEAST, _MOST, _VALUE = (
    SpelledTerms("minst", "at_least"),
    SpelledTerms("högst", "at_most"),
    SpelledTerms("värde", "value"),
)
_BY, _BY_HOW_MUCH = SpelledTerms("senast", "by"), SpelledTerms("förändring", "change")
_BOUNDS: dict[str, SpelledTerms] = {
    "minst": _LEAST,
    "lägst": _LEAST,
    "≥": _LEAST,
    "at least": _LEAST,
    "högst": _MOST,
    "max": _MOST,
    "som mest": _MOST,
    "≤": _MOST,
    "at most": _MOST,
    "öka till": _LEAST,
    "minska till": _MOST,
    "increase to": _LEAST,
    "decrease to": _MOST,
}
_CHANGE = re.compile(
    r"(?:(?P<more>öka med|increase by)|minska med|decrease by) (?P<number>\d{1,15}(?:[.,]\d{1,5})?)"
    r"(?P<share> ?(?:%|procent|per cent|percent))?",
    re.IGNORECASE,
)
_SPAN = re.compile(r"(\d{1,15}(?:[.,]\d{1,5})?) ?[-\u2010-\u2015\u2212] ?(\d{1,15}(?:[.,]\d{1,5})?) ?%?")
_TARGET = re.compile(
    rf"(?:(?P<bound>{'|'.join(_BOUNDS)})\.? )?(?P<number>[\d].{{0,60}}?)"
    r"(?: (?:senast|före utgången av|till och med|t\.?o\.?m\.?|år|by)(?: år)? "
    r"(?P<day>\d{4}(?:-\d\d){0,2}|\d{4}-[QTH]\d|[^\d].{2,25}\d{4}|\d{1,2}\.? .{3,15}\d{4}))?",
    re.IGNORECASE,
)


class _ReadNumber(NamedTuple):
    """A number as the plan format writes it, and what was found with it.

    `has_thousands` says that it had thousands separators, `other` is a number that it could mean instead, `unit` is the
    unit after it, and `is_about` says that a word such as `ca` preceded it.
    """

    number: str
    has_thousands: bool = False
    other: str = ""
    unit: str = ""
    is_about: bool = False


def intended_number(text: str) -> SuggestedValue | None:
    """Return the number that a text must mean, or None; it is sure if only the spelling differs and no unit follows."""
    plain = "".join(map(_ascii_digit, text.strip()))
    if _A_DATE.fullmatch(plain):
        return None
    read = _parse_number(plain)
    if read is None or read.other or read.is_about:
        return None
    return SuggestedValue(read.number, text, is_sure=not read.unit.strip(_SPACES))


def number_hint(text: str) -> Message:
    """Return how to write what a text that is not a number means."""
    plain = "".join(map(_ascii_digit, text.strip()))
    if _A_DATE.fullmatch(plain):
        return message("this is a date, but a number belongs here: write dates under 'datum' (date)")
    if plain.casefold() in _EVERY_UNIT:
        return message("write 'minst: 100' (at_least: 100) if every unit is to answer yes; else digits, such as 2500")
    if found := _TWO_NUMBERS.fullmatch(plain):
        return message(
            "write the two numbers apart, where the field may have them: {fields}",
            fields=_fields(
                (SpelledTerms("täljare", "numerator"), found[1]), (SpelledTerms("nämnare", "denominator"), found[2])
            ),
        )
    if target := _target_fields(plain) or _change_field(plain):
        return message("a target is written so: {{{target}}}", target=target)
    if multiple := _hint_for_multiple(plain):
        return multiple
    read = _parse_number(plain)
    return _hint_for_number(read) if read else message("write digits only, such as 2500 or 12.5")


def _hint_for_number(read: _ReadNumber) -> Message:
    """Return how to write a number that has been understood."""
    number = read.number
    if read.is_about:
        return message(
            "write the number alone, {number}; in a measurement or an occasion, 'ungefär: ja' (approximate: true) "
            "beside it says that it is not exact",
            number=number,
        )
    if read.other:
        return message("write {decimal} or, if it means thousands, {whole}", decimal=number, whole=read.other)
    if read.unit:
        return message("write the number alone: {number}", number=number)
    if read.has_thousands:
        return message("write the number without marks between the thousands: {number}", number=number)
    if number.lstrip("-").isdigit():
        return message("write it with ordinary digits and an ordinary hyphen: {number}", number=number)
    return message("write the decimals after a point: {number}", number=number)


def _hint_for_multiple(text: str) -> Message | None:
    """Return the hint for thousands or millions (`12 tkr`), which may be the unit or part of the number; else None."""
    found = _NUMBER_IN_MULTIPLES.fullmatch(text)
    read = _parse_number(found["number"]) if found else None
    if found is None or read is None or read.other or read.is_about:
        return None
    times = next(times for word, times in _MULTIPLIERS.items() if found["unit"].casefold().startswith(word))
    return message(
        "write {part} where the unit of measure (måttenhet) is {unit}, else the whole number: {whole}",
        part=read.number,
        unit=found["unit"],
        whole=f"{(Decimal(read.number) * times).normalize():f}",
    )


def _fields(*fields: tuple[SpelledTerms, str]) -> SpelledTerms:
    """Return keys with their values, as written in a plan in each language."""
    return SpelledTerms(
        ", ".join(f"{key.sv}: {value}" for key, value in fields),
        ", ".join(f"{key.en}: {value}" for key, value in fields),
    )


def _target_range(text: str) -> SpelledTerms | None:
    """Return the fields of a target between two values; None for any other text."""
    span = _SPAN.fullmatch(text)
    least, most = (end.replace(",", ".") for end in span.groups()) if span else ("0", "0")
    return _fields((_LEAST, least), (_MOST, most)) if Decimal(least) < Decimal(most) else None


def _readable_date(text: str) -> str:
    """Return a date in the plan format if it can be read or guessed, else the text itself."""
    try:
        return str(parse_date(text))
    except UnreadableValueError as flaw:
        intended = flaw.suggest()
        return intended.text if intended else text


def _target_fields(text: str) -> SpelledTerms | None:
    """Return the fields of a target in words, such as `minst 60 % senast 2027`; None for any other text."""
    found = _TARGET.fullmatch(text)
    if found is None or not (found["bound"] or found["day"]):
        return _target_range(text)
    read = _parse_number(found["number"].strip())
    if read is None or read.is_about or read.other:
        return None
    level = (_BOUNDS[found["bound"].casefold()] if found["bound"] else _VALUE, read.number)
    return _fields(level, (_BY, _readable_date(found["day"]))) if found["day"] else _fields(level)


def _change_field(text: str) -> SpelledTerms | None:
    """Return the field of a target that is a change, such as `minska med 10 %`; None for any other text."""
    found = _CHANGE.fullmatch(text)
    if found is None:
        return None
    sign = "" if found["more"] else "-"
    share = " %" if found["share"] else ""
    return _fields((_BY_HOW_MUCH, sign + found["number"].replace(",", ".") + share))


def _parse_number(text: str) -> _ReadNumber | None:
    """Return the number in a text with an optional sign and unit; None unless all of the text is understood."""
    parts = _SIGN_NUMBER_UNIT.fullmatch(text)
    read = _number_from_digits(parts["body"]) if parts else None
    if parts is None or read is None:
        return None
    unit, sign = parts["unit"] or "", (parts["sign"] or "+")[0]
    if not _is_unit(unit):
        return None
    minus = "" if sign == "+" else "-"
    other = read.other and minus + read.other
    return _ReadNumber(minus + read.number, read.has_thousands, other, unit, bool(parts["about"]))


def _ascii_digit(character: str) -> str:
    """Return a decimal digit of any script as an ASCII digit, and any other character unchanged."""
    digit = unicodedata.digit(character, None) if unicodedata.category(character) == "Nd" else None
    return character if digit is None else str(digit)


def _number_from_digits(body: str) -> _ReadNumber | None:
    """Return the number that digits and the separators between them mean; None if that is unclear."""
    if either := _DECIMALS_OR_THOUSANDS.fullmatch(body):
        return _ReadNumber(f"{either[1]}.{either[2]}", other=either[1] + either[2])
    found = _DIGITS.fullmatch(body)
    if found is None or (found["spaces"] and len(set(re.findall(r"[^\d.,]", body))) > 1):
        return None
    if found["commas"]:
        return _ReadNumber(body.replace(",", ""), has_thousands=True)
    if found["points"]:
        body = body.replace(".", "")
    number = re.sub(rf"[{_SPACES}{_APOSTROPHES}_]", "", body).replace(",", ".")
    return _ReadNumber(number, has_thousands=not found["decimals"])


def _is_unit(written: str) -> bool:
    """Return whether the text after a number is a unit, and not part of the number or of a sentence."""
    unit = written.strip(_SPACES)
    if not unit or "_" in unit:
        return not unit
    is_apart = unit != written
    word = unit.rstrip(".")
    if _MULTIPLIES.fullmatch(word.replace(" ", "")) or _SENTENCE_CONTINUES.fullmatch(word):
        return False
    return is_apart or len(unit) > 1 or not unit.isalpha()
