"""What the digits of a personal identity number mean, and what else they may be.

The form, the day and the check digit are those of Skatteverket (SKV 704, *Personnummer*, and SKV 707,
*Samordningsnummer*): YYYYMMDD-NNNC, where a coordination number has 60 added to the day, and C is the check digit of
the nine before it (Luhn's modulus 10). In a coordination number the day or the month may be 0, where nobody knows it:
so in the numbers that Skatteverket publishes for tests (*Testsamordningsnummer*).
"""

from datetime import date, timedelta
from enum import IntEnum
from typing import NamedTuple

CENTURIES = ("", "18", "19", "20")
"""What a number begins with; most have no century."""
RESERVE = "99"
"""What the reserve numbers of Stockholm begin with."""
SHORT, LONG = 10, 12
"""Digits of a number without its century, and with it."""

_PLANS_BEGIN = 1990
"""Plans tell of this year and later: a date of theirs with four digits may be a time, a period or an amount."""
_YEARS_OF_BIRTH = range(40, 90)
"""Years without a century that are of a birth rather than of something in a plan."""
_COORDINATION = 60
_ANY = ("20", "19")
"""Two centuries have every day that any has."""
_DOUBLED = str.maketrans("0123456789", "0246813579")
"""Digits times two, with the digits of the product added."""
_RESERVE_DAYS = range(32, 60)
_HOURS, _MINUTES = 24, 60


class PersonalNumber(NamedTuple):
    """Where a number begins and ends in a text, and whether it can be nothing else; the number itself is not kept."""

    start: int
    end: int
    is_certain: bool


class Grade(IntEnum):
    """How sure it is that something is a personal number."""

    NONE = 0
    LIKELY = 1
    CERTAIN = 2


class Birth(NamedTuple):
    """The digits of what may be a number: century (or none), year, month and day, and the last four."""

    century: str
    year: str
    month: str
    day: str
    last: str = ""

    @classmethod
    def of(cls, digits: str) -> "Birth":
        """Return ten or twelve digits as the parts of a number."""
        century, rest = digits[:-SHORT], digits[-SHORT:]
        return cls(century, rest[:2], rest[2:4], rest[4:6], rest[6:])

    @property
    def is_day(self) -> bool:
        """Return whether there is such a day, in its century or in any."""
        month, day = int(self.month), int(self.day)
        if day >= _COORDINATION:
            month, day = month or 1, day - _COORDINATION or 1  # of what is not known, any will do
        centuries = (self.century,) if self.century else _ANY
        return any(_is_day(int(century + self.year), month, day) for century in centuries)

    @property
    def is_birth(self) -> bool:
        """Return whether there is such a day, in a century that people are born in."""
        return self.century in CENTURIES and self.is_day

    @property
    def is_one_of_a_birth(self) -> bool:
        """Return whether its day and check digit are right, and its year is none that plans write of."""
        return self.is_day and self.is_checked and not self.may_be_of_a_plan

    @property
    def is_of_inera(self) -> bool:
        """Return whether it is one of Inera's reserve numbers, whose days no calendar has."""
        return int(self.day) in _RESERVE_DAYS and self.is_checked

    @property
    def is_checked(self) -> bool:
        """Return whether the last digit is the check digit of the nine before it."""
        digits = self.year + self.month + self.day + self.last
        doubled = digits[::2].translate(_DOUBLED)
        return sum(map(int, doubled + digits[1::2])) % 10 == 0

    @property
    def may_be_of_a_plan(self) -> bool:
        """Return whether the year is one that plans write of, as well as one of a birth."""
        return int(self.century + self.year) >= _PLANS_BEGIN if self.century else int(self.year) not in _YEARS_OF_BIRTH

    @property
    def has_date_of_a_plan(self) -> bool:
        """Return whether it has a century, and a year that plans write of: what is a date to whoever reads the plan."""
        return bool(self.century) and self.may_be_of_a_plan

    @property
    def is_period(self) -> bool:
        """Return whether it reads as a period within a year that plans write of: a day, then a month and a day."""
        if not self.may_be_of_a_plan or self.month + self.day >= self.last:
            return False
        return _is_day(self._some_year, int(self.last[:2]), int(self.last[2:]))

    @property
    def is_whole_period(self) -> bool:
        """Return whether it reads as a period of whole months: `20150101-1231`."""
        if self.day != "01" or not self.is_period:
            return False
        last = date(self._some_year, int(self.last[:2]), int(self.last[2:]))
        return (last + timedelta(1)).day == 1

    @property
    def _some_year(self) -> int:
        return int((self.century or "20") + self.year)

    @property
    def is_time(self) -> bool:
        """Return whether it reads as a day, with its century, and a time of day: `202101010807`."""
        is_time_of_day = int(self.last[:2]) < _HOURS and int(self.last[2:]) < _MINUTES
        return self.has_date_of_a_plan and is_time_of_day

    @property
    def is_round_time(self) -> bool:
        """Return whether it reads as a day and a time of day on the five minutes, as people set them."""
        return self.is_time and int(self.last) % 5 == 0

    @property
    def grade(self) -> Grade:
        """How sure it is that the digits, written as a number is, are one."""
        if not self.is_checked or not self.is_day or self.is_whole_period:
            return Grade.NONE
        return Grade.LIKELY if self.is_period or self.is_time else Grade.CERTAIN


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
