"""The vocabulary: every word of the plan format in Swedish and English, with its labels.

These tables translate enum words and calendar words when they are read, and their labels when they are printed.
Keys are declared on the models' fields (`model.key`). No other code spells a Swedish word of the format.
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
    SpelledTerms,
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
    "SpelledTerms",
    "Term",
    "Word",
    "folded",
    "month_name",
    "nearest",
    "scales_with",
    "word_key",
]
