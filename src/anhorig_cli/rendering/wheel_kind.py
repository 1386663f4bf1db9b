"""The designs of a wheel, and the files that it can be."""

from enum import StrEnum


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
