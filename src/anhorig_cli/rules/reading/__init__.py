"""The reading rules: what cannot be understood in a file. Loading reports them; here are their pages."""

from anhorig_cli.diagnostics import Rule
from anhorig_cli.rules.reading import files, syntax, values
from anhorig_cli.rules.reading.files import (
    CONTROL_CHARACTER,
    DUPLICATE_PLAN,
    EMPTY_FILE,
    INVISIBLE_CHARACTER,
    MERGE_CONFLICT,
    NAME_NOT_SLUG,
    NO_FRONT_MATTER,
    NOT_UTF8,
    OUTSIDE_PROJECT,
    PASSED_BY,
    PERSONAL_NUMBER,
    STALE_IGNORE,
    TOO_LARGE,
    UNFIT_APPEARANCE,
    UNFIT_OTHER_PLANS,
    UNREADABLE_FILE,
)
from anhorig_cli.rules.reading.syntax import (
    BAD_ANCHOR,
    OPEN_COMMENT,
    SECOND_DOCUMENT,
    SPLIT_SENTENCE,
    SYNTAX,
    TAG,
    TEXT_AFTER_HASH,
    TOO_DEEP,
    UNUSED_ANCHOR,
)
from anhorig_cli.rules.reading.values import (
    BAD_DATE,
    BAD_HEADING,
    BAD_ID,
    BAD_KEY,
    BAD_NUMBER,
    BAD_RECURRENCE,
    BAD_TIME,
    DUPLICATE_KEY,
    MISSING_KEY,
    TWO_ASSESSMENTS,
    UNKNOWN_KEY,
    UNKNOWN_WORD,
    WRONG_KIND,
)

READING_RULES: tuple[Rule, ...] = tuple(
    one for module in (files, syntax, values) for one in vars(module).values() if isinstance(one, Rule)
)
"""All rules that the three modules declare."""

VALUE_RULES: dict[str, Rule] = {
    rule.slug: rule for rule in (BAD_DATE, BAD_NUMBER, BAD_ID, UNKNOWN_WORD, BAD_RECURRENCE, BAD_TIME, UNFIT_APPEARANCE)
}
"""The rules that a model's validators name by slug (`UnreadableValueError`)."""

__all__ = [
    "BAD_ANCHOR",
    "BAD_DATE",
    "BAD_HEADING",
    "BAD_ID",
    "BAD_KEY",
    "BAD_NUMBER",
    "BAD_RECURRENCE",
    "BAD_TIME",
    "CONTROL_CHARACTER",
    "DUPLICATE_KEY",
    "DUPLICATE_PLAN",
    "EMPTY_FILE",
    "INVISIBLE_CHARACTER",
    "MERGE_CONFLICT",
    "MISSING_KEY",
    "NAME_NOT_SLUG",
    "NOT_UTF8",
    "NO_FRONT_MATTER",
    "OPEN_COMMENT",
    "OUTSIDE_PROJECT",
    "PASSED_BY",
    "PERSONAL_NUMBER",
    "READING_RULES",
    "SECOND_DOCUMENT",
    "SPLIT_SENTENCE",
    "STALE_IGNORE",
    "SYNTAX",
    "TAG",
    "TEXT_AFTER_HASH",
    "TOO_DEEP",
    "TOO_LARGE",
    "TWO_ASSESSMENTS",
    "UNFIT_APPEARANCE",
    "UNFIT_OTHER_PLANS",
    "UNKNOWN_KEY",
    "UNKNOWN_WORD",
    "UNREADABLE_FILE",
    "UNUSED_ANCHOR",
    "VALUE_RULES",
    "WRONG_KIND",
]
