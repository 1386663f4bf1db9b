"""Annotations in GitHub Actions: a workflow command for each finding, with all text from the plan escaped."""

from collections.abc import Iterator

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.terminal.telling import visible
from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.usecases.check.check_plans import CheckResult
from anhorig_cli.vocabulary import Language

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def pieces(result: CheckResult, language: Language) -> Iterator[str]:
    """Return a workflow command for each finding."""
    return (_command(diagnostic, language) for diagnostic in result.findings)


def _command(diagnostic: Diagnostic, language: Language) -> str:
    place, rule = diagnostic.location, diagnostic.rule
    properties = {
        "file": place.file,
        "line": str(place.line),
        "col": str(place.column),
        "title": f"{rule.code} {rule.slug}",
    }
    fields = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {fields}::{_data(text_of(diagnostic.sentence_with_places, language))}\n"


def _data(text: str) -> str:
    """Return text escaped for the runner; the older command mark `##[`, which also works mid-line, is broken up."""
    escaped = visible(text).replace("%", "%25")
    return escaped.replace("##[", "#\u2060#[")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
