"""Writing a document as PDF: tagged, for screen readers (PDF/UA-1) and for archives (PDF/A-2a).

The document is passed as JSON, as data, to one fixed Typst file, so that no text of a plan is ever read as Typst. Only
the fonts in the `typst` package are used, and the only date is the report's: the same document gives the same bytes.
"""

import json
import os
import re
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

import typst

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.rendering.paper.document import (
    Items,
    Kept,
    Listing,
    PaperDocument,
    Paragraph,
    Picture,
    Run,
    Table,
    is_several,
    texts,
    without_links,
)
from anhorig_cli.rendering.paper.pdf_characters import REPLACEMENT, shown, with_breaks
from anhorig_cli.rendering.paper.table_layout import OF_THE_PDF, keeps_rows_whole, layout
from anhorig_cli.source import message
from anhorig_cli.vocabulary import Language

_SIZE = 10.0
"""The font size, in points."""
_SMALLER_SIZE = 9.5
"""The font size that is used if it saves a page."""
_MOST_PAGES_SET_SMALLER = 8
"""The number of pages above which saving one is no gain."""
_ON_ONE_PAGE = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
"""The font sizes that are tried, in order, until a document that is to fit on one page does."""
_WIDEST, _HIGHEST = 178, 240
"""The millimetres of the text area in `pdf.typ`."""


_MOST_WITH_BEST_LINES = 100_000
"""The characters of a document above which each line is broken on its own, which may take a tenth of the time."""
_LONGEST_ITEM = 500
"""A list item with more characters than this may be split between pages."""


def to_pdf(document: PaperDocument, day: date) -> bytes:
    """Return a document as PDF, dated a day.

    Raises:
        CannotWorkError: Typst cannot typeset it.
    """
    write = _on_one_page if document.dense else _on_few_pages
    return typeset_with_fallback(lambda text: write(_as_json(document, day, text), day))


_PAGE_OBJECT = re.compile(rb"/Type\s*/Page\b")


def _page_count(pdf: bytes) -> int:
    return len(_PAGE_OBJECT.findall(pdf))


def _on_one_page(data: str, day: date) -> bytes:
    """Return the PDF in the largest font size in which it has one page, or else in the smallest."""
    for size in _ON_ONE_PAGE[:-1]:
        pdf = compiled(data, day, size)
        if _page_count(pdf) == 1:
            return pdf
    return compiled(data, day, _ON_ONE_PAGE[-1])


def _on_few_pages(data: str, day: date) -> bytes:
    """Return the PDF, set a little smaller if that saves a last page with little on it."""
    pdf = compiled(data, day, _SIZE)
    if not 1 < _page_count(pdf) <= _MOST_PAGES_SET_SMALLER:
        return pdf
    closer = compiled(data, day, _SMALLER_SIZE)
    return closer if _page_count(closer) < _page_count(pdf) else pdf


def compiled(data: str, day: date, size: float) -> bytes:
    """Return the PDF of a document in JSON, in a font size in points."""
    source = Path(__file__).with_suffix(".typ").read_bytes()
    return typeset(source, {"document": data, "size": str(size)}, day, format="pdf", pdf_standards=STANDARDS)


def _as_json(document: PaperDocument, day: date, text: Callable[[str], str]) -> str:
    value = _plain(_with_note(document, text), text)
    is_long = sum(map(len, texts(document.blocks))) > _MOST_WITH_BEST_LINES
    line_breaks = "simple" if is_long else "optimized"
    added = {"day": [day.year, day.month, day.day], "line_breaks": line_breaks}
    return json.dumps({**value, **added}, ensure_ascii=False)


def _with_note(document: PaperDocument, text: Callable[[str], str]) -> PaperDocument:
    """Return the document with a note at its end on how many characters were replaced, if any were."""
    replaced = sum(text(one).count(REPLACEMENT) - one.count(REPLACEMENT) for one in texts(document.blocks))
    if not replaced:
        return document
    language = Language.EN if document.language == Language.EN.value else Language.SV
    sentence = message(
        "Characters that the fonts lack are shown as {sign}. The report as a web page has them. Number: {n}.",
        sign=REPLACEMENT,
        n=replaced,
    )
    note = Paragraph((Run(text_of(sentence, language), tone="soft"),))
    return replace(document, blocks=(*document.blocks, note))


def _plain(value: Any, text: Callable[[str], str]) -> Any:
    """Return a value for JSON; a part of a document becomes an object, with the name of its class as `kind`."""
    if isinstance(value, str):
        return text(value)
    if is_several(value):
        return [_plain(part, text) for part in value]
    if is_dataclass(value):
        ready = _computed_fields(value, text)
        names = (field.name for field in fields(value))
        named = {name: _plain(getattr(value, name), text) for name in names if name not in ready}
        return {"kind": type(value).__name__, **named, **ready}
    return value


def _computed_fields(part: Any, text: Callable[[str], str]) -> dict[str, Any]:
    """Return the computed fields of a part of a document: its dimensions, and text whose long words may be broken."""
    if isinstance(part, Run | Listing):
        return {"text": with_breaks(text(part.text))}
    if isinstance(part, Table):
        found = layout(part, OF_THE_PDF)
        return {
            "widths": found.widths,
            "is_whole": found.is_on_one_page,
            "is_crowded": found.is_crowded,
            "whole_rows": keeps_rows_whole(part),
            "head": _plain(
                without_links(found.table.head), text
            ),  # repeated heads are artifacts, which cannot have links
            "body": _plain(found.table.body, text),
        }
    if isinstance(part, Items):
        return {"are_whole": [sum(map(len, texts(item))) <= _LONGEST_ITEM for item in part.items]}
    if isinstance(part, Kept):
        return {"is_whole": part.is_short}
    if isinstance(part, Picture):
        return {"millimetres": part.millimetres(_WIDEST, _HIGHEST), "alternative": text(part.words)}
    return {}


# Running Typst: with the fonts in the `typst` package, no files of the machine, and no date except the one passed.


STANDARDS: list[Any] = ["a-2a", "ua-1"]
"""The PDF standards: for archives, and for screen readers."""


def typeset(source: bytes, inputs: Mapping[str, str], day: date, **options: Any) -> bytes:
    """Return the output of a fixed Typst file for some inputs; the time in its metadata is midnight of the day."""
    output = _compiler().compile(
        source, sys_inputs=dict(inputs), timestamp=datetime.combine(day, time(), UTC), **options
    )
    return cast("bytes", output)  # one output file was requested


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False), ignore_system_fonts=True)


def typeset_with_fallback(make: Callable[[Callable[[str], str]], bytes]) -> bytes:
    """Return the result of `make`, called with the function that replaces characters without a glyph.

    If Typst cannot typeset that, `make` is called again with a function that makes text plainer.

    Raises:
        CannotWorkError: Typst can typeset neither.
    """
    reason = ""
    for plainly in (False, True):
        try:
            with _without_standard_error():
                return make(partial(shown, plainly=plainly))
        except typst.TypstError as error:
            reason = str(error)
        except BaseException as error:
            # A panic in Typst is raised as an exception whose class cannot be imported, and is not an `Exception`.
            if type(error).__name__ != "PanicException":
                raise
            reason = str(error)
            if "ThreadPoolBuildError" in reason:
                flaw = message(
                    "the file cannot be made: the system starts no more programs or threads; end some and try again"
                )
                raise CannotWorkError(flaw) from None
    raise CannotWorkError(message("the PDF cannot be made ({reason})", reason=reason.splitlines()[0]))


@contextmanager
def _without_standard_error() -> Generator[None]:
    """Discard standard error meanwhile: on a panic, Typst itself writes many lines there."""
    try:
        kept = os.dup(_STANDARD_ERROR)
    except OSError:  # it is closed
        yield
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, _STANDARD_ERROR)
    os.close(nothing)
    try:
        yield
    finally:
        os.dup2(kept, _STANDARD_ERROR)
        os.close(kept)


_STANDARD_ERROR = 2
