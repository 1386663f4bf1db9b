"""Swedish personal identity numbers and coordination numbers in text, with those for temporary use.

The form, the day and the check digit are those of Skatteverket (SKV 704, *Personnummer*, and SKV 707,
*Samordningsnummer*): YYYYMMDD-NNNC, where a coordination number has 60 added to the day, `+` parts the two for those
who have turned a hundred, and C is the check digit of the nine before it (Luhn's modulus 10). A number for temporary
use has a letter for the first of the last four.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

_CANDIDATE = re.compile(
    r"(?<![\w+-])(?<![0-9][.,])(?P<century>1[89]|20)?(?P<day>[0-9]{6})(?P<mark>[-+]?)(?P<last>[TRSUWXJKLMN0-9][0-9]{3})(?![\w-])"
)
_DIGITS_ALONE = bytes(byte if chr(byte) in "0123456789" else 32 for byte in range(256))
_COORDINATION = 60
_DAY_LENGTH = 6


class PersonalNumber(NamedTuple):
    """Where a number begins in a text, and whether it can be nothing else; the number itself is never kept."""

    start: int
    is_certain: bool


def personal_numbers(text: str) -> Iterator[PersonalNumber]:
    """Give the personal numbers in a text.

    A number with a valid day and check digit is certain when it has its century or its mark; ten digits in a row could
    also be something else, and so could a number for temporary use, which has no check digit.
    """
    if not _has_six_digits(text):
        return
    for found in _CANDIDATE.finditer(text):
        if not _is_day(found["century"], found["day"]):
            continue
        if not found["last"].isdigit():
            if found["mark"]:
                yield PersonalNumber(found.start(), is_certain=False)
        elif _has_check_digit(found["day"] + found["last"]):
            yield PersonalNumber(found.start(), is_certain=bool(found["century"] or found["mark"]))


def _has_six_digits(text: str) -> bool:
    """Tell whether six digits stand in a row: quick to see, and nearly always not so."""
    digits = text.encode("utf-8", "surrogatepass").translate(_DIGITS_ALONE)
    return max(map(len, digits.split()), default=0) >= _DAY_LENGTH


def _is_day(century: str | None, digits: str) -> bool:
    day = int(digits[4:])
    if day > _COORDINATION:
        day -= _COORDINATION
    try:
        date(int((century or "20") + digits[:2]), int(digits[2:4]), day)
    except ValueError:
        return century is None and _is_day("19", digits)
    return True


def _has_check_digit(digits: str) -> bool:
    """Tell whether the last of ten digits is the check digit of the others."""
    doubled = (int(digit) * (2 - i % 2) for i, digit in enumerate(digits))
    return sum(n // 10 + n % 10 for n in doubled) % 10 == 0
