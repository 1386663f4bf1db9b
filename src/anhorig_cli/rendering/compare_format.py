"""The formats a comparison of an indicator comes in."""

from enum import StrEnum


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
