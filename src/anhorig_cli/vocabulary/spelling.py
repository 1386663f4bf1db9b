"""How words are spelled and compared: in NFC, ignoring case, with spaces equal to underscores."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from typing import NamedTuple


class Language(StrEnum):
    """A language of plans, messages and reports."""

    SV = "sv"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the format: its English name, Swedish name, other accepted spellings, and a label in each language.

    An empty label means the word itself, capitalised.
    """

    name: str
    sv: str
    also: tuple[str, ...] = ()
    label_sv: str = ""
    label_en: str = ""

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every accepted spelling: the English name, the Swedish one, then the others."""
        return (self.name, self.sv, *self.also)

    def spelled(self, language: Language) -> str:
        """Return the word as a plan in a language writes it."""
        return self.sv if language is Language.SV else self.name

    def label(self, language: Language) -> str:
        """Return the word as a report prints it."""
        label = self.label_sv if language is Language.SV else self.label_en
        return label or self.spelled(language).replace("_", " ").capitalize()


@lru_cache(maxsize=1 << 15)  # the ids and titles of the largest file; each is compared again and again
def folded(text: str) -> str:
    """Return the form in which ids and titles are compared: NFC, trimmed, case folded."""
    return unicodedata.normalize("NFC", text.strip()).casefold()


class SpelledTerms(NamedTuple):
    """The words that a message lists, spelled in each language."""

    sv: str
    en: str

    @classmethod
    def of(cls, terms: Iterable[Term]) -> "SpelledTerms":
        """Return the terms as a comma-separated list in each language."""
        both = list(terms)
        return cls(*(", ".join(term.spelled(language) for term in both) for language in (Language.SV, Language.EN)))

    def spelled(self, language: Language) -> str:
        """Return the list in a language."""
        return self.sv if language is Language.SV else self.en


@lru_cache(maxsize=8192)
def word_key(text: str) -> str:
    """Return the form in which enum words are compared: folded, with underscores for spaces."""
    return "_".join(folded(text).replace("_", " ").split())


_LEAST_ALIKE = 0.7
_LONGEST_COMPARED = 200
_MOST_WORK = 100_000
"""The limit of letter pairs compared in one search for a similar word."""


class SimilarWords:
    """A set of words that finds the one most similar to a misspelt word without comparing it with each.

    Similarity is the ratio of `difflib`. The number of shared letters bounds it, and is counted with bit masks: each
    letter is a bit, and its second occurrence in a word another.
    """

    def __init__(self, words: Iterable[str]) -> None:
        self._original_by_key: dict[str, str] = {}
        for word in words:
            self._original_by_key.setdefault(folded(word), word)
        self._bits: dict[str, int] = {}
        self._bits_by_key = [
            (key, self._assigned_bits(key)) for key in self._original_by_key if len(key) <= _LONGEST_COMPARED
        ]

    def near(self, text: str) -> str | None:
        """Return the word most similar to a text, as originally written; None where none is similar enough."""
        from difflib import SequenceMatcher  # noqa: PLC0415 - used only when something is misspelt

        wanted = folded(text)
        best: tuple[float, str] | None = None
        work = 0
        compared = SequenceMatcher(b=wanted)
        for ratio_limit, key in self._candidates(wanted):
            if (best is not None and ratio_limit < best[0]) or work > _MOST_WORK:
                break
            work += len(key) * len(wanted)
            compared.set_seq1(key)
            ratio = compared.ratio()
            if ratio >= _LEAST_ALIKE and (best is None or (ratio, key) > best):
                best = ratio, key
        return self._original_by_key[best[1]] if best else None

    def _candidates(self, wanted: str) -> list[tuple[float, str]]:
        """Return the words that can be similar enough, with the upper bound of their ratio, highest first."""
        if not wanted or len(wanted) > _LONGEST_COMPARED:
            return []
        bits = self._known_bits(wanted)
        length = len(wanted)
        bounded = ((2.0 * (bits & own).bit_count() / (length + len(key)), key) for key, own in self._bits_by_key)
        return sorted((one for one in bounded if one[0] >= _LEAST_ALIKE), reverse=True)

    def _assigned_bits(self, key: str) -> int:
        bits = 0
        for letter in _numbered_letters(key):
            bits |= self._bits.setdefault(letter, 1 << len(self._bits))
        return bits

    def _known_bits(self, key: str) -> int:
        bits = 0
        for letter in _numbered_letters(key):
            bits |= self._bits.get(letter, 0)
        return bits


def _numbered_letters(word: str) -> list[str]:
    """Return the letters of a word, each with the number of times it occurs earlier."""
    counts: dict[str, int] = {}
    found: list[str] = []
    for letter in word:
        before = counts[letter] = counts.get(letter, -1) + 1
        found.append(f"{letter}{before}")
    return found


def nearest(text: str, choices: Iterable[str]) -> str | None:
    """Return the choice most similar to `text` (for "did you mean"); None where none is similar enough."""
    return SimilarWords(choices).near(text)


class PartKeys:
    """A kind of mapping in a plan: its name and keys; `names` maps every spelling to the English name."""

    def __init__(self, name: str, terms: tuple[Term, ...]) -> None:
        self.name = name
        self.terms = terms
        self.names = {spelling: term.name for term in terms for spelling in term.spellings}

    def name_of(self, spelling: str) -> str | None:
        """Return the English name of a key as spelled in a file, compared in NFC; None for an unknown key."""
        return self.names.get(spelling) or self.names.get(unicodedata.normalize("NFC", spelling))

    def near(self, text: str) -> str | None:
        """Return the spelling of the key most similar to a text; None where none is."""
        return self._spellings.near(text)

    def near_in(self, language: Language | None, text: str) -> str | None:
        """Return the spelling of the key most similar to a text, in `language` where one is given."""
        near = self.near(text)
        return near if near is None or language is None else self.term(self.names[near]).spelled(language)

    def is_alone(self, text: str, near: str) -> bool:
        """Return whether no other key than that of `near` is similar to a text."""
        others = (spelling for spelling, name in self.names.items() if name != self.names[near])
        return SimilarWords(others).near(text) is None

    @cached_property
    def _spellings(self) -> SimilarWords:
        return SimilarWords(self.names)

    @cached_property
    def in_each_language(self) -> SpelledTerms:
        """The keys as a message lists them."""
        return SpelledTerms.of(self.terms)

    def term(self, name: str) -> Term:
        """Return the term with the English name `name`."""
        return next(term for term in self.terms if term.name == name)


# The words of the calendar: months, seasons and weekdays, in both languages.


MONTH_TERMS = (
    Term("january", "januari", ("jan",)),
    Term("february", "februari", ("feb",)),
    Term("march", "mars", ("mar",)),
    Term("april", "april", ("apr",)),
    Term("may", "maj"),
    Term("june", "juni", ("jun",)),
    Term("july", "juli", ("jul",)),
    Term("august", "augusti", ("aug",)),
    Term("september", "september", ("sep", "sept")),
    Term("october", "oktober", ("okt", "oct")),
    Term("november", "november", ("nov",)),
    Term("december", "december", ("dec",)),
)
"""The months, January first."""

_SHORT = {
    Language.SV: ("jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."),
    Language.EN: ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def month_name(number: int, language: Language, *, short: bool = False) -> str:
    """Return the name of a month (1 to 12) as used within a sentence; `short` for narrow columns."""
    if short:
        return _SHORT[language][number - 1]
    term = MONTH_TERMS[number - 1]
    return term.sv if language is Language.SV else term.name.capitalize()


MONTHS: dict[str, int] = {word_key(spelling): n for n, term in enumerate(MONTH_TERMS, 1) for spelling in term.spellings}
"""Month number (1 to 12) by every spelling."""


class Season(NamedTuple):
    """A season and its months; winter begins in December of the year before the one it ends in."""

    term: Term
    first_month: int
    last_month: int


_SEASONS = (
    Season(Term("spring", "våren", ("vår", "vårterminen", "vårtermin", "vt")), 1, 6),
    Season(Term("summer", "sommaren", ("sommar",)), 6, 8),
    Season(Term("autumn", "hösten", ("höst", "höstterminen", "hösttermin", "ht", "fall")), 8, 12),
    Season(Term("winter", "vintern", ("vinter",)), 12, 2),
)

SEASONS: dict[str, Season] = {word_key(spelling): season for season in _SEASONS for spelling in season.term.spellings}
"""Season by every spelling."""

WEEKDAYS = (
    Term("monday", "måndagen", ("måndag",)),
    Term("tuesday", "tisdagen", ("tisdag",)),
    Term("wednesday", "onsdagen", ("onsdag",)),
    Term("thursday", "torsdagen", ("torsdag",)),
    Term("friday", "fredagen", ("fredag",)),
    Term("saturday", "lördagen", ("lördag",)),
    Term("sunday", "söndagen", ("söndag",)),
)
"""The days of the week, Monday first, in the form used after an ordinal."""

ORDINALS = {
    1: Term("first", "första", ("1:a", "1st")),
    2: Term("second", "andra", ("2:a", "2nd")),
    3: Term("third", "tredje", ("3:e", "3rd")),
    4: Term("fourth", "fjärde", ("4:e", "4th")),
    -1: Term("last", "sista"),
}
"""The ordinals of a weekday within a month, by number; -1 is the last."""

WEEKDAY_NUMBERS = {word_key(word): n for n, term in enumerate(WEEKDAYS, 1) for word in term.spellings}
"""Number of the weekday (1 to 7, Monday to Sunday) by every spelling."""

ORDINAL_NUMBERS = {word_key(word): n for n, term in ORDINALS.items() for word in term.spellings}
"""Number of an ordinal by every spelling."""

EVERY_MONTH = (
    *("varje månad", "i månaden", "i varje månad", "every month", "each month"),
    *(f"{before} {after}" for before in ("in", "of") for after in ("every month", "each month", "the month")),
)
"""The phrases that follow a weekday recurring every month."""
