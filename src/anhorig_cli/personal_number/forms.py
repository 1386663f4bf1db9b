"""The forms in which personal identity numbers are written, as patterns over plain characters.

A `+` before the last four digits is for people who have turned a hundred (Skatteverket, SKV 704). Numbers for temporary
use have letters among the last four, as have the reserve numbers of most regions; Region Stockholm's begin with 99
(Inera, *Lokala reservid* and *Nationellt reserv-id*).

The patterns begin at a digit and look a few characters ahead, so that the work grows linearly with the text. They are
strings until they are used: a plan needs few of them, and compiling them all takes as long as reading a plan.
"""

import re
from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING

from anhorig_cli.personal_number.birth import CENTURIES, LONG, RESERVE, SHORT, Birth, Grade, PersonalNumber
from anhorig_cli.personal_number.characters import Plain

if TYPE_CHECKING:
    from anhorig_cli.personal_number import Candidates

_LINE = r"(?:\r\n?|\n)[ _]*+(?:[#>][ _]*+)?+"
"""A line break, with what begins the next line of a folded text, a comment or a quotation."""
_GAP = rf"(?:[ _]{{1,8}}|[ ]{{0,3}}{_LINE})"
_GAP_AT_DASH = rf"(?:[ _]{{1,8}}|[ ]{{0,3}}(?:{_LINE}){{1,3}})"
_DASH = rf"(?:[ ]{{0,3}}[-+]{{1,3}}{_GAP_AT_DASH}?|{_GAP_AT_DASH}[-+]{{1,3}})"

_DAY = (
    r"(?:(?P<century>18|19|20)[- ]?)?"
    r"(?P<year>[0-9]{2})(?P<parted>[-/. _]?)(?P<month>[0-9]{2})(?P=parted)(?P<day>[0-9]{2})"
)
_DAY_IN_A_ROW = r"(?P<century>18|19|20)?(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
_ZEROS = r"(?<![0-9])0{2,6}(?=(?:18|19|20)?[0-9]{6}[-+ ])"
"""Zeros that pad a number to the width of a register's field."""
_ITEM = r"[-+]?(?P<quoted>[\"'])?+[ ]{0,3}(?:\r\n?|\n)[ ]*+-[ ]{1,4}(?(quoted)[\"'])[-+]?"
"""The text between two items of a YAML list."""
_OTHER_DATE = r"(?:[12][0-9]{3}[-/.][0-9]{2}|[0-9]{4}[-/.][0-9]{2}[-/.][0-9]{2})(?![0-9])"
"""Another date, whose year is not the last four: `2015-01-01-2015-12-31`."""
_WITH_LAST_FOUR = (
    rf"(?:(?P<zeros>{_ZEROS})|(?<![0-9])|(?<=[-+][0-9]{{4}}))"
    rf"(?=(?P<number>{_DAY}(?:(?P<item>{_ITEM})|(?P<dash>{_DASH})|{_GAP}|[/.]|(?:[^\w\r\n]|_){{1,10}})"
    rf"(?!{_OTHER_DATE})(?P<last>[0-9]{{4}}))"
    r"(?:(?![0-9])|(?P<next>(?:[0-9]{2})?[0-9]{6}[-+][0-9]{4})))"
)
"""A day, a separator, and four digits, which the next number may follow directly."""
_IN_A_ROW = (
    r"(?<![0-9])(?:(?<![0-9][.,])|(?<=\.3\.[13]\.))"
    r"(?:[0-9]{24}|[0-9]{20}|[0-9]{12}|[0-9]{10})(?![0-9]|[.,](?!0{1,4}(?![0-9]))[0-9])"
)
"""Digits in a row: alone, after the object identifier of such numbers, or as in a spreadsheet: `6408233234.0`."""
_NEXT = rf"(?:(?:{_GAP})?+[0-9])"
_SEPARATED = (
    rf"(?<![0-9])(?<![0-9][-+ _:./])"
    rf"[0-9]{_NEXT}{{5}}(?:{_NEXT}{{2}})?(?:{_DASH}[0-9]|{_NEXT}){_NEXT}{{3}}(?![0-9]|[-+ _:./][0-9])"
)
_ONE_BY_ONE = (
    r"(?<![0-9])(?<![0-9][./])"
    r"[0-9](?:[^\w\r\n]{1,3}[0-9](?![0-9])){9}(?:(?:[^\w\r\n]{1,3}[0-9](?![0-9])){2})?(?![./][0-9])"
)
_IN_THOUSANDS = (
    r"(?<![0-9])(?<![0-9][.,' ])[0-9](?:[0-9]{2})?(?P<sign>[.,' ])[0-9]{3}(?:(?P=sign)[0-9]{3}){2}(?![0-9]|[.,' ][0-9])"
)
_IN_GROUPS = (
    r"(?<![0-9])(?<![0-9][-+ _:./,])(?![0-9]{6}-[0-9]{6}(?![0-9]))"
    r"[0-9](?:[-/. ]?[0-9]){9}(?:(?:[-/. ]?[0-9]){2})?(?![0-9]|[-+ _:./,][0-9])"
)
"""Ten or twelve digits in groups, one by one, or as an amount, with no further digits around them."""
_FOR_VAT = r"(?<![^\W\d_])SE[ -]?(?P<number>[0-9]{10}(?=[ -]?01)|[0-9]{6}-[0-9]{4}(?=[ -]01))[ -]?01(?![0-9]|[- ][0-9])"
"""A VAT number: that of a sole trader is their personal number between `SE` and `01`."""
_STOCKHOLM_AND_INERA = (
    r"(?<![0-9])(?:99(?:19|20)[0-9]{4}|(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:3[2-9]|[45][0-9]))-?[0-9]{4}(?![0-9])"
)
"""Reserve numbers without letters: Stockholm's, and Inera's, whose days are not in any calendar."""

_WITH_LETTERS = (
    rf"(?<![0-9]){_DAY}(?:"
    r"[ ]?[-+][ ]?(?:[A-Z][0-9]{3}|[trsuwxjklmn][0-9]{3}|[Tt][Ff][0-9]{2}|[0-9][A-Z][0-9]{2}|[0-9]{2}[A-Z][0-9]"
    r"|[0-9]{3}[A-Z](?![A-Za-z]))"
    r"|[ ]?(?:[TRSUWXJKLMN][0-9]{3}|TF[0-9]{2})|-?S[FUXPL][0-9][0-9A-Z](?![A-Za-z])"
    r")(?![0-9])"
)
"""Numbers for temporary use, and reserve numbers of Västra Götaland (KMX), Värmland (SF, SU …), Skåne and others."""
_NATIONAL = (
    r"(?<![0-9])(?P<century>00|2[2-9]|[3-9][0-9])(?P<year>[0-9]{2})(?P<month>[0-9]{2})(?P<day>[0-9]{2})"
    r"-?(?:[A-HJ-NPR-UX-Z]{2}[0-9]{2}|[A-HJ-NPR-UX-Z]{3}[0-9])(?![0-9A-Za-z])"
)
"""National reserve numbers; the digits in place of the century mark them as such."""

_LAST_FOUR_AFTER_WORDS = (
    rb"(?:sista[\s_-](?:fyra|4)|last[\s_-](?:four|4)|fyra[\s_-]sista|four[\s_-]last|4[\s_-]sista|4[\s_-]last"
    rb"|slutsiffrorna|slutsiffror)"
    rb"(?:\s(?:siffrorna|siffror|digits|i|of|the|hans|hennes|her|his|personnum\w+|personal|identity|number|\xe4r|are|is))*"
    rb"[\s:=(\"'-]{1,6}(?P<last>[0-9]{4})(?![0-9])"
)
_LAST_FOUR_BEFORE_WORDS = (
    rb"(?<![0-9])(?P<last>[0-9]{4})[\s(,=:]{1,3}(?:(?:\xe4r|som|de|are|is|as|the|hans|hennes|his|her)\s){0,4}"
    rb"(?:(?:de|the)\s)?(?:sista\s(?:fyra|4)|last\s(?:four|4)|fyra\ssista|slutsiffror)"
)
_WITH_WORDS = (
    rf"(?i)(?<![0-9]){_DAY}[ ,;:.(-]{{1,3}}"
    r"(?:(?:och|samt|and|följt|followed|av|by|of|sedan|sen|därefter|then|plus|minus|(?:binde|tank|sned)?streck(?:et)?"
    r"|dash|hyphen|nr|nummer|sista|last|slut[a-zåäö]*|avslut[a-zåäö]*|kontroll[a-zåäö]*|födelsen[a-z]*|siff[a-zåäö]*"
    r"|digits?|kod[a-zåäö]*|code|pin[a-zåäö]*|ändelse[a-z]*|end[a-z]*|som|de|the|fyra|four|med|på|with|in|är|is)"
    r"[ .:()-]{1,3}){1,4}(?P<last>[0-9]{4})(?![0-9])"
)
"""A day and the last four, with words between them for the dash, or that say what the four digits are."""
_WITH_KEY = (
    rf"(?<![0-9]){_DAY_IN_A_ROW}"
    r"(?P<sign>[-+]?)[\"']?[ ]{0,3}(?:,[ ]|(?:(?:\r\n?|\n)[ ]*+){1,3}(?:-[ ]{1,4})?)[\"']?[^\W\d][\w -]{0,38}[\"']?"
    r":[ ]{1,4}[\"']?(?P<dash>[-+]?)(?P<last>[0-9]{4})(?![0-9])"
)
"""A day at the end of one YAML value, and the last four as the next value."""
_LONGEST_BEFORE_MONTH = 6
"""How many characters before its month and day a date begins, at most."""
_REACH_OF_LAST_FOUR = 80
"""How many characters from the words for the last four a day of birth is searched for."""
_A_DAY = rf"(?<![0-9]){_DAY}(?![0-9])"
_MONTHS = (
    r"(?:januari|january|februari|february|mars|march|april|maj|may|juni|june|juli|july|augusti|august|september"
    r"|oktober|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|okt|oct|nov|dec)\.?"
)
_A_DAY_IN_WORDS = (
    rf"(?i)(?<![0-9])(?:[0-3]?[0-9](?::?[ea]|st|nd|rd|th)?[ ]{_MONTHS}[ ]|[0-3]?[0-9][/.][01]?[0-9][-/. ]{{1,2}}"
    rf"|{_MONTHS}[ ][0-3]?[0-9],[ ])(?:19|20)?[0-9]{{2}}(?![0-9])"
)
_WITH_DAY_FIRST = (
    rf"(?i)(?<![0-9])(?:(?P<day>[0-3]?[0-9])(?::?[ea]|st|nd|rd|th)?(?:[ -](?P<name>{_MONTHS})[ -]"
    rf"|(?P<parted>[-/. ])(?P<month>[01]?[0-9])[-/. ]{{1,2}})"
    rf"|(?P<name_first>{_MONTHS})[ ](?P<day_after>[0-3]?[0-9]),?[ ])"
    rf"(?P<century>18|19)?(?P<year>[0-9]{{2}})(?:{_DASH}|{_GAP}|[/.,][ ]?)(?P<last>[0-9]{{4}})(?![0-9])"
)
"""A day as people write it, with its year last, and the last four: `23 augusti 1964-3234`."""
_MONTHS_BY_NAME = {
    name: f"{number:02}"
    for number, names in enumerate(
        ("jan", "feb", "mar", "apr", "maj may", "jun", "jul", "aug", "sep", "okt oct", "nov", "dec"), 1
    )
    for name in names.split()
}
_WITH_SHORT_DAY = (
    r"(?<![0-9])(?P<century>18|19|20)?(?P<year>[0-9]{2})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<day>[0-9]{1,2})"
    r"[-+ ]{1,3}(?P<last>[0-9]{4})(?![0-9])"
)
"""A day whose month or day is not padded with a zero, and the last four: `1964-8-23-3234`."""
_LOOKALIKES = r"[OoØIl]++(?![^\W\d_])"
_DIGIT_OF = str.maketrans("OoØIl", "00011")

_SIGNS = r"[^0-9]+"
_SINGLE_DIGITS = r"[0-9](?:[^0-9]+[0-9])+"
_DASH_BEFORE_LAST_FOUR = r"[-+][^0-9]*[0-9](?:[^0-9]*[0-9]){3}$"
_IN_A_SERIES = r"^[0-9][-+]|[-+][0-9]$"

_CLOCK = r"(?<=[0-9][Tt _])(?:[01][0-9]|2[0-3])[0-5][0-9][0-5][0-9][-+](?:0[0-9]|1[0-4])(?:00|15|30|45)(?![0-9])"
"""A time of day after a day, with seconds and zone, in the basic form of ISO 8601."""
_SECONDS = r"(?::|[Tt][0-9]{4})[0-9]{2}[.,]$"
_BEFORE_A_FRACTION = 8
"""The text before a fraction of a second, and its maximal length."""

_HASH = r"(?=[0-9]*[a-fA-F])[0-9a-fA-F]{20,}|[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_OF_A_HASH = frozenset("abcdefABCDEF-")
_REACH = 64
"""How many characters around a number are searched for a hash it is part of, or for words that say what it is."""
_WORDS_BEFORE = r"[^0-9\n]+\Z"
_WORD = r"[^\W\d_]+"
_WORDS_READ = 3
_SWEDEN = "+46 "
_OTHER_NUMBERS = (
    *("telefon", "mobil", "phone", "bankgiro", "plusgiro", "postgiro", "kontonum", "account", "diarie", "ärendenum"),
    *("registration", "faktur", "invoice", "isbn", "ordernum", "kolada", "koordinat", "coordinate"),
)
_OTHER_NUMBERS_IN_SHORT = frozenset(
    {"tel", "tfn", "fax", "bg", "pg", "konto", "dnr", "ocr", "issn", "ean", "gtin", "kpi"}
)
"""Beginnings of words, and short words, that say that the number after them is of another kind."""


def find_numbers(as_plain: Plain, written: str, candidates: "Candidates", most: int | None) -> list[PersonalNumber]:
    """Return the numbers in a text, with their offsets in it as written; a number may occur more than once.

    Args:
        as_plain: the text in plain characters.
        written: the text as written, which the offsets refer to.
        candidates: which parts of the plain text may be numbers.
        most: the number after which the search stops; None for no limit.
    """

    def is_hidden(start: int, end: int) -> bool:
        first, last = as_plain.written(start, end)
        return written[first:last] != as_plain.text[start:end]

    found = islice(_numbers_in(_Reader(as_plain.text, is_hidden), candidates), most)
    return [PersonalNumber(*as_plain.written(one.start, one.end), one.is_certain) for one in found]


def _numbers_in(reader: "_Reader", candidates: "Candidates") -> Iterator[PersonalNumber]:
    """Yield the numbers in a plain text, with their offsets in it; a number may occur more than once."""
    for start, end in candidates.runs:
        yield from reader.of_digits(start, end)
    if candidates.letters:
        yield from reader.with_letters()
    if candidates.short:
        yield from reader.with_short_day()
    if candidates.day_first:
        yield from reader.with_day_first()
    for start, end in candidates.between:
        yield from reader.with_words(start, end)
    if candidates.words:
        yield from reader.spelled_out(candidates.words)
    if candidates.alike:
        yield from _with_lookalikes(reader.text)


def _with_lookalikes(text: str) -> Iterator[PersonalNumber]:
    """Yield the numbers, never certain, that a text has only if letters are read as digits: O, o, Ø as 0, l, I as 1."""
    read = re.sub(_LOOKALIKES, _as_digits, text)
    if read == text:
        return
    reader = _Reader(read, lambda _start, _end: True)
    for one in reader.as_written_out():
        if read[one.start : one.end] != text[one.start : one.end]:
            yield one._replace(is_certain=False)


def _as_digits(found: re.Match[str]) -> str:
    """Return letters as the digits that they look like, if they are next to a digit and not next to a letter."""
    text = found.string
    before, after = text[found.start() - 1 : found.start()], text[found.end() : found.end() + 1]
    if before.isalpha() or not (before.isdigit() or after.isdigit()):
        return found[0]
    return found[0].translate(_DIGIT_OF)


class _Reader:
    """Finds the numbers in a plain text.

    Args:
        text: the text in plain characters.
        is_hidden: returns whether the part between two offsets is written with other characters than its plain ones.
    """

    def __init__(self, text: str, is_hidden: Callable[[int, int], bool]) -> None:
        self.text = text
        self._is_hidden = is_hidden

    def of_digits(self, start: int, end: int) -> Iterator[PersonalNumber]:
        """Yield the numbers in a run of digits and signs."""
        ways = (
            (_WITH_LAST_FOUR, self._with_last_four),
            (_IN_A_ROW, self._in_a_row),
            (_SEPARATED, self._separated),
            (_ONE_BY_ONE, self._separated),
            (_IN_THOUSANDS, self._separated),
            (_IN_GROUPS, self._in_groups),
            (_STOCKHOLM_AND_INERA, self._without_letters),
        )
        for pattern, read in ways:
            for found in re.compile(pattern).finditer(self.text, start, end):
                yield from read(found)

    def as_written_out(self) -> Iterator[PersonalNumber]:
        """Yield the numbers that have a dash, and those in a row that are certain."""
        for found in re.finditer(_WITH_LAST_FOUR, self.text):
            if found["dash"] is not None:
                yield from self._with_last_four(found)
        for found in re.finditer(_IN_A_ROW, self.text):
            yield from (one for one in self._in_a_row(found) if one.is_certain)

    def with_letters(self) -> Iterator[PersonalNumber]:
        """Yield the numbers for temporary use and the reserve numbers, which are never certain, and VAT numbers."""
        for pattern in (_WITH_LETTERS, _NATIONAL):
            for found in filter(_has_day, re.compile(pattern).finditer(self.text)):
                if not self._is_of_a_hash(*found.span()):
                    yield PersonalNumber(*found.span(), is_certain=False)

        for found in re.finditer(_FOR_VAT, self.text):
            birth = Birth.of(re.sub(_SIGNS, "", found["number"]))
            if birth.is_day and birth.is_checked:
                yield PersonalNumber(*found.span("number"), is_certain=True)

    def with_short_day(self) -> Iterator[PersonalNumber]:
        """Yield the numbers whose month or day is not padded with a zero."""
        for found in re.finditer(_WITH_SHORT_DAY, self.text):
            birth = _birth_in(found)
            birth = birth._replace(month=birth.month.zfill(2), day=birth.day.zfill(2))
            if birth.is_one_of_a_birth:
                yield PersonalNumber(*found.span(), is_certain=False)

    def with_day_first(self) -> Iterator[PersonalNumber]:
        """Yield the numbers whose day is written with its year last."""
        for found in re.finditer(_WITH_DAY_FIRST, self.text):
            name, month = found["name"] or found["name_first"], found["month"]
            in_digits = _MONTHS_BY_NAME[name[:3].lower()] if name else month.zfill(2)
            day = (found["day"] or found["day_after"]).zfill(2)
            if Birth(found["century"] or "", found["year"], in_digits, day, found["last"]).is_one_of_a_birth:
                yield PersonalNumber(*found.span(), is_certain=False)

    def with_words(self, start: int, end: int) -> Iterator[PersonalNumber]:
        """Yield the numbers with words before the last four, as `640823 streck 3234`; `start` is in the day."""
        if "\n" not in self.text[start:end]:  # across lines it may be a plan's first day, a key and its last day
            for found in re.compile(_WITH_WORDS).finditer(self.text, max(start - _LONGEST_BEFORE_MONTH, 0), end):
                birth = _birth_in(found)
                if birth.is_day and birth.is_checked and not birth.has_date_of_a_plan:
                    yield PersonalNumber(found.start("year") - len(birth.century), found.end("last"), is_certain=False)
        for found in re.compile(_WITH_KEY).finditer(self.text, max(start - _LONGEST_BEFORE_MONTH, 0), end):
            if _is_split_number(_birth_in(found), found["sign"] + found["dash"]):
                yield PersonalNumber(found.start(), found.end("last"), is_certain=False)

    def spelled_out(self, lower: bytes) -> Iterator[PersonalNumber]:
        """Yield the numbers whose last four are stated separately: `född 121212, sista fyra 1212`."""
        for pattern in (_LAST_FOUR_AFTER_WORDS, _LAST_FOUR_BEFORE_WORDS):
            for match in re.compile(pattern).finditer(lower):
                start, end = match.span("last")
                day = self._day_beside(*match.span())
                if day is not None:
                    yield PersonalNumber(min(day.start(), start), max(day.end(), end), is_certain=False)

    def _day_beside(self, start: int, end: int) -> re.Match[str] | None:
        """Return the day nearest before or after a part of the text; None if there is none nearby."""
        around = max(start - _REACH_OF_LAST_FOUR, 0), end + _REACH_OF_LAST_FOUR
        near = [
            *filter(_has_day, re.compile(_A_DAY).finditer(self.text, *around)),
            *re.compile(_A_DAY_IN_WORDS).finditer(self.text, *around),
        ]
        return min(near, key=lambda day: abs(day.start() - start), default=None)

    def _with_last_four(self, found: re.Match[str]) -> Iterator[PersonalNumber]:
        start, end = found.span("number")
        birth = _birth_in(found)
        grade = self._grade_with_last_four(found, birth)
        if grade and birth.is_day and not self._is_of_time_or_hash(start, end):
            yield PersonalNumber(start, end, grade is Grade.CERTAIN)

    def _grade_with_last_four(self, found: re.Match[str], birth: Birth) -> Grade:
        if _is_before_a_year(found):
            return Grade.LIKELY if birth.is_checked else Grade.NONE
        if found["zeros"] or (found["item"] and not found["quoted"]):
            return Grade.LIKELY if birth.is_checked and not birth.may_be_of_a_plan else Grade.NONE
        return self._grade_with_dash(found, birth) if found["dash"] else self._grade_without_dash(found, birth)

    def _grade_with_dash(self, found: re.Match[str], birth: Birth) -> Grade:
        start, end = found.span("number")
        if not birth.is_checked:
            return Grade.LIKELY if self._is_meant_as_number(found, birth) else Grade.NONE
        is_in_a_series = re.search(_IN_A_SERIES, self.text[max(start - 2, 0) : end + 2])
        return min(birth.grade, Grade.LIKELY) if is_in_a_series else birth.grade

    def _is_meant_as_number(self, found: re.Match[str], birth: Birth) -> bool:
        """Return whether a number with a wrong check digit is meant as a personal number nevertheless."""
        if birth.may_be_of_a_plan or found["next"] or self.text[found.start() - 1 : found.start()].isdigit():
            return False
        return _is_whole_day(found) or self._is_hidden(*found.span("number"))

    def _grade_without_dash(self, found: re.Match[str], birth: Birth) -> Grade:
        if birth.has_date_of_a_plan or self._is_of_another_kind(found.start()):
            return Grade.NONE
        is_meant_as_one = _is_whole_day(found) and not birth.may_be_of_a_plan
        return Grade.LIKELY if birth.is_checked or is_meant_as_one else Grade.NONE

    def _in_a_row(self, found: re.Match[str]) -> Iterator[PersonalNumber]:
        """Yield the one or two numbers that digits in a row consist of, if all of them can be numbers."""
        start, end = found.span()
        size = SHORT if (end - start) % LONG else LONG
        grade = min(_grade_in_a_row(self.text[at : at + size]) for at in range(start, end, size))
        if grade and self._is_of_another_kind(start):
            grade = Grade(grade - 1)
        is_for_vat = self.text.endswith("SE", 0, start) and found[0].endswith("01")
        if grade and not is_for_vat and not self._is_of_a_hash(start, end):
            yield from (PersonalNumber(at, at + size, grade is Grade.CERTAIN) for at in range(start, end, size))

    def _separated(self, found: re.Match[str]) -> Iterator[PersonalNumber]:
        start, end = found.span()
        digits = re.sub(_SIGNS, "", found[0])
        birth = Birth.of(digits)
        is_apart = len(digits) < end - start
        if (
            is_apart
            and birth.is_birth
            and self._is_separated_number(found, birth)
            and not self._is_of_time_or_hash(start, end)
        ):
            yield PersonalNumber(start, end, is_certain=False)

    def _is_separated_number(self, found: re.Match[str], birth: Birth) -> bool:
        if birth.has_date_of_a_plan or birth.is_whole_period or self._is_of_another_kind(found.start()):
            return False
        is_one_by_one = re.fullmatch(_SINGLE_DIGITS, found[0]) is not None
        if birth.is_checked:
            return is_one_by_one or not _is_telephone(found)
        is_meant_as_one = is_one_by_one and re.search(_DASH_BEFORE_LAST_FOUR, found[0])
        return bool(is_meant_as_one) and not birth.may_be_of_a_plan

    def _in_groups(self, found: re.Match[str]) -> Iterator[PersonalNumber]:
        """Yield a number that is grouped in unusual places, if its year is only used for births."""
        birth = Birth.of(re.sub(_SIGNS, "", found[0]))
        is_one = birth.century in CENTURIES and birth.is_one_of_a_birth
        if not is_one or _is_telephone(found) or self._is_of_another_kind(found.start()):
            return
        if not self._is_of_time_or_hash(*found.span()):
            yield PersonalNumber(*found.span(), is_certain=False)

    def _without_letters(self, found: re.Match[str]) -> Iterator[PersonalNumber]:
        digits = re.sub(_SIGNS, "", found[0])
        is_one = digits.startswith(RESERVE) or Birth.of(digits).is_checked
        if is_one and not self._is_of_another_kind(found.start()):
            yield PersonalNumber(*found.span(), is_certain=False)

    def _is_of_time_or_hash(self, start: int, end: int) -> bool:
        """Return whether digits belong to a time of day with a zone or fraction of a second, or to a hash or UUID."""
        before = self.text[max(start - _BEFORE_A_FRACTION, 0) : start]
        is_of_a_time = re.compile(_CLOCK).match(self.text, start) or re.search(_SECONDS, before)
        return bool(is_of_a_time) or self._is_of_a_hash(start, end)

    def _is_of_a_hash(self, start: int, end: int) -> bool:
        beside = {self.text[start - 1 : start], self.text[end : end + 1]}
        if beside.isdisjoint(_OF_A_HASH):
            return False
        around = re.compile(_HASH).finditer(self.text, max(start - _REACH, 0), end + _REACH)
        return any(one.start() < end and start < one.end() for one in around)

    def _is_of_another_kind(self, start: int) -> bool:
        """Return whether the words before a number say that it is of another kind, such as a telephone number."""
        before = re.compile(_WORDS_BEFORE).search(self.text, max(start - _REACH, 0), start)
        words = re.findall(_WORD, before[0].lower()) if before else []
        if not words:
            return self.text.endswith(_SWEDEN, 0, start)
        return any(map(_names_another, words[-_WORDS_READ:]))


def find_split_number(before: Plain, after: Plain, *, is_list: bool) -> tuple[int, int] | None:
    """Return the offsets of a number split over two texts: where it begins in the first and ends in the second.

    Args:
        before: the first text.
        after: the text after it.
        is_list: whether the texts are items of one list, so that a comma may be all that separates them.
    """
    day, last = re.search(_DAY_AT_END, before.text), re.match(_LAST_AT_START, after.text)
    if day is None or last is None:
        return None
    birth = _birth_in(day)._replace(last=last["last"])
    if not _is_split_number(birth, "," if is_list else day["sign"] + last["dash"]):
        return None
    begins = day.start("century" if birth.century else "year")
    return before.written(begins, day.end())[0], after.written(0, last.end())[1]


_DAY_AT_END = rf"(?<![0-9]){_DAY_IN_A_ROW}(?P<sign>[-+]?)[\s)\]\"']*\Z"
_LAST_AT_START = r"[\s(\[\"']*(?P<dash>[-+]?)(?P<last>[0-9]{4})(?![0-9])"


def _is_split_number(birth: Birth, sign: str) -> bool:
    """Return whether a day and four digits in two values are a number; without century or sign, it may be an amount."""
    return birth.is_one_of_a_birth and bool(birth.century or sign)


def _has_day(found: re.Match[str]) -> bool:
    """Return whether a match has a valid day; the prefix of a reserve number does not count as a century."""
    birth = _birth_in(found)
    return birth.is_day if birth.century in CENTURIES else birth._replace(century="").is_day


def _birth_in(found: re.Match[str]) -> Birth:
    """Return the parts of a number in a match; not all patterns have the last four."""
    parts = found.groupdict("")
    return Birth(parts["century"], parts["year"], parts["month"], parts["day"], parts.get("last", ""))


def _is_before_a_year(found: re.Match[str]) -> bool:
    """Return whether a date with separators is followed, after a space, by a possible year: `1980-06-19 - 1982`."""
    between = found.string[found.end("day") : found.start("last")]
    return bool(found["parted"]) and " " in between and found["last"].startswith(("19", "20"))


def _is_whole_day(found: re.Match[str]) -> bool:
    """Return whether a day is written as a date of birth: with its century, or separated into year, month and day."""
    return bool(found["century"] or found["parted"])


def _grade_in_a_row(digits: str) -> Grade:
    birth = Birth.of(digits)
    if birth.century not in CENTURIES or birth.is_round_time:
        return Grade.NONE
    return birth.grade if birth.century else min(birth.grade, Grade.LIKELY)


def _is_telephone(found: re.Match[str]) -> bool:
    """Return whether groups of digits begin like a telephone number."""
    return found[0].startswith("0") or found.string[found.start() - 1 : found.start()] == "+"


def _names_another(word: str) -> bool:
    return word in _OTHER_NUMBERS_IN_SHORT or word.startswith(_OTHER_NUMBERS)
