"""The formats and kinds that pages, reports, comparisons, matrices and wheels come in, and what some of them need."""

from enum import StrEnum

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.source import message


class PageKind(StrEnum):
    """The kinds of page; a template's ending and an output file's ending name them too."""

    MD = "md"
    HTML = "html"


# The formats a report comes in.


class ReportFormat(StrEnum):
    """The formats of a report, named as the endings of their files."""

    MD = "md"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    JSON = "json"

    @property
    def page_kind(self) -> PageKind | None:
        """The kind of template a report in this format is made from: paper of the page of HTML, data of none."""
        if self is ReportFormat.JSON:
            return None
        return PageKind.MD if self is ReportFormat.MD else PageKind.HTML

    @property
    def is_paper(self) -> bool:
        """Whether the format is for paper: bytes, not text."""
        return self in {ReportFormat.PDF, ReportFormat.DOCX}


# The formats a comparison of an indicator comes in.


class CompareFormat(StrEnum):
    """The formats: text for a screen, and those named as the endings of their files."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    CSV = "csv"
    JSON = "json"
    SVG = "svg"

    @property
    def has_iso_days(self) -> bool:
        """Whether days keep the ISO spelling, as on a screen and for other programs."""
        return self in {CompareFormat.TEXT, CompareFormat.CSV, CompareFormat.JSON}


# The formats in which the matrix of a strategy and its plans is written.


class CoverageFormat(StrEnum):
    """How the matrix is written; an output file's ending names it, `.txt` for text."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    CSV = "csv"
    JSON = "json"
    SVG = "svg"


# The designs of a wheel, and the files that it can be.


class WheelKind(StrEnum):
    """The designs: sectors for the months with words beside them, or a ring for each unit."""

    MONTHS = "months"
    RINGS = "rings"


class WheelFormat(StrEnum):
    """The files that a wheel can be; an output file's ending names them."""

    SVG = "svg"
    HTML = "html"
    PNG = "png"
    PDF = "pdf"


# Formats whose library may not be installed.


def not_installed(error: ModuleNotFoundError, file_format: str, extra: str) -> Exception:
    """Return what to say where the library of a format is not there; any other module that is missing is a bug."""
    if error.name not in {"typst", "docx", "xlsxwriter", "python_calamine"}:
        return error
    return CannotWorkError(
        message(
            "{format} needs a part that is not installed: install anhorig again, from where it was installed, with the "
            "part '{extra}'",
            format=file_format,
            extra=extra,
        )
    )
