"""Why the YAML parser gave up, told in a way that helps a person who does not know YAML."""

import re
from dataclasses import dataclass

import yaml

from anhorig_cli.diagnostics import Rule
from anhorig_cli.loading.nodes import Scalar
from anhorig_cli.rules import reading
from anhorig_cli.source import Message, Source, message


@dataclass(frozen=True, slots=True)
class Halt:
    """What ended the parsing, and where in the source."""

    rule: Rule
    offset: int
    message: Message
    help: Message | None = None


_VALUE = re.compile(r"^(?P<before>\s*(?:-\s+)*(?:(?P<key>[^\s:#'\"\[{][^:#]*|\"[^\"]*\"|'[^']*'):\s+)?)(?P<value>.*)$")
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


def halt_of(error: yaml.YAMLError, source: Source, start: int, last: Scalar | None) -> Halt:
    """Turn the parser's error into a flaw with a place and a hint.

    Args:
        error: what the parser raised.
        source: the text, of which the parser was given the part from `start`.
        start: an offset in the text.
        last: the last scalar before the error; a quote that was closed too late is found by it.
    """
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    offset = start + (mark.index if mark is not None else getattr(error, "position", 0))
    place = source.location(offset)
    line = source.line(place.line)
    if last is not None and last.style in {"'", '"'} and _spans_lines(source, last) and last.end <= offset:
        opened = source.location(last.start)
        return Halt(
            reading.SYNTAX,
            offset,
            message("the text cannot be read on from here; a quote opened on line {line} ends here", line=opened.line),
            message("close the quote on line {line}", line=opened.line),
        )
    context = getattr(error, "context_mark", None)
    problem = str(getattr(error, "problem", "") or "")
    if (
        "end of stream" in problem
        and context is not None
        and source.text[start + context.index : start + context.index + 1] in {"'", '"'}
    ):
        opened = source.location(start + context.index)
        return Halt(
            reading.SYNTAX,
            offset,
            message("the quote opened on line {line} is never closed", line=opened.line),
            message("close the quote on line {line}", line=opened.line),
        )
    return Halt(
        reading.SYNTAX, offset, message("the text cannot be read as YAML from here"), _hint(line, place.column, problem)
    )


def _spans_lines(source: Source, scalar: Scalar) -> bool:
    return "\n" in source.text[scalar.start : scalar.end]


def _hint(line: str, column: int, problem: str) -> Message | None:
    if "\t" in line[: max(column, len(line) - len(line.lstrip()))] and line[:1].isspace():
        return message("indent with spaces, not with a tab")
    if "incompatible YAML document" in problem:
        return message("remove the line; a plan needs no '%YAML'")
    found = _VALUE.match(line)
    value = found["value"] if found else line.strip()
    if value[:1] in {"'", '"'}:
        return message(
            "text stands after the closing quote: put all of it in single quotes, and double a quote inside ('')"
        )
    if "mapping values" in problem and ": " in value:
        return message(
            "quote text that holds ': ': {example}", example=f'{found["before"].lstrip() if found else ""}"{value}"'
        )
    if value[:1] in _STARTS and (value[:1] not in "-?" or value[1:2] == " "):
        return _STARTS[value[:1]]
    if ": " in value:
        return message("quote text that holds ': '")
    return message("look at the indentation: things that belong together begin in the same column")
