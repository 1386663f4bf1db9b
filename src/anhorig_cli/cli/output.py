"""Diagnostics as text and JSON, and what may reach a terminal."""

import json
import re
from typing import Any

from anhorig_cli.catalog import text_of, translated
from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.source import message
from anhorig_cli.usecases.check_plans import CheckResult
from anhorig_cli.vocabulary import SCALES, Language

_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_NAMES = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """Return text as one line with control and bidirectional characters made visible."""
    return _UNSAFE.sub(lambda found: _NAMES.get(found[0], f"\\u{ord(found[0]):04x}"), text)


def as_line(diagnostic: Diagnostic, language: Language) -> str:
    """Return a diagnostic as `file:line:column: CODE message`, never wrapped."""
    place = diagnostic.location
    text = text_of(diagnostic.message, language)
    if diagnostic.help:
        text += " – " + text_of(diagnostic.help, language)
    grade = SCALES["severity"].word(diagnostic.severity.value).spelled(language)
    return visible(f"{place.file}:{place.line}:{place.column}: {diagnostic.rule.code} {text} [{grade}]")


def as_text(result: CheckResult, language: Language) -> str:
    """Return every diagnostic on a line of its own."""
    return "".join(as_line(diagnostic, language) + "\n" for diagnostic in result.diagnostics)


def summary(result: CheckResult, language: Language) -> str:
    """Return how much was found, in one line."""
    return text_of(
        message(
            "{plans} plans checked as of {as_of}: {errors} errors, {warnings} warnings, {infos} information",
            plans=result.plans,
            as_of=result.as_of.isoformat(),
            errors=result.count(Severity.ERROR),
            warnings=result.count(Severity.WARNING),
            infos=result.count(Severity.INFO),
        ),
        language,
    )


def as_json(result: CheckResult, language: Language) -> str:
    """Return the published JSON; it is plain ASCII, so that no reader can misread it."""
    document = {
        "version": 1,
        "as_of": result.as_of.isoformat(),
        "diagnostics": [_as_object(diagnostic, language) for diagnostic in result.diagnostics],
        "summary": {
            "plans": result.plans,
            "errors": result.count(Severity.ERROR),
            "warnings": result.count(Severity.WARNING),
            "infos": result.count(Severity.INFO),
        },
    }
    return json.dumps(document, indent=2) + "\n"


def _as_object(diagnostic: Diagnostic, language: Language) -> dict[str, Any]:
    place, rule = diagnostic.location, diagnostic.rule
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "code": rule.code,
        "slug": rule.slug,
        "severity": diagnostic.severity.value,
        "message": text_of(diagnostic.message, language),
        "help": text_of(diagnostic.help, language)
        if diagnostic.help
        else translated(rule.page, language).partition("\n")[0],
    }
