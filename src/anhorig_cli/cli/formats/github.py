"""Annotations in GitHub Actions: a workflow command a finding, with everything of the plan's escaped."""

from collections.abc import Iterator

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.terminal.telling import visible
from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.usecases.check.check_plans import CheckResult
from anhorig_cli.vocabulary import Language

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def pieces(result: CheckResult, language: Language) -> Iterator[str]:
    """Give a command a finding."""
    return (_command(diagnostic, language) for diagnostic in result.findings)


def _command(diagnostic: Diagnostic, language: Language) -> str:
    place, rule = diagnostic.location, diagnostic.rule
    properties = {
        "file": place.file,
        "line": str(place.line),
        "col": str(place.column),
        "title": f"{rule.code} {rule.slug}",
    }
    told_of = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return (
        f"::{_COMMANDS[diagnostic.severity]} {told_of}::{_data(text_of(diagnostic.sentence_with_places, language))}\n"
    )


def _data(text: str) -> str:
    """Escape text as the runner unescapes it; the older command mark `##[` is broken up, since it works in mid-line."""
    escaped = visible(text).replace("%", "%25")
    return escaped.replace("##[", "#\u2060#[")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
