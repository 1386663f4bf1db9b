"""Titles and descriptions of parts and keys, in a language."""

from anhorig_cli.catalog import text_of
from anhorig_cli.schema.key_texts import KEY_TEXTS
from anhorig_cli.schema.part_texts import PART_TEXTS
from anhorig_cli.vocabulary import Language


def describe_part(part: str, language: Language) -> str:
    """Return what a part is."""
    return text_of(PART_TEXTS[part], language)


def describe(part: str, key: str, language: Language) -> str:
    """Return what a key of a part is for; `key` is its English name."""
    return text_of(KEY_TEXTS.get(f"{part}.{key}") or KEY_TEXTS[key], language)
