"""The kinds of page."""

from enum import StrEnum


class PageKind(StrEnum):
    """The kinds of page; a template's ending and an output file's ending name them too."""

    MD = "md"
    HTML = "html"
