"""Narrative text of a plan, which is Markdown, on its way into a page.

Raw HTML is text, pictures become their alternative text, only http, https and mailto are links, and headings go below
the page's own.

Nothing is copied from the source. Text is escaped as a plan's plain text is; of marks there are only those that stand
for a token. Each block closes what it opens.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import markupsafe

from anhorig_cli.markdown_text import MOST_NESTED, SAFE_LINK, has_too_many_marks, is_plain, is_too_deep
from anhorig_cli.rendering.escaping import (
    BIDI,
    escape_closing_hashes,
)
from anhorig_cli.rendering.markdown_inline import NOTHING, longest_run, without_tags, write_inline, write_text

if TYPE_CHECKING:
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


# Tokens of Markdown written as Markdown again, in one pass: any reader takes it for what was read, and for no more.


_RULE = "___"
_HIGHEST_NUMBER = 999_999_999
"""Of an item of a list, as CommonMark has it."""
_BEFORE_PARAGRAPH_ENDS = frozenset({"heading", "fence", "rule"})
_MAY_HOLD_OPEN_PARAGRAPH = frozenset({"paragraph", "list", "quote"})


class _Block(NamedTuple):
    """A block that is written.

    `interrupts` says that it is read as what it is even right below a line of text; `marker` is that of a list.
    """

    kind: str
    text: str
    interrupts: bool = False
    marker: str = ""
    is_tight: bool = True


_Tokens = Iterator["Token"]


def write(tokens: "Sequence[Token]", *, mid_line: bool) -> str:
    """Return Markdown for all that a parser has found, without a line break at its end.

    Args:
        tokens: of CommonMark with tables, but without raw HTML and pictures.
        mid_line: the text may be put after something else on its line, so that what is no paragraph begins a new one.
    """
    blocks = _blocks(iter(tokens))
    text = "\n\n".join(block.text for block in blocks)
    return f"\n\n{text}" if mid_line and blocks and blocks[0].kind != "paragraph" else text


def write_plain(paragraphs: Iterable[str]) -> str:
    """Return Markdown for paragraphs in which nothing is Markdown."""
    return "\n\n".join(write_text(text) for text in paragraphs)


def _blocks(tokens: _Tokens) -> list[_Block]:
    """Return the blocks up to where the one that holds them is closed."""
    blocks: list[_Block] = []
    for token in tokens:
        if token.nesting < 0:
            break
        block = _WRITERS[token.type](token, tokens, blocks[-1].marker if blocks else "")
        if block.text:
            blocks.append(block)
    return blocks


def _paragraph(token: "Token", tokens: _Tokens, _before: str) -> _Block:
    text = write_inline(_leaf(tokens))
    return _Block("paragraph", text, is_tight=token.hidden)


def _heading(token: "Token", tokens: _Tokens, _before: str) -> _Block:
    line = escape_closing_hashes(write_inline(_leaf(tokens), on_one_line=True))
    return _Block("heading", f"{token.markup} {line}".rstrip(" "), interrupts=True)


def _leaf(tokens: _Tokens) -> "Sequence[Token]":
    """Return what stands in a paragraph or a heading, and pass its end."""
    inline = next(tokens)
    next(tokens)
    return inline.children or ()


def _rule(_token: "Token", _tokens: _Tokens, _before: str) -> _Block:
    return _Block("rule", _RULE, interrupts=True)


def _code(token: "Token", _tokens: _Tokens, _before: str) -> _Block:
    content = without_tags(token.content)
    fence = "`" * max(3, longest_run(content) + 1)
    end = "" if content.endswith("\n") or not content else "\n"
    return _Block("fence", f"{fence}\n{content}{end}{fence}", interrupts=True)


def _quote(_token: "Token", tokens: _Tokens, _before: str) -> _Block:
    text = "\n\n".join(block.text for block in _blocks(tokens))
    return _Block("quote", "\n".join(f"> {line}" if line else ">" for line in text.split("\n")), interrupts=True)


def _bullets(_token: "Token", tokens: _Tokens, before: str) -> _Block:
    marker = _other_marker(before, "-*")
    items = list(_items(tokens))
    return _Block("list", _listed(items, [marker] * len(items)), interrupts=True, marker=marker)


def _numbers(token: "Token", tokens: _Tokens, before: str) -> _Block:
    marker = _other_marker(before, ".)")
    items = list(_items(tokens))
    start = int(token.attrs.get("start", 1))
    heads = [f"{min(start + n, _HIGHEST_NUMBER)}{marker}" for n in range(len(items))]
    return _Block("list", _listed(items, heads), interrupts=start == 1, marker=marker)


def _other_marker(before: str, markers: str) -> str:
    """Return what marks the items of a list, another mark than that of a list right before, which would go on else."""
    return markers[1] if before == markers[0] else markers[0]


def _items(tokens: _Tokens) -> Iterator[list[_Block]]:
    """Give the blocks of each item of a list."""
    for item in tokens:
        if item.nesting < 0:
            return
        yield _blocks(tokens)


def _listed(items: list[list[_Block]], heads: list[str]) -> str:
    is_tight = all(block.is_tight for item in items for block in item)
    written = (_item(head, item, is_tight=is_tight) for head, item in zip(heads, items, strict=True))
    return ("\n" if is_tight else "\n\n").join(written)


def _item(head: str, blocks: list[_Block], *, is_tight: bool) -> str:
    parts = [blocks[0].text if blocks else NOTHING]
    for before, block in pairwise(blocks):
        parts += ["\n" if is_tight and _may_touch(before, block) else "\n\n", block.text]
    margin = " " * (len(head) + 1)
    return f"{head} {_BEFORE_TEXT.sub(margin, ''.join(parts))}"


def _may_touch(before: _Block, after: _Block) -> bool:
    """Return whether two blocks are told apart without a blank line in between."""
    if before.kind in _MAY_HOLD_OPEN_PARAGRAPH:
        return after.interrupts
    return before.kind in _BEFORE_PARAGRAPH_ENDS


def _table(_token: "Token", tokens: _Tokens, _before: str) -> _Block:
    rows: list[list[str]] = []
    rules: list[str] = []
    for token in tokens:
        if token.type == "table_close":
            break
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "th_open":
            rules.append(_COLUMN_RULES.get(str(token.attrs.get("style", "")), "---"))
        elif token.type == "inline":
            rows[-1].append(write_inline(token.children or (), on_one_line=True, in_cell=True))
    rows.insert(1, rules)
    return _Block("table", "\n".join(f"| {' | '.join(row)} |" for row in rows))


_COLUMN_RULES = {"text-align:left": ":--", "text-align:center": ":-:", "text-align:right": "--:"}
_BEFORE_TEXT = re.compile(r"(?<=\n)(?!\n)")
_WRITERS: "dict[str, Callable[[Token, _Tokens, str], _Block]]" = {
    "paragraph_open": _paragraph,
    "heading_open": _heading,
    "hr": _rule,
    "fence": _code,
    "code_block": _code,
    "blockquote_open": _quote,
    "bullet_list_open": _bullets,
    "ordered_list_open": _numbers,
    "table_open": _table,
}
