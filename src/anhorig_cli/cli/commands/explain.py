"""`anhorig explain`."""

import re
import sys
from typing import Annotated

import typer

from anhorig_cli.catalog import text_of, translated
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal.help_language import help_text
from anhorig_cli.cli.terminal.options import LanguageOption
from anhorig_cli.diagnostics import Rule
from anhorig_cli.source import Message, message


def mended_by(rule: Rule) -> Message:
    """Return which option mends some of what a rule finds."""
    if rule.fix == "unsafe":
        return message(", some of it mended by --fix --unsafe-fixes")
    return message(", some of it mended by --fix")


def explain(
    rule: Annotated[
        str | None,
        typer.Argument(
            metavar=help_text("RULE"),
            help=help_text("A rule's code or name. Default: all of them."),
            show_default=False,
        ),
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(
            "--as-of",
            metavar=help_text("DATE"),
            help=help_text("Has no effect here: a rule's page is the same on every day."),
        ),
    ] = None,
    language: LanguageOption = None,
) -> None:
    """Explain a rule: why it matters and how to mend what it finds.

    For example: anhorig explain overdue-subgoal
    """
    from anhorig_cli.cli.terminal.rule_names import no_such_rule
    from anhorig_cli.rules.registry import RULES
    from anhorig_cli.vocabulary import SCALES

    reader_language = language_of(language)
    as_of_date(as_of)  # every command takes a day, and refuses what is none; a page is the same on all of them
    if rule is None:
        sys.stdout.writelines(
            f"{one.code}  {one.slug:28}  {translated(one.page, reader_language).partition(chr(10))[0]}\n"
            for one in RULES
        )
        return
    found = next((one for one in RULES if rule in {one.slug, one.code} or rule.upper() == one.code), None)
    if found is None:
        raise no_such_rule(rule)
    grade = SCALES["severity"].word(found.severity.value).spelled(reader_language)
    threshold = (
        text_of(message(", threshold {n}", n=found.threshold), reader_language) if found.threshold is not None else ""
    )
    mended = text_of(mended_by(found), reader_language) if found.fix else ""
    page = _without_stars(translated(found.page, reader_language))
    sys.stdout.write(f"{found.code} {found.slug} ({grade}{threshold}{mended})\n\n{page}\n")


def _without_stars(page: str) -> str:
    """Return a page without the stars that make words bold in Markdown."""
    return re.sub(r"\*\*(.+?)\*\*", r"\1", page)
