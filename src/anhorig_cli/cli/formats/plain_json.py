"""The documented JSON format, in plain ASCII, so that no reader can decode it wrongly."""

from collections.abc import Iterator

from anhorig_cli.catalog import text_of, translated
from anhorig_cli.cli.formats import json_text
from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.source import Location
from anhorig_cli.usecases.check.check_plans import CheckResult
from anhorig_cli.vocabulary import Language


def pieces(result: CheckResult, language: Language) -> Iterator[str]:
    """Return the document, in pieces: version, day, diagnostics and summary."""
    document = {
        "version": 1,
        "as_of": result.as_of.isoformat(),
        "diagnostics": json_text.HERE,
        "summary": {
            "plans": result.plans,
            "errors": result.number_of(Severity.ERROR),
            "warnings": result.number_of(Severity.WARNING),
            "infos": result.number_of(Severity.INFO),
        },
    }
    return json_text.pieces(document, (_as_object(diagnostic, language) for diagnostic in result.findings))


def _as_object(diagnostic: Diagnostic, language: Language) -> dict[str, object]:
    rule = diagnostic.rule
    summary = translated(rule.page, language).partition("\n")[0]
    found: dict[str, object] = {
        **_place(diagnostic.location),
        "code": rule.code,
        "slug": rule.slug,
        "severity": diagnostic.severity.value,
        "message": text_of(diagnostic.message, language),
        "help": text_of(diagnostic.advice, language) if diagnostic.advice else summary,
    }
    if diagnostic.fix:
        found["fix"] = diagnostic.fix.grade
    if diagnostic.related:
        found["places"] = [
            {**_place(one.location), "message": text_of(one.message, language)} for one in diagnostic.related
        ]
    return found


def _place(place: Location) -> dict[str, object]:
    return {"file": without_personal_numbers(place.file), "line": place.line, "column": place.column}
