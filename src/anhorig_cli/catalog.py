"""Messages in the reader's language. English templates are the keys of the Swedish gettext catalog in `locale/`."""

import re
from decimal import Decimal
from functools import cache
from gettext import GNUTranslations
from pathlib import Path
from typing import cast

from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.source import InKeys, Location, Message, WordToWrite
from anhorig_cli.vocabulary import SCALES, Language


@cache
def _catalog(language: Language) -> GNUTranslations:
    with Path(__file__).parent.joinpath("locale", language.value, "LC_MESSAGES", "anhorig.mo").open("rb") as compiled:
        return GNUTranslations(compiled)


def translated(template: str, language: Language) -> str:
    """Return the translation of a template or text; in English the text itself."""
    if language is Language.EN or not template:  # gettext returns the catalog's header for the empty text
        return template
    return _catalog(language).gettext(template)


def text_of(message: Message, language: Language) -> str:
    """Return a message as a sentence in a language, with the personal numbers in its values redacted."""
    return without_personal_numbers(worded(message, language))


def worded(message: Message, language: Language, keys: Language | None = None) -> str:
    """Return a message as a sentence in a language, with its values as they are.

    With `keys`, the keys and words of the format that its template names are in that language only; the plan's own
    texts, which are values, are unchanged even where one is spelled like a key.
    """
    template = _in_keys_of(translated(message.template, language), keys)
    return template.format(**{name: _text_of_value(value, language, keys) for name, value in message.values.items()})


def _text_of_value(value: object, language: Language, keys: Language | None) -> object:
    if isinstance(value, str):
        return value
    if isinstance(value, Message):
        return worded(value, language, keys)
    if isinstance(value, InKeys):
        return worded(value.message, language, Language(value.language))
    if isinstance(value, WordToWrite):
        return _in_keys_of(f"'{value.swedish}' ({value.english})", keys)
    if isinstance(value, Location):
        return value.line
    if type(value) is tuple:  # not a named tuple, which words of the format are
        return "/".join(str(_text_of_value(part, language, keys)) for part in cast("tuple[object, ...]", value))
    if isinstance(value, Decimal):
        return _number(value, language)
    return _spelled(value, language, keys)


def _number(number: Decimal, language: Language) -> str:
    """Return a number with the language's decimal mark."""
    digits = f"{number:f}"
    return digits.replace(".", ",") if language is Language.SV else digits


def _spelled(value: object, language: Language, keys: Language | None) -> object:
    """Return a word of the format as spelled in a language; any other value unchanged."""
    spelled = getattr(value, "spelled", None)  # a season or a word of a scale has a spelling in each language
    return spelled(keys or language) if spelled else value


_IN_BOTH = r"'([^' ]+|[^' ]+: [^']+)' \(([a-z_]+|[a-z_]+: [^)]+)\)"
"""A key in both languages, or a key with its value: `'ansvarig' (responsible)`, `'personer: ja' (people: true)`."""
_QUOTED = r"'([^' :]+)(?=[':])"


def _in_keys_of(template: str, language: Language | None) -> str:
    """Return a template with its keys in one language only, if given: `'ansvarig' (responsible)` has both."""
    if language is None:
        return template
    if language is Language.SV:
        return re.sub(_IN_BOTH, r"'\1'", template)
    template = re.sub(_IN_BOTH, r"'\2'", template)
    english = _english_by_swedish()
    return re.sub(_QUOTED, lambda found: f"'{english.get(found[1], found[1])}", template)


@cache
def _english_by_swedish() -> dict[str, str]:
    """Return the English spelling of each Swedish key and word that has only one."""
    from anhorig_cli.model.parts import PARTS  # noqa: PLC0415 - for hints to plans in English only

    terms = [(term.sv, term.name) for part in PARTS.values() for term in part.terms]
    terms += [(word.sv, word.name) for scale in SCALES.values() for word in scale.words]
    found: dict[str, set[str]] = {}
    for swedish, name in terms:
        found.setdefault(swedish, set()).add(name)
    return {swedish: next(iter(names)) for swedish, names in found.items() if len(names) == 1}
