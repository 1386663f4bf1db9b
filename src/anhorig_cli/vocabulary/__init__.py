"""Two languages, one vocabulary: every key and word of a plan, in Swedish and English, with its labels.

The model knows only the English names. Keys, enum words and calendar words are translated on their way in by these
tables, and on their way out by the labels in them. Nothing else in the code spells a Swedish word of the format.
"""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from anhorig_cli.vocabulary.calendar import MONTH_NAMES, MONTHS, SEASONS
from anhorig_cli.vocabulary.keys import PLAN_PARTS
from anhorig_cli.vocabulary.part import Part
from anhorig_cli.vocabulary.scales import SCALES, Scale, Word, scales_with
from anhorig_cli.vocabulary.settings import SETTINGS_PARTS
from anhorig_cli.vocabulary.spelling import Choices, Language, Spelled, Term, folded, nearest, word_key
from anhorig_cli.vocabulary.symbols import SYMBOLS

PARTS: dict[str, Part] = {part.name: part for part in (*PLAN_PARTS, *SETTINGS_PARTS)}
"""Every kind of mapping in a plan or in the settings, by its name."""


def language_of_keys(keys: Iterable[str]) -> Language | None:
    """Return the language that most of some keys are of; None where no key tells."""
    languages = _languages_of_keys()
    counts = Counter(languages[key] for key in keys if key in languages)
    return counts.most_common(1)[0][0] if counts else None


def is_key(text: str) -> bool:
    """Return whether a text is a key of some part, in either language."""
    return any(part.name_of(text) is not None for part in PARTS.values())


@cache
def _languages_of_keys() -> dict[str, Language]:
    """Return the keys that only one of the languages has."""
    terms = [term for part in PARTS.values() for term in part.terms]
    english = {term.name for term in terms}
    swedish = {spelling for term in terms for spelling in (term.sv, *term.also)}
    return dict.fromkeys(swedish - english, Language.SV) | dict.fromkeys(english - swedish, Language.EN)


__all__ = [
    "MONTHS",
    "MONTH_NAMES",
    "PARTS",
    "SCALES",
    "SEASONS",
    "SYMBOLS",
    "Choices",
    "Language",
    "Part",
    "Scale",
    "Spelled",
    "Term",
    "Word",
    "folded",
    "is_key",
    "language_of_keys",
    "nearest",
    "scales_with",
    "word_key",
]
