"""The formats and kinds of pages, reports, comparisons, matrices and wheels, and the error for a missing library."""

from enum import StrEnum

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.source import message


class PageKind(StrEnum):
    """The kinds of page, named as in the file names of templates and as the extensions of output files."""

    MD = "md"
    HTML = "html"


# The formats of a report.


class ReportFormat(StrEnum):
    """The formats of a report, named as their file extensions."""

    MD = "md"
    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    JSON = "json"

    @property
    def page_kind(self) -> PageKind | None:
        """The kind of template for a report in this format: HTML for PDF and Word, None for data."""
        if self is ReportFormat.JSON:
            return None
        return PageKind.MD if self is ReportFormat.MD else PageKind.HTML

    @property
    def is_paper(self) -> bool:
        """Whether the format is for paper, and binary."""
        return self in {ReportFormat.PDF, ReportFormat.DOCX}


# The formats of a comparison of an indicator.


class CompareFormat(StrEnum):
    """The formats of a comparison: text for a terminal, and those named as their file extensions."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    CSV = "csv"
    JSON = "json"
    SVG = "svg"

    @property
    def has_iso_days(self) -> bool:
        """Whether days are in ISO format, as on a terminal and for other programs."""
        return self in {CompareFormat.TEXT, CompareFormat.CSV, CompareFormat.JSON}


# The formats of the matrix of a strategy and its plans.


class CoverageFormat(StrEnum):
    """The formats of the matrix, named as their file extensions, with `.txt` for text."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    CSV = "csv"
    JSON = "json"
    SVG = "svg"


# The designs and the formats of a wheel.


class WheelKind(StrEnum):
    """The designs of a wheel: sectors for the months with words around them, or a ring for each unit."""

    MONTHS = "months"
    RINGS = "rings"


class WheelFormat(StrEnum):
    """The formats of a wheel, named as their file extensions."""

    SVG = "svg"
    HTML = "html"
    PNG = "png"
    PDF = "pdf"


# Formats whose library may not be installed.


def not_installed(error: ModuleNotFoundError, file_format: str, extra: str) -> Exception:
    """Return the error for a format whose library is not installed; `error` itself for any other module: a bug."""
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
