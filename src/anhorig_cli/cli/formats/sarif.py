"""SARIF 2.1.0 (OASIS), for code scanning: a result for each finding, and the pages of their rules."""

from collections.abc import Iterator
from urllib.parse import quote

from anhorig_cli import __version__
from anhorig_cli.catalog import text_of, translated
from anhorig_cli.cli.formats import json_text
from anhorig_cli.cli.terminal.telling import visible
from anhorig_cli.diagnostics import Diagnostic, Rule, Severity
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.source import Location, Message
from anhorig_cli.usecases.check.check_plans import CheckResult
from anhorig_cli.vocabulary import Language

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def pieces(result: CheckResult, language: Language) -> Iterator[str]:
    """Return the log of one run, in pieces."""
    rules = sorted({rule.code: rule for rule, _ in result.findings.tally}.values(), key=lambda rule: rule.code)
    indexes = {rule.code: index for index, rule in enumerate(rules)}
    results = (
        _result(diagnostic, indexes[diagnostic.rule.code], mark, language)
        for diagnostic, mark in json_text.marked(result.findings)
    )
    driver = {"name": "anhorig", "version": __version__, "rules": [_rule(rule, language) for rule in rules]}
    run = {
        "tool": {"driver": driver},
        "language": language.value,
        "columnKind": "unicodeCodePoints",
        "results": json_text.HERE,
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json_text.pieces(log, results)


def _rule(rule: Rule, language: Language) -> dict[str, object]:
    page = translated(rule.page, language)
    return {
        "id": rule.code,
        "name": rule.slug,
        "shortDescription": {"text": page.partition("\n")[0]},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(diagnostic: Diagnostic, index: int, mark: str, language: Language) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": diagnostic.rule.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": _message(diagnostic.sentence, language),
        "locations": [_location(diagnostic.location)],
        "partialFingerprints": {"anhorig/v1": mark},
    }
    if diagnostic.related:
        related = enumerate(diagnostic.related, 1)
        result["relatedLocations"] = [
            {"id": i, **_location(one.location), "message": _message(one.message, language)} for i, one in related
        ]
    return result


def _message(sentence: Message, language: Language) -> dict[str, str]:
    return {"text": _without_links(visible(text_of(sentence, language)))}


def _location(place: Location) -> dict[str, object]:
    file = without_personal_numbers(place.file).replace("\\", "/")
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(file, safe="/-._~", errors="replace")},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }


def _without_links(text: str) -> str:
    """Return text without Markdown links, which viewers show in plain text, too (SARIF 2.1.0, 3.11.6)."""
    return text.replace("](", "]\u2060(")
