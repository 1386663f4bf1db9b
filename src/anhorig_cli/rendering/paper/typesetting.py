"""Typst at work: with the fonts within the `typst` package, no file of the machine, and no date but a given one.

What it is given is data, never Typst's own text, and the same data gives the same bytes.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import cache, partial
from typing import Any, cast

import typst

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.rendering.paper.pdf_characters import shown
from anhorig_cli.source import message

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
            return make(partial(shown, plainly=plainly))
        except typst.TypstError as error:
            reason = str(error)
        except BaseException as error:
            # A panic inside Typst comes as an exception whose class cannot be imported, and which is no Exception.
            if type(error).__name__ != "PanicException":
                raise
            reason = str(error)
    raise CannotWorkError(message("the PDF cannot be made ({reason})", reason=reason.splitlines()[0]))
