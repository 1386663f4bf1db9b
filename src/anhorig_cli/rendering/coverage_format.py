"""The formats in which the matrix of a strategy and its plans is written."""

from enum import StrEnum


class CoverageFormat(StrEnum):
    """How the matrix is written; an output file's ending names it, `.txt` for text."""

    TEXT = "text"
    MD = "md"
    HTML = "html"
    CSV = "csv"
    JSON = "json"
    SVG = "svg"
