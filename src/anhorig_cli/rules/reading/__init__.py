"""The reading rules: what cannot be understood in a file. Loading reports them; their pages stand here."""

from anhorig_cli.diagnostics import Rule
from anhorig_cli.rules.reading.files import (
    CONTROL_CHARACTER,
    DUPLICATE_PLAN,
    EMPTY_FILE,
    INVISIBLE_CHARACTER,
    MERGE_CONFLICT,
    NAME_NOT_SLUG,
    NO_FRONT_MATTER,
    NOT_UTF8,
    PASSED_BY,
    STALE_IGNORE,
    TOO_LARGE,
    UNREADABLE_FILE,
)
from anhorig_cli.rules.reading.keys import BAD_KEY, DUPLICATE_KEY, MISSING_KEY, UNKNOWN_KEY, WRONG_KIND
from anhorig_cli.rules.reading.privacy import PERSONAL_NUMBER
from anhorig_cli.rules.reading.syntax import (
    BAD_ANCHOR,
    SECOND_DOCUMENT,
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
    BAD_NUMBER,
    BAD_RECURRENCE,
    TWO_ASSESSMENTS,
    UNKNOWN_WORD,
)

READING_RULES: tuple[Rule, ...] = (
    SYNTAX,
    MERGE_CONFLICT,
    NOT_UTF8,
    CONTROL_CHARACTER,
    INVISIBLE_CHARACTER,
    EMPTY_FILE,
    TOO_LARGE,
    TOO_DEEP,
    SECOND_DOCUMENT,
    TAG,
    BAD_ANCHOR,
    UNUSED_ANCHOR,
    TEXT_AFTER_HASH,
    BAD_KEY,
    NO_FRONT_MATTER,
    UNREADABLE_FILE,
    NAME_NOT_SLUG,
    PASSED_BY,
    DUPLICATE_PLAN,
    DUPLICATE_KEY,
    UNKNOWN_KEY,
    WRONG_KIND,
    MISSING_KEY,
    BAD_DATE,
    BAD_NUMBER,
    BAD_ID,
    UNKNOWN_WORD,
    BAD_RECURRENCE,
    TWO_ASSESSMENTS,
    BAD_HEADING,
    PERSONAL_NUMBER,
    STALE_IGNORE,
)

VALUE_RULES: dict[str, Rule] = {
    rule.slug: rule for rule in (BAD_DATE, BAD_NUMBER, BAD_ID, UNKNOWN_WORD, BAD_RECURRENCE)
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
    "PASSED_BY",
    "PERSONAL_NUMBER",
    "READING_RULES",
    "SECOND_DOCUMENT",
    "STALE_IGNORE",
    "SYNTAX",
    "TAG",
    "TEXT_AFTER_HASH",
    "TOO_DEEP",
    "TOO_LARGE",
    "TWO_ASSESSMENTS",
    "UNKNOWN_KEY",
    "UNKNOWN_WORD",
    "UNREADABLE_FILE",
    "UNUSED_ANCHOR",
    "VALUE_RULES",
    "WRONG_KIND",
]
