"""GitLab's code quality report."""

from collections.abc import Iterator

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.formats import json_text
from anhorig_cli.cli.terminal.telling import visible
from anhorig_cli.diagnostics import Severity
from anhorig_cli.usecases.check.check_plans import CheckResult
from anhorig_cli.vocabulary import Language

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def pieces(result: CheckResult, language: Language) -> Iterator[str]:
    """Return the report, a JSON list, in pieces."""
    issues = (
        {
            "description": visible(text_of(diagnostic.sentence_with_places, language)),
            "check_name": diagnostic.rule.slug,
            "fingerprint": mark,
            "severity": _SEVERITIES[diagnostic.severity],
            "location": {"path": visible(diagnostic.location.file), "lines": {"begin": diagnostic.location.line}},
        }
        for diagnostic, mark in json_text.marked(result.findings)
    )
    return json_text.pieces(json_text.HERE, issues)
