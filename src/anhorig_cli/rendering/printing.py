"""A page of HTML to a file for paper, with the library that its format needs, which may not be installed."""

from collections.abc import Callable, Mapping
from datetime import date

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.rendering.report_format import ReportFormat
from anhorig_cli.source import message
from anhorig_cli.views.appearance import FaceView

Printer = Callable[[str, date, Mapping[str, str], FaceView], bytes]
"""Makes a file of a page of HTML, the report's day, the values of a letterhead's fields, and a face."""

_MOST_LETTERS, _MOST_TAGS = 1_100_000, 30_000
"""A page of HTML with more would take seconds to set on paper; the full report of a large municipality has a tenth."""


def printer(report_format: ReportFormat, letterhead: bytes | None = None) -> Printer:
    """Return what prints pages in a format; Word files are put in a letterhead, where there is one.

    Raises:
        CannotWorkError: where the format's library is not installed; from what is returned, where a page is too long.
    """
    try:
        made = _word_printer(letterhead) if report_format is ReportFormat.DOCX else _pdf_printer()
    except ModuleNotFoundError as error:
        raise not_installed(error, report_format.name, report_format.value) from None

    def printed(page: str, day: date, fields: Mapping[str, str], face: FaceView) -> bytes:
        if len(page) > _MOST_LETTERS or page.count("<") > _MOST_TAGS:
            raise _too_long(report_format)
        return made(page, day, fields, face)

    return printed


def _too_long(report_format: ReportFormat) -> CannotWorkError:
    return CannotWorkError(
        message(
            "the page is too long to be made as {format}: make it as html instead, or make a shorter one, such as of "
            "one unit or by another template",
            format=report_format.name,
        )
    )


def not_installed(error: ModuleNotFoundError, file_format: str, extra: str) -> Exception:
    """Return what to say where the library of a format is not there; any other module that is missing is a bug."""
    if error.name not in {"typst", "docx"}:
        return error
    return CannotWorkError(
        message(
            "{format} needs a part that is not installed: install anhorig again, from where it was installed, with the "
            "part '{extra}'",
            format=file_format,
            extra=extra,
        )
    )


def _pdf_printer() -> Printer:
    from anhorig_cli.rendering.paper.page_reader import read_page  # noqa: PLC0415 - only for paper
    from anhorig_cli.rendering.paper.pdf import to_pdf  # noqa: PLC0415 - needs what may not be installed

    return lambda page, day, _fields, face: to_pdf(read_page(page, face), day)


def _word_printer(letterhead: bytes | None) -> Printer:
    from anhorig_cli.rendering.paper.page_reader import read_page  # noqa: PLC0415 - only for paper
    from anhorig_cli.rendering.paper.word.word_writer import to_word  # noqa: PLC0415 - needs what may not be installed

    def printed(page: str, day: date, fields: Mapping[str, str], face: FaceView) -> bytes:
        shown = face._replace(logo="") if letterhead else face  # a letterhead has a logo of its own
        return to_word(read_page(page, shown), day, letterhead, fields)

    return printed
