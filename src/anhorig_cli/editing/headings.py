"""Assessments in a subgoal's Markdown file: a heading with date and status, the comment, and lines like `Orsak: …`."""

import re
import textwrap

from anhorig_cli.editing.lines import line_end, newline, next_line
from anhorig_cli.editing.style import pair_of, spelled
from anhorig_cli.editing.writer import Writer
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan_edit import Addition, Entry, Word
from anhorig_cli.nodes import Mapping, Node, Sequence
from anhorig_cli.source import Splice

_NAMED = ("cause", "action", "new_date")


def takes_headings(node: Mapping, name: str) -> bool:
    """Return whether a new assessment in a subgoal's own Markdown file is to be a heading.

    So it is unless assessments are listed among the fields, and nowhere else.
    """
    return name == "assessments" and (pair_of(node, "subgoal", name) is None or bool(_sections(node)))


def _assessments(node: Mapping) -> list[Node]:
    keys = PARTS["subgoal"]
    listed = next((value for key, value in node.items if keys.name_of(key.value) == "assessments"), None)
    return listed.items if isinstance(listed, Sequence) else []


def _sections(node: Mapping) -> list[Node]:
    """Return the assessments that stand as headings, which the parser has given keys without any text."""
    return [
        one
        for one in _assessments(node)
        if isinstance(one, Mapping) and all(key.end == key.start for key, _ in one.items)
    ]


def add_section(node: Mapping, addition: Addition, writer: Writer) -> Splice:
    """Add an assessment: below the last one, at the end of the file where there is none, or above a later one."""
    text = node.source.text
    sections = _sections(node)
    later = _later_than(node, addition)
    before = [section for section in sections if later is None or section.start < later.start]
    sibling = before[-1] if before else next(iter(sections), None)
    lines = _lines(addition.item, writer, _has_gap(sibling))
    break_ = newline(text)
    if later is not None and not before:
        return Splice.at(later.start, "".join(line + break_ for line in [*lines, ""]))
    return _below(text, text[: before[-1].end] if before else text, lines, break_)


def _later_than(node: Mapping, addition: Addition) -> Node | None:
    """Return the assessment that is to stand after a new one; None where the new one is the last."""
    if addition.position is None:
        return None
    return next(iter(_assessments(node)[addition.position :]), None)


def _below(text: str, before: str, lines: list[str], break_: str) -> Splice:
    """Return the splice that adds lines, after an empty one, below the last line of a part of a text."""
    end = line_end(text, len(before.rstrip()))
    return Splice.at(end, "".join(break_ + line for line in ["", *lines]))


def _has_gap(section: Node | None) -> bool:
    """Return whether an empty line follows the heading."""
    if section is None:
        return False
    text = section.source.text
    start = next_line(text, section.start)
    return start < len(text) and not text[start : line_end(text, start)].strip()


def _lines(item: Entry, writer: Writer, gap: bool) -> list[str]:
    language = writer.language()
    texts = {name: spelled(value, language) for name, value in item.fields.items() if isinstance(value, str | Word)}
    lines = [f"## {texts['date']} {texts['status']}", *([""] if gap else [])]
    lines += texts["comment"].split("\n") if "comment" in texts else []
    for name in _NAMED:
        if name in texts:
            lines += (_head(name, writer) + texts[name]).split("\n")
    return lines


def _head(name: str, writer: Writer) -> str:
    key = PARTS["assessment"].term(name).spelled(writer.language())
    return key.replace("_", " ").capitalize() + ": "


def broken(item: Entry, writer: Writer) -> Entry:
    """Return an assessment with its texts broken into lines as the file's are: Markdown keeps them."""
    heads = {"comment": "", **{name: _head(name, writer) for name in ("cause", "action")}}
    return Entry(
        item.part,
        {
            name: _broken(value, len(heads[name]), writer.style.width)
            if name in heads and isinstance(value, str)
            else value
            for name, value in item.fields.items()
        },
    )


_BEGINS_MARKDOWN = re.compile(r"[-+*#>=|`~<:]|\d+[.)]")


def _broken(text: str, head: int, width: int) -> str:
    if "  " in text or "\n" in text or head + len(text) <= width:
        return text
    lines = textwrap.wrap(text, width, initial_indent=" " * head, break_long_words=False, break_on_hyphens=False)
    if any(_BEGINS_MARKDOWN.match(line) for line in lines[1:]):
        return text  # a list or a heading to whoever reads it as Markdown
    return "\n".join(lines).strip()
