"""Fields set, put in and taken away, with every other byte as it was."""

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.model.plan_edit import PlanEdit
from anhorig_cli.vocabulary import SCALES, Language
from changed_text import MEASURED, changed, indicator

LONG = "a long story that has no room on the line where the short one stood, at all, ever"


def _set(measured: str, **sets: str | None) -> str:
    text = indicator(f"    measurements:\n{measured}")
    return changed(text, PlanEdit("measurement", MEASURED, sets)).removeprefix(indicator("    measurements:\n"))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("      - {date: 2026, value: 1} # x\n", "      - {date: 2026, value: 2} # x\n"),
        ("      - date: 2026\n        value: '1' # x\n", "      - date: 2026\n        value: '2' # x\n"),
        ("      - date: 2026\n        value:\n", "      - date: 2026\n        value: 2\n"),
        ("      - date: 2026\n        value: ~\n", "      - date: 2026\n        value: 2\n"),
        ("      - date: 2026\n        value: >\n          1\n\n", "      - date: 2026\n        value: 2\n\n"),
        ("      - date: 2026\n        note: n\n", "      - date: 2026\n        value: 2\n        note: n\n"),
        ("      - {date: 2026, note: n}\n", "      - {date: 2026, value: 2, note: n}\n"),
    ],
)
def test_a_value_is_set_in_its_place(before: str, after: str) -> None:
    assert _set(before, value="2") == after


def test_a_long_text_takes_lines_unless_a_comment_stands_beside() -> None:
    before = "      - date: 2026\n        note: n\n"
    folded = _set(before, note=LONG)
    assert folded.startswith("      - date: 2026\n        note: >-\n          a long story")
    assert _set(before, note="two\nlines") == "      - date: 2026\n        note: |\n          two\n          lines\n"
    beside = _set(before.replace("note: n", "note: n # x"), note="two\nlines")
    assert beside == '      - date: 2026\n        note: "two\\nlines" # x\n'


def test_a_text_has_as_much_room_where_nothing_stood_as_where_something_did() -> None:
    texts = [f"a {'b' * length}" for length in range(60, 120)]
    filled, empty = "      - date: 2026\n        note: n\n", "      - date: 2026\n        note:\n"
    assert [_set(empty, note=text) for text in texts] == [_set(filled, note=text) for text in texts]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("      - {date: 2026, value: 1, note: n}\n", "      - {date: 2026, note: n}\n"),
        ("      - {value: 1, date: 2026}\n", "      - {date: 2026}\n"),
        ("      - date: 2026\n        value: 1\n        note: n\n", "      - date: 2026\n        note: n\n"),
        ("      - date: 2026\n        value: 1 # x\n", "      - date: 2026\n        # x\n"),
        ("      - date: 2026\n        value: 1", "      - date: 2026"),
        ("      - value: 1\n        date: 2026\n", "      - date: 2026\n"),
        ("      - date: 2026\n", "      - date: 2026\n"),
    ],
)
def test_a_field_is_taken_away_and_its_comment_stays(before: str, after: str) -> None:
    assert _set(before, value=None) == after


@pytest.mark.parametrize(
    "before", ["      - value: 1 # x\n        date: 2026\n", "      - {value: &v 1, date: 2026}\n"]
)
def test_what_no_splice_can_be_trusted_with_is_refused(before: str) -> None:
    with pytest.raises(CannotWorkError) as refused:
        _set(before, value=None if "x" in before else "2")
    assert text_of(refused.value.message, Language.EN).startswith("plan.yaml:6: this is written in a way")


def test_words_follow_the_language_of_the_file() -> None:
    swedish = "titel: P\ndelmål:\n  - id: a\n    titel: A\n    aktiviteter:\n      - titel: B\n"
    change = PlanEdit("activity", ("subgoals", 0, "activities", 0), {"status": SCALES["activity"].word("done")})
    assert changed(swedish, change) == swedish + "        status: genomförd\n"
    english = "title: P\nsubgoals: [{id: a, title: A, activities: [{title: B}]}]\n"
    assert changed(english, change) == english.replace("{title: B}", "{title: B, status: done}")
