"""Tables in a Word document: with a caption, rows of headings that are repeated, and cells that are joined."""

from collections.abc import Callable, Iterator, Sequence

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from anhorig_cli.rendering.paper.document import Blocks, Cell, Row, Table, texts
from anhorig_cli.rendering.paper.table_layout import keeps_rows_whole, widths
from anhorig_cli.rendering.paper.word import styles
from anhorig_cli.rendering.paper.word.elements import as_word_colour, element
from anhorig_cli.rendering.paper.word.setting import Setting
from anhorig_cli.views.appearance import LIGHT

_WHOLE_WIDTH = 5000
"""The whole width, in fiftieths of a per cent."""
_GRID = 9000
MOST_COLUMNS = 63
"""What Word can hold; it calls a file with more damaged."""

Content = Callable[[Blocks, bool], list[BaseOxmlElement]]
"""Writes the content of a cell, of which it is told whether it is a heading."""


def write_table(table: Table, setting: Setting, content: Content) -> BaseOxmlElement:
    """Return a table; its caption is also its title for those who listen."""
    shares = widths(table)
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
    grid = element("w:tblGrid", *(element("w:gridCol", w=_GRID * share // sum(shares)) for share in shares))
    whole = keeps_rows_whole(table)
    head = (_row(cells, shares, content, setting.accent, is_head=True, whole=whole) for cells in _placed(table.head))
    body = (_row(cells, shares, content, setting.accent, is_head=False, whole=whole) for cells in _placed(table.body))
    return element("w:tbl", properties, grid, *head, *body)


Placed = tuple[int, Cell, bool]
"""The column where a cell begins, the cell, and whether it goes on from the row above."""


def _placed(rows: Sequence[Row]) -> Iterator[list[Placed]]:
    """Give the cells of each row where they stand, with those that reach down from above."""
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
        reaching = _below(placed, reaching)


def _below(placed: Sequence[Placed], reaching: dict[int, tuple[Cell, int]]) -> dict[int, tuple[Cell, int]]:
    left = {column: reaching[column][1] - 1 if goes_on else cell.rows - 1 for column, cell, goes_on in placed}
    return {column: (cell, left[column]) for column, cell, _ in placed if left[column] > 0}


def _row(
    cells: Sequence[Placed], shares: Sequence[int], content: Content, accent: str, *, is_head: bool, whole: bool
) -> BaseOxmlElement:
    kept = [element("w:cantSplit")] if whole else []
    repeated = [element("w:tblHeader")] if is_head else []
    properties = [element("w:trPr", *kept, *repeated)] if kept or repeated else []
    return element("w:tr", *properties, *(_cell(cell, shares, content, accent) for cell in cells))


def _cell(placed: Placed, shares: Sequence[int], content: Content, accent: str) -> BaseOxmlElement:
    column, cell, goes_on = placed
    width = _WHOLE_WIDTH * sum(shares[column : column + cell.columns]) // sum(shares)
    properties = element("w:tcPr", element("w:tcW", w=width, type="pct"))
    if cell.columns > 1:
        properties.append(element("w:gridSpan", val=cell.columns))
    if cell.rows > 1:
        properties.append(element("w:vMerge", val="continue" if goes_on else "restart"))
    written = content(() if goes_on else cell.content, cell.is_header)
    if cell.is_number:
        _align_right(written)
    if cell.is_now:
        sides = (element(f"w:{side}", val="single", sz=12, space=0, color=accent) for side in ("left", "right"))
        properties.append(element("w:tcBorders", *sides))
    if not written or written[-1].tag != qn("w:p"):
        written.append(element("w:p"))  # a cell ends with a paragraph, or Word calls the file damaged
    return element("w:tc", properties, *written)


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
    "multiples": (1250,) * 4,
}
"""How wide the columns are of what stands beside each other."""


def write_beside(parts: Sequence[list[BaseOxmlElement]], shares: Sequence[int]) -> BaseOxmlElement:
    """Return a table without lines, of parts that stand beside each other; read row by row, as they follow."""
    properties = element("w:tblPr", element("w:tblW", w=_WHOLE_WIDTH, type="pct"), element("w:tblLayout", type="fixed"))
    grid = element("w:tblGrid", *(element("w:gridCol", w=_GRID * share // sum(shares)) for share in shares))
    rows: list[BaseOxmlElement] = []
    for start in range(0, len(parts), len(shares)):
        found = [*parts[start : start + len(shares)], *([] for _ in shares)][: len(shares)]
        cells = (_beside(part, share) for part, share in zip(found, shares, strict=True))
        rows.append(element("w:tr", element("w:trPr", element("w:cantSplit")), *cells))
    return element("w:tbl", properties, grid, *rows)


def _beside(part: list[BaseOxmlElement], share: int) -> BaseOxmlElement:
    """Return a cell; a heading in it is kept with what follows by the row, and must not keep the table with it."""
    for paragraph in part:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is not None:
            style.addnext(element("w:keepNext", val=0))
    written = element("w:tc", element("w:tcPr", element("w:tcW", w=share, type="pct")), *part)
    if not part or part[-1].tag != qn("w:p"):
        written.append(element("w:p"))  # as in other cells
    return written


def framed(block: BaseOxmlElement) -> BaseOxmlElement:
    """Return a paragraph within a broken line; what is no paragraph stays as it is."""
    if block.tag != qn("w:p"):
        return block
    properties = block.find(qn("w:pPr"))
    if properties is None:
        properties = element("w:pPr")
        block.insert(0, properties)
    sides = (
        element(f"w:{side}", val="dashed", sz=6, space=4, color=_SOFT) for side in ("top", "left", "bottom", "right")
    )
    before = [one for one in properties if one.tag in _BEFORE_BORDERS]
    properties.insert(len(before), element("w:pBdr", *sides))
    return block


_SOFT = as_word_colour(LIGHT.soft)
_BEFORE_BORDERS = frozenset(map(qn, ("w:pStyle", "w:keepNext", "w:keepLines", "w:numPr")))
"""What stands before the borders of a paragraph, in the order that Word wants."""
