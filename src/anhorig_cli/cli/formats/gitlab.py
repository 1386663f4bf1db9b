"""GitLab's code quality report: the fingerprint comes from the rule and the place in the plan, not from the line."""

import hashlib
import json
from collections import Counter

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.visible import visible
from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.usecases.check_plans import CheckResult
from anhorig_cli.vocabulary import Language

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def write(result: CheckResult, language: Language) -> str:
    """Return the report as a JSON list."""
    marks = fingerprints(result)
    issues = [
        {
            "description": visible(text_of(diagnostic.told, language)),
            "check_name": diagnostic.rule.slug,
            "fingerprint": mark,
            "severity": _SEVERITIES[diagnostic.severity],
            "location": {"path": visible(diagnostic.location.file), "lines": {"begin": diagnostic.location.line}},
        }
        for diagnostic, mark in zip(result.diagnostics, marks, strict=True)
    ]
    return json.dumps(issues, indent=2) + "\n"


def fingerprints(result: CheckResult) -> list[str]:
    """Return a mark for each finding that stays the same while the text around it changes."""
    seen: Counter[tuple[str, str]] = Counter()
    marks: list[str] = []
    for diagnostic in result.diagnostics:
        key = _key(diagnostic)
        seen[key] += 1
        marks.append(hashlib.sha256("\0".join((*key, str(seen[key]))).encode(errors="backslashreplace")).hexdigest())
    return marks


def _key(diagnostic: Diagnostic) -> tuple[str, str]:
    return diagnostic.rule.code, diagnostic.place or diagnostic.location.file
