"""The time of a day at which something is: `13.00–15.00`, or words such as `eftermiddag`."""

import re
from datetime import time
from typing import Annotated, NamedTuple

from anhorig_cli.diagnostics import UnreadableValueError
from anhorig_cli.model.dates import quoted
from anhorig_cli.model.reading import ReadBy
from anhorig_cli.source import Message, message

_CLOCK = r"([01]?[0-9]|2[0-3])(?:[.:]([0-5][0-9]))?"
_TIMES = rf"(?i)(?:kl\.?|klockan|at)? ?{_CLOCK}(?:(?: ?[-–—] ?| till | to ){_CLOCK})?"
_LONGEST = 80


class DayTime(NamedTuple):
    """A time of a day, as it is `written`; `start` and `end` are None where words say when it is, or no end is said."""

    written: str
    start: time | None = None
    end: time | None = None

    def __str__(self) -> str:
        return self.written


def parse_day_time(text: str) -> DayTime:
    """Read a time of a day: `13.00–15.00`, `13:00`, `kl. 13`; what has no digits is kept as words.

    Raises:
        UnreadableValueError: where there are digits that are no time, or the end does not come after the start.
    """
    text = " ".join(text.split())
    if not re.search("[0-9]", text):
        return DayTime(text)
    found = re.fullmatch(_TIMES, text) if len(text) <= _LONGEST else None
    if found is None:
        raise _no_time(message("{value} is not a time of a day", value=quoted(text)))
    start, end = _clock(found[1], found[2]), _clock(found[3], found[4])
    if start is not None and end is not None and end <= start:
        raise UnreadableValueError(
            "bad-time", message("{value} ends before it begins", value=quoted(text)), HOW_TO_WRITE
        )
    return DayTime(text, start, end)


def _no_time(flaw: Message) -> UnreadableValueError:
    return UnreadableValueError("bad-time", flaw, HOW_TO_WRITE)


def _clock(hour: str | None, minute: str | None) -> time | None:
    return time(int(hour), int(minute or 0)) if hour else None


HOW_TO_WRITE: Message = message(
    "write 13.00 or 13.00–15.00, or words without digits; anything else goes in the description"
)


def _read(value: object) -> DayTime:
    return value if isinstance(value, DayTime) else parse_day_time(str(value))


DayTimeField = Annotated[DayTime, ReadBy(_read)]
"""The time of a day in a model; it is read from text."""
