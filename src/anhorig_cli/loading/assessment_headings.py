"""The body of a subgoal's Markdown file: the description, and dated assessments under level-two headings.

## 2021-11-20 bedöms delvis uppfyllas
Fler använder plattformen än i våras.
Orsak: Informationen har inte nått alla enheter.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic, UnreadableValueError
from anhorig_cli.loading.front_matter import MarkdownFile, add_text, key_of, with_lf
from anhorig_cli.model.dates import parse_date, quoted
from anhorig_cli.model.values import word_reader
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence
from anhorig_cli.rules import reading
from anhorig_cli.source import Source, message
from anhorig_cli.vocabulary import MONTHS, PARTS, SCALES, Choices, word_key

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_HEADING = re.compile(r" {0,3}##[ \t]+(?P<text>\S[^\r\n]*?)[ \t]*#*[ \t]*(?:\r\n|\n|\r|\Z)")
_SLIP = re.compile(r" {0,3}(?P<marks>#[ \t]*|##)(?P<text>[^\s#][^\r\n]*?)[ \t]*#*[ \t]*(?:\r\n|\n|\r|\Z)")
_FENCE = re.compile(r" {0,3}(```+|~~~+)")
_FIELDS = {
    spelling.replace("_", " ").casefold(): name
    for name in ("cause", "action", "new_date")
    for spelling in PARTS["assessment"].term(name).spellings
}
_FIELD = re.compile(rf"(?P<name>{'|'.join(map(re.escape, _FIELDS))})[ \t]*:(?P<value>.*)", re.IGNORECASE | re.DOTALL)
_read_status = word_reader("assessment")
_STATUS_WORDS = Choices(spelling for word in SCALES["assessment"].words for spelling in word.spellings)
_LIKE_A_DATE = re.compile(r"\d+[-/.]\w|\d{8}\b", re.ASCII)
MOST_FLAWS = 1000
_LONGEST_DATE = 3  # words, as in "30 november 2021"
_HOW = message("write it as '## 2021-11-30 uppfyllt', or make it a heading of the third level (###)")


class _Section(NamedTuple):
    """A stretch of the body from one level-two heading to the next; the first has no heading.

    A date and a status behind one `#`, or with no space before them, is meant as such a heading: a slip.
    """

    start: int
    end: int
    heading: str = ""
    heading_start: int = 0
    is_slip: bool = False


def add_assessments(markdown: MarkdownFile, fields: Mapping) -> list[Diagnostic]:
    """Put the body into the fields: what is under dated headings as assessments, the rest as description."""
    source = markdown.source
    diagnostics: list[Diagnostic] = []
    entries = Sequence(source, markdown.body_start)
    description: list[_Section] = []
    for section in _sections(source, markdown.body_start):
        if len(diagnostics) == MOST_FLAWS:
            flaw = message("more than {most} headings cannot be read, and so nothing is from here on", most=MOST_FLAWS)
            mend = message("mend the first of them, and check again")
            diagnostics.append(reading.TOO_LARGE.at(source.location(section.heading_start), flaw, mend))
            break
        if section.is_slip:
            flaw_at = source.location(section.heading_start)
            flaw = message("the heading {heading} does not begin with '## '", heading=quoted(section.heading, 60))
            diagnostics.append(reading.BAD_HEADING.at(flaw_at, flaw, _HOW))
            continue
        try:
            dated = _date_and_status(section.heading)
        except UnreadableValueError as flaw:
            place = source.location(section.heading_start)
            diagnostics.append(reading.BAD_HEADING.at(place, flaw.message, flaw.help))
            continue
        if dated is None:
            description.append(section)
        else:
            entries.items.append(_assessment(source, section, *dated))
    diagnostics += add_text(fields, "subgoal", "description", _joined(source, description))
    if entries.items:
        _add_entries(fields, entries)
    return diagnostics


def _add_entries(fields: Mapping, entries: Sequence) -> None:
    written = key_of(fields, "subgoal", "assessments")
    listed = next((value for key, value in fields.items if key is written), None)
    if isinstance(listed, Sequence):
        listed.items += entries.items
        return
    entries.start = entries.items[0].start
    fields.items.append((Scalar(entries.source, entries.start, entries.start, "assessments"), entries))


def _sections(source: Source, start: int) -> Iterator[_Section]:
    """Part the body at its level-two headings, except those inside fenced code."""
    begin, heading, heading_start, is_slip, fence = start, "", start, False, ""
    position = start
    while position < len(source.text):
        line = _LINE.match(source.text, position)
        end = line.end() if line else len(source.text)
        if mark := _FENCE.match(source.text, position):
            fence = "" if fence and mark[1].startswith(fence) else fence or mark[1]
        elif not fence and (found := _HEADING.match(source.text, position)):
            yield _Section(begin, position, heading, heading_start, is_slip)
            begin, heading, heading_start, is_slip = end, found["text"], position, False
        elif not fence and (found := _SLIP.match(source.text, position)) and _is_dated(found["text"]):
            yield _Section(begin, position, heading, heading_start, is_slip)
            begin, heading, heading_start, is_slip = end, found["text"], position, True
        position = end
    yield _Section(begin, position, heading, heading_start, is_slip)


def _joined(source: Source, sections: list[_Section]) -> Scalar:
    """Return the description: the text of the sections, each with its heading."""
    if not sections:
        return Scalar(source, 0, 0, "")
    text = "".join(source.text[s.heading_start if s.heading else s.start : s.end] for s in sections)
    first = sections[0].heading_start if sections[0].heading else sections[0].start
    blank = len(text) - len(text.lstrip())
    return Scalar(source, min(first + blank, len(source.text)), sections[-1].end, with_lf(text.strip()), "|")


def _date_and_status(heading: str) -> tuple[str, str] | None:
    """Part a heading into a date and a status; None where it is an ordinary heading.

    Raises:
        UnreadableValueError: where it is nearly, but not quite, a date and a status.
    """
    words = heading.split()
    longest = min(len(words), _LONGEST_DATE)
    parted = [(" ".join(words[:n]), " ".join(words[n:]).strip("–—:- ")) for n in range(1, longest + 1)]
    for date, status in parted:
        if _is_dated_so(date, status):
            return date, status
    if meant := _meant(words):
        raise UnreadableValueError(
            "bad-heading",
            message("the heading {heading} is not quite a date and a status", heading=quoted(heading, 60)),
            message("write it as '## {meant}'", meant=meant),
        )
    for date, status in reversed(parted):
        if flaw := _almost(date, status):
            raise UnreadableValueError(
                "bad-heading",
                message("the heading {heading} is not quite a date and a status", heading=quoted(heading, 60)),
                flaw.help or _HOW,
            )
    return None


def _is_dated_so(date: str, status: str) -> bool:
    return _flaw_of_date(date) is None and _flaw_of_status(status) is None


def _meant(words: list[str]) -> str | None:
    """Return the heading that words must mean which have the date last, or marks beside it."""
    bare = [word.strip("*_:;,.()") for word in words]
    for n in range(1, min(len(bare) - 1, _LONGEST_DATE) + 1):
        first, last = " ".join(bare[:n]), " ".join(bare[-n:])
        if _is_dated_so(first, " ".join(bare[n:])):
            return f"{first} {' '.join(bare[n:])}"
        if not last.isdigit() and _is_dated_so(last, " ".join(bare[:-n])):  # a year alone may end any heading
            return f"{last} {' '.join(bare[:-n])}"
    return None


def _is_dated(heading: str) -> bool:
    try:
        return _date_and_status(heading) is not None
    except UnreadableValueError:
        return False


def _almost(date: str, status: str) -> UnreadableValueError | None:
    """Return what is wrong where a heading has a date or a status, and nearly the other; None where it is ordinary."""
    date_flaw, status_flaw = _flaw_of_date(date), _flaw_of_status(status)
    if date_flaw is None:  # a year alone may begin any heading
        return status_flaw if not date.isdigit() or _is_nearly_status(status) else None
    has_status = status_flaw is None or _is_nearly_status(status)
    return date_flaw if _is_like_a_date(date) and has_status else None


def _is_like_a_date(text: str) -> bool:
    """Tell whether a text is meant as a date: digits with marks between, eight in a row, or beside a month's name."""
    if any(word_key(word) in MONTHS for word in text.split()):
        return any(c.isdigit() for c in text)
    return _LIKE_A_DATE.match(text) is not None


def _is_nearly_status(text: str) -> bool:
    return bool(text) and _STATUS_WORDS.near(text) is not None


def _flaw_of_date(text: str) -> UnreadableValueError | None:
    try:
        parse_date(text)
    except UnreadableValueError as flaw:
        return flaw
    return None


def _flaw_of_status(text: str) -> UnreadableValueError | None:
    try:
        _read_status(text)
    except UnreadableValueError as flaw:
        return flaw
    return None


def _assessment(source: Source, section: _Section, date: str, status: str) -> Mapping:
    entry = Mapping(source, section.heading_start)
    entry.end = section.end
    for field in (*_of_heading(source, section, date, status), *_fields(source, section)):
        key = Scalar(source, field.key_start, field.key_start, field.name)
        value = with_lf("".join(field.lines).strip())
        pair: tuple[Scalar, Node] = (key, Scalar(source, field.start, field.end, value, "|"))
        entry.items.append(pair)
    return entry


class _Field(NamedTuple):
    """A field of an assessment: where its name stands, if it is written, and the lines of its value."""

    name: str
    key_start: int
    start: int
    end: int
    lines: list[str]


def _of_heading(source: Source, section: _Section, date: str, status: str) -> Iterator[_Field]:
    end = section.heading_start
    for name, value in (("date", date), ("status", status)):
        words = value.split()
        start = source.text.index(words[0], end)
        end = start + len(words[0])
        yield _Field(name, start, start, start + len(value), [value])


def _fields(source: Source, section: _Section) -> Iterator[_Field]:
    """Give the named paragraphs of an assessment (cause, action, new date), and the rest as its comment."""
    comment = _Field("comment", section.start, section.start, section.start, [])
    named: list[_Field] = []
    in_field = False
    position = section.start
    while position < section.end:
        line = _LINE.match(source.text, position)
        end = min(line.end() if line else section.end, section.end)
        text = unicodedata.normalize("NFC", source.text[position:end])
        if found := _FIELD.match(text):
            start = _value_start(source.text, position)
            named.append(_Field(_FIELDS[found["name"].casefold()], position, start, end, [found["value"]]))
            in_field = True
        elif in_field and text.strip():
            named[-1].lines.append(text)
            named[-1] = named[-1]._replace(end=end)
        else:
            in_field = False
            if text.strip():
                comment = comment._replace(start=comment.start if comment.lines else position, end=end)
            if text.strip() or comment.lines:
                comment.lines.append(text)
        position = end
    yield from (comment, *named) if comment.lines else named


def _value_start(text: str, line: int) -> int:
    """Return where the value of a line such as `Orsak: …` begins."""
    start = text.index(":", line) + 1
    while text[start : start + 1] in {" ", "\t"}:
        start += 1
    return start
