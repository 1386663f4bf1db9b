"""A part of a folder plan in a file of its own, in the form of those beside it."""

from anhorig_cli.editing.lines import newline
from anhorig_cli.editing.style import style_of
from anhorig_cli.editing.writer import Writer
from anhorig_cli.model.plan_edit import Entry
from anhorig_cli.nodes import Mapping
from anhorig_cli.vocabulary import Language


def part_text(entry: Entry, root: Mapping, beside: Mapping, language: Language, *, is_markdown: bool) -> str:
    """Return the text of a new part file, written as the part `beside` it; in Markdown the description is the body."""
    source = beside.source
    writer = Writer(style_of(root, source, language), beside)
    body = entry.fields.get("description") if is_markdown else None
    fields = {name: value for name, value in entry.fields.items() if not is_markdown or name != "description"}
    lines = writer.block(Entry(entry.part, fields), 0, beside)
    if is_markdown:
        lines = ["---", *lines, "---", *([body] if isinstance(body, str) else [])]
    break_ = newline(source.text)
    return "".join(line.replace("\n", break_) + break_ for line in lines)
