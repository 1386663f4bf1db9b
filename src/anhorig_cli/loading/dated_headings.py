"""Parsing the heading of an assessment: a date and a status, something close to that, or an ordinary heading."""

import re
from collections.abc import Callable

from anhorig_cli.diagnostics import UnreadableValueError
from anhorig_cli.model.dates import is_date, parse_date, quoted
from anhorig_cli.model.values import word_reader
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import MONTHS, SCALES, SimilarWords, word_key

_read_status = word_reader("assessment")
_STATUS_WORDS = SimilarWords(spelling for word in SCALES["assessment"].words for spelling in word.spellings)
_LIKE_A_DATE = re.compile(r"\d+[-/.]\w|\d{8}\b", re.ASCII)
_LONGEST_DATE = 3  # words, as in "30 november 2021"
_SHORTEST_END = 4  # characters: a date ends with a year, or with more
_ADVICE = message("write it as '## 2021-11-30 uppfyllt', or remove the date or the status from the heading")
_BESIDE_WORDS = "*_`:;,.()[]{}\"'”’/–—-"
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
_SPACES = dict.fromkeys(map(ord, "\0\u00a0\u1680\u2007\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff"), " ")
_NAMED_SPACE = "&nbsp;"
_DASH = "[-\u2010-\u2015\u2212\ufe63\uff0d]"
_DASHED_DATE = re.compile(rf"(?<!\d)\d{{4}}{_DASH}(?:\d\d|[QTHqth]\d)(?:{_DASH}\d\d)?(?!\d)")
_MOST_STATUS_WORDS = max(len(spelling.replace("_", " ").split()) for spelling in SCALES["assessment"].names)
_FIRST_WORDS_OF_STATUS = {word_key(spelling.replace("_", " ").split()[0]) for spelling in SCALES["assessment"].names}
_DATE_IN_WORDS = re.compile(r"(?a)\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{8}")


def with_plain_characters(text: str) -> str:
    """Return a text of the same length, with ordinary spaces and, in dates, ordinary hyphens."""
    text = text.translate(_SPACES).replace(_NAMED_SPACE, " " * len(_NAMED_SPACE))
    return _DASHED_DATE.sub(lambda found: found[0].translate(_DASHES), text)


def read_heading(heading: str) -> tuple[str, str] | UnreadableValueError | None:
    """Return the date and status of a heading, or what is wrong with it, or None for an ordinary heading."""
    if not _has_digit(heading):
        return None
    words = heading.split()
    longest = min(len(words), _LONGEST_DATE)
    splits = [(" ".join(words[:n]), " ".join(words[n:]).strip("–—:- ")) for n in range(1, longest + 1)]
    for date, status in splits:
        if _is_date_and_status(date, status):
            return date, status
    if advice := _advice(words, splits):
        flaw = message("the heading {heading} is almost a date and a status", heading=quoted(heading, 60))
        return UnreadableValueError("bad-heading", flaw, advice)
    return unread_heading(heading) if holds_date_and_status(heading) else None


def _advice(words: list[str], splits: list[tuple[str, str]]) -> Message | None:
    """Return how to write a heading that is almost a date and a status; None for any other."""
    if intended := _intended_heading(words):
        return message("write it as '## {meant}'", meant=intended)
    flaws = (_flaw_of_date_or_status(date, status) for date, status in reversed(splits))
    return next((flaw.help or _ADVICE for flaw in flaws if flaw), None)


def is_like_an_assessment(heading: str) -> bool:
    """Return whether a heading is a date and a status, or almost; a date alone is not."""
    read = read_heading(heading)
    if isinstance(read, UnreadableValueError):
        return holds_date_and_status(heading) or _is_nearly_status(" ".join(heading.split()[1:]))
    return read is not None


def _is_date_and_status(date: str, status: str) -> bool:
    return word_key(status) in SCALES["assessment"].names and is_date(date)


def _intended_heading(words: list[str]) -> str | None:
    """Return the intended heading of words with the date last, or with punctuation around it; None for others."""
    bare = [word.strip("*_:;,.()") for word in words]
    for n in range(1, min(len(bare) - 1, _LONGEST_DATE) + 1):
        first, last = " ".join(bare[:n]), " ".join(bare[-n:])
        if _is_date_and_status(first, " ".join(bare[n:])):
            return f"{first} {' '.join(bare[n:])}"
        if not last.isdigit() and _is_date_and_status(last, " ".join(bare[:-n])):  # a year alone may end any heading
            return f"{last} {' '.join(bare[:-n])}"
    return None


def _flaw_of_date_or_status(date: str, status: str) -> UnreadableValueError | None:
    """Return what is wrong with a heading that has a date or a status and almost the other; None if it is ordinary."""
    date = date.rstrip(",:;")
    if is_date(date):
        is_year_alone = date.isdigit()  # which may begin any heading
        if is_year_alone and not _is_nearly_status(status):
            return None
        return _flaw_of(_read_status, status)
    if not _is_like_a_date(date):
        return None
    is_status = _flaw_of(_read_status, status) is None or _is_nearly_status(status)
    return _flaw_of(parse_date, date) if is_status else None


def _is_like_a_date(text: str) -> bool:
    """Return whether a text is meant as a date: digits with separators, eight digits, or digits and a month's name."""
    if any(word_key(word) in MONTHS for word in text.split()):
        return any(c.isdigit() for c in text)
    return _LIKE_A_DATE.match(text) is not None


def _is_nearly_status(text: str) -> bool:
    return bool(text) and _STATUS_WORDS.near(text) is not None


def _flaw_of(read: Callable[[str], object], text: str) -> UnreadableValueError | None:
    try:
        read(text)
    except UnreadableValueError as flaw:
        return flaw
    return None


def unread_heading(text: str) -> UnreadableValueError:
    """Return the error for a line with a date and a status that is not read as the heading of an assessment."""
    flaw = message(
        "the heading {heading} has a date and a status, but is not read as an assessment", heading=quoted(text, 60)
    )
    intended = _intended_heading(text.rstrip("# ").split())
    if intended is None:
        return UnreadableValueError("bad-heading", flaw, _ADVICE)
    advice = message(
        "write it as '## {meant}', at the beginning of a line and with an ordinary space after ##", meant=intended
    )
    return UnreadableValueError("bad-heading", flaw, advice)


def holds_date_and_status(text: str) -> bool:
    """Return whether a text contains a status and a date more exact than a year."""
    if not _has_digit(text):
        return False
    words = [word.strip(_BESIDE_WORDS) for word in re.sub(r"[\[\]()<>|{}]", " ", text).split()]
    has_status = any(_is_status(words, n) for n in range(len(words)))
    return has_status and any(_is_date(words, n) for n in range(len(words)))


def _has_digit(text: str) -> bool:
    """Return whether a text has a digit, as everything meant as a date has."""
    return any(map(str.isdigit, text))


def _is_status(words: list[str], first: int) -> bool:
    """Return whether the word at index `first`, alone or with a few after it, is a status."""
    if word_key(words[first]).partition("_")[0] not in _FIRST_WORDS_OF_STATUS:
        return False
    several = (" ".join(words[first : first + n]) for n in range(1, _MOST_STATUS_WORDS + 1))
    return any(word_key(text) in SCALES["assessment"].names for text in several)


def _is_date(words: list[str], first: int) -> bool:
    """Return whether the word at index `first`, alone or with a few after it, is meant as a date; a year is not."""
    if _DATE_IN_WORDS.fullmatch(words[first]):
        return True
    for end, last in enumerate(words[first : first + _LONGEST_DATE], first + 1):
        if len(last) < _SHORTEST_END or not last[-1].isdigit():
            continue
        text = " ".join(words[first:end])
        if not text.isdigit() and (is_date(text) or _is_day_in_words(text)):
            return True
    return False


def _is_day_in_words(text: str) -> bool:
    """Return whether a text ends with a month's name and a year."""
    words = text.split()
    return len(words) > 1 and word_key(words[-2]) in MONTHS and len(words[-1]) == len("2026")
