"""The ways in which personal identity numbers are written, as patterns of plain characters.

`+` before the last four is for those who have turned a hundred (Skatteverket, SKV 704). Numbers for temporary use have
letters among the last four, and so have the reserve numbers of most regions; Region Stockholm's begin with 99 (Inera,
*Lokala reservid* and *Nationellt reserv-id*).

The patterns begin at a digit and look a few signs ahead, so that the work grows with the text and no faster.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from anhorig_cli.personal_number.birth import CENTURIES, LONG, RESERVE, SHORT, Birth
from anhorig_cli.personal_number.characters import Plain

if TYPE_CHECKING:
    from anhorig_cli.personal_number import Look

_LINE = r"(?:\r\n?|\n)[ ]*+(?:[#>][ ]*+)?+"
"""A line end, with what a folded text, a comment or a quotation begins its next line with."""
_GAP = rf"(?:[ _]{{1,8}}|[ ]{{0,3}}{_LINE})"
_DASH = rf"(?:[ ]{{0,3}}[-+]{{1,3}}{_GAP}?|{_GAP}[-+]{{1,3}})"

_DAY = (
    r"(?:(?P<century>18|19|20)[- ]?)?"
    r"(?P<year>[0-9]{2})(?P<parted>[-/. _]?)(?P<month>[0-9]{2})(?P=parted)(?P<day>[0-9]{2})"
)
_WITH_LAST_FOUR = re.compile(
    r"(?:(?<![0-9])|(?<=[-+][0-9]{4}))"
    rf"(?=(?P<number>{_DAY}(?:(?P<dash>{_DASH})|{_GAP}|[/.]|[ ]?[^\w\r\n]{{1,3}}[ ]?)(?P<last>[0-9]{{4}}))"
    r"(?:(?![0-9])|(?P<next>(?:[0-9]{2})?[0-9]{6}[-+][0-9]{4})))"
)
"""A day, something between, and four digits, which the next number may follow at once."""
_IN_A_ROW = re.compile(r"(?<![0-9])(?<![0-9][.,])(?:[0-9]{24}|[0-9]{20}|[0-9]{12}|[0-9]{10})(?![0-9]|[.,][0-9])")
_MORE = rf"(?:(?:{_GAP})?+[0-9])"
_APART = re.compile(
    rf"(?<![0-9])(?<![0-9][-+ _:./])"
    rf"[0-9]{_MORE}{{5}}(?:{_MORE}{{2}})?(?:{_DASH}[0-9]|{_MORE}){_MORE}{{3}}(?![0-9]|[-+ _:./][0-9])"
)
_ONE_BY_ONE = re.compile(
    r"(?<![0-9])(?<![0-9][./])"
    r"[0-9](?:[^\w\r\n]{1,3}[0-9](?![0-9])){9}(?:(?:[^\w\r\n]{1,3}[0-9](?![0-9])){2})?(?![./][0-9])"
)
"""Ten or twelve digits in groups, or one by one, and no more of them around."""
_STOCKHOLM_AND_INERA = re.compile(
    r"(?<![0-9])(?:99(?:19|20)[0-9]{4}|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:3[2-9]|[45][0-9]))-?[0-9]{4}(?![0-9])"
)
"""Reserve numbers without letters: those of Stockholm, and of Inera, whose days no calendar has."""

_WITH_LETTERS = re.compile(
    rf"(?<![0-9]){_DAY}(?:"
    r"[ ]?[-+][ ]?(?:[A-Z][0-9]{3}|[trsuwxjklmn][0-9]{3}|[Tt][Ff][0-9]{2}|[0-9][A-Z][0-9]{2}|[0-9]{2}[A-Z][0-9]"
    r"|[0-9]{3}[A-Z](?![A-Za-z]))"
    r"|[ ]?(?:[TRSUWXJKLMN][0-9]{3}|TF[0-9]{2})|-?S[FUXPL][0-9][0-9A-Z](?![A-Za-z])"
    r")(?![0-9])"
)
"""For temporary use, and the reserve numbers of Västra Götaland (KMX), Värmland (SF, SU …), Skåne and others."""
_NATIONAL = re.compile(
    r"(?<![0-9])(?P<century>00|2[2-9]|[3-9][0-9])(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"-?(?:[A-HJ-NPR-UX-Z]{2}[0-9]{2}|[A-HJ-NPR-UX-Z]{3}[0-9])(?![0-9A-Za-z])"
)
"""National reserve numbers; what stands for the century tells also that it is one of them."""

_LAST_FOUR_TOLD = re.compile(
    rb"(?:sista\s(?:fyra|4)|last\s(?:four|4)|fyra\ssista|four\slast|4\ssista|4\slast|slutsiffrorna|slutsiffror)"
    rb"(?:\s(?:siffrorna|siffror|digits|i|of|the|hans|hennes|her|his|personnum\w+|personal|identity|number|\xe4r|are|is))*"
    rb"[\s:=(-]{1,6}(?P<last>[0-9]{4})(?![0-9])"
)
_BESIDE_THE_LAST_FOUR = 80
"""How far from those words the day of birth is looked for."""
_A_DAY = re.compile(rf"(?<![0-9]){_DAY}(?![0-9])")
_LOOKALIKES = re.compile(r"[OoIl]++(?![^\W\d_])")
_DIGIT_OF = str.maketrans("OoIl", "0011")

_SINGLE_DIGITS = re.compile(r"[0-9](?:[^0-9]+[0-9])+")
_DASH_BEFORE_LAST_FOUR = re.compile(r"[-+][^0-9]*[0-9](?:[^0-9]*[0-9]){3}$")
_IN_A_SERIES = re.compile(r"^[0-9][-+]|[-+][0-9]$")

_CLOCK = re.compile(
    r"(?<=[0-9][Tt _])(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9][-+](?:0[0-9]|1[0-4])(?:00|15|30|45)(?![0-9])"
)
"""A time of day after a day, with seconds and zone, in the basic form of ISO 8601."""
_SECONDS = re.compile(r"(?::|[Tt][0-9]{4})[0-9]{2}[.,]$")
"""What stands before a fraction of a second."""
_YEAR_AND_MONTH = re.compile(r"(?:[12][0-9]{3}[-/.][0-9]{2}|[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2})(?![0-9])")

_HASH = re.compile(r"(?=[0-9]*[a-fA-F])[0-9a-fA-F]{20,}|[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_OF_A_HASH = frozenset("abcdefABCDEF-")
_AROUND = 64
"""How far around a number is looked for what it is a part of, or what words say that it is."""
_WORDS_BEFORE = re.compile(r"[^0-9\n]+\Z")
_WORD = re.compile(r"[^\W\d_]+")
_WORDS_HEEDED = 3
_SWEDEN = "+46 "
_OTHER_NUMBERS = (
    *("telefon", "mobil", "phone", "bankgiro", "plusgiro", "postgiro", "kontonum", "account", "diarie", "ärendenum"),
    *("registration", "faktur", "invoice", "isbn", "ordernum", "kolada", "koordinat", "coordinate"),
)
_OTHER_NUMBERS_IN_SHORT = frozenset(
    {"tel", "tfn", "fax", "bg", "pg", "konto", "dnr", "ocr", "issn", "ean", "gtin", "kpi"}
)
"""How words begin, and short words, that tell what the number after them is."""


class Found(NamedTuple):
    """A number in a text: its first offset, the one after its last, and whether it can be nothing else."""

    start: int
    end: int
    is_certain: bool


def found_in(as_plain: Plain, written: str, look: "Look", most: int | None) -> list[Found]:
    """Return the numbers in a text, in order.

    Args:
        as_plain: the text in plain characters.
        written: the text as it is written; the offsets are of this.
        look: what in the plain text may be a number.
        most: so many are enough.
    """
    found = list(islice(_every(as_plain, written, look), most))
    kept = _without_overlaps(found, len(as_plain.text)) if found else []
    return [Found(*as_plain.written(one.start, one.end), one.is_certain) for one in kept]


def _without_overlaps(found: list[Found], length: int) -> list[Found]:
    """Return numbers in order; of two that share a digit, the certain one, or the one that was found first."""
    taken = bytearray(length)
    kept: list[Found] = []
    for one in sorted(found, key=lambda number: not number.is_certain):
        if not any(taken[one.start : one.end]):
            taken[one.start : one.end] = b"\1" * (one.end - one.start)
            kept.append(one)
    return sorted(kept)


def _every(as_plain: Plain, written: str, look: "Look") -> Iterator[Found]:
    """Give what is a number in a plain text, with its offsets there; some of it more than once."""
    for start, end in look.runs:
        yield from _of_digits(as_plain, written, start, end)
    if look.letters:
        yield from _with_letters(as_plain.text)
    if look.words:
        yield from _told_in_words(as_plain.text, look.words)
    if look.alike:
        yield from _with_lookalikes(as_plain.text)


def _of_digits(as_plain: Plain, written: str, start: int, end: int) -> Iterator[Found]:
    """Give the numbers among digits and signs."""
    text = as_plain.text

    def is_hidden(start: int, end: int) -> bool:
        first, last = as_plain.written(start, end)
        return written[first:last] != text[start:end]

    for found in _WITH_LAST_FOUR.finditer(text, start, end):
        yield from _with_last_four(found, is_hidden)
    for found in _IN_A_ROW.finditer(text, start, end):
        yield from _in_a_row(found)
    for pattern in (_APART, _ONE_BY_ONE):
        for found in pattern.finditer(text, start, end):
            yield from _apart(found)
    for found in _STOCKHOLM_AND_INERA.finditer(text, start, end):
        yield from _without_letters(found)


def _with_last_four(found: re.Match[str], is_hidden: Callable[[int, int], bool]) -> Iterator[Found]:
    start, end = found.span("number")
    birth = _birth_in(found)
    if not birth.is_day or _goes_on_as_a_date(found) or _is_of_another(found.string, start, end):
        return
    if found["dash"] is None:
        grade = _grade_without_dash(found, birth)
    elif birth.is_checked:
        grade = birth.grade and not _IN_A_SERIES.search(found.string[max(start - 2, 0) : end + 2])
    else:
        grade = _grade_unchecked(found, birth, is_hidden=is_hidden(start, end))
    if grade is not None:
        yield Found(start, end, grade)


def _birth_in(found: re.Match[str]) -> Birth:
    """Return the parts that a pattern has found; the last four are not in all patterns."""
    parts = found.groupdict("")
    return Birth(parts["century"], parts["year"], parts["month"], parts["day"], parts.get("last", ""))


def _grade_without_dash(found: re.Match[str], birth: Birth) -> bool | None:
    """Return False for a day and four digits that are likely a number, None for others."""
    may_be_of_a_plan = birth.may_be_of_a_plan
    if (birth.century and may_be_of_a_plan) or _is_told_otherwise(found.string, found.start()):
        return None
    is_whole_day = bool(found["parted"] or birth.century)
    return False if birth.is_checked or (is_whole_day and not may_be_of_a_plan) else None


def _grade_unchecked(found: re.Match[str], birth: Birth, *, is_hidden: bool) -> bool | None:
    """Return False for a number with a wrong check digit that is meant as one all the same, None for others."""
    follows_another = found["next"] is not None or found.string[found.start() - 1 : found.start()].isdigit()
    is_meant = (is_hidden or found["parted"] or birth.century) and not birth.may_be_of_a_plan
    return False if is_meant and not follows_another else None


def _goes_on_as_a_date(found: re.Match[str]) -> bool:
    """Tell whether the last four digits are the year of another date: `2015-01-01-2015-12-31`."""
    return _YEAR_AND_MONTH.match(found.string, found.start("last")) is not None


def _is_of_a_time(text: str, start: int) -> bool:
    """Tell whether digits are a time of day with its zone, or a fraction of a second."""
    return _CLOCK.match(text, start) is not None or _SECONDS.search(text[max(start - 8, 0) : start]) is not None


def _is_of_another(text: str, start: int, end: int) -> bool:
    """Tell whether digits are of a time, or of a name that a program has made."""
    return _is_of_a_time(text, start) or _is_of_a_hash(text, start, end)


def _is_of_a_hash(text: str, start: int, end: int) -> bool:
    if text[start - 1 : start] not in _OF_A_HASH and text[end : end + 1] not in _OF_A_HASH:
        return False
    around = _HASH.finditer(text, max(start - _AROUND, 0), end + _AROUND)
    return any(one.start() < end and start < one.end() for one in around)


def _is_told_otherwise(text: str, start: int) -> bool:
    """Tell whether the words before a number say that it is another: a telephone number, say."""
    before = _WORDS_BEFORE.search(text, max(start - _AROUND, 0), start)
    if before is None:
        return False
    if before[0].isspace():
        return text.endswith(_SWEDEN, 0, start)
    words = _WORD.findall(before[0].lower())[-_WORDS_HEEDED:]
    return any(word in _OTHER_NUMBERS_IN_SHORT or word.startswith(_OTHER_NUMBERS) for word in words)


def _in_a_row(found: re.Match[str]) -> Iterator[Found]:
    run, start = found[0], found.start()
    size = SHORT if len(run) % LONG else LONG
    grades = [_grade_in_a_row(run[at : at + size]) for at in range(0, len(run), size)]
    if None in grades or _is_of_a_hash(found.string, *found.span()):
        return
    is_told_otherwise = _is_told_otherwise(found.string, start)
    if is_told_otherwise and not all(grades):
        return
    for number, grade in enumerate(grades):
        at = start + number * size
        yield Found(at, at + size, bool(grade) and not is_told_otherwise)


def _grade_in_a_row(digits: str) -> bool | None:
    birth = Birth.of(digits)
    if birth.century not in CENTURIES or birth.grade is None or birth.is_round_time:
        return None
    return birth.grade if birth.century else False


def _apart(found: re.Match[str]) -> Iterator[Found]:
    digits = re.sub(r"[^0-9]", "", found[0])
    birth = Birth.of(digits)
    is_in_a_row = len(digits) == len(found[0])
    if is_in_a_row or birth.century not in CENTURIES or not birth.is_day or birth.is_whole_period:
        return
    text, start = found.string, found.start()
    is_date = bool(birth.century) and birth.may_be_of_a_plan
    is_another = is_date or _is_of_a_time(text, start) or _is_told_otherwise(text, start)
    if not is_another and _is_one_apart(found, birth):
        yield Found(*found.span(), is_certain=False)


def _is_one_apart(found: re.Match[str], birth: Birth) -> bool:
    is_one_by_one = _SINGLE_DIGITS.fullmatch(found[0]) is not None
    if birth.is_checked:
        before = found.string[max(found.start() - 1, 0) : found.start()]
        is_telephone = before == "+" or (found[0].startswith("0") and not is_one_by_one)
        return not is_telephone
    return is_one_by_one and not birth.may_be_of_a_plan and _DASH_BEFORE_LAST_FOUR.search(found[0]) is not None


def _without_letters(found: re.Match[str]) -> Iterator[Found]:
    digits = found[0].replace("-", "")
    is_one = digits.startswith(RESERVE) or Birth.of(digits).is_checked
    if is_one and not _is_told_otherwise(found.string, found.start()):
        yield Found(*found.span(), is_certain=False)


def _with_letters(text: str) -> Iterator[Found]:
    """Give the numbers for temporary use and the reserve numbers, none of which is certain."""
    for found in _WITH_LETTERS.finditer(text):
        if _birth_in(found).is_day and not _is_of_a_hash(text, *found.span()):
            yield Found(*found.span(), is_certain=False)
    for found in _NATIONAL.finditer(text):
        if _birth_in(found)._replace(century="").is_day:
            yield Found(*found.span(), is_certain=False)


def _told_in_words(text: str, lower: bytes) -> Iterator[Found]:
    """Give the numbers of which the last four are told apart: `född 121212, sista fyra 1212`."""
    for told in _LAST_FOUR_TOLD.finditer(lower):
        start, end = told.span("last")
        first, last = max(told.start() - _BESIDE_THE_LAST_FOUR, 0), end + _BESIDE_THE_LAST_FOUR
        days = [day for day in _A_DAY.finditer(text, first, last) if _birth_in(day).is_day]
        if days:
            day = min(days, key=lambda one: abs(one.start() - start))
            yield Found(min(day.start(), start), max(day.end(), end), is_certain=False)


def _with_lookalikes(text: str) -> Iterator[Found]:
    """Give the numbers that would be certain but for a letter that stands for a digit: O for zero, l or I for one."""

    def read_as_digits(found: re.Match[str]) -> str:
        before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
        is_among_digits = not before.isalpha() and (before.isdigit() or after.isdigit())
        return found[0].translate(_DIGIT_OF) if is_among_digits else found[0]

    read = _LOOKALIKES.sub(read_as_digits, text)
    if read == text:
        return
    with_dash = (found for found in _WITH_LAST_FOUR.finditer(read) if found["dash"])
    found = [one for found in with_dash for one in _with_last_four(found, lambda _start, _end: True)]
    found += [one for row in _IN_A_ROW.finditer(read) for one in _in_a_row(row) if one.is_certain]
    for one in found:
        if read[one.start : one.end] != text[one.start : one.end]:
            yield one._replace(is_certain=False)
