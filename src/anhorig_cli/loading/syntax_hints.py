"""Explanations of YAML syntax errors for people who do not know YAML."""

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from anhorig_cli.diagnostics import Fix, Rule
from anhorig_cli.loading import fixes
from anhorig_cli.loading.fixes import CURLY, ODD_DASHES, ODD_SPACE, in_quotes
from anhorig_cli.model.parts import is_key
from anhorig_cli.nodes import Scalar
from anhorig_cli.rules import reading
from anhorig_cli.source import Message, Source, message


class Halt(NamedTuple):
    """The finding that ends the parsing, and its offset in the source."""

    rule: Rule
    offset: int
    message: Message
    help: Message | None = None
    fix: Fix | None = None


_VALUE = r"^(?P<before>\s*(?:-\s+)*(?:(?P<key>[^\s:#'\"\[{][^:#]*|\"[^\"]*\"|'[^']*'):\s+)?)(?P<value>.*)$"
_STARTS = {
    "%": message("a value cannot begin with '%': put the text in quotes"),
    "@": message("a value cannot begin with '@': put the text in quotes"),
    "`": message("a value cannot begin with '`': put the text in quotes"),
    "*": message(
        "a value that begins with '*' is read as a reference: put the text in quotes, or use '|' for a list in text"
    ),
    "&": message("a value that begins with '&' is read as an anchor: put the text in quotes"),
    "!": message("a value that begins with '!' is read as a tag: put the text in quotes"),
    ">": message("a value that begins with '>' is read as folded text: put the text in quotes"),
    "|": message("a value that begins with '|' is read as a text block: put the text in quotes"),
    "-": message("a value cannot begin with '- ': put the text in quotes, or put the list on lines of its own"),
    "?": message("a value cannot begin with '? ': put the text in quotes"),
    "[": message("a value that begins with '[' is read as a list: put the text in quotes, or close the list with ']'"),
    "{": message("a value that begins with '{{' is read as a mapping: put the text in quotes, or close it with '}}'"),
}


def halt_of(error: Exception, source: Source, start: int, end: int | None, last: Scalar | None) -> Halt:
    """Return the finding for an error of the parser, with its place, a hint and a fix.

    Args:
        error: what the parser raised.
        source: the text, of which the parser was given the part from `start` to `end`.
        start: the offset where that part begins.
        end: the offset where it ends; None for the end of the text.
        last: the last scalar before the error; it shows whether a quote was closed too late.
    """
    context: Any = getattr(error, "context_mark", None)
    mark: Any = getattr(error, "problem_mark", None) or context
    offset = start + (mark.index if mark is not None else getattr(error, "position", last.end - start if last else 0))
    line = source.location(offset).line
    opened_at = start + context.index if context is not None else None
    found = _quote_closed_too_late(source, last, line) or _text_after_quote(source, last, offset)
    if found is None and opened_at is not None:
        found = _never_closed(error, source, opened_at, line)
    if found is None:
        found = message("the text cannot be read as YAML from here"), _hint_for_line(error, source, offset)
        return Halt(reading.SYNTAX, offset, *found, _fix(source, line, _last_line(source, offset, end)))
    return Halt(reading.SYNTAX, offset, *found)


_FlawAndHelp = tuple[Message, Message | None]
"""What is wrong, and what to do."""


def _quote_closed_too_late(source: Source, last: Scalar | None, line: int) -> _FlawAndHelp | None:
    """Return the flaw if the parser stopped on the last line of a quoted text that began on an earlier line."""
    if last is None or last.style not in _QUOTES or not last.value:
        return None
    opened = source.location(last.start).line
    if not opened < source.location(max(last.end - 1, last.start)).line == line:
        return None
    flaw = message("the text cannot be read on from here; a quote opened on line {line} ends here", line=opened)
    return flaw, message("close the quote on line {line}", line=opened)


_BEGINS_TEXT = r"[^\s,:\]}#'\"]"
_NEXT_KEY = r"(?P<key>[^\W\d_][\w-]*):\s"
_AFTER_QUOTE = message(
    "there is text after the closing quote: put all of it in single quotes, and double a quote inside ('')"
)


def _text_after_quote(source: Source, last: Scalar | None, offset: int) -> _FlawAndHelp | None:
    """Return the flaw if text, and not a key (before which a comma is missing), follows a quoted text."""
    if last is None or last.style not in _QUOTES or source.text[last.end : offset].strip(" "):
        return None
    next_key = re.compile(_NEXT_KEY).match(source.text, offset)
    is_text = re.compile(_BEGINS_TEXT).match(source.text, offset) and not (next_key and is_key(next_key["key"]))
    return (message("the text cannot be read as YAML from here"), _AFTER_QUOTE) if is_text else None


def _never_closed(error: Exception, source: Source, opened_at: int, stopped: int) -> _FlawAndHelp | None:
    """Return the flaw if a quote or bracket is opened and never closed."""
    opening, opened = source.text[opened_at : opened_at + 1], source.location(opened_at).line
    if opening in _QUOTES and "end of stream" in str(getattr(error, "problem", "")):
        flaw = message("the quote opened on line {line} is never closed", line=opened)
        return flaw, message("close the quote on line {line}", line=opened)
    if opening not in _BRACKETS or "flow" not in str(getattr(error, "context", "")):
        return None
    lines = [source.line(number) for number in range(opened, stopped + 1)]
    if _is_colon_at_fault(opening, lines):
        return None
    hint = message("close what begins with '{opening}' on line {line}", opening=opening, line=opened)
    return message("the text cannot be read as YAML from here"), hint


def _is_colon_at_fault(opening: str, lines: Sequence[str]) -> bool:
    """Return whether a plain text with ': ' may have stopped the parser, and not an open bracket."""
    is_open = opening == "{" and not any("}" in line for line in lines[:-1] or lines)
    has_colon = _has_colon_in_braces if is_open else _has_colon_in_text
    return any(has_colon(line) or re.search(_COLON_TWICE, line) for line in lines)


def _last_line(source: Source, stopped: int, end: int | None) -> int:
    """Return the number of the last line that the parser was given."""
    return source.location(max((len(source.text) if end is None else end) - 1, stopped)).line


def _fix(source: Source, stopped: int, last: int) -> Fix | None:
    """Return the fix for the line where the parser stopped, or the one before."""
    for number, line in _lines_up_to(source, stopped):
        if re.search(ODD_SPACE, line):
            return fixes.with_ordinary_spaces(source, [number])
    for number, line in _lines_up_to(source, stopped):
        if re.search(_ODD_DASH, line):
            return fixes.with_hyphens(source, number, last)
    line = source.line(stopped)
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return fixes.with_spaces_for_tabs(source, stopped, last)
    return _fix_of_value(source, stopped)


def _lines_up_to(source: Source, stopped: int) -> Iterator[tuple[int, str]]:
    """Yield the line where the parser stopped and the one before, which usually contain the error."""
    return ((number, source.line(number)) for number in (stopped, stopped - 1) if number)


def _fix_of_value(source: Source, number: int) -> Fix | None:
    """Return the fix for a value that needs quotes, or has quotation marks that are not YAML's."""
    line = source.line(number)
    found = re.match(_VALUE, line)
    if found is None or not found["before"].strip():
        return None
    start, end = (source.start_of(number) + at for at in found.span("value"))
    if found["value"][:1] in CURLY:
        return fixes.in_ordinary_quotes(source, start, end) or fixes.quoted(source, start, end)
    has_colon = ": " in found["value"] and found["value"][:1] not in "'\"[{|>&*!"
    return fixes.quoted(source, start, end) if has_colon or found["value"][:1] in {"%", "@", "`"} else None


def _hint_for_line(error: Exception, source: Source, offset: int) -> Message | None:
    """Return the hint for a line that cannot be read."""
    place = source.location(offset)
    problem = str(getattr(error, "problem", "") or "")
    hint = (
        _odd_space_hint(source, place.line)
        or _odd_dash_hint(source, place.line)
        or _missing_space_hint(source, place.line)
    )
    hint = hint or _missing_indent_hint(source, place.line) or _missing_colon_hint(source, place.line)
    return hint or _hint(source.line(place.line), place.column, problem)


_QUOTES = frozenset({"'", '"'})
_COLON_IN_LIST = r"[\[,]\s*[^\s\[\]{},'\"][^\[\]{},]*: "
_COLON_IN_BRACES = r"[{,]\s*[^\s\[\]{},'\":]+: [^\s\[\]{},'\"][^\[\]{},]*: "
_COLON_TWICE = r"^\s*[^\s\[\]{},'\":]+: [^\s\[\]{},'\"][^\[\]{},]*: "
_BRACKETS = frozenset({"[", "{"})


def _has_colon_in_text(line: str) -> bool:
    """Return whether a plain text in brackets contains ': ', as in `[Mål: nå fler]` or `{titel: Mål: nå fler}`."""
    return bool(re.search(_COLON_IN_LIST, line)) or _has_colon_in_braces(line)


def _has_colon_in_braces(line: str) -> bool:
    return bool(re.search(_COLON_IN_BRACES, line))


def _odd_space_hint(source: Source, stopped: int) -> Message | None:
    """Return the hint for a space that YAML does not accept, such as one pasted from a web page or Word."""
    for number, line in _lines_up_to(source, stopped):
        if found := re.search(ODD_SPACE, line):
            return hint_of_space(found["indent"] or found["gap"], number)
    return None


def hint_of_space(character: str, line: int) -> Message:
    """Return the hint for a line with a space that YAML does not accept."""
    return message(
        "line {line} contains a no-break space ({point}), which looks like a space: write an ordinary one instead",
        line=line,
        point=f"U+{ord(character):04X}",
    )


_ODD_DASH = rf"^\s*(?P<mark>[{ODD_DASHES}])\s"


def _odd_dash_hint(source: Source, stopped: int) -> Message | None:
    """Return the hint for a line that begins with a dash or a bullet instead of a hyphen."""
    for number, line in _lines_up_to(source, stopped):
        if found := re.search(_ODD_DASH, line):
            return hint_of_dash(found["mark"], number)
    return None


_NO_SPACE_AFTER_COLON = r"^\s*(?:- )?(?P<key>[^\W\d_][\w-]*):(?P<rest>[^\s:/].*)$"
_NO_SPACE_AFTER_HYPHEN = r"^\s*-(?P<key>[^\W\d_][\w-]*):(?:\s|$)"


def _missing_space_hint(source: Source, stopped: int) -> Message | None:
    """Return the hint for a key with no space after its colon, or after the hyphen before it."""
    for number, line in _lines_up_to(source, stopped):
        if (found := re.match(_NO_SPACE_AFTER_COLON, line)) and is_key(found["key"]):
            return message("write a space after the colon on line {line}: {key}: …", line=number, key=found["key"])
        if (found := re.match(_NO_SPACE_AFTER_HYPHEN, line)) and is_key(found["key"]):
            return message("write a space after the hyphen on line {line}: - {key}: …", line=number, key=found["key"])
    return None


_NO_COLON = r"^(?P<key>[^\W\d_][\w-]*)(?: .*[^:]| *)$"


def _missing_colon_hint(source: Source, stopped: int) -> Message | None:
    """Return the hint for a key without a colon at the left margin, where no text can continue."""
    for number, line in _lines_up_to(source, stopped):
        found = re.match(_NO_COLON, line)
        if found and is_key(found["key"]) and ": " not in line:
            return message("write a colon after '{key}' on line {line}: {key}: …", key=found["key"], line=number)
    return None


_BEGINS_LINES = r"^\s*(?:- )?(?P<key>[^\s:#][^:#]*): *(?P<mark>[|>])[+-]?\s*$"


def _missing_indent_hint(source: Source, stopped: int) -> Message | None:
    """Return the hint for text after `key: |` that is not indented; the parser stops there or on the next line."""
    for number in (stopped - 1, stopped - 2):
        found = re.match(_BEGINS_LINES, source.line(number)) if number > 0 else None
        below = source.line(number + 1) if found else ""
        if found and below.strip() and not below[:1].isspace():
            return message(
                "indent the lines of '{key}' by two spaces, below '{mark}'",
                key=found["key"].strip(),
                mark=found["mark"],
            )
    return None


def hint_of_dash(mark: str, line: int) -> Message:
    """Return the hint for a line that begins with a dash or bullet instead of the hyphen of a list item."""
    return message(
        "write an ordinary hyphen and a space, '- ', where line {line} begins with '{mark}'", line=line, mark=mark
    )


def _odd_quotes_hint(before: str, value: str) -> Message:
    """Return the hint for a text in quotation marks that are not YAML's."""
    inner = value.strip().strip(CURLY)
    example = before.lstrip() + in_quotes(inner)
    return message("write ordinary quotation marks around the text: {example}", example=example)


def _hint(line: str, column: int, problem: str) -> Message | None:
    if "\t" in line[: max(column, len(line) - len(line.lstrip()))] and line[:1].isspace():
        return message("indent with spaces, not with a tab")
    if "incompatible YAML document" in problem:
        return message("remove the line; a plan needs no '%YAML'")
    found = re.match(_VALUE, line)
    before, value = (found["before"].lstrip(), found["value"]) if found else ("", line.strip())
    begins = _hint_in_brackets(line, column) if value[:1] in _BRACKETS else _hint_of_quotes(before, value)
    return begins or _hint_of_colon(line, before, value, problem) or _hint_of_text(value)


def _hint_of_text(value: str) -> Message:
    """Return the hint for a value by its first character, or else by what most often is wrong."""
    if (hint := _hint_of_start(value)) is not None:
        return hint
    if ": " in value:
        return message("put text that contains ': ' in quotes")
    return message("look at the indentation: things that belong together begin in the same column")


_BEFORE_VALUE = r"(?:[\[{,]|: )\s*(?=[^\s\[{,]*$)"


def _hint_in_brackets(line: str, column: int) -> Message | None:
    """Return the hint for the value in brackets at which the parser stopped, as `@alla` in `{titel: @alla}`."""
    begins = re.search(_BEFORE_VALUE, line[: column - 1])
    inner = line[begins.end() :] if begins else ""
    return None if inner[:1] in _BRACKETS else _hint_of_start(inner)


def _hint_of_quotes(before: str, value: str) -> Message | None:
    if value[:1] and value[:1] in CURLY:
        return _odd_quotes_hint(before, value)
    if value[:1] in {"'", '"'}:
        return _AFTER_QUOTE
    return None


def _hint_of_colon(line: str, before: str, value: str, problem: str) -> Message | None:
    if _has_colon_in_text(line):
        return message("put text that contains ': ' in quotes")
    if "mapping values" in problem and ": " in value:
        return message("put text that contains ': ' in quotes: {example}", example=before + in_quotes(value.rstrip()))
    return None


def _hint_of_start(value: str) -> Message | None:
    """Return the hint for a value that begins with a character that has a meaning in YAML."""
    if value[:1] in {"-", "?"} and value[1:2] not in {" ", ""}:
        return None
    return _STARTS.get(value[:1])
