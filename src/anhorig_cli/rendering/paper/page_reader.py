"""A page of HTML to a document: what a reader reads, without what only a screen needs."""

from dataclasses import replace

from anhorig_cli.rendering.paper.block_reader import read_blocks
from anhorig_cli.rendering.paper.document import Block, Blocks, Document, Heading
from anhorig_cli.rendering.paper.elements import parsed

_NO_TITLE = "–"
_DENSE = "one-sheet"
"""The name of a `meta` element by which a template asks to be set on one sheet of paper."""


def read_page(page: str) -> Document:
    """Return the document that a page of HTML shows; navigation, styles and scripts are left out."""
    root = parsed(page)
    html = next(root.elements("html"), root)
    body = next(html.elements("body"), html)
    blocks = _levelled(read_blocks(body))
    title = " ".join(next((t.text for t in root.descendants("title")), "").split())
    dense = any(meta.attributes.get("name") == _DENSE for meta in root.descendants("meta"))
    return Document(html.attributes.get("lang") or "sv", title or _first_heading(blocks), blocks, dense)


def _first_heading(blocks: Blocks) -> str:
    headings = (block for block in blocks if isinstance(block, Heading))
    return next(("".join(run.text for run in heading.runs) for heading in headings), _NO_TITLE)


def _levelled(blocks: Blocks) -> Blocks:
    """Return the blocks with headings that begin at level 1 and never skip one, as those who listen need."""
    levelled: list[Block] = []
    before = 0
    for block in blocks:
        if isinstance(block, Heading):
            before = min(block.level, before + 1)
            levelled.append(replace(block, level=before))
        else:
            levelled.append(block)
    return tuple(levelled)
