"""The page of a live preview: a report, if any, with the findings above it and a script that polls for changes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from anhorig_cli.catalog import text_of, translated
from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.rendering.template_files import plain_environment
from anhorig_cli.source import Message, message
from anhorig_cli.views.appearance import PALETTES
from anhorig_cli.vocabulary import SCALES, Language

_BODY = re.compile(r"<body\b[^>]*>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding as shown in the panel."""

    grade: str
    is_error: bool
    place: str
    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The panel above the report; `trouble` is why no report could be made of the plan at all, or empty."""

    standing: str
    counts: str
    findings: tuple[FindingLine, ...]
    trouble: str
    state: str
    nonce: str

    @property
    def is_alarm(self) -> bool:
        """Whether something must be fixed: a finding is an error, or no report could be made."""
        return bool(self.trouble) or any(finding.is_error for finding in self.findings)


@dataclass(frozen=True, slots=True)
class PreviewState:
    """The content of a preview: a report, if there is one, whether it is outdated, and the current findings."""

    page: str | None
    is_older: bool
    findings: Sequence[Diagnostic]
    trouble: Message | None = None


def preview_page(shown: PreviewState, language: Language, *, state: str, nonce: str) -> str:
    """Return the page: the report, with the panel inserted at the beginning of its body.

    Args:
        shown: the report and the findings.
        language: the language of the panel.
        state: identifies the current content of the files; the script reloads the page when the server returns another.
        nonce: the nonce by which the page's content security policy allows the script.
    """
    translate = partial(translated, language=language)
    page = shown.page
    if page is None:
        page = plain_environment().get_template("preview/empty.html.j2").render(language=language.value, _=translate)
    panel = _panel(shown, language, state, nonce)
    above = (
        plain_environment().get_template("preview/panel.html.j2").render(panel=panel, palettes=PALETTES, _=translate)
    )
    body = _BODY.search(page)
    at = body.end() if body else 0
    return f"{page[:at]}\n{above}\n{page[at:]}"


def _panel(shown: PreviewState, language: Language, state: str, nonce: str) -> Panel:
    findings = sorted(shown.findings, key=lambda d: (d.severity.rank, d.sort_key))
    return Panel(
        text_of(_standing(shown), language),
        text_of(_counts(findings), language),
        tuple(_line(finding, language) for finding in findings),
        text_of(shown.trouble, language) if shown.trouble else "",
        state,
        nonce,
    )


def _standing(shown: PreviewState) -> Message:
    if shown.page is None:
        return message("there is no report yet. The page is updated when you save the plan.")
    if shown.is_older:
        return message("the report below is the last one that could be made.")
    return message("the page is updated when you save the plan.")


def _counts(findings: Sequence[Diagnostic]) -> Message:
    def count(severity: Severity) -> int:
        return sum(finding.severity is severity for finding in findings)

    return message(
        "Errors: {errors}, warnings: {warnings}, information: {infos}",
        errors=count(Severity.ERROR),
        warnings=count(Severity.WARNING),
        infos=count(Severity.INFO),
    )


def _line(finding: Diagnostic, language: Language) -> FindingLine:
    place = finding.location
    return FindingLine(
        SCALES["severity"].label(finding.severity.value, language),
        finding.severity is Severity.ERROR,
        f"{without_personal_numbers(place.file)}:{place.line}:{place.column}",
        finding.rule.code,
        text_of(finding.sentence, language),
    )
