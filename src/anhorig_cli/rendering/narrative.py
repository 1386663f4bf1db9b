"""Narrative text of a plan, which is Markdown, on its way into a page.

Raw HTML is text, pictures become their alternative text, only http, https and mailto are links, and headings go below
the page's own.
"""

import html
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from anhorig_cli.characters import BIDIRECTIONAL

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST_OWN_HEADING = 3
_MOST_HEADING = 6
SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
"""What an address that may be followed begins with."""
_SPECIAL = re.compile(r"[\\`*_\[\]<>&#@|~!]|^[ \t]|^(?:[-+=]|\d{1,9}[.)])|[ \t]$|\r", re.MULTILINE)
_MENTION = re.compile(r"(?<!\w)@(?=\w)|#(?=\d)")
_BREAK_MENTION = "\u2060"
BIDI = re.compile(f"[{BIDIRECTIONAL}]")
MOST_NESTED = 20


def is_plain(text: str) -> bool:
    """Tell whether a text has nothing that Markdown would give a meaning, so that it need not be parsed."""
    return not _SPECIAL.search(text)


def without_mentions(text: str) -> str:
    """Break what would call a person or close an issue, were the report pasted into a pull request.

    An invisible word joiner goes in after `@` and `#`; a backslash would not do, since services look at the text after
    Markdown has been rendered.
    """
    return _MENTION.sub(lambda found: found[0] + _BREAK_MENTION, text)


def to_html(text: str) -> str:
    """Return narrative text as HTML."""
    text = BIDI.sub("", text)
    if is_plain(text):
        paragraphs = (part.strip("\n") for part in re.split(r"\n{2,}", text))
        return "".join(f"<p>{html.escape(part, quote=False)}</p>\n" for part in paragraphs if part)
    parser = _parser(tables=True)
    return str(parser.renderer.render(_safe(parser.parse(text)), parser.options, {}))


def to_markdown(text: str) -> str:
    """Return narrative text as Markdown that means the same, and that closes all it opens."""
    text = BIDI.sub("", text)
    if is_plain(text):
        return text.strip("\n")
    from mdformat.renderer import MDRenderer  # noqa: PLC0415 - only for text that needs it

    parser = _parser(tables=False)
    options: dict[str, Any] = {"mdformat": {"number": False, "wrap": "keep"}, "parser_extension": []}
    tokens = _safe(parser.parse(text + "\n"), breaks_mentions=True)
    renderer: Any = MDRenderer()
    return str(renderer.render(tokens, options, {})).strip("\n")


@cache
def _parser(*, tables: bool) -> "MarkdownIt":
    from markdown_it import MarkdownIt  # noqa: PLC0415 - only for text that needs it

    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": MOST_NESTED})
    return parser.enable("table") if tables else parser


def _safe(tokens: "Sequence[Token]", *, breaks_mentions: bool = False) -> "list[Token]":
    change = without_mentions if breaks_mentions else str
    return [safe for token in tokens if (safe := _safe_token(token, change)) is not None]


def _safe_token(token: "Token", change: Callable[[str], str]) -> "Token | None":
    if token.type in {"heading_open", "heading_close"}:
        level = min(int(token.tag[1:]) + DEEPEST_OWN_HEADING, _MOST_HEADING)
        token.tag, token.markup = f"h{level}", "#" * level
    elif token.type == "text":
        token.content = change(token.content)
    elif token.type == "fence":
        token.info = ""
    if token.children is not None:
        token.children = _safe_inline(token.children, change)
    return token


def _safe_inline(children: "Sequence[Token]", change: Callable[[str], str]) -> "list[Token]":
    kept: list[Token] = []
    unsafe_links = 0
    for child in children:
        if child.type == "image":
            child.type, child.tag, child.children = "text", "", None
            child.content = change(child.content)
        elif child.type == "link_open" and not SAFE_LINK.match(str(child.attrs.get("href", ""))):
            unsafe_links += 1
            continue
        elif child.type == "link_close" and unsafe_links:
            unsafe_links -= 1
            continue
        elif child.type == "text":
            child.content = change(child.content)
        kept.append(child)
    return kept
