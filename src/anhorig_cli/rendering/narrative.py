"""Rendering of a plan's narrative text, which is Markdown, for a page.

Raw HTML is text, images become their alternative text, only http, https and mailto are links, and headings are ranked
below the page's own.
"""

import re
from functools import cache
from typing import TYPE_CHECKING

import markupsafe

from anhorig_cli.markdown_text import MOST_NESTED, SAFE_LINK, has_too_many_marks, is_plain, is_too_deep
from anhorig_cli.rendering.escaping import BIDI

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST_OWN_HEADING = 3
_MOST_HEADING = 6
MOST_CELLS = 50_000
"""How many cells the tables of a text may have; rows that end early are padded with empty cells."""
_IN_DELIMITER_ROWS = frozenset(" \t|:-+*>.)0123456789")


def to_html(text: str) -> str:
    """Return narrative text as HTML."""
    text = BIDI.sub("", text)
    tokens = None if is_plain(text) else _parsed(text)
    if tokens is None:
        return "".join(f"<p>{markupsafe.escape(part)}</p>\n" for part in _paragraphs(text)).replace("&#34;", "&quot;")
    parser = _parser()
    # Tags use `"` only: the other quote is text, and a template may have put the result between two of them.
    return str(parser.renderer.render(tokens, parser.options, {})).replace("'", "&#39;")


def to_markdown(text: str, *, mid_line: bool = False) -> str:
    """Return narrative text as Markdown with the same meaning, in which everything that is opened is closed.

    With `mid_line`, other text may precede it on its line.
    """
    from anhorig_cli.rendering.markdown_writer import write, write_plain  # noqa: PLC0415 - an HTML page needs none of it

    text = BIDI.sub("", text)
    tokens = None if is_plain(text) else _parsed(text)
    return write_plain(_paragraphs(text)) if tokens is None else write(tokens, mid_line=mid_line)


def _paragraphs(text: str) -> list[str]:
    parts = (part.strip("\n") for part in re.split(r"\n{2,}", text))
    return [part for part in parts if part]


def _parsed(text: str) -> "list[Token] | None":
    """Return the tokens of a text, made safe; None if it cannot be parsed, and is to be shown as plain text.

    That is the case if parsing would take long, or if it is nested so deeply that the parser would omit some of it.
    """
    if has_too_many_marks(text):
        return None
    tokens = _parser(tables=_cells(text) <= MOST_CELLS).parse(text)
    if is_too_deep(tokens):
        return None
    for token in tokens:
        _make_safe(token)
    return tokens


def _cells(text: str) -> int:
    """Return an upper bound of the table cells in a text: columns times lines, between blank lines."""
    if "|" not in text:
        return 0
    cells = columns = lines = 0
    for line in (*text.split("\n"), ""):
        lines += 1
        if "-" in line and _IN_DELIMITER_ROWS.issuperset(line):
            columns = max(columns, line.count("|") + 1)
        elif not line.strip("> \t"):
            cells += columns * lines
            columns = lines = 0
    return cells


@cache
def _parser(*, tables: bool = True) -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only for text that needs it

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_NESTED})
    return parser.enable("table") if tables else parser


def _make_safe(token: "Token") -> None:
    if token.type in {"heading_open", "heading_close"}:
        level = min(int(token.tag[1:]) + DEEPEST_OWN_HEADING, _MOST_HEADING)
        token.tag, token.markup = f"h{level}", "#" * level
    elif token.type == "fence":
        token.info = ""
    elif token.type == "inline":
        token.children = _joined(_safe_inline(token.children or ()))


def _safe_inline(children: "Sequence[Token]") -> "Iterator[Token]":
    """Yield inline tokens, with images as text, and without links that are unsafe or nested, but with their text."""
    links: list[bool] = []
    for child in children:
        if child.type == "image":
            child.type, child.tag, child.children = "text", "", None
        elif child.type == "link_open":
            links.append(not any(links) and SAFE_LINK.match(str(child.attrs.get("href", ""))) is not None)
            if not links[-1]:
                continue
        elif child.type == "link_close" and not links.pop():
            continue
        yield child


def _joined(children: "Iterator[Token]") -> "list[Token]":
    """Return tokens with adjacent texts joined, and without bidirectional controls, which entities may also encode."""
    joined: list[Token] = []
    for child in children:
        if "title" in child.attrs:
            child.attrs["title"] = BIDI.sub("", str(child.attrs["title"]))
        if child.type != "text":
            joined.append(child)
            continue
        child.content = BIDI.sub("", child.content)
        if joined and joined[-1].type == "text":
            joined[-1].content += child.content
        elif child.content:
            joined.append(child)
    return joined
