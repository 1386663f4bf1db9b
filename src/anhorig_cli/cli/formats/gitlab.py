"""GitLab's code quality report: the fingerprint comes from the rule and the place in the plan, not from the line."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.formats import json_text
from anhorig_cli.cli.terminal.visible import visible
from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.usecases.check.check_plans import CheckResult
from anhorig_cli.vocabulary import Language

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def pieces(result: CheckResult, language: Language) -> Iterator[str]:
    """Give the report as a JSON list."""
    issues = (
        {
            "description": visible(text_of(diagnostic.told_with_places, language)),
            "check_name": diagnostic.rule.slug,
            "fingerprint": mark,
            "severity": _SEVERITIES[diagnostic.severity],
            "location": {"path": visible(diagnostic.location.file), "lines": {"begin": diagnostic.location.line}},
        }
        for diagnostic, mark in marked(result.findings)
    )
    return json_text.pieces(json_text.HERE, issues)


def marked(found: Iterable[Diagnostic]) -> Iterator[tuple[Diagnostic, str]]:
    """Give each finding with its fingerprint, which stays the same while the text around it changes."""
    seen: Counter[tuple[str, str]] = Counter()
    for diagnostic in found:
        key = _key(diagnostic)
        seen[key] += 1
        told_apart = "\0".join((*key, str(seen[key]))).encode(errors="backslashreplace")
        yield diagnostic, hashlib.sha256(told_apart).hexdigest()


def _key(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.rule.code, diagnostic.place or diagnostic.location.file
