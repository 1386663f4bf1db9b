"""Findings on a terminal: in colour, with the line of the plan and a mark under the place."""

from functools import cache
from pathlib import Path

from rich.text import Text

from anhorig_cli.catalog import text_of
from anhorig_cli.cli.console import console
from anhorig_cli.cli.visible import visible
from anhorig_cli.diagnostics import Diagnostic, Severity
from anhorig_cli.loading.files import read_bytes
from anhorig_cli.loading.text import decode
from anhorig_cli.rules.reading import OUTSIDE_PROJECT
from anhorig_cli.source import Source
from anhorig_cli.usecases.check_plans import CheckResult
from anhorig_cli.vocabulary import SCALES, Language

_STYLES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}
_WIDEST = 110


def print_findings(result: CheckResult, language: Language) -> None:
    """Print every finding on standard output; text of a plan is only ever text, never markup."""
    terminal = console()
    for diagnostic in result.findings:
        terminal.print(_heading(diagnostic, language))
        for line in _excerpt(diagnostic):
            terminal.print(line)
        if diagnostic.help:
            terminal.print(Text(f"    {visible(text_of(diagnostic.help, language))}", style="dim"))


def _heading(diagnostic: Diagnostic, language: Language) -> Text:
    place = diagnostic.location
    grade = SCALES["severity"].word(diagnostic.severity.value).spelled(language)
    return Text.assemble(
        (visible(f"{place.file}:{place.line}:{place.column}: "), "bold"),
        (f"{diagnostic.rule.code} {grade} ", _STYLES[diagnostic.severity]),
        visible(text_of(diagnostic.message, language)),
    )


def _excerpt(diagnostic: Diagnostic) -> list[Text]:
    """Return the line of the plan, and a mark under the place; nothing where the line cannot be read, or may not be."""
    place = diagnostic.location
    is_link = diagnostic.rule is OUTSIDE_PROJECT and Path(place.file).is_symlink()
    source = None if is_link else _source(place.file)
    if source is None:
        return []
    line = source.line(place.line) if source.location(len(source.text)).line >= place.line else ""
    start = max(place.column - 1 - _WIDEST // 2, 0) if place.column > _WIDEST else 0
    before, after = visible(line[start : place.column - 1]), visible(line[place.column - 1 :])
    if not (before + after).strip():
        return []
    shown = (before + after)[:_WIDEST]
    number = f"{place.line:>6} │ "
    return [
        Text.assemble((number, "dim"), shown),
        Text.assemble((" " * (len(number) - 2) + "│ ", "dim"), (" " * len(before) + "^", _STYLES[diagnostic.severity])),
    ]


@cache
def _source(file: str) -> Source | None:
    data = read_bytes(file, Path(file))
    return None if isinstance(data, Diagnostic) else decode(file, data)[0]
