"""The meaning of the digits of a personal identity number, and what else they may be.

The form, the day and the check digit are those of Skatteverket (SKV 704, *Personnummer*, and SKV 707,
*Samordningsnummer*): YYYYMMDD-NNNC, where a coordination number has 60 added to the day, and C is the check digit of
the nine before it (Luhn's modulus 10). In a coordination number the day or the month may be 0 if it is unknown, as in
the numbers that Skatteverket publishes for tests (*Testsamordningsnummer*).
"""

from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple

CENTURIES = ("", "18", "19", "20")
"""The centuries that a number can begin with; most have none."""
RESERVE = "99"
"""The prefix of Stockholm's reserve numbers."""
SHORT, LONG = 10, 12
"""The number of digits without the century, and with it."""

_PLANS_BEGIN = 1990
"""Plans write about this year and later: such a date followed by four digits may be a time, a period or an amount."""
_YEARS_OF_BIRTH = range(40, 90)
"""Two-digit years that mean a birth rather than a date in a plan."""
_COORDINATION = 60
_ANY = ("20", "19")
"""Two centuries that, together, have every date that exists in any."""
_DOUBLED = str.maketrans("0123456789", "0246813579")
"""Each digit doubled, with the digits of the product added."""
_RESERVE_DAYS = range(32, 60)
_HOURS, _MINUTES = 24, 60


class PersonalNumber(NamedTuple):
    """The offsets of a number in a text, and whether it is certain; the number itself is not kept."""

    start: int
    end: int
    is_certain: bool


class Grade(IntEnum):
    """How certain it is that digits are a personal number."""

    NONE = 0
    LIKELY = 1
    CERTAIN = 2


class Birth(NamedTuple):
    """The parts of a possible number, as digits: century (or empty), year, month, day and the last four."""

    century: str
    year: str
    month: str
    day: str
    last: str = ""

    @classmethod
    def of(cls, digits: str) -> "Birth":
        """Return the parts of ten or twelve digits."""
        century, rest = digits[:-SHORT], digits[-SHORT:]
        return cls(century, rest[:2], rest[2:4], rest[4:6], rest[6:])

    @property
    def is_day(self) -> bool:
        """Whether the day exists, in its century or, without one, in any."""
        month, day = int(self.month), int(self.day)
        if day >= _COORDINATION:
            month, day = month or 1, day - _COORDINATION or 1  # for an unknown month or day, any valid one
        centuries = (self.century,) if self.century else _ANY
        return any(_is_day(int(century + self.year), month, day) for century in centuries)

    @property
    def is_birth(self) -> bool:
        """Whether the day exists, in a century that numbers are used for."""
        return self.century in CENTURIES and self.is_day

    @property
    def is_one_of_a_birth(self) -> bool:
        """Whether its day and check digit are right, and its year is not one that plans write about."""
        return self.is_day and self.is_checked and not self.may_be_of_a_plan

    @property
    def is_of_inera(self) -> bool:
        """Whether it is one of Inera's reserve numbers, whose days are not in any calendar."""
        return int(self.day) in _RESERVE_DAYS and self.is_checked

    @property
    def is_checked(self) -> bool:
        """Whether the last digit is the check digit of the nine before it."""
        digits = self.year + self.month + self.day + self.last
        doubled = digits[::2].translate(_DOUBLED)
        return sum(map(int, doubled + digits[1::2])) % 10 == 0

    @property
    def may_be_of_a_plan(self) -> bool:
        """Whether the year, which may be one of birth, is also one that plans write about."""
        return int(self.century + self.year) >= _PLANS_BEGIN if self.century else int(self.year) not in _YEARS_OF_BIRTH

    @property
    def has_date_of_a_plan(self) -> bool:
        """Whether it has a century and a year that plans write about, so that readers take it for a date."""
        return bool(self.century) and self.may_be_of_a_plan

    @property
    def is_period(self) -> bool:
        """Whether it reads as a period within a year that plans write about: a day, then a month and a day."""
        if not self.may_be_of_a_plan or self.month + self.day >= self.last:
            return False
        return _is_day(self._some_year, int(self.last[:2]), int(self.last[2:]))

    @property
    def is_whole_period(self) -> bool:
        """Whether it reads as a period of whole months: `20150101-1231`."""
        if self.day != "01" or not self.is_period:
            return False
        last = date(self._some_year, int(self.last[:2]), int(self.last[2:]))
        return (last + timedelta(1)).day == 1

    @property
    def _some_year(self) -> int:
        return int((self.century or "20") + self.year)

    @property
    def is_time(self) -> bool:
        """Whether it reads as a day, with its century, and a time of day: `202101010807`."""
        is_time_of_day = int(self.last[:2]) < _HOURS and int(self.last[2:]) < _MINUTES
        return self.has_date_of_a_plan and is_time_of_day

    @property
    def is_round_time(self) -> bool:
        """Whether it reads as a day and a time of day that is a multiple of five minutes, as people set times."""
        return self.is_time and int(self.last) % 5 == 0

    @property
    def grade(self) -> Grade:
        """How certain it is that the digits, if written like a personal number, are one."""
        if not self.is_checked or not self.is_day or self.is_whole_period:
            return Grade.NONE
        return Grade.LIKELY if self.is_period or self.is_time else Grade.CERTAIN


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
