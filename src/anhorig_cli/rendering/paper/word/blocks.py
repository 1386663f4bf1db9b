"""Writing blocks as the paragraphs and tables of a Word document."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING, cast
from zlib import crc32

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from anhorig_cli.rendering.paper.document import (
    Beside,
    Block,
    Blocks,
    Cell,
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
    Row,
    Run,
    Runs,
    Table,
    texts,
)
from anhorig_cli.rendering.paper.table_layout import OF_ANY_FONT, keeps_rows_whole, layout
from anhorig_cli.rendering.paper.word import styles
from anhorig_cli.rendering.paper.word.styles import (
    DEEPEST,
    Setting,
    as_word_colour,
    bookmark_of,
    element,
    indent_of,
    write_picture,
    write_runs,
)
from anhorig_cli.views.appearance import LIGHT

if TYPE_CHECKING:
    from docx.oxml.text.paragraph import CT_P


@dataclass(frozen=True, slots=True)
class _Context:
    """The context of blocks: the style of their paragraphs, the level of the list they are in, and bold text."""

    style: str = ""
    level: int = -1
    strong: bool = False


def write_blocks(blocks: Blocks, setting: Setting) -> list[BaseOxmlElement]:
    """Return the blocks of a document as paragraphs and tables."""
    return list(_written_blocks(blocks, setting, _Context()))


def _written_blocks(blocks: Blocks, setting: Setting, context: _Context) -> Iterator[BaseOxmlElement]:
    for block in blocks:
        yield from _written_block(block, setting, context)


def _written_block(block: Block, setting: Setting, context: _Context) -> Iterator[BaseOxmlElement]:
    match block:
        case Items():
            yield from _items(block, setting, context)
        case Facts():
            yield from _facts(block, setting, context)
        case Table():
            yield from _table(block, setting)
        case Picture():
            yield from _picture(block, setting)
        case Quote() | Kept() | Beside() | Draft():
            yield from _nested_blocks(block, setting, context)
        case LogoPlace():  # the page reader has replaced it by the logo
            return
        case _:
            yield _single_paragraph(block, setting, context)


def _nested_blocks(
    block: Quote | Kept | Beside | Draft, setting: Setting, context: _Context
) -> Iterator[BaseOxmlElement]:
    """Yield the blocks nested in a block."""
    if isinstance(block, Beside):
        inside = replace(context, style=context.style or styles.CELL)
        parts = [list(_written_blocks(part, setting, inside)) for part in block.parts]
        shares = LAYOUTS[block.layout]
        yield write_beside(parts, shares[: len(parts)] if block.layout in _FEWER_ARE_WIDER else shares)
        yield _paragraph((), setting, _Context(styles.CELL))
        return
    if isinstance(block, Draft):
        yield from map(framed, _written_blocks(block.content, setting, context))
        return
    written = list(
        _written_blocks(
            block.content, setting, replace(context, style=styles.QUOTE) if isinstance(block, Quote) else context
        )
    )
    if isinstance(block, Kept) and block.is_short and not context.style:
        _keep_together(written)
    yield from written


def _keep_together(written: list[BaseOxmlElement]) -> None:
    """Keep blocks on one page: each paragraph, and the last row of each table, with the next block."""
    _keep_with_next(part.findall(qn("w:tr"))[-1] if part.tag == qn("w:tbl") else part for part in written[:-1])


def _keep_with_next(parts: Iterable[BaseOxmlElement]) -> None:
    """Keep each paragraph in some parts on the same page as the paragraph after it."""
    for paragraph in chain.from_iterable(part.iter(qn("w:p")) for part in parts):
        properties = _properties_of(paragraph)
        if properties.find(qn("w:keepNext")) is None:
            has_style = properties.find(qn("w:pStyle")) is not None
            properties.insert(int(has_style), element("w:keepNext"))


def _properties_of(paragraph: BaseOxmlElement) -> BaseOxmlElement:
    """Return the properties of a paragraph, added if it has none."""
    return cast("CT_P", paragraph).get_or_add_pPr()


def _single_paragraph(
    block: Heading | Paragraph | Listing | Divider, setting: Setting, context: _Context
) -> BaseOxmlElement:
    """Return a block that is one paragraph."""
    match block:
        case Heading(level, runs, anchor):
            return _with_bookmark(
                _paragraph(runs, setting, replace(context, style=styles.heading(level), level=-1)), anchor
            )
        case Paragraph(runs):
            leads = runs[:1] and runs[0].tone == "shared"  # it applies to all blocks that follow
            return _paragraph(runs, setting, context, *([element("w:keepNext")] if leads else []))
        case Listing(text):
            return _paragraph((Run(text),), setting, replace(context, style=styles.CODE))
        case Divider():
            line = element("w:bottom", val="single", sz=4, space=1, color="8A8D99")
            return element("w:p", element("w:pPr", element("w:pBdr", line)))


def _paragraph(runs: Runs, setting: Setting, context: _Context, *marks: BaseOxmlElement) -> BaseOxmlElement:
    """Return a paragraph; `marks` are additional properties, such as those of a list item."""
    properties = [element("w:pStyle", val=setting.styles.id_of(context.style))] if context.style else []
    indent = [indent_of(context.level)] if context.level >= 0 and not marks else []
    everything = [*properties, *marks, *indent]
    written = element("w:p", *([element("w:pPr", *everything)] if everything else []))
    written.extend(write_runs(runs, setting, strong=context.strong))
    return written


_MOST_BOOKMARKS = 2**31
_SHORT_NAME = 1531
"""The width for a name of a word or two, in twentieths of a point."""


def _with_bookmark(paragraph: BaseOxmlElement, anchor: str) -> BaseOxmlElement:
    """Return a paragraph with a bookmark for links to it, if it has an anchor."""
    if anchor:
        name = bookmark_of(anchor)
        number = crc32(name.encode()) % _MOST_BOOKMARKS
        start = element("w:bookmarkStart", id=number)
        start.set(qn("w:name"), name)
        paragraph.insert(1, start)
        paragraph.append(element("w:bookmarkEnd", id=number))
    return paragraph


def _items(items: Items, setting: Setting, context: _Context) -> Iterator[BaseOxmlElement]:
    number = setting.numbering.bullets() if items.first is None else setting.numbering.numbers(items.first)
    inside = replace(context, style=context.style or styles.LIST, level=min(context.level + 1, DEEPEST))
    for content in items.items:
        first, rest = content[0], content[1:]
        runs = first.runs if isinstance(first, Paragraph) else ()
        mark = element("w:numPr", element("w:ilvl", val=inside.level), element("w:numId", val=number))
        yield _paragraph(runs, setting, inside, mark)
        yield from _written_blocks(rest if isinstance(first, Paragraph) else content, setting, inside)


def _facts(facts: Facts, setting: Setting, context: _Context) -> Iterator[BaseOxmlElement]:
    """Yield a paragraph for each name, with its description after a tab."""
    inside = replace(context, style=styles.FACT, level=-1)
    for fact in facts.facts:
        first = fact.content[0] if fact.content else None
        runs = first.runs if isinstance(first, Paragraph) else ()
        name = tuple(replace(run, tone=run.tone or "kind") for run in fact.name)
        written = _paragraph(name, setting, inside, *([_short_names()] if facts.are_short else []))
        written.append(element("w:r", element("w:tab")))
        written.extend(write_runs(runs, setting))
        yield written
        yield from _written_blocks(fact.content[1:] if runs else fact.content, setting, inside)


def _short_names() -> BaseOxmlElement:
    """Return the indentation for short names, which leaves more room for descriptions than the style's."""
    return element("w:ind", left=_SHORT_NAME, hanging=_SHORT_NAME)


def _table(table: Table, setting: Setting) -> Iterator[BaseOxmlElement]:
    """Yield a table with its caption before it, and an empty paragraph after it that separates it from the next table.

    A table with more columns than Word supports becomes one paragraph per row.
    """

    def content(blocks: Blocks, is_heading: bool) -> list[BaseOxmlElement]:
        return list(_written_blocks(blocks, setting, _Context(styles.CELL, strong=is_heading)))

    if table.caption:
        yield _paragraph(table.caption, setting, _Context(styles.CAPTION))
    if table.columns > MOST_COLUMNS:
        for row in (*table.head, *table.body):
            text = " | ".join(" ".join(texts(cell.content)) for cell in row)
            yield _paragraph((Run(text),), setting, _Context(styles.CELL))
        return
    yield write_table(table, setting, content)
    yield _paragraph((), setting, _Context(styles.CELL))


def _picture(picture: Picture, setting: Setting) -> Iterator[BaseOxmlElement]:
    drawn = write_picture(picture, setting)
    if drawn is None:
        return
    if picture.caption:
        yield _paragraph(picture.caption, setting, _Context(styles.CAPTION))
    yield element("w:p", drawn)


# Tables in a Word document: with captions, repeated heading rows, and merged cells.


_WHOLE_WIDTH = 5000
"""The full width, in fiftieths of a per cent."""
_GRID = 9000
MOST_COLUMNS = 63
"""The most columns Word supports; it considers a file with more damaged."""

Content = Callable[[Blocks, bool], list[BaseOxmlElement]]
"""Returns the written content of a cell; the second argument is whether the cell is a heading."""


def write_table(table: Table, setting: Setting, content: Content) -> BaseOxmlElement:
    """Return a table; its caption is also its title for screen readers."""
    found = layout(table, OF_ANY_FONT)
    table, shares = found.table, found.widths
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val=setting.styles.id_of(styles.TABLE)),
        element("w:tblW", w=_WHOLE_WIDTH, type="pct"),
        element(
            "w:tblLook",
            val="04A0",
            firstRow=int(bool(table.head)),
            lastRow=0,
            firstColumn=1,
            lastColumn=0,
            noHBand=0,
            noVBand=1,
        ),
        *([element("w:tblCaption", val="".join(texts(table.caption)))] if table.caption else []),
    )
    whole = keeps_rows_whole(table)
    head = (
        _row(cells, shares, content, setting.accent, is_head=True, whole=whole) for cells in _placed_rows(table.head)
    )
    body = (
        _row(cells, shares, content, setting.accent, is_head=False, whole=whole) for cells in _placed_rows(table.body)
    )
    rows = [*head, *body]
    if found.is_on_one_page:
        _keep_with_next(rows[:-1])
    return element("w:tbl", properties, _grid(shares), *rows)


def _grid(shares: Sequence[int]) -> BaseOxmlElement:
    return element("w:tblGrid", *(element("w:gridCol", w=_GRID * share // sum(shares)) for share in shares))


Placed = tuple[int, Cell, bool]
"""A cell's first column, the cell, and whether it is continued from the row above."""


def _placed_rows(rows: Sequence[Row]) -> Iterator[list[Placed]]:
    """Yield, for each row, its cells with their columns, including cells that span down from rows above."""
    reaching: dict[int, tuple[Cell, int]] = {}
    for row in rows:
        placed: list[Placed] = []
        column, cells = 0, iter(row)
        while True:
            above = reaching.get(column)
            cell = above[0] if above else next(cells, None)
            if cell is None:
                break
            placed.append((column, cell, above is not None))
            column += cell.columns
        yield placed
        reaching = _continued_below(placed, reaching)


def _continued_below(placed: Sequence[Placed], reaching: dict[int, tuple[Cell, int]]) -> dict[int, tuple[Cell, int]]:
    left = {column: reaching[column][1] - 1 if is_continued else cell.rows - 1 for column, cell, is_continued in placed}
    return {column: (cell, left[column]) for column, cell, _ in placed if left[column] > 0}


def _row(
    cells: Sequence[Placed], shares: Sequence[int], content: Content, accent: str, *, is_head: bool, whole: bool
) -> BaseOxmlElement:
    kept = [element("w:cantSplit")] if whole else []
    repeated = [element("w:tblHeader")] if is_head else []
    properties = [element("w:trPr", *kept, *repeated)] if kept or repeated else []
    return element("w:tr", *properties, *(_cell(cell, shares, content, accent) for cell in cells))


def _cell(placed: Placed, shares: Sequence[int], content: Content, accent: str) -> BaseOxmlElement:
    column, cell, is_continued = placed
    width = _WHOLE_WIDTH * sum(shares[column : column + cell.columns]) // sum(shares)
    properties = element("w:tcPr", element("w:tcW", w=width, type="pct"))
    if cell.columns > 1:
        properties.append(element("w:gridSpan", val=cell.columns))
    if cell.rows > 1:
        properties.append(element("w:vMerge", val="continue" if is_continued else "restart"))
    written = content(() if is_continued else cell.content, cell.is_header)
    if cell.is_number:
        _align_right(written)
    if cell.is_now:
        sides = (element(f"w:{side}", val="single", sz=12, space=0, color=accent) for side in ("left", "right"))
        properties.append(element("w:tcBorders", *sides))
    return element("w:tc", properties, *_ending_with_paragraph(written))


def _ending_with_paragraph(content: list[BaseOxmlElement]) -> list[BaseOxmlElement]:
    """Return the content of a cell with a paragraph last, without which Word considers the file damaged."""
    return content if content and content[-1].tag == qn("w:p") else [*content, element("w:p")]


def _align_right(paragraphs: Sequence[BaseOxmlElement]) -> None:
    for paragraph in paragraphs:
        properties = paragraph.find(qn("w:pPr"))
        if properties is not None:
            properties.append(element("w:jc", val="right"))


LAYOUTS = {
    "letter": (3100, 1900),
    "rail": (1250, 3750),
    "pairs": (2500, 2500),
    "trio": (1666, 1667, 1667),
    "key": (1666, 1667, 1667),
    "multiples": (1250,) * 4,
}
"""The widths of the columns for each layout of parts side by side."""
_FEWER_ARE_WIDER = frozenset({"trio", "key"})
"""The layouts in which fewer parts than columns share the whole width."""


def write_beside(parts: Sequence[list[BaseOxmlElement]], shares: Sequence[int]) -> BaseOxmlElement:
    """Return a table without lines for parts side by side, which is read row by row, in the order of the parts."""
    widths = [_WHOLE_WIDTH * share // sum(shares) for share in shares]
    properties = element("w:tblPr", element("w:tblW", w=_WHOLE_WIDTH, type="pct"), element("w:tblLayout", type="fixed"))
    rows: list[BaseOxmlElement] = []
    for start in range(0, len(parts), len(widths)):
        found = [*parts[start : start + len(widths)], *([] for _ in widths)][: len(widths)]
        cells = (_side_cell(part, width) for part, width in zip(found, widths, strict=True))
        rows.append(element("w:tr", element("w:trPr", element("w:cantSplit")), *cells))
    return element("w:tbl", properties, _grid(shares), *rows)


def _side_cell(part: list[BaseOxmlElement], share: int) -> BaseOxmlElement:
    """Return a cell; headings in it are not kept with the next paragraph, which would keep the whole table together."""
    for paragraph in part:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None:
            style.addnext(element("w:keepNext", val=0))
    return element("w:tc", element("w:tcPr", element("w:tcW", w=share, type="pct")), *_ending_with_paragraph(part))


def framed(block: BaseOxmlElement) -> BaseOxmlElement:
    """Return a paragraph with a dashed frame; any other block is unchanged."""
    if block.tag != qn("w:p"):
        return block
    properties = _properties_of(block)
    sides = (
        element(f"w:{side}", val="dashed", sz=6, space=4, color=_SOFT) for side in ("top", "left", "bottom", "right")
    )
    before = [one for one in properties if one.tag in _BEFORE_BORDERS]
    properties.insert(len(before), element("w:pBdr", *sides))
    return block


_SOFT = as_word_colour(LIGHT.soft)
_BEFORE_BORDERS = frozenset(map(qn, ("w:pStyle", "w:keepNext", "w:keepLines", "w:numPr")))
"""The properties that precede the borders of a paragraph in the order that Word requires."""
