"""The language of help texts, settled once, before the modules of the commands are imported and read it."""

from collections.abc import Sequence

from anhorig_cli.catalog import translated
from anhorig_cli.cli.surroundings import language_of, session
from anhorig_cli.diagnostics import AnhorigError
from anhorig_cli.vocabulary import Language


def settle(arguments: Sequence[str]) -> Language:
    """Choose the language from the command line, else as for messages; a word that is no language is refused later."""
    try:
        language = language_of(_option(arguments))
    except AnhorigError:
        language = Language.SV
    session.language = language
    return language


def _option(arguments: Sequence[str]) -> str | None:
    for i, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--language":
            return value if equals else next(iter(arguments[i + 1 : i + 2]), None)
    return None


def help_text(template: str) -> str:
    """Return a help text in the user's language."""
    return translated(template, session.language)
