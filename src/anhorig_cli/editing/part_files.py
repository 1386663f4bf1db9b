"""New files: a part of a folder plan in the form of those beside it, and a plan in the form of an old one."""

from anhorig_cli.editing.lines import before_comments, is_blank, line_start, newline, previous_line
from anhorig_cli.editing.lists import stand_apart
from anhorig_cli.editing.style import pair_of, style_of
from anhorig_cli.editing.writer import Writer
from anhorig_cli.model.plan_edit import Entry, Value
from anhorig_cli.nodes import Mapping, Sequence
from anhorig_cli.vocabulary import Language


def part_text(
    entry: Entry, root: Mapping, beside: Mapping, language: Language, *, is_markdown: bool, may_spread: bool = True
) -> str:
    """Return the text of a new part file, written as the part `beside` it; in Markdown the description is the body."""
    source = beside.source
    writer = Writer(style_of(root, source, language, may_spread=may_spread), beside)
    body = entry.fields.get("description") if is_markdown else None
    fields = {name: value for name, value in entry.fields.items() if not is_markdown or name != "description"}
    lines = writer.block(Entry(entry.part, fields), 0, beside)
    if is_markdown:
        lines = ["---", *lines, "---", *([body] if isinstance(body, str) else [])]
    break_ = newline(source.text)
    return "".join(line.replace("\n", break_) + break_ for line in lines)


def plan_lines(entry: Entry, like: Mapping, writer: Writer) -> list[str]:
    """Return the lines of a plan's fields, with empty lines where the plan that it is `like` has them."""
    lines: list[str] = []
    for name, value in entry.fields.items():
        if lines and _stands_apart(like, name):
            lines.append("")
        lines += _field_lines(name, value, like, writer)
    return lines


def _field_lines(name: str, value: Value, like: Mapping, writer: Writer) -> list[str]:
    pair = pair_of(like, "plan", name)
    listed = pair[1] if pair else None
    items = _entries_in(value)
    if not items or not isinstance(listed, Sequence) or not listed.items or not stand_apart(listed):
        return writer.pair("plan", name, value, 0, like)
    lines = [writer.style.key_near("plan", name, like) + ":"]
    for number, item in enumerate(items):
        lines += [""] if number else []
        lines += writer.item(item, writer.style.dash, listed.items[-1])
    return lines


def _entries_in(value: Value) -> list[Entry]:
    """Return the things of a list; none of what is no list of things."""
    return [one for one in value if isinstance(one, Entry)] if isinstance(value, tuple) else []


def _stands_apart(like: Mapping, name: str) -> bool:
    """Return whether there is an empty line above a field, or above the comments on it."""
    pair = pair_of(like, "plan", name)
    if pair is None:
        return False
    text = pair[0].source.text
    start = before_comments(text, line_start(text, pair[0].start), 0)
    return start > 0 and is_blank(text, previous_line(text, start))
