"""One plain line for each finding, for people and editors: `file:line:column: CODE message`."""

from collections import Counter
from collections.abc import Iterator

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.terminal.telling import as_line
from anhorig_cli.diagnostics import Severity
from anhorig_cli.source import Message, counted, message
from anhorig_cli.usecases.check.check_plans import CheckResult
from anhorig_cli.vocabulary import Language


def pieces(result: CheckResult, language: Language) -> Iterator[str]:
    """Return every finding on a line of its own."""
    return (as_line(diagnostic, language) + "\n" for diagnostic in result.findings)


def summary(result: CheckResult, language: Language) -> str:
    """Return how many findings there are and, on lines of their own, how many can be fixed or are not shown."""
    day = result.as_of.isoformat()
    found = text_of(
        message(
            "{plans}: {errors}, {warnings}, {infos}",
            plans=counted(result.plans, "1 plan checked as of {as_of}", "{n} plans checked as of {as_of}", as_of=day),
            errors=counted(result.number_of(Severity.ERROR), "1 error", "{n} errors"),
            warnings=counted(result.number_of(Severity.WARNING), "1 warning", "{n} warnings"),
            infos=counted(result.number_of(Severity.INFO), "1 for information", "{n} for information"),
        ),
        language,
    )
    more: list[Message] = []
    if result.fixable:
        more.append(counted(result.fixable, "1 can be fixed with --fix", "{n} can be fixed with --fix"))
    if result.known is not None:
        known = len(result.known)
        more.append(counted(known, "1 was there already and is not shown", "{n} were there already and are not shown"))
    return "\n".join([found, *(text_of(one, language) for one in more)])


def statistics(result: CheckResult) -> str:
    """Return how many findings each rule has, the most frequent rule first."""
    counts: Counter[tuple[str, str]] = Counter()
    for (rule, _), number in result.findings.tally.items():
        counts[rule.code, rule.slug] += number
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return "".join(f"{count:6} {code} {slug}\n" for (code, slug), count in ordered)
