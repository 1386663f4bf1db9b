"""Narrative text of a plan, which is Markdown, on its way into a page.

Raw HTML is text, pictures become their alternative text, only http, https and mailto are links, and headings go below
the page's own.
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
"""How many cells the tables of a text may have; a row that ends early is filled up with empty ones."""
_IN_DELIMITER_ROWS = frozenset(" \t|:-+*>.)0123456789")


def to_html(text: str) -> str:
    """Return narrative text as HTML."""
    text = BIDI.sub("", text)
    tokens = None if is_plain(text) else _parsed(text)
    if tokens is None:
        return "".join(f"<p>{markupsafe.escape(part)}</p>\n" for part in _paragraphs(text)).replace("&#34;", "&quot;")
    parser = _parser()
    # Tags quote with `"` only: the other quote is text, and a template may have put all this between two of them.
    return str(parser.renderer.render(tokens, parser.options, {})).replace("'", "&#39;")


def to_markdown(text: str, *, mid_line: bool = False) -> str:
    """Return narrative text as Markdown that means the same, and that closes all it opens.

    With `mid_line`, something else may stand before it on its line.
    """
    from anhorig_cli.rendering.markdown_writer import write, write_plain  # noqa: PLC0415 - an HTML page needs none of it

    text = BIDI.sub("", text)
    tokens = None if is_plain(text) else _parsed(text)
    return write_plain(_paragraphs(text)) if tokens is None else write(tokens, mid_line=mid_line)


def _paragraphs(text: str) -> list[str]:
    parts = (part.strip("\n") for part in re.split(r"\n{2,}", text))
    return [part for part in parts if part]


def _parsed(text: str) -> "list[Token] | None":
    """Return what the text says, made safe; nothing where it is more than can be read, and is to be shown as it stands.

    That is where it would take long, or is nested so deep that the parser would leave some of it out.
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
    """Return the most cells that the tables of a text can have: columns times lines, in parts between empty lines."""
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
    """Give what stands in a line without links that are not safe or that stand in another, but with their text."""
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
    """Return tokens with neighbouring texts made one, and without hidden directions, which entities stand for too."""
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
