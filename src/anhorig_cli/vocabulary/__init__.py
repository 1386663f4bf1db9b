"""Two languages, one vocabulary: every word of a plan, in Swedish and English, with its labels.

Enum words and calendar words are translated on their way in by these tables, and on their way out by the labels in
them. Keys are declared beside the fields of the models (`model.key`). Nothing else spells a Swedish word of the format.
"""

from anhorig_cli.vocabulary.scales import SCALES, SYMBOLS, WORST_FIRST, Scale, Word, scales_with
from anhorig_cli.vocabulary.spelling import (
    EVERY_MONTH,
    MONTH_TERMS,
    MONTHS,
    ORDINAL_NUMBERS,
    ORDINALS,
    SEASONS,
    WEEKDAY_NUMBERS,
    WEEKDAYS,
    Language,
    PartKeys,
    SimilarWords,
    Spelled,
    Term,
    folded,
    month_name,
    nearest,
    word_key,
)

__all__ = [
    "EVERY_MONTH",
    "MONTHS",
    "MONTH_TERMS",
    "ORDINALS",
    "ORDINAL_NUMBERS",
    "SCALES",
    "SEASONS",
    "SYMBOLS",
    "WEEKDAYS",
    "WEEKDAY_NUMBERS",
    "WORST_FIRST",
    "Language",
    "PartKeys",
    "Scale",
    "SimilarWords",
    "Spelled",
    "Term",
    "Word",
    "folded",
    "month_name",
    "nearest",
    "scales_with",
    "word_key",
]
