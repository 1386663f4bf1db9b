"""How words are written and compared: NFC, without regard to case, spaces like underscores."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache


class Language(StrEnum):
    """The languages of plans, messages and reports."""

    SV = "sv"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the format: the English name, the Swedish one, other accepted spellings, and a label in each language.

    A label that is left out is the word itself with a capital.
    """

    name: str
    sv: str
    also: tuple[str, ...] = ()
    label_sv: str = ""
    label_en: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every accepted spelling, the English first and the Swedish next."""
        return (self.name, self.sv, *self.also)

    def spelled(self, language: Language) -> str:
        """Return the word as a plan in that language writes it."""
        return self.sv if language is Language.SV else self.name

    def label(self, language: Language) -> str:
        """Return the word as a report heads it."""
        label = self.label_sv if language is Language.SV else self.label_en
        return label or self.spelled(language).replace("_", " ").capitalize()


@lru_cache(maxsize=8192)  # the same ids and titles are compared again and again
def folded(text: str) -> str:
    """Return the form in which ids and titles are compared: NFC, trimmed, without regard to case."""
    return unicodedata.normalize("NFC", text.strip()).casefold()


@dataclass(frozen=True, slots=True)
class Spelled:
    """Words that a message lists, in each language as its readers write them."""

    sv: str
    en: str

    @classmethod
    def of(cls, terms: Iterable[Term]) -> "Spelled":
        """List terms."""
        both = list(terms)
        return cls(*(", ".join(term.spelled(language) for term in both) for language in (Language.SV, Language.EN)))

    def spelled(self, language: Language) -> str:
        """Return the words in a language."""
        return self.sv if language is Language.SV else self.en


@lru_cache(maxsize=8192)
def word_key(text: str) -> str:
    """Return the form in which enum words are compared: folded, with spaces as underscores."""
    return "_".join(folded(text).replace("_", " ").split())


def nearest(text: str, choices: Iterable[str]) -> str | None:
    """Return the choice most like `text` (for "did you mean"), or None where nothing is near."""
    import difflib  # noqa: PLC0415 - used only when something is misspelt

    by_key: dict[str, str] = {}
    for choice in choices:
        by_key.setdefault(folded(choice), choice)
    close = difflib.get_close_matches(folded(text), by_key, n=1, cutoff=0.7)
    return by_key[close[0]] if close else None
