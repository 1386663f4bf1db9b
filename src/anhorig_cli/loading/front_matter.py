"""Markdown files: the fields between two lines of dashes, and the body after them."""

import re
from dataclasses import dataclass

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.loading.nodes import Mapping, Scalar, location
from anhorig_cli.loading.parser import parse
from anhorig_cli.loading.shaping import is_blank
from anhorig_cli.rules import reading
from anhorig_cli.source import Message, Source, message
from anhorig_cli.vocabulary import PARTS

_OPENING = re.compile(r"---[ \t]*(?:\r\n|\n|\r)")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    """The tree of the fields (None where it could not be parsed), and where the body begins in the source."""

    source: Source
    fields: Mapping | None
    body_start: int
    diagnostics: list[Diagnostic]

    @property
    def body(self) -> str:
        """The text after the fields."""
        return self.source.text[self.body_start :]


def read_markdown(source: Source) -> MarkdownFile:
    """Part a Markdown file into fields and body; offsets stay those of the whole file."""
    opening = _OPENING.match(source.text)
    closing = _CLOSING.search(source.text, opening.end()) if opening else None
    if opening is None or closing is None:
        flaw = message("the file does not begin with fields between two lines of ---")
        if opening is not None:
            flaw = message("the fields that begin on the first line are never ended by a line of ---")
        return MarkdownFile(source, None, len(source.text), [_at_top(source, flaw)])
    root, diagnostics = parse(source, opening.end(), closing.start())
    if root is None and not diagnostics:
        rule = reading.EMPTY_FILE
        diagnostics = [
            Diagnostic(source.location(0), rule, rule.severity, message("there are no fields between the lines of ---"))
        ]
    fields = root if isinstance(root, Mapping) else None
    if root is not None and fields is None:
        rule = reading.WRONG_KIND
        flaw = message("a mapping is expected here: lines of 'key: value'")
        diagnostics.append(Diagnostic(location(root), rule, rule.severity, flaw))
    return MarkdownFile(source, fields, closing.end(), diagnostics)


def _at_top(source: Source, flaw: Message) -> Diagnostic:
    rule = reading.NO_FRONT_MATTER
    return Diagnostic(source.location(0), rule, rule.severity, flaw)


def add_text(fields: Mapping, part: str, name: str, text: Scalar) -> list[Diagnostic]:
    """Add a body as the field `name`; report a field that is written above too."""
    if is_blank(text.value):
        return []
    names = PARTS[part].names
    written = next((key for key, _ in fields.pairs() if names.get(key.value) == name), None)
    if written is not None:
        flaw = message(
            "the text here is read as '{key}', which stands already on line {line}",
            key=written.value,
            line=location(written).line,
        )
        rule = reading.DUPLICATE_KEY
        return [Diagnostic(location(text), rule, rule.severity, flaw, message("keep one of them"))]
    fields.items.append((Scalar(text.source, text.start, text.start, name), text))
    return []
