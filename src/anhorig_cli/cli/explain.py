"""`anhorig explain`."""

import sys
from typing import Annotated

import typer

from anhorig_cli.catalog import translated
from anhorig_cli.cli.help_language import help_text
from anhorig_cli.cli.options import AsOf, LanguageOption
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.errors import WrongUsageError
from anhorig_cli.source import message


def explain(
    rule: Annotated[
        str | None,
        typer.Argument(help=help_text("A rule's code or name. Without it: all of them."), show_default=False),
    ] = None,
    as_of: AsOf = None,
    language: LanguageOption = None,
) -> None:
    """Explain a rule: why it matters and how to mend what it finds."""
    from anhorig_cli.rules.registry import RULES
    from anhorig_cli.vocabulary import SCALES, nearest

    tongue = language_of(language)
    as_of_date(as_of)  # every command takes a day, and refuses what is none; a page is the same on all of them
    if rule is None:
        sys.stdout.writelines(
            f"{one.code}  {one.slug:28}  {translated(one.page, tongue).partition(chr(10))[0]}\n" for one in RULES
        )
        return
    found = next((one for one in RULES if rule in {one.slug, one.code} or rule.upper() == one.code), None)
    if found is None:
        near = nearest(rule, (one.slug for one in RULES))
        raise WrongUsageError(
            message("there is no rule '{name}'; did you mean '{near}'?", name=rule, near=near)
            if near
            else message("there is no rule '{name}'; 'anhorig explain' lists them", name=rule)
        )
    grade = SCALES["severity"].word(found.severity.value).spelled(tongue)
    sys.stdout.write(f"{found.code} {found.slug} ({grade})\n\n{translated(found.page, tongue)}\n")
