"""Two languages, one vocabulary: every key and word of a plan, in Swedish and English, with its labels.

The model knows only the English names. Keys, enum words and calendar words are translated on their way in by these
tables, and on their way out by the labels in them. Nothing else in the code spells a Swedish word of the format.
"""

from anhorig_cli.vocabulary.calendar import MONTH_NAMES, MONTHS, SEASONS
from anhorig_cli.vocabulary.keys import PLAN_PARTS
from anhorig_cli.vocabulary.part import Part
from anhorig_cli.vocabulary.scales import SCALES, Scale, Word, scales_with
from anhorig_cli.vocabulary.settings import SETTINGS_PARTS
from anhorig_cli.vocabulary.spelling import Choices, Language, Spelled, Term, folded, nearest, word_key
from anhorig_cli.vocabulary.symbols import SYMBOLS

PARTS: dict[str, Part] = {part.name: part for part in (*PLAN_PARTS, *SETTINGS_PARTS)}
"""Every kind of mapping in a plan or in the settings, by its name."""

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
    "nearest",
    "scales_with",
    "word_key",
]
