"""Tokens of Markdown written as Markdown again, in one pass: any reader takes it for what was read, and for no more.

Nothing is copied from the source. Text is escaped as a plan's plain text is; of marks there are only those that stand
for a token. Each block closes what it opens.
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
"""Of an item of a list, as CommonMark has it."""
_BEFORE_PARAGRAPH_ENDS = frozenset({"heading", "fence", "rule"})
_MAY_HOLD_OPEN_PARAGRAPH = frozenset({"paragraph", "list", "quote"})


class _WrittenBlock(NamedTuple):
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


def _blocks(tokens: _Tokens) -> list[_WrittenBlock]:
    """Return the blocks up to where the one that holds them is closed."""
    blocks: list[_WrittenBlock] = []
    for token in tokens:
        if token.nesting < 0:
            break
        block = _WRITERS[token.type](token, tokens, blocks[-1].marker if blocks else "")
        if block.text:
            blocks.append(block)
    return blocks


def _paragraph(token: "Token", tokens: _Tokens, _before: str) -> _WrittenBlock:
    text = write_inline(_leaf(tokens))
    return _WrittenBlock("paragraph", text, is_tight=token.hidden)


def _heading(token: "Token", tokens: _Tokens, _before: str) -> _WrittenBlock:
    line = escape_closing_hashes(write_inline(_leaf(tokens), on_one_line=True))
    return _WrittenBlock("heading", f"{token.markup} {line}".rstrip(" "), interrupts=True)


def _leaf(tokens: _Tokens) -> "Sequence[Token]":
    """Return what stands in a paragraph or a heading, and pass its end."""
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
    return _WrittenBlock("list", _listed(items, [marker] * len(items)), interrupts=True, marker=marker)


def _numbers(token: "Token", tokens: _Tokens, before: str) -> _WrittenBlock:
    marker = _other_marker(before, ".)")
    items = list(_items(tokens))
    start = int(token.attrs.get("start", 1))
    heads = [f"{min(start + n, _HIGHEST_NUMBER)}{marker}" for n in range(len(items))]
    return _WrittenBlock("list", _listed(items, heads), interrupts=start == 1, marker=marker)


def _other_marker(before: str, markers: str) -> str:
    """Return what marks the items of a list, another mark than that of a list right before, which would go on else."""
    return markers[1] if before == markers[0] else markers[0]


def _items(tokens: _Tokens) -> Iterator[list[_WrittenBlock]]:
    """Give the blocks of each item of a list."""
    for item in tokens:
        if item.nesting < 0:
            return
        yield _blocks(tokens)


def _listed(items: list[list[_WrittenBlock]], heads: list[str]) -> str:
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
    """Return whether two blocks are told apart without a blank line in between."""
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
