"""Swedish personal identity numbers in text as people write them: where they stand, and the text without them.

`characters` puts a text into plain characters, `forms` has the patterns of all ways to write a number, and `birth` says
what the digits mean. What can hold a number at all is seen quickly here: most texts cannot.
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
    "without_halves",
    "without_personal_numbers",
]

REDACTED = "[personnummer]"
"""What stands for a number in all that the tool tells, in every language."""

_MANY_DIGITS = re.compile(r"(?:[^\d¹²³]*+[\d¹²³]){8}")
"""What begins a text that can hold a number."""


def _table(digit: str, letter: str, alike: str = "") -> bytes:
    """Return the table that makes each byte of Latin-1 a digit, a letter, a letter like a digit, or a space."""
    signs = map(chr, range(256))
    kinds = (digit if s.isdecimal() else "o" if s in alike else letter if s.isalpha() else " " for s in signs)
    return "".join(kinds).encode()


_KINDS = _table("1", "x")
_LOOKALIKES = _table("1", "x", "OoØIl")
_RUN = re.compile(rb"1[1 ]{8,}+")
_LONG_RUN = 300
"""So long a run is left to the patterns, which are quicker with it."""
_GROUP = re.compile(rb"([0-9]+)")
_DAY, _WHOLE_DAY = 6, 8
"""Digits of a day of birth without its century, and with it."""
_YEAR_BEFORE = 3
"""A year, and what may part it from its month and day."""
_DAY_AND_LETTERS = re.compile(rb"11 ?11 ?11 {0,3}(?:x111|xx1[1x]|xxx1|1x11|11x1|111x)")
_VAT = re.compile(rb"SE[ -]?[0-9]{6}-?[0-9]{4}[ -]?01")
_SHORT_DAY = re.compile(rb"11 (?:1 11?|11 1) {1,3}1111(?!1)")
_DAY_AND_WORDS = re.compile(rb"(?:11 ?11 {1,3}|1111 {4,40})x[x ]{1,40} 1111(?!1)")
_LAST_FOUR_WORDS = (b"sista", b"last", b"slutsiffror")
_LAST_FOUR = rb"(?:sista|last)[\s_-](?:fyra|four|4)|(?:fyra|four|4)[\s_-](?:sista|last)|slutsiffror"


class Look(NamedTuple):
    """What in a plain text may be a number.

    `runs` are spans of digits and signs; `letters`, that there are letters after a day or before a number for value
    added tax; `short`, that there is a day with a part of one digit before four digits; `between`, the spans of the end
    of a day, words and four digits; `words`, the text in small letters where it names someone's last four digits;
    `alike`, that letters stand among digits.
    """

    runs: tuple[tuple[int, int], ...]
    letters: bool
    short: bool
    between: tuple[tuple[int, int], ...]
    words: bytes
    alike: bool


def personal_numbers(text: str, most: int | None = None) -> list[PersonalNumber]:
    """Return the personal numbers in a text, in order.

    A number is certain where its day and check digit are right and it is written as one: with its century, or with a
    dash or a plus sign before the last four. What could be something else too is not: ten digits in a row, a number for
    temporary use, which has no check digit, or one with a wrong check digit, where it is written with its century, its
    day is parted in year, month and day, or something in the writing hides it.

    Args:
        text: where they are looked for.
        most: so many are enough; where there are more, those that are found first.
    """
    if not _may_hold_one(text):
        return []
    from anhorig_cli.personal_number.characters import plain, verbatim  # noqa: PLC0415 - most have too few digits

    as_plain = plain(text)
    found = _found_in(as_plain, text, most)
    if as_plain.hides:
        found += _found_in(verbatim(text), text, most)
    return _without_overlaps(found, len(text)) if found else []


def _found_in(as_plain: "Plain", written: str, most: int | None) -> list[PersonalNumber]:
    """Return the numbers in one reading of a text, with their offsets where it is written."""
    if _MANY_DIGITS.match(as_plain.text) is None:
        return []
    look = _look(as_plain.text)
    if not any(look):
        return []
    from anhorig_cli.personal_number.forms import found_in  # noqa: PLC0415 - its many patterns take time to make

    return found_in(as_plain, written, look, most)


def _without_overlaps(found: list[PersonalNumber], length: int) -> list[PersonalNumber]:
    """Return numbers in order; of two that share a digit, the certain one, or the one that was found first."""
    taken = bytearray(length)
    kept: list[PersonalNumber] = []
    for one in sorted(found, key=lambda number: not number.is_certain):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return sorted(kept)


def without_personal_numbers(text: str) -> str:
    """Return a text with `REDACTED` for each personal number in it, the certain ones and the likely."""
    while found := personal_numbers(text):  # what stood beside one can be a number when that is gone
        pieces: list[str] = []
        last = 0
        for number in found:
            pieces += text[last : number.start], REDACTED
            last = number.end
        text = "".join([*pieces, text[last:]])
    return text


def digits_of_certain(text: str) -> dict[str, tuple[int, int]]:
    """Return the last ten digits of each certain number in a text that is made of parts, and where it first stands.

    A day of a year that plans write of, four digits parted from it by a space, and a dash between them, are a date and
    a value, which a page may well have beside each other.
    """
    places: dict[str, tuple[int, int]] = {}
    for number in personal_numbers(text):
        digits = _digits_of_one_word(text[number.start : number.end]) if number.is_certain else ""
        if digits:
            places.setdefault(digits, (number.start, number.end))
    return places


def _digits_of_one_word(written: str) -> str:
    """Return the last ten digits of a number; nothing where it is a date and a value."""
    from anhorig_cli.personal_number.characters import plain  # noqa: PLC0415 - as above

    text = plain(written).text
    digits = "".join(filter(str.isdecimal, text))
    is_two = len(text.split()) > 1 and Birth.of(digits).may_be_of_a_plan
    return "" if is_two else digits[-SHORT:]


_MAY_END = re.compile(r"\d\W{0,4}\Z")
_MAY_BEGIN = re.compile(r"\W{0,4}\d")
_HALF = 24
"""So many characters at the end of a text may be of the half of a number."""


def without_halves(before: str, after: str, *, is_list: bool) -> tuple[str, str] | None:
    """Return two texts that are shown beside each other, without the number whose halves they end and begin with.

    Args:
        before: the text that stands first.
        after: the one that comes next.
        is_list: whether they are of one list.

    Returns:
        None where they have no such number.
    """
    if _MAY_BEGIN.match(after) is None or _MAY_END.search(before[-6:]) is None:
        return None
    from anhorig_cli.personal_number.characters import plain  # noqa: PLC0415 - as above
    from anhorig_cli.personal_number.forms import parted  # noqa: PLC0415 - as above

    kept = max(len(before) - _HALF, 0)
    halves = parted(plain(before[kept:]), plain(after[:_HALF]), is_list=is_list)
    return (before[: kept + halves[0]] + REDACTED, REDACTED + after[halves[1] :]) if halves else None


def _may_hold_one(text: str) -> bool:
    """Return whether a text has digits enough, or signs beyond Latin-1, some of which mean digits."""
    return _MANY_DIGITS.match(text) is not None or not _is_latin(text)


def _is_latin(text: str) -> bool:
    try:
        text.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _look(text: str) -> Look:
    """Return what in a plain text may be a number."""
    data = text.encode("latin-1", "replace")  # a byte a character
    kinds, lower, alike = data.translate(_KINDS), data.lower(), data.translate(_LOOKALIKES)
    return Look(
        tuple(_runs(data, kinds)),
        _DAY_AND_LETTERS.search(kinds) is not None or (b"SE" in data and _VAT.search(data) is not None),
        _SHORT_DAY.search(kinds) is not None,
        tuple(_between(data, kinds)),
        lower if any(map(lower.__contains__, _LAST_FOUR_WORDS)) and re.search(_LAST_FOUR, lower) else b"",
        b"1o" in alike or b"o1" in alike,
    )


def _runs(data: bytes, kinds: bytes) -> Iterator[tuple[int, int]]:
    """Give the spans of digits and signs that may hold a number; most runs have too few digits."""
    for run in _RUN.finditer(kinds):
        if run[0].count(b"1") >= SHORT and _may_be_in(data[run.start() : run.end()]):
            yield run.span()


def _between(data: bytes, kinds: bytes) -> Iterator[tuple[int, int]]:
    """Give the spans of the end of a day, words and four digits; over a line's end the day is written in one."""
    for found in _DAY_AND_WORDS.finditer(kinds):
        start, end = found.span()
        is_in_one = b"\n" not in data[start:end] or kinds[max(start - 2, 0) : start + 4] == b"111111"
        if is_in_one and _may_be_parted(data, start, end):
            yield start, end


def _may_be_parted(data: bytes, start: int, end: int) -> bool:
    """Return whether a month and day, words, and four digits may be of a number: with the year before, and checked."""
    digits = b"".join(_GROUP.findall(data, max(start - _YEAR_BEFORE, 0), end)).decode()
    birth = Birth.of(digits[-SHORT:])
    return len(digits) >= SHORT and birth.is_checked and birth.is_day


def _may_be_in(run: bytes) -> bool:
    """Return whether digits and signs may hold a number: groups of digits that have its length, day and check digit."""
    if len(run) > _LONG_RUN:
        return True
    parts = _GROUP.split(run)
    groups, signs = parts[1::2], parts[:-1:2]
    return any(_may_begin(groups, signs, at) for at in range(len(groups)))


def _may_begin(groups: Sequence[bytes], signs: Sequence[bytes], at: int) -> bool:
    """Return whether a number may begin with a group; `signs` are what stands before each group."""
    digits = b""
    for place in range(at, min(at + LONG, len(groups))):
        group = groups[place] if place > at else _without_zeros(groups[at])
        digits += group
        if len(digits) > LONG:  # several numbers, with nothing between them
            return len(digits) in {2 * SHORT, 2 * LONG} if place == at else len(group) >= SHORT
        if len(digits) in {SHORT, LONG} and _may_be(digits, b"" if place == at else signs[place]):
            return True
    return False


def _without_zeros(group: bytes) -> bytes:
    """Return a day without the zeros that fill the field of a register before it."""
    day = group.lstrip(b"0") if group.startswith(b"00") else group
    return day if len(day) in {_DAY, _WHOLE_DAY} else group


def _may_be(digits: bytes, sign: bytes) -> bool:
    """Return whether ten or twelve digits may be a number; `sign` stands before the last group of several."""
    birth = Birth.of(digits.decode())
    if birth.century not in CENTURIES:
        return birth.century == RESERVE
    if not birth.is_day:
        return birth.is_of_inera
    return _may_be_in_groups(birth, sign) if sign else birth.is_checked


def _may_be_in_groups(birth: Birth, sign: bytes) -> bool:
    has_dash = b"-" in sign or b"+" in sign
    if birth.has_date_of_a_plan and not has_dash:
        return False
    return birth.is_checked or not birth.may_be_of_a_plan
