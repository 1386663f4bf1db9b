"""A document to PDF: tagged, for those who listen (PDF/UA-1) and for the archive (PDF/A-2a).

The document goes as JSON to one fixed Typst file, so that nothing a plan says is ever read as Typst. Only the fonts
within the `typst` package are used, and the only date is the report's own: the same document gives the same bytes.

What it is given is data, never Typst's own text, and the same data gives the same bytes.
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
"""The size of letters, in points."""
_CLOSER = 9.5
"""The size in which a document is set where that saves a page."""
_MOST_SET_CLOSER = 8
"""Of more pages than this, one less is no gain."""
_ON_ONE_PAGE = (11.0, 10.0, 9.0, 8.0, 7.0, 6.0)
"""The sizes that are tried until a document that shall stand on one page does."""
_WIDEST, _HIGHEST = 178, 240
"""The millimetres that the page of `pdf.typ` has room for."""


_LONGEST_ITEM = 500
"""An item of a list with more characters than this may be parted between pages."""


def to_pdf(document: PaperDocument, day: date) -> bytes:
    """Return a document of a day as PDF.

    Raises:
        CannotWorkError: where Typst cannot set it.
    """
    made = _on_one_page if document.dense else _on_few_pages
    return set_or_said(lambda text: made(_as_json(document, day, text), day))


_A_PAGE = re.compile(rb"/Type\s*/Page\b")


def _pages(made: bytes) -> int:
    return len(_A_PAGE.findall(made))


def _on_one_page(data: str, day: date) -> bytes:
    """Return the PDF in the largest of some sizes in which it has one page; in the smallest where it has more."""
    for size in _ON_ONE_PAGE[:-1]:
        made = compiled(data, day, size)
        if _pages(made) == 1:
            return made
    return compiled(data, day, _ON_ONE_PAGE[-1])


def _on_few_pages(data: str, day: date) -> bytes:
    """Return the PDF, set a little closer where that saves a last page with little on it."""
    made = compiled(data, day, _SIZE)
    if not 1 < _pages(made) <= _MOST_SET_CLOSER:
        return made
    closer = compiled(data, day, _CLOSER)
    return closer if _pages(closer) < _pages(made) else made


def compiled(data: str, day: date, size: float) -> bytes:
    """Return the PDF of a document that is written as JSON, in a size of letters in points."""
    source = Path(__file__).with_suffix(".typ").read_bytes()
    return typeset(source, {"document": data, "size": str(size)}, day, format="pdf", pdf_standards=STANDARDS)


def _as_json(document: PaperDocument, day: date, text: Callable[[str], str]) -> str:
    value = _plain(_with_note(document, text), text)
    return json.dumps({**value, "day": [day.year, day.month, day.day]}, ensure_ascii=False)


def _with_note(document: PaperDocument, text: Callable[[str], str]) -> PaperDocument:
    """Return the document with a line at its end that says how many characters were replaced, where any was."""
    lost = sum(text(said).count(REPLACEMENT) - said.count(REPLACEMENT) for said in texts(document.blocks))
    if not lost:
        return document
    language = Language.EN if document.language == Language.EN.value else Language.SV
    note = message(
        "Characters that the fonts lack are shown as {sign}. The report as a web page has them. Number: {n}.",
        sign=REPLACEMENT,
        n=lost,
    )
    said = Paragraph((Run(text_of(note, language), tone="soft"),))
    return replace(document, blocks=(*document.blocks, said))


def _plain(value: Any, text: Callable[[str], str]) -> Any:
    """Return a value as JSON has it; of a part of a document, its name goes with it as `kind`."""
    if isinstance(value, str):
        return text(value)
    if is_several(value):
        return [_plain(part, text) for part in value]
    if is_dataclass(value):
        ready = _ready(value, text)
        names = (field.name for field in fields(value))
        named = {name: _plain(getattr(value, name), text) for name in names if name not in ready}
        return {"kind": type(value).__name__, **named, **ready}
    return value


def _ready(part: Any, text: Callable[[str], str]) -> dict[str, Any]:
    """Return what is worked out for a part before it is set: its measures, and where its long words may be broken."""
    if isinstance(part, Run | Listing):
        return {"text": with_breaks(text(part.text))}
    if isinstance(part, Table):
        found = layout(part, OF_THE_PDF)
        return {
            "widths": found.widths,
            "is_whole": found.stands_whole,
            "is_crowded": found.is_crowded,
            "whole_rows": keeps_rows_whole(part),
            "head": _plain(without_links(found.table.head), text),  # repeated for the eye only, where no link may stand
            "body": _plain(found.table.body, text),
        }
    if isinstance(part, Items):
        return {"are_whole": [sum(map(len, texts(item))) <= _LONGEST_ITEM for item in part.items]}
    if isinstance(part, Kept):
        return {"is_whole": part.is_short}
    if isinstance(part, Picture):
        return {"millimetres": part.millimetres(_WIDEST, _HIGHEST), "alternative": text(part.words)}
    return {}


# Typst at work: with the fonts within the `typst` package, no file of the machine, and no date but a given one.


STANDARDS: list[Any] = ["a-2a", "ua-1"]
"""PDF for the archive, and for those who listen."""


def typeset(source: bytes, inputs: Mapping[str, str], day: date, **options: Any) -> bytes:
    """Return what a fixed Typst file makes of inputs; the moment goes into its metadata and is midnight of the day."""
    made = _compiler().compile(source, sys_inputs=dict(inputs), timestamp=datetime.combine(day, time(), UTC), **options)
    return cast("bytes", made)  # one file was asked for


@cache
def _compiler() -> typst.Compiler:
    return typst.Compiler(font_paths=typst.Fonts(include_system_fonts=False), ignore_system_fonts=True)


def set_or_said(make: Callable[[Callable[[str], str]], bytes]) -> bytes:
    """Return what `make` makes of text as the fonts have it, or of plainer text where that cannot be set.

    Raises:
        CannotWorkError: where Typst can set neither.
    """
    reason = ""
    for plainly in (False, True):
        try:
            with _no_stream_of_errors():
                return make(partial(shown, plainly=plainly))
        except typst.TypstError as error:
            reason = str(error)
        except BaseException as error:
            # A panic inside Typst comes as an exception whose class cannot be imported, and which is no Exception.
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
def _no_stream_of_errors() -> Generator[None]:
    """Have nothing written to the stream of errors meanwhile: of a panic, Typst itself writes many lines there."""
    try:
        kept = os.dup(_ERRORS)
    except OSError:  # it is closed
        yield
        return
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, _ERRORS)
    os.close(nothing)
    try:
        yield
    finally:
        os.dup2(kept, _ERRORS)
        os.close(kept)


_ERRORS = 2
