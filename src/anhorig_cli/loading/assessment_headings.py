"""The body of a subgoal's Markdown file: the description, and dated assessments under level-two headings.

## 2021-11-20 bedöms delvis uppfyllas
Fler använder plattformen än i våras.
Orsak: Informationen har inte nått alla enheter.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from anhorig_cli.diagnostics import Diagnostic, UnreadableValueError
from anhorig_cli.loading.dated_headings import (
    holds_date_and_status,
    is_like_an_assessment,
    read_heading,
    unread_heading,
    with_plain_characters,
)
from anhorig_cli.loading.front_matter import MarkdownFile, add_text, key_of, with_lf
from anhorig_cli.markdown_text import OPENING, MarkdownHeading, Outline, bare, hidden, outline
from anhorig_cli.model.dates import quoted
from anhorig_cli.model.parts import PARTS
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence
from anhorig_cli.rules import reading
from anhorig_cli.source import Source, message

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_UNSEEN = r" \t\f\v\0\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"  # but no line break
_LIKE_A_HEADING = re.compile(
    rf"^[>{_UNSEEN}]*(?:#+[{_UNSEEN}]*|<h[1-6][^>\r\n]*>|(?=(?:\*\*|__)[^\r\n]*(?:\*\*|__)[ \t]*$))"
    r"(?P<text>[^\s#][^\r\n]*)",
    re.MULTILINE,
)
_FIELDS = {
    spelling.replace("_", " ").casefold(): spelling
    for name in ("cause", "action", "new_date")
    for spelling in PARTS["assessment"].term(name).spellings
}
_FIELD = re.compile(rf"(?P<name>{'|'.join(map(re.escape, _FIELDS))})[ \t]*:(?P<value>.*)", re.IGNORECASE | re.DOTALL)
MOST_FLAWS = 1000
_OWN_LEVEL = 2
"""The level of the headings of assessments."""
_BLANK = " \t\r\n\f\v\0\u00a0"


class _Section(NamedTuple):
    """The text of the body from one level-two heading to the next; the first section has no heading.

    `flaw` is what is wrong with a heading that has a date and a status but is not read as an assessment.
    """

    start: int
    end: int
    heading: str = ""
    heading_start: int = 0
    flaw: UnreadableValueError | None = None

    @property
    def begin(self) -> int:
        """The offset where the section begins, including its heading if it has one."""
        return self.heading_start if self.heading else self.start


class _Body(NamedTuple):
    """The body of a Markdown file: its source with comments blanked out, its start there, and its outline.

    `open_fence` is the offset in the body of fenced code that never ends, if there is any.
    """

    source: Source
    start: int
    outline: Outline
    open_fence: int | None

    @property
    def text(self) -> str:
        """The text of the whole file, which offsets refer to."""
        return self.source.text

    def is_code(self, offset: int) -> bool:
        """Return whether an offset is in fenced code."""
        fences = self.outline.fences
        index = bisect_right(fences, offset - self.start, key=lambda fence: fence.start) - 1
        return index >= 0 and offset - self.start < fences[index].end


class _NamedText(NamedTuple):
    """A field of an assessment: where its name is, or would be, written, and the span and lines of its value."""

    name: str
    key_start: int
    start: int
    end: int
    lines: list[str]


def _body_of(markdown: MarkdownFile) -> _Body:
    """Return the body of a file, with its outline of headings and code."""
    text = markdown.source.text
    found = outline(markdown.body)
    readable = text[: markdown.body_start] + hidden(markdown.body, found.comments)
    open_fence = next((fence.start for fence in found.fences if not fence.is_closed), None)
    return _Body(Source(markdown.source.name, readable), markdown.body_start, found, open_fence)


def add_assessments(markdown: MarkdownFile, fields: Mapping) -> list[Diagnostic]:
    """Return the findings from adding the body to the fields.

    The sections under dated headings become assessments, and the rest becomes the description.
    """
    source = markdown.source
    diagnostics: list[Diagnostic] = []
    entries = Sequence(source, markdown.body_start)
    description: list[_Section] = []
    body = _body_of(markdown)
    for section in _sections(body):
        if len(diagnostics) == MOST_FLAWS:
            flaw = message("more than {most} headings cannot be read, so nothing is read from here on", most=MOST_FLAWS)
            advice = message("fix the first of them, and check again")
            diagnostics.append(reading.TOO_LARGE.at(source.location(section.heading_start), flaw, advice))
            break
        dated = section.flaw or read_heading(section.heading)
        if isinstance(dated, UnreadableValueError):
            place = source.location(section.heading_start)
            diagnostics.append(reading.BAD_HEADING.at(place, dated.message, dated.help))
        elif dated is None:
            description.append(section)
        else:
            entries.items.append(_assessment(source, body, section, *dated))
    diagnostics += add_text(fields, "subgoal", "description", _description(source, body, description))
    if entries.items:
        _add_entries(fields, entries)
    return diagnostics


def misplaced_assessments(markdown: MarkdownFile) -> list[Diagnostic]:
    """Return a finding for each heading in a plan's or an indicator's text that looks like an assessment."""
    body = _body_of(markdown)
    flaw = message("a heading that looks like an assessment is not read as one here")
    advice = message(
        "write it under 'bedömningar' (assessments) of the plan or an area, or in the file of a subgoal; or remove "
        "the date"
    )
    return [
        reading.BAD_HEADING.at(body.source.location(section.heading_start), flaw, advice)
        for section in _sections(body)
        if section.flaw or is_like_an_assessment(section.heading)
    ][:MOST_FLAWS]


def _add_entries(fields: Mapping, entries: Sequence) -> None:
    """Append assessments to the list in the fields, or to a new one."""
    written = key_of(fields, "subgoal", "assessments")
    listed = next((value for key, value in fields.items if key is written), None)
    if isinstance(listed, Sequence):
        listed.items += entries.items
        return
    entries.start = entries.items[0].start
    fields.items.append((Scalar(entries.source, entries.start, entries.start, "assessments"), entries))


def _sections(body: _Body) -> Iterator[_Section]:
    """Yield the sections of the body: one per level-two heading, or other line with a date and a status."""
    start = heading_start = body.start
    heading, flaw = "", None
    for found in _section_starts(body):
        yield _Section(start, found.heading_start, heading, heading_start, flaw)
        start, heading_start, heading, flaw = found.start, found.heading_start, found.heading, found.flaw
    yield _Section(start, len(body.text), heading, heading_start, flaw)


def _section_starts(body: _Body) -> list[_Section]:
    """Return the sections in order, with their starts and headings; their ends are not known yet."""
    starts: list[_Section] = []
    read: set[int] = set()
    for heading in body.outline.headings:
        start, end = body.start + heading.start, body.start + heading.end
        text = _plain(body, start, end, heading)
        is_own = heading.level == _OWN_LEVEL and not heading.is_nested
        if is_own or holds_date_and_status(text):
            flaw = None if is_own else unread_heading(text)
            starts.append(_Section(end, end, text, start, flaw))
            read.add(start)
    for found in _LIKE_A_HEADING.finditer(body.text, body.start):
        start = _line_start(body.text, found.start("text"))
        if start not in read and (flaw := _missed_heading(body, start, found["text"])):
            starts.append(_Section(found.end(), found.end(), found["text"], start, flaw))
    return sorted(starts, key=lambda section: section.heading_start)


def _plain(body: _Body, start: int, end: int, heading: MarkdownHeading) -> str:
    """Return the text of a heading, with ordinary spaces and hyphens for those that word processors insert."""
    text = heading.text
    if OPENING in text:
        text = " ".join(line.strip(" \t#") for line in body.text[start:end].splitlines() if line.strip("=-> \t"))
    return " ".join(with_plain_characters(text).split()) or " "


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _missed_heading(body: _Body, start: int, text: str) -> UnreadableValueError | None:
    """Return what is wrong with a line that looks like a heading and has a date and a status but is not a heading."""
    if not holds_date_and_status(with_plain_characters(text)):
        return None
    if not body.is_code(start):
        return unread_heading(with_plain_characters(text))
    if body.open_fence is None:
        return None  # an example in complete fenced code
    line = body.source.location(body.start + body.open_fence).line
    flaw = message(
        "the heading {heading} is inside code, and the code that begins on line {line} never ends",
        heading=quoted(text, 60),
        line=line,
    )
    return UnreadableValueError("bad-heading", flaw, message("write ``` on a line of its own where the code ends"))


def _description(source: Source, body: _Body, sections: list[_Section]) -> Scalar:
    """Return the description: the text of these sections, including their headings."""
    if not sections:
        return Scalar(source, 0, 0, "")
    text = "".join(body.text[section.begin : section.end] for section in sections)
    first = sections[0].begin
    blank = len(text) - len(text.lstrip(_BLANK))
    return Scalar(source, min(first + blank, len(source.text)), sections[-1].end, with_lf(bare(text).strip()), "|")


def _assessment(source: Source, body: _Body, section: _Section, date: str, status: str) -> Mapping:
    """Return an assessment as a mapping: its date and status, and the paragraphs below its heading."""
    entry = Mapping(source, section.heading_start)
    entry.end = section.end
    for field in (*_heading_fields(body, section, date, status), *_fields(body, section)):
        key = Scalar(source, field.key_start, field.key_start, field.name)
        value = with_lf(bare("".join(field.lines)).strip())
        pair: tuple[Scalar, Node] = (key, Scalar(source, field.start, field.end, value, "|"))
        entry.items.append(pair)
    return entry


def _heading_fields(body: _Body, section: _Section, date: str, status: str) -> Iterator[_NamedText]:
    """Yield the date and the status, located in the heading."""
    line = with_plain_characters(body.text[section.heading_start : section.start])
    end = 0
    for name, value in (("date", date), ("status", status)):
        words = value.split()
        index = line.index(words[0], end)
        end = index + len(words[0])
        start = section.heading_start + index
        yield _NamedText(name, start, start, start + len(value), [value])


def _fields(body: _Body, section: _Section) -> Iterator[_NamedText]:
    """Yield the rest of an assessment as its comment, and its named paragraphs (cause, action, new date)."""
    comment = _NamedText("comment", section.start, section.start, section.start, [])
    named: list[_NamedText] = []
    in_field = False
    for start, end, text in _lines(body, section):
        has_text = bool(text.strip(_BLANK))
        begun = _begun_field(body, start, end, text)
        if begun:
            named.append(begun)
        elif in_field and has_text:
            named[-1] = _with_line(named[-1], start, end, text)
        elif has_text:
            comment = _with_line(comment, start, end, text)
        elif comment.lines:
            comment.lines.append(text)
        in_field = begun is not None or (in_field and has_text)
    yield from (comment, *named) if comment.lines else named


def _lines(body: _Body, section: _Section) -> Iterator[tuple[int, int, str]]:
    """Yield the start, end and text (with its line break) of each line of a section, except lines of comments."""
    position = section.start
    while position < section.end:
        line = _LINE.match(body.text, position)
        end = min(line.end() if line else section.end, section.end)
        text = unicodedata.normalize("NFC", body.text[position:end])
        if text.strip(_BLANK) or "\0" not in text:
            yield position, end, text
        position = end


def _begun_field(body: _Body, start: int, end: int, line: str) -> _NamedText | None:
    """Return the field that a line such as `Orsak: …` begins; None for other lines and for code."""
    found = None if body.is_code(start) else _FIELD.match(line)
    if found is None:
        return None
    return _NamedText(_FIELDS[found["name"].casefold()], start, _value_start(body.text, start), end, [found["value"]])


def _with_line(field: _NamedText, start: int, end: int, line: str) -> _NamedText:
    """Return a field with one more line."""
    first = field.start if field.lines else start
    field.lines.append(line)
    return field._replace(start=first, end=end)


def _value_start(text: str, line: int) -> int:
    """Return the offset where the value of a line such as `Orsak: …` begins."""
    start = text.index(":", line) + 1
    while text[start : start + 1] in {" ", "\t"}:
        start += 1
    return start
