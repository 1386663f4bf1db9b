"""Swedish personal identity numbers in text: finding them, and removing them.

`characters` converts a text to plain characters, `forms` has the patterns of all forms of a number, and `birth`
interprets the digits. Texts that cannot hold a number, which are most, are ruled out quickly here.
"""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from anhorig_cli.personal_number.birth import CENTURIES, LONG, RESERVE, SHORT, Birth, PersonalNumber

if TYPE_CHECKING:
    from anhorig_cli.personal_number.characters import Plain

__all__ = [
    "REDACTED",
    "PersonalNumber",
    "digits_of_certain",
    "personal_numbers",
    "without_personal_numbers",
    "without_split_number",
]

REDACTED = "[personnummer]"
"""The text that replaces a number in all output, in every language."""

_ENDS_OF_LINKS = ("](", "][", "]:")
"""What the text of a link ends with, or the name of one whose address is given elsewhere."""
_MANY_DIGITS = re.compile(r"(?:[^\d¹²³]*+[\d¹²³]){8}")
"""Matches the beginning of a text with enough digits for a number."""


def _table(digit: str, letter: str, alike: str = "") -> bytes:
    """Return the table that maps each byte of Latin-1 to a digit, a letter, a letter like a digit (`o`), or a space."""
    signs = map(chr, range(256))
    kinds = (digit if s.isdecimal() else "o" if s in alike else letter if s.isalpha() else " " for s in signs)
    return "".join(kinds).encode()


_KINDS = _table("1", "x")
_LOOKALIKES = _table("1", "x", "OoØIl")
_RUN = re.compile(rb"1[1 ]{8,}+")
_LONG_RUN = 300
"""The length of a run above which it is left to the patterns, which are quicker for it."""
_GROUP = re.compile(rb"([0-9]+)")
_DAY, _WHOLE_DAY = 6, 8
"""The number of digits in a day of birth without its century, and with it."""
_YEAR_BEFORE = 3
"""The length of a two-digit year and a separator before its month and day."""
_DAY_AND_LETTERS = re.compile(rb"11 ?11 ?11 {0,3}(?:x111|xx1[1x]|xxx1|1x11|11x1|111x)")
_VAT = re.compile(rb"SE[ -]?[0-9]{6}-?[0-9]{4}[ -]?01")
_SHORT_DAY = re.compile(rb"11 (?:1 11?|11 1) {1,3}1111(?!1)")
_YEAR_AND_LAST = re.compile(rb"[ /.-](?:18[0-9]|19[0-8]|[4-8])[0-9][-+ /.,\r\n]{1,8}[0-9]{4}(?![0-9])")
_DAY_AND_WORDS = re.compile(rb"(?:11 ?11 {1,3}|1111 {4,40})x[x ]{1,40} 1111(?!1)")
_LAST_FOUR_WORDS = (b"sista", b"last", b"slutsiffror")
_LAST_FOUR = rb"(?:sista|last)[\s_-](?:fyra|four|4)|(?:fyra|four|4)[\s_-](?:sista|last)|slutsiffror"


class Candidates(NamedTuple):
    """The parts of a plain text that may be numbers.

    Attributes:
        runs: the spans of digits and signs.
        letters: whether there are letters after a day, or a VAT number.
        short: whether there is a day with a one-digit month or day before four digits.
        day_first: whether there is a year in which people were born, last in its day, before four digits.
        between: the spans of the end of a day, words and four digits.
        words: the text in lower case if it mentions someone's last four digits, else empty.
        alike: whether letters that look like digits are next to digits.
    """

    runs: tuple[tuple[int, int], ...]
    letters: bool
    short: bool
    day_first: bool
    between: tuple[tuple[int, int], ...]
    words: bytes
    alike: bool


def personal_numbers(text: str, most: int | None = None) -> list[PersonalNumber]:
    """Return the personal numbers in a text, in order.

    A number is certain if its day and check digit are right and it is written as a personal number: with its century,
    or with a dash or a plus sign before the last four. It is not certain if it could be something else: ten digits in a
    row, a number for temporary use, which has no check digit, or a number with a wrong check digit that is written with
    its century, has its day separated into year, month and day, or is disguised by unusual characters.

    Args:
        text: the text to search.
        most: the number after which the search stops; None for no limit.
    """
    if not _may_hold_one(text):
        return []
    from anhorig_cli.personal_number.characters import plain, verbatim, without_links  # noqa: PLC0415 - most: few digits

    as_plain = plain(text)
    found = _found_in(as_plain, text, most)
    if as_plain.hides:
        found += _found_in(verbatim(text), text, most)
    if any(mark in text for mark in _ENDS_OF_LINKS):
        found += _found_in(without_links(text), text, most)
    return _without_overlaps(found, len(text)) if found else []


def _found_in(as_plain: "Plain", written: str, most: int | None) -> list[PersonalNumber]:
    """Return the numbers in a text, given in plain characters too, with their offsets in the text as written."""
    if _MANY_DIGITS.match(as_plain.text) is None:
        return []
    candidates = _parts_to_read(as_plain.text)
    if not any(candidates):
        return []
    from anhorig_cli.personal_number.forms import find_numbers  # noqa: PLC0415 - its many patterns take time to make

    return find_numbers(as_plain, written, candidates, most)


def _without_overlaps(found: list[PersonalNumber], length: int) -> list[PersonalNumber]:
    """Return numbers in order without overlaps; of two that overlap, the certain one, or the one found first."""
    taken = bytearray(length)
    kept: list[PersonalNumber] = []
    for one in sorted(found, key=lambda number: not number.is_certain):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return sorted(kept)


def without_personal_numbers(text: str) -> str:
    """Return a text with `REDACTED` in place of each personal number in it, certain or likely."""
    while found := personal_numbers(text):  # the text around a number can be a number once that is replaced
        pieces: list[str] = []
        last = 0
        for number in found:
            pieces += text[last : number.start], REDACTED
            last = number.end
        text = "".join([*pieces, text[last:]])
    return text


def digits_of_certain(text: str) -> dict[str, tuple[int, int]]:
    """Return the last ten digits of each certain number in a text made of parts, with the span of its first occurrence.

    A date in a year that plans write about, followed by a space, a dash and four digits, is not counted: a page may
    well have a date and a value next to each other.
    """
    places: dict[str, tuple[int, int]] = {}
    for number in personal_numbers(text):
        digits = _digits_unless_date(text[number.start : number.end]) if number.is_certain else ""
        if digits:
            places.setdefault(digits, (number.start, number.end))
    return places


def _digits_unless_date(written: str) -> str:
    """Return the last ten digits of a number; an empty string if it may be a date and a value."""
    from anhorig_cli.personal_number.characters import plain  # noqa: PLC0415 - as above

    text = plain(written).text
    digits = "".join(filter(str.isdecimal, text))
    is_two = len(text.split()) > 1 and Birth.of(digits).may_be_of_a_plan
    return "" if is_two else digits[-SHORT:]


_MAY_END = re.compile(r"\d\W{0,4}\Z")
_MAY_BEGIN = re.compile(r"\W{0,4}\d")
_REACH_OF_HALF = 24
"""How many characters at the end, or the beginning, of a text are searched for half of a number."""


def without_split_number(before: str, after: str, *, is_list: bool) -> tuple[str, str] | None:
    """Return two adjacent texts without the number that ends the first and begins the second.

    Args:
        before: the first text.
        after: the text after it.
        is_list: whether they are items of one list.

    Returns:
        None if no number is split over them.
    """
    if _MAY_BEGIN.match(after) is None or _MAY_END.search(before[-6:]) is None:
        return None
    from anhorig_cli.personal_number.characters import plain  # noqa: PLC0415 - as above
    from anhorig_cli.personal_number.forms import find_split_number  # noqa: PLC0415 - as above

    kept = max(len(before) - _REACH_OF_HALF, 0)
    halves = find_split_number(plain(before[kept:]), plain(after[:_REACH_OF_HALF]), is_list=is_list)
    return (before[: kept + halves[0]] + REDACTED, REDACTED + after[halves[1] :]) if halves else None


def _may_hold_one(text: str) -> bool:
    """Return whether a text has enough digits, or characters outside Latin-1, some of which are digits."""
    return _MANY_DIGITS.match(text) is not None or not _is_latin(text)


def _is_latin(text: str) -> bool:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _parts_to_read(text: str) -> Candidates:
    """Return the parts of a plain text that may be numbers."""
    data = text.encode("latin-1", "replace")  # one byte per character
    kinds, lower, alike = data.translate(_KINDS), data.lower(), data.translate(_LOOKALIKES)
    return Candidates(
        tuple(_runs(data, kinds)),
        _DAY_AND_LETTERS.search(kinds) is not None or (b"SE" in data and _VAT.search(data) is not None),
        _SHORT_DAY.search(kinds) is not None,
        _YEAR_AND_LAST.search(data) is not None,
        tuple(_days_and_words(data, kinds)),
        lower if any(map(lower.__contains__, _LAST_FOUR_WORDS)) and re.search(_LAST_FOUR, lower) else b"",
        b"1o" in alike or b"o1" in alike,
    )


def _runs(data: bytes, kinds: bytes) -> Iterator[tuple[int, int]]:
    """Yield the spans of digits and signs that may hold a number; most runs have too few digits."""
    for run in _RUN.finditer(kinds):
        if run[0].count(b"1") >= SHORT and _may_hold_number(data[run.start() : run.end()]):
            yield run.span()


def _days_and_words(data: bytes, kinds: bytes) -> Iterator[tuple[int, int]]:
    """Yield the spans of the end of a day, words and four digits; across lines, the day must be six digits in a row."""
    for found in _DAY_AND_WORDS.finditer(kinds):
        start, end = found.span()
        is_in_one = b"\n" not in data[start:end] or kinds[max(start - 2, 0) : start + 4] == b"111111"
        if is_in_one and _may_be_split_by_words(data, start, end):
            yield start, end


def _may_be_split_by_words(data: bytes, start: int, end: int) -> bool:
    """Return whether a month and day, words and four digits are a number, with the year before and its check digit."""
    digits = b"".join(_GROUP.findall(data, max(start - _YEAR_BEFORE, 0), end)).decode()
    birth = Birth.of(digits[-SHORT:])
    return len(digits) >= SHORT and birth.is_checked and birth.is_day


def _may_hold_number(run: bytes) -> bool:
    """Return whether some groups of digits in a run have the length, the day and the check digit of a number."""
    if len(run) > _LONG_RUN:
        return True
    parts = _GROUP.split(run)
    groups, signs = parts[1::2], parts[:-1:2]
    return any(_may_begin(groups, signs, at) for at in range(len(groups)))


def _may_begin(groups: Sequence[bytes], signs: Sequence[bytes], at: int) -> bool:
    """Return whether a number may begin at the group `at`; `signs` holds the characters before each group."""
    digits = b""
    for place in range(at, min(at + LONG, len(groups))):
        group = groups[place] if place > at else _without_zeros(groups[at])
        digits += group
        if len(digits) > LONG:  # several numbers in a row without separator
            return len(digits) in {2 * SHORT, 2 * LONG} if place == at else len(group) >= SHORT
        if len(digits) in {SHORT, LONG} and _may_be_number(digits, b"" if place == at else signs[place]):
            return True
    return False


def _without_zeros(group: bytes) -> bytes:
    """Return a day without the zeros that pad it to the width of a register's field."""
    day = group.lstrip(b"0") if group.startswith(b"00") else group
    return day if len(day) in {_DAY, _WHOLE_DAY} else group


def _may_be_number(digits: bytes, sign: bytes) -> bool:
    """Return whether ten or twelve digits may be a number; `sign` is the text before the last group, if several."""
    birth = Birth.of(digits.decode())
    if birth.century not in CENTURIES:
        return birth.century == RESERVE
    if not birth.is_day:
        return birth.is_of_inera
    return _may_be_grouped_number(birth, sign) if sign else birth.is_checked


def _may_be_grouped_number(birth: Birth, sign: bytes) -> bool:
    has_dash = b"-" in sign or b"+" in sign
    if birth.has_date_of_a_plan and not has_dash:
        return False
    return birth.is_checked or not birth.may_be_of_a_plan
