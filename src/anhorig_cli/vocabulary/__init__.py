"""Two languages, one vocabulary: every key and word of a plan, in Swedish and English, with its labels.

The model knows only the English names. Keys, enum words and calendar words are translated on their way in by these
tables, and on their way out by the labels in them. Nothing else in the code spells a Swedish word of the format.
"""

from anhorig_cli.vocabulary.calendar import MONTHS, SEASONS
from anhorig_cli.vocabulary.keys import PARTS, Part
from anhorig_cli.vocabulary.scales import SCALES, Scale, Word, scales_with
from anhorig_cli.vocabulary.spelling import Language, Term, folded, nearest, word_key
from anhorig_cli.vocabulary.symbols import SYMBOLS

__all__ = [
    "MONTHS",
    "PARTS",
    "SCALES",
    "SEASONS",
    "SYMBOLS",
    "Language",
    "Part",
    "Scale",
    "Term",
    "Word",
    "folded",
    "nearest",
    "scales_with",
    "word_key",
]
