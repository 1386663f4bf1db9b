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
from anhorig_cli.loading.front_matter import MarkdownFile, add_text, key_of, with_lf
from anhorig_cli.markdown_text import OPENING, Heading, Outline, bare, hidden, outline
from anhorig_cli.model.dates import is_date, parse_date, quoted
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.values import word_reader
from anhorig_cli.nodes import Mapping, Node, Scalar, Sequence
from anhorig_cli.rules import reading
from anhorig_cli.source import Source, message
from anhorig_cli.vocabulary import MONTHS, SCALES, SimilarWords, word_key

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|\Z)")
_UNSEEN = r" \t\f\v\0\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"  # but no line break
_LIKE_A_HEADING = re.compile(
    rf"^[>{_UNSEEN}]*(?:#+[{_UNSEEN}]*|<h[1-6][^>\r\n]*>|(?=(?:\*\*|__)[^\r\n]*(?:\*\*|__)[ \t]*$))"
    r"(?P<text>[^\s#][^\r\n]*)",
    re.MULTILINE,
)
_FIELDS = {
    spelling.replace("_", " ").casefold(): name
    for name in ("cause", "action", "new_date")
    for spelling in PARTS["assessment"].term(name).spellings
}
_FIELD = re.compile(rf"(?P<name>{'|'.join(map(re.escape, _FIELDS))})[ \t]*:(?P<value>.*)", re.IGNORECASE | re.DOTALL)
_read_status = word_reader("assessment")
_STATUS_WORDS = SimilarWords(spelling for word in SCALES["assessment"].words for spelling in word.spellings)
_LIKE_A_DATE = re.compile(r"\d+[-/.]\w|\d{8}\b", re.ASCII)
MOST_FLAWS = 1000
_LONGEST_DATE = 3  # words, as in "30 november 2021"
_SHORTEST_END = 4  # characters: a date ends with a year, or with more
_HOW = message("write it as '## 2021-11-30 uppfyllt', or remove the date or the status from the heading")
_BESIDE_WORDS = "*_`:;,.()[]{}\"'”’/–—-"
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d"), "-")
_SPACES = dict.fromkeys(map(ord, "\0\u00a0\u1680\u2007\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff"), " ")
_NAMED_SPACE = "&nbsp;"
_BLANK = " \t\r\n\f\v\0\u00a0"
_DASH = "[-\u2010-\u2015\u2212\ufe63\uff0d]"
_DASHED_DATE = re.compile(rf"(?<!\d)\d{{4}}{_DASH}(?:\d\d|[QTHqth]\d)(?:{_DASH}\d\d)?(?!\d)")
_MOST_STATUS_WORDS = max(len(spelling.replace("_", " ").split()) for spelling in SCALES["assessment"].names)
_FIRST_WORDS_OF_STATUS = {word_key(spelling.replace("_", " ").split()[0]) for spelling in SCALES["assessment"].names}
_DATE_IN_WORDS = re.compile(r"(?a)\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{8}")


class _Section(NamedTuple):
    """A stretch of the body from one level-two heading to the next; the first has no heading.

    `flaw` is what is wrong with a heading that holds a date and a status without being read as an assessment.
    """

    start: int
    end: int
    heading: str = ""
    heading_start: int = 0
    flaw: UnreadableValueError | None = None


class _Body(NamedTuple):
    """The body of a Markdown file: its source with nothing in the place of comments, and what stands where in it."""

    source: Source
    start: int
    outline: Outline
    open_fence: int | None

    @property
    def text(self) -> str:
        """The text of the file, from which offsets are counted."""
        return self.source.text

    def is_code(self, offset: int) -> bool:
        """Return whether a line stands in fenced code."""
        fences = self.outline.fences
        number = bisect_right(fences, offset - self.start, key=lambda fence: fence.start) - 1
        return number >= 0 and offset - self.start < fences[number].end


def _body_of(markdown: MarkdownFile) -> _Body:
    text = markdown.source.text
    found = outline(markdown.body)
    readable = text[: markdown.body_start] + hidden(markdown.body, found.comments)
    open_fence = next((fence.start for fence in found.fences if not fence.is_closed), None)
    return _Body(Source(markdown.source.name, readable), markdown.body_start, found, open_fence)


def add_assessments(markdown: MarkdownFile, fields: Mapping) -> list[Diagnostic]:
    """Put the body into the fields: what is under dated headings as assessments, the rest as description."""
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
        dated = section.flaw or _read_heading(section.heading)
        if isinstance(dated, UnreadableValueError):
            place = source.location(section.heading_start)
            diagnostics.append(reading.BAD_HEADING.at(place, dated.message, dated.help))
        elif dated is None:
            description.append(section)
        else:
            entries.items.append(_assessment(source, body, section, *dated))
    diagnostics += add_text(fields, "subgoal", "description", _joined(source, body, description))
    if entries.items:
        _add_entries(fields, entries)
    return diagnostics


def misplaced_assessments(markdown: MarkdownFile) -> list[Diagnostic]:
    """Return a flaw for each heading of a plan's or an indicator's own text that looks like an assessment."""
    body = _body_of(markdown)
    flaw = message("a heading that looks like an assessment is not read as one here")
    advice = message(
        "write it under 'bedömningar' (assessments) of the plan or an area, or in the file of a subgoal; or remove "
        "the date"
    )
    return [
        reading.BAD_HEADING.at(body.source.location(section.heading_start), flaw, advice)
        for section in _sections(body)
        if section.flaw or _is_like_an_assessment(section.heading)
    ][:MOST_FLAWS]


def _is_like_an_assessment(heading: str) -> bool:
    """Return whether a heading is a date and a status, or nearly; a date alone is none."""
    read = _read_heading(heading)
    if isinstance(read, UnreadableValueError):
        return _holds_both(heading) or _is_nearly_status(" ".join(heading.split()[1:]))
    return read is not None


def _add_entries(fields: Mapping, entries: Sequence) -> None:
    written = key_of(fields, "subgoal", "assessments")
    listed = next((value for key, value in fields.items if key is written), None)
    if isinstance(listed, Sequence):
        listed.items += entries.items
        return
    entries.start = entries.items[0].start
    fields.items.append((Scalar(entries.source, entries.start, entries.start, "assessments"), entries))


def _sections(body: _Body) -> Iterator[_Section]:
    """Part the body at its level-two headings, and at what holds a date and a status and is no such heading."""
    begin = place = body.start
    heading, flaw = "", None
    for found in _parting(body):
        yield _Section(begin, found.heading_start, heading, place, flaw)
        begin, place, heading, flaw = found.start, found.heading_start, found.heading, found.flaw
    yield _Section(begin, len(body.text), heading, place, flaw)


def _parting(body: _Body) -> list[_Section]:
    """Return where sections begin, in order; their ends are not known yet."""
    parting: list[_Section] = []
    read: set[int] = set()
    for heading in body.outline.headings:
        start, end = body.start + heading.start, body.start + heading.end
        text = _plain(body, start, end, heading)
        is_own = heading.level == _OWN_LEVEL and not heading.is_nested
        if is_own or _holds_both(text):
            flaw = None if is_own else _not_as_such(text)
            parting.append(_Section(end, end, text, start, flaw))
            read.add(start)
    for found in _LIKE_A_HEADING.finditer(body.text, body.start):
        start = _line_start(body.text, found.start("text"))
        if start not in read and (flaw := _slip(body, start, found["text"])):
            parting.append(_Section(found.end(), found.end(), found["text"], start, flaw))
    return sorted(parting, key=lambda section: section.heading_start)


_OWN_LEVEL = 2


def _plain(body: _Body, start: int, end: int, heading: Heading) -> str:
    """Return the text of a heading with ordinary spaces and hyphens for those that a word processor puts there."""
    text = heading.text
    if OPENING in text:
        text = " ".join(line.strip(" \t#") for line in body.text[start:end].splitlines() if line.strip("=-> \t"))
    return " ".join(_typed(text).split()) or " "


def _typed(text: str) -> str:
    """Return a text of the same length with ordinary spaces and, in what begins like a date, ordinary hyphens."""
    text = text.translate(_SPACES).replace(_NAMED_SPACE, " " * len(_NAMED_SPACE))
    return _DASHED_DATE.sub(lambda found: found[0].translate(_DASHES), text)


def _line_start(text: str, offset: int) -> int:
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def _slip(body: _Body, start: int, text: str) -> UnreadableValueError | None:
    """Return what is wrong with a line that is no heading, though it begins with `#` and holds a date and a status."""
    if not _holds_both(_typed(text)):
        return None
    if not body.is_code(start):
        return _not_as_such(_typed(text))
    if body.open_fence is None:
        return None  # an example
    line = body.source.location(body.start + body.open_fence).line
    flaw = message(
        "the heading {heading} is inside code, and the code that begins on line {line} never ends",
        heading=quoted(text, 60),
        line=line,
    )
    return UnreadableValueError("bad-heading", flaw, message("write ``` on a line of its own where the code ends"))


def _not_as_such(text: str) -> UnreadableValueError:
    flaw = message(
        "the heading {heading} has a date and a status, but is not read as an assessment", heading=quoted(text, 60)
    )
    meant = _meant(text.rstrip("# ").split())
    if meant is None:
        return UnreadableValueError("bad-heading", flaw, _HOW)
    advice = message(
        "write it as '## {meant}', at the beginning of a line and with an ordinary space after ##", meant=meant
    )
    return UnreadableValueError("bad-heading", flaw, advice)


def _holds_both(text: str) -> bool:
    """Return whether a text holds a date, more exact than a year, and a status."""
    if not _has_digit(text):
        return False
    words = [word.strip(_BESIDE_WORDS) for word in re.sub(r"[\[\]()<>|{}]", " ", text).split()]
    has_status = any(_is_status(words, n) for n in range(len(words)))
    return has_status and any(_is_date(words, n) for n in range(len(words)))


def _has_digit(text: str) -> bool:
    """Return whether a text has a digit, as every date has, and all that is meant as one."""
    return any(map(str.isdigit, text))


def _is_status(words: list[str], first: int) -> bool:
    """Return whether a word, or a few from it on, is a status."""
    return word_key(words[first]).partition("_")[0] in _FIRST_WORDS_OF_STATUS and any(
        word_key(" ".join(words[first : first + n])) in SCALES["assessment"].names
        for n in range(1, _MOST_STATUS_WORDS + 1)
    )


def _is_date(words: list[str], first: int) -> bool:
    """Return whether a word, or a few from it on, is a date or meant as one; a year alone is none."""
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
    """Return whether a text is a month's name and a year, with or without a day."""
    words = text.split()
    return len(words) > 1 and word_key(words[-2]) in MONTHS and len(words[-1]) == len("2026")


def _joined(source: Source, body: _Body, sections: list[_Section]) -> Scalar:
    """Return the description: the text of the sections, each with its heading."""
    if not sections:
        return Scalar(source, 0, 0, "")
    text = "".join(body.text[s.heading_start if s.heading else s.start : s.end] for s in sections)
    first = sections[0].heading_start if sections[0].heading else sections[0].start
    blank = len(text) - len(text.lstrip(_BLANK))
    return Scalar(source, min(first + blank, len(source.text)), sections[-1].end, with_lf(bare(text).strip()), "|")


def _read_heading(heading: str) -> tuple[str, str] | UnreadableValueError | None:
    """Return the date and the status of a heading, what is wrong with it, or None where it is an ordinary one."""
    try:
        return _date_and_status(heading)
    except UnreadableValueError as flaw:
        return flaw


def _date_and_status(heading: str) -> tuple[str, str] | None:
    """Part a heading into a date and a status; None where it is an ordinary heading.

    Raises:
        UnreadableValueError: where it is nearly, but not quite, a date and a status.
    """
    if not _has_digit(heading):
        return None
    words = heading.split()
    longest = min(len(words), _LONGEST_DATE)
    parted = [(" ".join(words[:n]), " ".join(words[n:]).strip("–—:- ")) for n in range(1, longest + 1)]
    for date, status in parted:
        if _is_dated_so(date, status):
            return date, status
    if meant := _meant(words):
        raise UnreadableValueError(
            "bad-heading",
            message("the heading {heading} is almost a date and a status", heading=quoted(heading, 60)),
            message("write it as '## {meant}'", meant=meant),
        )
    for date, status in reversed(parted):
        if flaw := _almost(date, status):
            raise UnreadableValueError(
                "bad-heading",
                message("the heading {heading} is almost a date and a status", heading=quoted(heading, 60)),
                flaw.help or _HOW,
            )
    if _holds_both(heading):
        raise _not_as_such(heading)
    return None


def _is_dated_so(date: str, status: str) -> bool:
    return word_key(status) in SCALES["assessment"].names and is_date(date)


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


def _almost(date: str, status: str) -> UnreadableValueError | None:
    """Return what is wrong where a heading has a date or a status, and nearly the other; None where it is ordinary."""
    if is_date(date):  # a year alone may begin any heading
        return _flaw_of_status(status) if not date.isdigit() or _is_nearly_status(status) else None
    has_status = _is_like_a_date(date) and (_flaw_of_status(status) is None or _is_nearly_status(status))
    return _flaw_of_date(date) if has_status else None


def _is_like_a_date(text: str) -> bool:
    """Return whether a text is meant as a date: digits with marks between, eight in a row, or beside a month's name."""
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


def _assessment(source: Source, body: _Body, section: _Section, date: str, status: str) -> Mapping:
    entry = Mapping(source, section.heading_start)
    entry.end = section.end
    for field in (*_of_heading(body, section, date, status), *_fields(body, section)):
        key = Scalar(source, field.key_start, field.key_start, field.name)
        value = with_lf(bare("".join(field.lines)).strip())
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


def _of_heading(body: _Body, section: _Section, date: str, status: str) -> Iterator[_Field]:
    line = _typed(body.text[section.heading_start : section.start])
    end = 0
    for name, value in (("date", date), ("status", status)):
        words = value.split()
        place = line.index(words[0], end)
        end = place + len(words[0])
        start = section.heading_start + place
        yield _Field(name, start, start, start + len(value), [value])


def _fields(body: _Body, section: _Section) -> Iterator[_Field]:
    """Give the named paragraphs of an assessment (cause, action, new date), and the rest as its comment."""
    comment = _Field("comment", section.start, section.start, section.start, [])
    named: list[_Field] = []
    in_field = False
    for start, end, text in _lines(body, section):
        is_said = bool(text.strip(_BLANK))
        begun = _named(body, start, end, text)
        if begun:
            named.append(begun)
        elif in_field and is_said:
            named[-1] = _longer(named[-1], start, end, text)
        elif is_said:
            comment = _longer(comment, start, end, text)
        elif comment.lines:
            comment.lines.append(text)
        in_field = begun is not None or (in_field and is_said)
    yield from (comment, *named) if comment.lines else named


def _lines(body: _Body, section: _Section) -> Iterator[tuple[int, int, str]]:
    """Give the lines of a section, with their line breaks, and where they stand; those of comments are passed over."""
    position = section.start
    while position < section.end:
        line = _LINE.match(body.text, position)
        end = min(line.end() if line else section.end, section.end)
        text = unicodedata.normalize("NFC", body.text[position:end])
        if text.strip(_BLANK) or "\0" not in text:
            yield position, end, text
        position = end


def _named(body: _Body, start: int, end: int, line: str) -> _Field | None:
    """Return the field that a line such as `Orsak: …` begins; None for other lines, and for code."""
    found = None if body.is_code(start) else _FIELD.match(line)
    if found is None:
        return None
    return _Field(_FIELDS[found["name"].casefold()], start, _value_start(body.text, start), end, [found["value"]])


def _longer(field: _Field, start: int, end: int, line: str) -> _Field:
    """Return a field with one more line."""
    begin = field.start if field.lines else start
    field.lines.append(line)
    return field._replace(start=begin, end=end)


def _value_start(text: str, line: int) -> int:
    """Return where the value of a line such as `Orsak: …` begins."""
    start = text.index(":", line) + 1
    while text[start : start + 1] in {" ", "\t"}:
        start += 1
    return start
