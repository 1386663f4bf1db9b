"""Blocks as the paragraphs and tables of a Word document."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from zlib import crc32

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from anhorig_cli.rendering.paper.document import (
    Beside,
    Block,
    Blocks,
    Divider,
    Draft,
    Facts,
    Heading,
    Items,
    Kept,
    Listing,
    LogoPlace,
    Paragraph,
    Picture,
    Quote,
    Run,
    Runs,
    Table,
    texts,
)
from anhorig_cli.rendering.paper.word import styles
from anhorig_cli.rendering.paper.word.elements import element
from anhorig_cli.rendering.paper.word.numbering import DEEPEST, indent_of
from anhorig_cli.rendering.paper.word.pictures import write_picture
from anhorig_cli.rendering.paper.word.runs import bookmark_of, write_runs
from anhorig_cli.rendering.paper.word.setting import Setting
from anhorig_cli.rendering.paper.word.tables import LAYOUTS, MOST_COLUMNS, framed, write_beside, write_table


@dataclass(frozen=True, slots=True)
class _Around:
    """What blocks stand in: the style of their paragraphs, and how deep in lists."""

    style: str = ""
    level: int = -1
    strong: bool = False


def write_blocks(blocks: Blocks, setting: Setting) -> list[BaseOxmlElement]:
    """Return what a document says as paragraphs and tables."""
    return list(_written(blocks, setting, _Around()))


def _written(blocks: Blocks, setting: Setting, around: _Around) -> Iterator[BaseOxmlElement]:
    for block in blocks:
        yield from _block(block, setting, around)


def _block(block: Block, setting: Setting, around: _Around) -> Iterator[BaseOxmlElement]:
    match block:
        case Items():
            yield from _items(block, setting, around)
        case Facts():
            yield from _facts(block, setting, around)
        case Table():
            yield from _table(block, setting)
        case Picture():
            yield from _picture(block, setting)
        case Quote() | Kept() | Beside() | Draft():
            yield from _holding(block, setting, around)
        case LogoPlace():  # the page reader has put the logo in its place
            return
        case _:
            yield _single(block, setting, around)


def _holding(block: Quote | Kept | Beside | Draft, setting: Setting, around: _Around) -> Iterator[BaseOxmlElement]:
    """Give the blocks that a block holds."""
    if isinstance(block, Beside):
        inside = replace(around, style=around.style or styles.CELL)
        parts = [list(_written(part, setting, inside)) for part in block.parts]
        yield write_beside(parts, LAYOUTS[block.layout])
        yield _paragraph((), setting, _Around(styles.CELL))
        return
    if isinstance(block, Draft):
        yield from map(framed, _written(block.content, setting, around))
        return
    written = list(
        _written(block.content, setting, replace(around, style=styles.QUOTE) if isinstance(block, Quote) else around)
    )
    if isinstance(block, Kept) and block.is_short and not around.style:
        _keep_together(written)
    yield from written


def _keep_together(written: list[BaseOxmlElement]) -> None:
    """Keep each paragraph, and the last row of each table, on the page of what comes next, up to the last block."""
    ends = (part.findall(qn("w:tr"))[-1] if part.tag == qn("w:tbl") else part for part in written[:-1])
    for paragraph in chain.from_iterable(end.iter(qn("w:p")) for end in ends):
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            properties = element("w:pPr")
            paragraph.insert(0, properties)
        if properties.find(qn("w:keepNext")) is None:
            has_style = properties.find(qn("w:pStyle")) is not None
            properties.insert(int(has_style), element("w:keepNext"))


def _single(block: Heading | Paragraph | Listing | Divider, setting: Setting, around: _Around) -> BaseOxmlElement:
    """Return a block that is one paragraph."""
    match block:
        case Heading(level, runs, anchor):
            return _anchored(_paragraph(runs, setting, replace(around, style=styles.heading(level), level=-1)), anchor)
        case Paragraph(runs):
            leads = runs[:1] and runs[0].tone == "shared"  # it says what holds for all that follows
            return _paragraph(runs, setting, around, *([element("w:keepNext")] if leads else []))
        case Listing(text):
            return _paragraph((Run(text),), setting, replace(around, style=styles.CODE))
        case Divider():
            line = element("w:bottom", val="single", sz=4, space=1, color="8A8D99")
            return element("w:p", element("w:pPr", element("w:pBdr", line)))


def _paragraph(runs: Runs, setting: Setting, around: _Around, *marks: BaseOxmlElement) -> BaseOxmlElement:
    """Return a paragraph; `marks` are properties of its own, as what makes it an item of a list."""
    properties = [element("w:pStyle", val=setting.styles.id_of(around.style))] if around.style else []
    indent = [indent_of(around.level)] if around.level >= 0 and not marks else []
    everything = [*properties, *marks, *indent]
    written = element("w:p", *([element("w:pPr", *everything)] if everything else []))
    written.extend(write_runs(runs, setting, strong=around.strong))
    return written


_MOST_BOOKMARKS = 2**31
_SHORT_NAME = 1531
"""Room for a word or two, in twentieths of a point."""


def _anchored(paragraph: BaseOxmlElement, anchor: str) -> BaseOxmlElement:
    """Return a paragraph that links on the page can lead to."""
    if anchor:
        name = bookmark_of(anchor)
        number = crc32(name.encode()) % _MOST_BOOKMARKS
        start = element("w:bookmarkStart", id=number)
        start.set(qn("w:name"), name)
        paragraph.insert(1, start)
        paragraph.append(element("w:bookmarkEnd", id=number))
    return paragraph


def _items(items: Items, setting: Setting, around: _Around) -> Iterator[BaseOxmlElement]:
    number = setting.numbering.bullets() if items.first is None else setting.numbering.numbers(items.first)
    inside = replace(around, style=around.style or styles.LIST, level=min(around.level + 1, DEEPEST))
    for content in items.items:
        first, rest = content[0], content[1:]
        runs = first.runs if isinstance(first, Paragraph) else ()
        mark = element("w:numPr", element("w:ilvl", val=inside.level), element("w:numId", val=number))
        yield _paragraph(runs, setting, inside, mark)
        yield from _written(rest if isinstance(first, Paragraph) else content, setting, inside)


def _facts(facts: Facts, setting: Setting, around: _Around) -> Iterator[BaseOxmlElement]:
    """Give a paragraph for each name, with what is said under it after a tab."""
    inside = replace(around, style=styles.FACT, level=-1)
    for fact in facts.facts:
        first = fact.content[0] if fact.content else None
        said = first.runs if isinstance(first, Paragraph) else ()
        name = tuple(replace(run, tone=run.tone or "kind") for run in fact.name)
        written = _paragraph(name, setting, inside, *([_short_names()] if facts.are_short else []))
        written.append(element("w:r", element("w:tab")))
        written.extend(write_runs(said, setting))
        yield written
        yield from _written(fact.content[1:] if said else fact.content, setting, inside)


def _short_names() -> BaseOxmlElement:
    """Return the indentation by which short names leave more room to what is said under them than the style does."""
    return element("w:ind", left=_SHORT_NAME, hanging=_SHORT_NAME)


def _table(table: Table, setting: Setting) -> Iterator[BaseOxmlElement]:
    """Give a table after its caption, and a paragraph after it that keeps it apart from the next.

    One with more columns than Word can hold becomes a paragraph for each row.
    """

    def content(blocks: Blocks, is_heading: bool) -> list[BaseOxmlElement]:
        return list(_written(blocks, setting, _Around(styles.CELL, strong=is_heading)))

    if table.caption:
        yield _paragraph(table.caption, setting, _Around(styles.CAPTION))
    if table.columns > MOST_COLUMNS:
        for row in (*table.head, *table.body):
            said = " | ".join(" ".join(texts(cell.content)) for cell in row)
            yield _paragraph((Run(said),), setting, _Around(styles.CELL))
        return
    yield write_table(table, setting, content)
    yield _paragraph((), setting, _Around(styles.CELL))


def _picture(picture: Picture, setting: Setting) -> Iterator[BaseOxmlElement]:
    drawn = write_picture(picture, setting)
    if drawn is None:
        return
    if picture.caption:
        yield _paragraph(picture.caption, setting, _Around(styles.CAPTION))
    yield element("w:p", drawn)
