"""Reading an HTML page as a document, without the parts that only a screen needs."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

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
    NamedFact,
    PaperDocument,
    Paragraph,
    Picture,
    Quote,
    Row,
    Run,
    Runs,
    Table,
    changed,
)
from anhorig_cli.rendering.paper.elements import Element, is_left_out, parsed, read_line, read_picture, tone_of
from anhorig_cli.views.appearance import NO_FACE, FaceView

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,30}")
_NO_TITLE = "–"
_DENSE = "one-sheet"
"""The name of a `meta` element by which a template requests a document on one sheet of paper."""


def read_page(page: str, face: FaceView = NO_FACE) -> PaperDocument:
    """Return the document in an HTML page, without navigation, styles and scripts.

    Colour, typeface and logo are taken from the face, never from the page, whose template may be from anyone.
    """
    root = parsed(page)
    html = next(root.elements("html"), root)
    body = next(html.elements("body"), html)
    blocks = _with_face_and_anchors(read_blocks(body), face)
    title = " ".join(next((t.text for t in root.descendants("title")), "").split())
    dense = any(meta.attributes.get("name") == _DENSE for meta in root.descendants("meta"))
    language = _language(html.attributes.get("lang", ""))
    return PaperDocument(language, title or _first_heading(blocks), blocks, dense, face.light.accent, face.typeface)


def _first_heading(blocks: Blocks) -> str:
    headings = (block for block in blocks if isinstance(block, Heading))
    return next(("".join(run.text for run in heading.runs) for heading in headings), _NO_TITLE)


def _with_face_and_anchors(blocks: Blocks, face: FaceView) -> Blocks:
    """Return blocks with the logo in its place, and with the headings and links that screen readers need.

    Without a logo, its place is removed. The levels of headings begin at 1, and none is skipped on the way down; each
    anchor is unique, and links within the page lead to existing headings.
    """
    anchors: set[str] = set()
    level = 0

    def placed(part: Any) -> Any:
        nonlocal level
        if isinstance(part, LogoPlace):
            return Picture(face.picture, part.alternative, face.width, face.height) if face.logo else None
        if not isinstance(part, Heading):
            return part
        level = min(part.level, level + 1)
        anchor = part.anchor if _ANCHOR.fullmatch(part.anchor) and part.anchor not in anchors else ""
        anchors.add(anchor)
        return replace(part, level=level, anchor=anchor)

    def linked(part: Any) -> Any:
        leads_nowhere = isinstance(part, Run) and part.link.startswith("#") and part.link[1:] not in anchors
        return replace(part, link="") if leads_nowhere else part

    found: Blocks = changed(changed(blocks, placed), linked)
    return found


def _language(tag: str) -> str:
    """Return the language in a language tag: `sv` in `sv-SE`; Swedish by default."""
    found = _LANGUAGE.match(tag)
    return found[0].lower() if found else "sv"


# Reading the content of an element as blocks.


_TRANSPARENT_TAGS = (
    "address article aside body center div fieldset form header hgroup html legend main search section summary"
)
"""Elements that only group others."""
_NUMBER = re.compile(r"[0-9]{1,8}")


_LOGO = "face-logo"
"""The class of the paragraph with the municipality's logo; the picture itself comes from the settings."""


def read_blocks(element: Element) -> Blocks:
    """Return the blocks in an element; loose text between blocks becomes paragraphs."""
    return tuple(chain.from_iterable(_grouped(element)))


def _grouped(element: Element) -> Iterator[Iterable[Block]]:
    loose: list[Element | str] = []
    for child in element.children:
        if isinstance(child, str) or child.tag not in _READERS:
            loose.append(child)
        elif not is_left_out(child) or child.tag == "svg":
            yield _paragraph(loose)
            loose = []
            yield _READERS[child.tag](child)
    yield _paragraph(loose)


def _read_paragraph(element: Element) -> Blocks:
    if _LOGO in element.classes:
        return tuple(LogoPlace(" ".join(image.attributes.get("alt", "").split())) for image in element.elements("img"))
    return _toned(_paragraph(element.children), element)


def _paragraph(content: Iterable[Element | str]) -> tuple[Paragraph, ...]:
    runs = read_line(content)
    return (Paragraph(runs),) if runs else ()


def _heading(element: Element) -> tuple[Heading, ...]:
    runs = read_line(element.children)
    return (Heading(int(element.tag[1]), runs, element.attributes.get("id", "")),) if runs else ()


def _quote(element: Element) -> tuple[Quote, ...]:
    content = read_blocks(element)
    return (Quote(content),) if content else ()


def _listing(element: Element) -> tuple[Listing, ...]:
    return (Listing(element.text.strip("\n")),) if element.text.strip() else ()


def _rule(_element: Element) -> tuple[Divider, ...]:
    return (Divider(),)


def _footer(element: Element) -> Blocks:
    """Return the blocks of a footer, below a line and in a soft colour."""
    content = read_blocks(element)
    return (Divider(), *_in_tone(content, "soft")) if content else ()


def _transparent(element: Element) -> Blocks:
    kind = next((name for name in _BESIDE if name in element.classes), "")
    if kind:
        return _side_by_side(element, kind)
    content = _toned(read_blocks(element), element)
    if "flows" in element.classes:
        return _flowing(content)
    if "draft" in element.classes and content:
        return (Draft(content),)
    return (Kept(content, "block" in element.classes),) if element.classes & _KEPT and content else content


def _flowing(blocks: Blocks) -> Blocks:
    """Return blocks whose tables may be split between pages."""
    return tuple(replace(block, flows=True) if isinstance(block, Table) else block for block in blocks)


def _side_by_side(element: Element, kind: str) -> Blocks:
    """Return the children of an element side by side; nothing if all are empty."""
    parts = tuple(content for child in element.elements() if (content := tuple(_read_child(child))))
    return (Beside(parts, kind),) if parts else ()


def _read_child(element: Element) -> Iterable[Block]:
    return () if is_left_out(element) else _READERS.get(element.tag, _read_paragraph)(element)


_BESIDE = ("letter", "rail", "pairs", "trio", "multiples")
_KEPT = frozenset({"block", "kept", "multiple"})
"""Classes of elements whose children are side by side, and of elements that are kept on one page."""


_KEY = "key"
"""The class of a list with the legend of a picture, whose items are set in columns."""
_SHORT = frozenset({"activities", "brief"})
"""The classes of lists of facts whose names are a word or two."""


def _toned(blocks: Blocks, element: Element) -> Blocks:
    """Return blocks with their paragraphs in the tone of an element (`<div class="goal">`), if it has one."""
    tone = tone_of(element)
    return _in_tone(blocks, tone) if tone else blocks


def _in_tone(blocks: Blocks, tone: str) -> Blocks:
    return tuple(
        Paragraph(tuple(replace(run, tone=run.tone or tone) for run in block.runs))
        if isinstance(block, Paragraph)
        else block
        for block in blocks
    )


def _items(element: Element) -> tuple[Items | Beside, ...]:
    contents = (_toned(read_blocks(item), item) for item in element.elements("li"))
    items = tuple(content for content in contents if content)
    if items and _KEY in element.classes:
        return (Beside(items, _KEY),)
    first = _number(element, "start", 99_999) if element.tag == "ol" else None
    return (Items(items, first, "activities" in element.classes),) if items else ()


def _facts(element: Element) -> tuple[Facts, ...]:
    """Return a list of names and descriptions; several names in a row share a description."""
    facts: list[NamedFact] = []
    names: list[Runs] = []
    for child in chain.from_iterable(e.elements() if e.tag == "div" else (e,) for e in element.elements()):
        if child.tag == "dt":
            names.append(read_line(child.children))
        elif child.tag == "dd" and names:
            facts.append(NamedFact(_lines(names), read_blocks(child)))
            names = []
        elif child.tag == "dd" and facts:
            facts[-1] = replace(facts[-1], content=(*facts[-1].content, *read_blocks(child)))
    return (Facts(tuple(facts), bool(element.classes & _SHORT)),) if facts else ()


def _lines(names: Iterable[Runs]) -> Runs:
    broken = chain.from_iterable((Run("\n"), *name) for name in names)
    return tuple(broken)[1:]


def _table(element: Element) -> tuple[Block, ...]:
    head = _rows(element.elements("thead"))
    body = _rows([element, *element.elements("tbody", "tfoot")])
    if not head and body and all(cell.is_header for cell in body[0]):
        head, body = body[:1], body[1:]
    columns = max(width_of(head), width_of(body))
    if not columns:
        return ()
    captions = (c for c in element.elements("caption") if "unseen" not in c.classes)
    caption = next((read_line(c.children) for c in captions), ())
    return (Table(caption, columns, filled(head, columns), filled(body, columns)),)


def _rows(parts: Iterable[Element]) -> list[Row]:
    return [_row(tr) for part in parts for tr in part.elements("tr")]


def _row(tr: Element) -> Row:
    return tuple(
        Cell(
            _toned(read_blocks(cell), cell),
            cell.tag == "th",
            _number(cell, "colspan", 30),
            _number(cell, "rowspan", 1000),
            "number" in cell.classes,
            "now" in cell.classes,
        )
        for cell in tr.elements("td", "th")
    )


def _number(element: Element, attribute: str, most: int) -> int:
    """Return the whole number in an attribute, limited to between 1 and `most`; 1 if it has none."""
    written = element.attributes.get(attribute, "")
    return min(max(int(written), 1), most) if _NUMBER.fullmatch(written) else 1


def _figure(element: Element) -> Blocks:
    """Return a figure, possibly kept on one page; its caption is that of its picture or table, or comes after it."""
    content = _captioned(element)
    return (Kept(content, is_ruled=False),) if element.classes & _KEPT and content else content


def _captioned(element: Element) -> Blocks:
    caption, content = _split_off(element, "figcaption")
    if not caption:
        return content
    for place, block in enumerate(content):
        if isinstance(block, Picture) or (isinstance(block, Table) and not block.caption):
            return (*content[:place], replace(block, caption=caption), *content[place + 1 :])
    return (*content, Paragraph(caption))


def _split_off(element: Element, tag: str) -> tuple[Runs, Blocks]:
    """Return the text of an element's first child with a tag, and the content without children of that tag."""
    runs = next((read_line(child.children) for child in element.elements(tag)), ())
    rest = [child for child in element.children if isinstance(child, str) or child.tag != tag]
    return runs, read_blocks(replace(element, children=rest))


def _details(element: Element) -> Blocks:
    """Return the content of a `details` element, unfolded; a table with a caption needs no summary above it."""
    summary, content = _split_off(element, "summary")
    if not summary or (content and isinstance(content[0], Table) and content[0].caption):
        return content
    return (Paragraph(tuple(replace(run, strong=True) for run in summary)), *content)


_READERS: dict[str, Callable[[Element], Iterable[Block]]] = {
    **dict.fromkeys(_TRANSPARENT_TAGS.split(), _transparent),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), _heading),
    "blockquote": _quote,
    "details": _details,
    "dl": _facts,
    "figure": _figure,
    "footer": _footer,
    "hr": _rule,
    "ol": _items,
    "p": _read_paragraph,
    "pre": _listing,
    "svg": read_picture,
    "table": _table,
    "ul": _items,
}
"""The reader of each block element; all other elements are inline."""


# Placing the cells of a table so that every row fills every column, and none overlap.


_Placed = list[tuple[int, Cell]]
"""The cells of a row, each with its first column."""


def width_of(rows: Sequence[Row]) -> int:
    """Return the number of columns in rows."""
    return max((column + cell.columns for placed, _ in _placed(rows) for column, cell in placed), default=0)


def filled(rows: Sequence[Row], columns: int) -> tuple[Row, ...]:
    """Return the rows filled up with empty cells.

    A cell spans no further down than the last row, and no further to the right than a cell from a row above.
    """
    return tuple(_filled_row(placed, taken, columns) for placed, taken in _placed(rows))


def _filled_row(placed: _Placed, taken: frozenset[int], columns: int) -> Row:
    used = taken.union(*(range(column, column + cell.columns) for column, cell in placed))
    empty = [(column, Cell(())) for column in range(columns) if column not in used]
    return tuple(cell for _, cell in sorted([*placed, *empty], key=lambda one: one[0]))


def _placed(rows: Sequence[Row]) -> Iterator[tuple[_Placed, frozenset[int]]]:
    """Yield, for each row, its cells with their columns, and the columns taken by cells from rows above."""
    left: dict[int, int] = {}
    for number, row in enumerate(rows):
        placed: _Placed = []
        column = 0
        for cell in row:
            while column in left:
                column += 1
            room = next((n for n in range(1, cell.columns) if column + n in left), cell.columns)
            placed.append((column, replace(cell, columns=room, rows=min(cell.rows, len(rows) - number))))
            column += room
        yield placed, frozenset(left)
        left = {column: more - 1 for column, more in left.items() if more > 1} | _below(placed)


def _below(placed: _Placed) -> dict[int, int]:
    """Return the columns of cells that span rows below, each with the number of those rows."""
    reaching = ((column, cell) for column, cell in placed if cell.rows > 1)
    return {column + n: cell.rows - 1 for column, cell in reaching for n in range(cell.columns)}
