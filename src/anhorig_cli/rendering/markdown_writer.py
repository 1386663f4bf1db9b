"""Writing the tokens of Markdown as Markdown again, in one pass, so that any parser reads the same and no more.

Nothing is copied from the source. Text is escaped like a plan's plain text; the only marks are those that represent a
token. Each block closes what it opens.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from anhorig_cli.rendering.escaping import (
    escape_closing_hashes,
)
from anhorig_cli.rendering.markdown_inline import NOTHING, longest_run, without_tags, write_inline, write_text

if TYPE_CHECKING:
    from markdown_it.token import Token

_RULE = "___"
_HIGHEST_NUMBER = 999_999_999
"""The highest number of a list item in CommonMark."""
_BEFORE_PARAGRAPH_ENDS = frozenset({"heading", "fence", "rule"})
_MAY_HOLD_OPEN_PARAGRAPH = frozenset({"paragraph", "list", "quote"})


class _WrittenBlock(NamedTuple):
    """A block as written.

    `interrupts` is whether it is recognised even directly below a line of text; `marker` is the marker of a list.
    """

    kind: str
    text: str
    interrupts: bool = False
    marker: str = ""
    is_tight: bool = True


_Tokens = Iterator["Token"]


def write(tokens: "Sequence[Token]", *, mid_line: bool) -> str:
    """Return Markdown for the tokens of a parser, without a line break at its end.

    Args:
        tokens: tokens of CommonMark with tables, but without raw HTML and images.
        mid_line: whether the text may be put after other text on a line, so that blocks other than paragraphs must
            begin on a new line.
    """
    blocks = _blocks(iter(tokens))
    text = "\n\n".join(block.text for block in blocks)
    return f"\n\n{text}" if mid_line and blocks and blocks[0].kind != "paragraph" else text


def write_plain(paragraphs: Iterable[str]) -> str:
    """Return Markdown for paragraphs of plain text."""
    return "\n\n".join(write_text(text) for text in paragraphs)


def _blocks(tokens: _Tokens) -> list[_WrittenBlock]:
    """Return the blocks up to the token that closes their parent."""
    blocks: list[_WrittenBlock] = []
    for token in tokens:
        if token.nesting < 0:
            break
        block = _WRITERS[token.type](token, tokens, blocks[-1].marker if blocks else "")
        if block.text:
            blocks.append(block)
    return blocks


def _paragraph(token: "Token", tokens: _Tokens, _before: str) -> _WrittenBlock:
    text = write_inline(_inline_tokens(tokens))
    return _WrittenBlock("paragraph", text, is_tight=token.hidden)


def _heading(token: "Token", tokens: _Tokens, _before: str) -> _WrittenBlock:
    line = escape_closing_hashes(write_inline(_inline_tokens(tokens), on_one_line=True))
    return _WrittenBlock("heading", f"{token.markup} {line}".rstrip(" "), interrupts=True)


def _inline_tokens(tokens: _Tokens) -> "Sequence[Token]":
    """Return the inline tokens of a paragraph or a heading, and consume its closing token."""
    inline = next(tokens)
    next(tokens)
    return inline.children or ()


def _rule(_token: "Token", _tokens: _Tokens, _before: str) -> _WrittenBlock:
    return _WrittenBlock("rule", _RULE, interrupts=True)


def _code(token: "Token", _tokens: _Tokens, _before: str) -> _WrittenBlock:
    content = without_tags(token.content)
    fence = "`" * max(3, longest_run(content) + 1)
    end = "" if content.endswith("\n") or not content else "\n"
    return _WrittenBlock("fence", f"{fence}\n{content}{end}{fence}", interrupts=True)


def _quote(_token: "Token", tokens: _Tokens, _before: str) -> _WrittenBlock:
    text = "\n\n".join(block.text for block in _blocks(tokens))
    return _WrittenBlock("quote", "\n".join(f"> {line}" if line else ">" for line in text.split("\n")), interrupts=True)


def _bullets(_token: "Token", tokens: _Tokens, before: str) -> _WrittenBlock:
    marker = _other_marker(before, "-*")
    items = list(_items(tokens))
    return _WrittenBlock("list", _list_text(items, [marker] * len(items)), interrupts=True, marker=marker)


def _numbers(token: "Token", tokens: _Tokens, before: str) -> _WrittenBlock:
    marker = _other_marker(before, ".)")
    items = list(_items(tokens))
    start = int(token.attrs.get("start", 1))
    heads = [f"{min(start + n, _HIGHEST_NUMBER)}{marker}" for n in range(len(items))]
    return _WrittenBlock("list", _list_text(items, heads), interrupts=start == 1, marker=marker)


def _other_marker(before: str, markers: str) -> str:
    """Return the marker for a list: not that of a list directly before it, which would else be continued."""
    return markers[1] if before == markers[0] else markers[0]


def _items(tokens: _Tokens) -> Iterator[list[_WrittenBlock]]:
    """Yield the blocks of each item of a list."""
    for item in tokens:
        if item.nesting < 0:
            return
        yield _blocks(tokens)


def _list_text(items: list[list[_WrittenBlock]], heads: list[str]) -> str:
    is_tight = all(block.is_tight for item in items for block in item)
    written = (_item(head, item, is_tight=is_tight) for head, item in zip(heads, items, strict=True))
    return ("\n" if is_tight else "\n\n").join(written)


def _item(head: str, blocks: list[_WrittenBlock], *, is_tight: bool) -> str:
    parts = [blocks[0].text if blocks else NOTHING]
    for before, block in pairwise(blocks):
        parts += ["\n" if is_tight and _may_touch(before, block) else "\n\n", block.text]
    margin = " " * (len(head) + 1)
    return f"{head} {_BEFORE_TEXT.sub(margin, ''.join(parts))}"


def _may_touch(before: _WrittenBlock, after: _WrittenBlock) -> bool:
    """Return whether two blocks can be distinguished without a blank line between them."""
    if before.kind in _MAY_HOLD_OPEN_PARAGRAPH:
        return after.interrupts
    return before.kind in _BEFORE_PARAGRAPH_ENDS


def _table(_token: "Token", tokens: _Tokens, _before: str) -> _WrittenBlock:
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
    return _WrittenBlock("table", "\n".join(f"| {' | '.join(row)} |" for row in rows))


_COLUMN_RULES = {"text-align:left": ":--", "text-align:center": ":-:", "text-align:right": "--:"}
_BEFORE_TEXT = re.compile(r"(?<=\n)(?!\n)")
_WRITERS: "dict[str, Callable[[Token, _Tokens, str], _WrittenBlock]]" = {
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
