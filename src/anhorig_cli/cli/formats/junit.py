"""JUnit's XML, which most CI services show: a test suite a file, a failed test a finding."""

from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.visible import visible
from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.usecases.check_plans import CheckResult
from anhorig_cli.vocabulary import Language


def write(result: CheckResult, language: Language) -> str:
    """Return the report; information is a test that passed, with its text as output."""
    failures = sum(d.severity is not Severity.INFO for d in result.diagnostics)
    suites = [
        _suite(file, list(found), language)
        for file, found in groupby(result.diagnostics, key=lambda diagnostic: diagnostic.location.file)
    ]
    head = f'<testsuites name="anhorig" tests="{len(result.diagnostics)}" failures="{failures}">'
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>"]) + "\n"


def _suite(file: str, found: list[Diagnostic], language: Language) -> str:
    failures = sum(d.severity is not Severity.INFO for d in found)
    head = f'  <testsuite name={quoteattr(visible(file))} tests="{len(found)}" failures="{failures}">'
    return "\n".join([head, *(_case(diagnostic, language) for diagnostic in found), "  </testsuite>"])


def _case(diagnostic: Diagnostic, language: Language) -> str:
    place, rule = diagnostic.location, diagnostic.rule
    text = visible(text_of(diagnostic.told, language))
    name = quoteattr(f"{rule.code} {rule.slug} {place.line}:{place.column}")
    head = f"    <testcase classname={quoteattr(visible(place.file))} name={name}>"
    if diagnostic.severity is Severity.INFO:
        return f"{head}<system-out>{escape(text)}</system-out></testcase>"
    kind = quoteattr(diagnostic.severity.value)
    return f"{head}<failure type={kind} message={quoteattr(text)}></failure></testcase>"
