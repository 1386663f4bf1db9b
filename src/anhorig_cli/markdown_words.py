"""Narrative text, which is Markdown, as plain words: for a line, a cell, a calendar, where no marks can be rendered."""

import re
from functools import cache
from typing import TYPE_CHECKING

from anhorig_cli.markdown_text import MOST_NESTED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
"""What an address that may be followed begins with."""
MOST_MARKS = 40_000
"""How many characters and lines a text may have that could be Markdown: each takes the parser some time."""
_SPECIAL = re.compile(r"[\\`*_\[\]<>&#@|~!]|^[ \t]|^(?:[-+=]|\d{1,9}[.)])|[ \t]$|\r", re.MULTILINE)
_MARK = re.compile(r"[\n\[\]!<>*_`\\&]|[-+] |[0-9][.)] ")


def is_plain(text: str) -> bool:
    """Return whether a text has nothing that Markdown would give a meaning, so that it need not be parsed."""
    return not _SPECIAL.search(text)


def has_too_many_marks(text: str) -> bool:
    """Return whether a text could take the parser long."""
    return len(_MARK.findall(text)) > MOST_MARKS


def is_too_deep(tokens: "Sequence[Token]") -> bool:
    """Return whether something stands so deep in lists and quotations that the parser left it out."""
    return any(token.nesting > 0 and token.level >= MOST_NESTED - 1 for token in tokens)


def plain_words(text: str) -> str:
    """Return narrative text without the marks of Markdown, each item and paragraph of it as a paragraph.

    The address of a link stands after its words. Text that is more than can be read, or that has marks only, is given
    as it stands.
    """
    if is_plain(text) or has_too_many_marks(text):
        return text
    tokens = _parser().parse(text)
    return text if is_too_deep(tokens) else "\n\n".join(_paragraphs(tokens)) or text


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only for text that needs it

    return MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_NESTED})


def _paragraphs(tokens: "Sequence[Token]") -> "Iterator[str]":
    bullet = ""
    for token in tokens:
        if token.type == "list_item_open":
            bullet = f"{token.info}{token.markup} " if token.info else "– "
        elif token.type in {"inline", "fence", "code_block"}:
            words = "".join(_words(token.children)) if token.children else token.content
            yield f"{bullet}{words.strip()}"
            bullet = ""


def _words(children: "Sequence[Token]") -> "Iterator[str]":
    """Give what stands in a line, and after a link its address."""
    since = ""
    addresses: list[str] = []
    for child in children:
        if child.type == "link_open":
            addresses.append(str(child.attrs.get("href", "")))
            since = ""
        elif child.type == "link_close":
            yield _address(addresses.pop(), since)
        else:
            said = "\n" if child.type in {"softbreak", "hardbreak"} else child.content
            since += said
            yield said


def _address(address: str, words: str) -> str:
    """Return the address of a link in brackets; nothing where its words say it, or it may not be followed."""
    shown = address.removeprefix("mailto:")
    return f" ({shown})" if SAFE_LINK.match(address) and shown != words else ""
