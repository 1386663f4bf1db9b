"""JUnit's XML, which most CI services show: a test suite for each file, a test for each finding."""

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.terminal.telling import visible
from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.usecases.check.check_plans import CheckResult
from anhorig_cli.vocabulary import Language


def pieces(result: CheckResult, language: Language) -> Iterator[str]:
    """Yield the report; a finding that does not make the check fail is a passed test, with its text as output."""
    number = len(result.findings)
    failures = sum(result.number_of(severity) for severity in Severity if result.is_failure(severity))
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<testsuites name="anhorig" tests="{number}" failures="{failures}">\n'
    for file, found in groupby(result.findings, key=lambda diagnostic: diagnostic.location.file):
        yield _suite(file, list(found), result, language) + "\n"
    yield "</testsuites>\n"


def _suite(file: str, found: list[Diagnostic], result: CheckResult, language: Language) -> str:
    failures = sum(result.is_failure(one.severity) for one in found)
    head = f'  <testsuite name={quoteattr(visible(file))} tests="{len(found)}" failures="{failures}">'
    cases = [_case(one, language, is_failure=result.is_failure(one.severity)) for one in found]
    return "\n".join([head, *cases, "  </testsuite>"])


def _case(diagnostic: Diagnostic, language: Language, *, is_failure: bool) -> str:
    place, rule = diagnostic.location, diagnostic.rule
    text = visible(text_of(diagnostic.sentence_with_places, language))
    name = quoteattr(f"{rule.code} {rule.slug} {place.line}:{place.column}")
    head = f"    <testcase classname={quoteattr(visible(place.file))} name={name}>"
    if not is_failure:
        return f"{head}<system-out>{escape(text)}</system-out></testcase>"
    kind = quoteattr(diagnostic.severity.value)
    return f"{head}<failure type={kind} message={quoteattr(text)}></failure></testcase>"
