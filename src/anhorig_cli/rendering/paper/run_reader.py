"""What stands in a line of a page, to runs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from urllib.parse import quote, urlsplit

from anhorig_cli.markdown_text import SAFE_LINK
from anhorig_cli.rendering.paper.document import TONES, Run, Runs
from anhorig_cli.rendering.paper.elements import Element

_SCREEN_TAGS = (
    "audio base button canvas datalist dialog embed head iframe input link math menu meta nav noscript object script "
    "select source style svg template textarea title track video"
)
_LEFT_OUT = frozenset(_SCREEN_TAGS.split())
"""Elements that only a screen needs, or that paper cannot show."""

_LEFT_OUT_CLASSES = frozenset({"skip", "figures", "unseen", "web"})
"""Classes of what paper does not need: the link to the contents, what is unseen or for the web."""

_STRONG = frozenset({"strong", "b", "th"})
_EMPHASIS = frozenset({"em", "i", "cite", "dfn", "var"})
_CODE = frozenset({"code", "kbd", "samp"})
_SPACES = re.compile(r"[ \t\n\r\f]+")
_ON_THE_PAGE = re.compile(r"#[A-Za-z][A-Za-z0-9-]{0,30}")
_IN_ADDRESSES = "%/:=&?~#+!$,;'@()*[]"


def is_left_out(element: Element) -> bool:
    """Return whether an element is not for paper."""
    return element.tag in _LEFT_OUT or "hidden" in element.attributes or bool(element.classes & _LEFT_OUT_CLASSES)


def read_line(content: Iterable[Element | str]) -> Runs:
    """Return what stands in a line as runs: spaces made one, none at the ends, and like beside like joined."""
    return tuple(_trimmed(_joined(_without_double_spaces(_runs(content, Run(""))))))


def tone_of(element: Element) -> str:
    """Return the tone that an element's class gives, or an empty text."""
    return next((tone for tone in sorted(element.classes) if tone in TONES), "")


def _runs(content: Iterable[Element | str], around: Run) -> Iterator[Run]:
    for child in content:
        if isinstance(child, str):
            yield replace(around, text=_SPACES.sub(" ", child))
        elif child.tag == "br":
            yield replace(around, text="\n")
        elif child.tag == "img":
            yield replace(around, text=child.attributes.get("alt", ""))
        elif not is_left_out(child):
            yield from _runs(child.children, _styled(child, around))


def _styled(element: Element, around: Run) -> Run:
    link = _address(element.attributes.get("href", "").strip()) if element.tag == "a" else ""
    return replace(
        around,
        strong=around.strong or element.tag in _STRONG,
        emphasis=around.emphasis or element.tag in _EMPHASIS,
        code=around.code or element.tag in _CODE,
        silent=around.silent or element.attributes.get("aria-hidden") == "true",
        link=link or around.link,
        tone=tone_of(element) or around.tone,
    )


def _address(written: str) -> str:
    """Return an address that may be followed, in characters that addresses have; an empty text for any other.

    One that begins with `#` leads to a heading of the same page. Word calls a file damaged that has a link it cannot
    take apart.
    """
    if _ON_THE_PAGE.fullmatch(written):
        return written
    address = quote(written, safe=_IN_ADDRESSES)
    try:
        host = urlsplit(address).hostname
    except ValueError:
        return ""
    return address if SAFE_LINK.match(address) and (host or address.lower().startswith("mailto:")) else ""


def _without_double_spaces(runs: Iterable[Run]) -> Iterator[Run]:
    """Drop the space that follows a space or a line break in the run before."""
    before = " "
    for run in runs:
        text = run.text.removeprefix(" ") if before in {" ", "\n"} else run.text
        if text:
            before = text[-1]
            yield replace(run, text=text)


def _joined(runs: Iterable[Run]) -> list[Run]:
    joined: list[Run] = []
    for run in runs:
        if joined and joined[-1].same_style_as(run):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return joined


def _trimmed(runs: list[Run]) -> list[Run]:
    """Return runs without space or line breaks at either end, nor a space before a line break."""
    while runs and not runs[0].text.strip(" \n"):
        runs = runs[1:]
    while runs and not runs[-1].text.strip(" \n"):
        runs = runs[:-1]
    if runs:
        runs = [replace(runs[0], text=runs[0].text.lstrip(" \n")), *runs[1:]]
        runs = [*runs[:-1], replace(runs[-1], text=runs[-1].text.rstrip(" \n"))]
    return [replace(run, text=run.text.replace(" \n", "\n")) for run in runs]
