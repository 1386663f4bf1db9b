"""The formats a report comes in."""

from enum import StrEnum

from anhorig_cli.rendering.page_kind import PageKind


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
