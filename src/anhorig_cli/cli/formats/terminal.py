"""Findings on a terminal: in colour, with the line of the plan and a mark under the column."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from rich.text import Text

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.terminal.telling import console, visible
from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.loading.files import decode, read_bytes
from anhorig_cli.personal_number import REDACTED, PersonalNumber, personal_numbers
from anhorig_cli.rules.reading import OUTSIDE_PROJECT
from anhorig_cli.source import Location, Source
from anhorig_cli.usecases.check.check_plans import CheckResult
from anhorig_cli.vocabulary import SCALES, Language

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_WIDEST = 110


def print_findings(result: CheckResult, language: Language) -> None:
    """Print every finding on standard output; text from a plan is never read as markup."""
    terminal = console()
    for diagnostic in result.findings:
        terminal.print(_heading(diagnostic, language))
        for line in _excerpt(diagnostic):
            terminal.print(line)
        for one in diagnostic.related:
            place = one.location
            text = f"    {place.file}:{place.line}:{place.column}: {text_of(one.message, language)}"
            terminal.print(Text(visible(text)))
        if diagnostic.advice:
            terminal.print(Text(f"    {visible(text_of(diagnostic.advice, language))}", style="dim"))


def _heading(diagnostic: Diagnostic, language: Language) -> Text:
    place = diagnostic.location
    grade = SCALES["severity"].word(diagnostic.severity.value).spelled(language)
    return Text.assemble(
        (visible(f"{place.file}:{place.line}:{place.column}: "), "bold"),
        (f"{diagnostic.rule.code} {grade} ", _STYLES[diagnostic.severity]),
        visible(text_of(diagnostic.message, language)),
    )


def _excerpt(diagnostic: Diagnostic) -> list[Text]:
    """Return the line of the plan and a mark under its column; nothing if the line cannot or may not be read."""
    place = diagnostic.location
    is_link = diagnostic.rule is OUTSIDE_PROJECT and Path(place.file).is_symlink()
    source = None if is_link else _source(place.file)
    if source is None:
        return []
    if source.location(len(source.text)).line < place.line:
        return []
    line, column = _without_numbers(source, place)
    start = max(column - _WIDEST // 2, 0) if column >= _WIDEST else 0
    before, after = visible(line[start:column]), visible(line[column:])
    if not (before + after).strip():
        return []
    shown = (before + after)[:_WIDEST]
    number = f"{place.line:>6} │ "
    return [
        Text.assemble((number, "dim"), shown),
        Text.assemble((" " * (len(number) - 2) + "│ ", "dim"), (" " * len(before) + "^", _STYLES[diagnostic.severity])),
    ]


def _without_numbers(source: Source, place: Location) -> tuple[str, int]:
    """Return the line of a place without personal numbers, which may span lines, and the place's column in it."""
    line, start, column = source.line(place.line), source.start_of(place.line), place.column - 1
    for number in reversed(_numbers(place.file)):
        first, last = max(number.start - start, 0), min(number.end - start, len(line))
        if first >= last:
            continue
        line = line[:first] + REDACTED + line[last:]
        column = column + len(REDACTED) - (last - first) if column >= last else min(column, first)
    return line, column


@cache
def _numbers(file: str) -> Sequence[PersonalNumber]:
    source = _source(file)
    return personal_numbers(source.text) if source else ()


@cache
def _source(file: str) -> Source | None:
    data = read_bytes(file, Path(file))
    return None if isinstance(data, Diagnostic) else decode(file, data)[0]
