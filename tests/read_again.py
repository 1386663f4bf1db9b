"""Markdown and HTML that the tool has written, read again as others read them: what acts in it, and where it leads."""

import re
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from types import MappingProxyType
from typing import NamedTuple

import cmarkgfm
import html5lib
from cmarkgfm.cmark import Options
from markdown_it import MarkdownIt

_GITHUB = ("table", "autolink", "strikethrough", "tasklist")
_WITH_HTML = {"html": True, "linkify": True}
_NAMESPACE = re.compile(r"\{.*?\}")


def _as_github(page: str) -> str:
    options = Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_FOOTNOTES
    return str(cmarkgfm.markdown_to_html_with_extensions(page, options=options, extensions=_GITHUB))


def _as_commonmark(page: str) -> str:
    return str(MarkdownIt("commonmark", {"html": True}).enable("table").render(page))


def _as_gfm(page: str) -> str:
    return str(MarkdownIt("gfm-like", _WITH_HTML).render(page))


MARKDOWN_READERS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {"commonmark": _as_commonmark, "github": _as_github, "gfm": _as_gfm}
)
"""How Markdown is read, with raw HTML: as CommonMark says, as GitHub does, and with links made of bare addresses."""


def one_line(text: str) -> str:
    """Return a text as a reader compares it: a page breaks lines where it likes, and has joiners that nobody sees."""
    return " ".join(text.replace("\u2060", "").split())


class Element(NamedTuple):
    """An element of a page, with its attributes in the order of their names."""

    tag: str
    attributes: tuple[tuple[str, str], ...]


class Page(HTMLParser):
    """What a page holds: elements, comments, the texts in which services look for mentions and addresses, and blocks.

    A block is the text of a heading, a paragraph, an item or a cell.
    """

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self.comments: list[str] = []
        self.texts: list[str] = []
        self.blocks: set[str] = set()
        self._open: list[list[str]] = []
        self._read: list[str] = []
        self._unseen = 0
        self._kept = 0
        self.feed(page)
        self.close()

    @property
    def links(self) -> list[str]:
        """Where the page leads."""
        return [value for one in self.elements for name, value in one.attributes if name in _LEADS]

    @property
    def words(self) -> str:
        """What is read, on one line, without the joiners that break what would act."""
        return one_line("".join(self._read))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._open.append([])
        elif tag == "br":
            self.handle_data(" ")
        self.elements.append(Element(tag, tuple(sorted((name, value or "") for name, value in attrs))))
        self._unseen += tag in _UNSEEN
        self._kept += tag in _NOT_LOOKED_IN

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.blocks.add(one_line("".join(self._open.pop())))
        self._unseen -= tag in _UNSEEN
        self._kept -= tag in _NOT_LOOKED_IN

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self.handle_data(" ")
        self.elements.append(Element(tag, tuple(sorted((name, value or "") for name, value in attrs))))

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._read.append(data)
            for block in self._open:
                block.append(data)
            if not self._kept:
                self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_decl(self, decl: str) -> None:
        if decl.lower() != "doctype html":
            self.comments.append(decl)

    def handle_pi(self, data: str) -> None:
        self.comments.append(data)

    def unknown_decl(self, data: str) -> None:
        self.comments.append(data)


def as_browser(page: str) -> list[Element]:
    """Return the elements of a page as a browser finds them, which are more than are written."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    return [
        Element(_NAMESPACE.sub("", one.tag), tuple(sorted((str(name), value) for name, value in one.attrib.items())))
        for one in tree.iter("*")
    ]


_LEADS = {"href", "src", "action", "formaction", "data", "poster", "srcset", "background", "ping", "cite", "xlink:href"}
_BLOCKS = {"h1", "h2", "h3", "h4", "p", "li", "td", "th"}
_UNSEEN = {"style", "script", "svg"}
_NOT_LOOKED_IN = {"a", "code", "pre"}
ACTS_AFTERWARDS = re.compile(
    r"@[\w-]|(?<![\w/])#\d|\bGH-\d|://|www\.|:(?!\d\d?:)[+-]?\w[\w+-]*:|[!%$~&]\d", re.IGNORECASE
)
"""What services look for in the text of a page that is ready (GitHub's and GitLab's filters, in short)."""
