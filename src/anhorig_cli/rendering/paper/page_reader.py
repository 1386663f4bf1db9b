"""A page of HTML to a document: what a reader reads, without what only a screen needs."""

import re
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import chain
from typing import Any

from anhorig_cli.rendering.paper.block_reader import read_blocks
from anhorig_cli.rendering.paper.document import (
    Blocks,
    Document,
    Heading,
    LogoPlace,
    Picture,
    Run,
    changed,
    is_several,
)
from anhorig_cli.rendering.paper.elements import parsed
from anhorig_cli.views.appearance import NO_FACE, FaceView

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?![A-Za-z])")
_ANCHOR = re.compile(r"[A-Za-z][A-Za-z0-9-]{0,30}")
_NO_TITLE = "–"
_DENSE = "one-sheet"
"""The name of a `meta` element by which a template asks to be set on one sheet of paper."""


def read_page(page: str, face: FaceView = NO_FACE) -> Document:
    """Return the document that a page of HTML shows; navigation, styles and scripts are left out.

    Colour, typeface and logo are taken from the face, never from the page, whose template may be anybody's.
    """
    root = parsed(page)
    html = next(root.elements("html"), root)
    body = next(html.elements("body"), html)
    blocks: Blocks = _Levels().given(_with_logo(read_blocks(body), face))
    blocks = _with_links_that_lead(blocks)
    title = " ".join(next((t.text for t in root.descendants("title")), "").split())
    dense = any(meta.attributes.get("name") == _DENSE for meta in root.descendants("meta"))
    language = _language(html.attributes.get("lang", ""))
    return Document(language, title or _first_heading(blocks), blocks, dense, face.light.accent, face.typeface)


def _with_logo(part: Any, face: FaceView) -> Any:
    """Return a part of a document, whatever it is, with the logo in its place; without one the place is gone."""
    if is_several(part):
        pictures = (_logo(one, face) if isinstance(one, LogoPlace) else (_with_logo(one, face),) for one in part)
        return tuple(chain.from_iterable(pictures))
    if not is_dataclass(part) or isinstance(part, Run | type):
        return part
    return replace(part, **{field.name: _with_logo(getattr(part, field.name), face) for field in fields(part)})


def _logo(place: LogoPlace, face: FaceView) -> tuple[Picture, ...]:
    return (Picture(face.picture, place.alternative, face.width, face.height),) if face.logo else ()


def _first_heading(blocks: Blocks) -> str:
    headings = (block for block in blocks if isinstance(block, Heading))
    return next(("".join(run.text for run in heading.runs) for heading in headings), _NO_TITLE)


@dataclass(slots=True)
class _Levels:
    """Gives headings levels that begin at 1 and never skip one on the way down, as those who listen need."""

    before: int = 0

    def given(self, part: Any) -> Any:
        """Return a part of a document, whatever it is, with the levels of the headings within."""
        if isinstance(part, Heading):
            self.before = min(part.level, self.before + 1)
            return replace(part, level=self.before)
        if is_several(part):
            return tuple(self.given(one) for one in part)
        if not is_dataclass(part) or isinstance(part, Run | type):
            return part
        return replace(part, **{field.name: self.given(getattr(part, field.name)) for field in fields(part)})


def _with_links_that_lead(blocks: Blocks) -> Blocks:
    """Return blocks where a link on the page leads to a heading that is there, and each anchor stands once."""
    anchors: set[str] = set()

    def anchored(part: Any) -> Any:
        if not isinstance(part, Heading):
            return part
        anchor = part.anchor if _ANCHOR.fullmatch(part.anchor) and part.anchor not in anchors else ""
        anchors.add(anchor)
        return replace(part, anchor=anchor)

    def linked(part: Any) -> Any:
        leads_nowhere = isinstance(part, Run) and part.link.startswith("#") and part.link[1:] not in anchors
        return replace(part, link="") if leads_nowhere else part

    found: Blocks = changed(changed(blocks, anchored), linked)
    return found


def _language(said: str) -> str:
    """Return the language of a page by its first letters: `sv` of `sv-SE`."""
    found = _LANGUAGE.match(said)
    return found[0].lower() if found else "sv"
