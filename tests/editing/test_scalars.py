"""A text as YAML: plain where it means itself, else in the quotes that need the least."""

import pytest
import yaml

from anhorig_cli.editing.writer import Slot, in_block, is_plain, on_a_line, quoted

SLOT = Slot(4, 40, 60)


@pytest.mark.parametrize("text", ["Möten", "a#b", "a:b", "12:30", "-1", "no", "§ 41", "a - b", "http://x"])
def test_plain_text_needs_no_quotes(text: str) -> None:
    assert on_a_line(text, SLOT) == text
    assert yaml.load(f"a: {text}", yaml.BaseLoader)["a"] == text  # noqa: S506 - text only - it knows nothing but text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a: b", '"a: b"'),
        ("a #b", '"a #b"'),
        ("- a", '"- a"'),
        ("slut:", '"slut:"'),
        ("null", '"null"'),
        ("~", '"~"'),
        ("100 %: a", '"100 %: a"'),
        ("%", '"%"'),
        ("@a", '"@a"'),
        ('"a"', "'\"a\"'"),
        ("'a'", "\"'a'\""),
        ("'a' \"b\": c", '"\'a\' \\"b\\": c"'),
        ("c:\\: d", "'c:\\: d'"),
        ("two\nlines", '"two\\nlines"'),
        ("a\tb: c", '"a\\tb: c"'),
    ],
)
def test_what_yaml_would_take_for_something_else_is_quoted(text: str, written: str) -> None:
    assert on_a_line(text, SLOT) == written
    assert yaml.load(f"a: {written}", yaml.BaseLoader)["a"] == text  # noqa: S506


@pytest.mark.parametrize("text", ["a, b", "[a]", "{a}", "12:30"])
def test_in_braces_more_is_quoted(text: str) -> None:
    assert not is_plain(text, in_flow=True)
    assert on_a_line(text, SLOT, in_flow=True) == f'"{text}"'


def test_the_quotes_around_are_followed() -> None:
    assert on_a_line("2026", Slot(4, 40, 60, "'", always=True)) == "'2026'"
    assert quoted("it's", "'") == "'it''s'"


def test_a_long_text_is_folded_and_lines_are_kept() -> None:
    assert in_block("word " * 12 + "end", SLOT) == [">-", "    " + "word " * 10 + "word", "    word end"]
    assert in_block("sixsix " * 9, Slot(50, 5, 60))[1] == " " * 50 + "sixsix " * 4 + "sixsix"
    assert in_block("word " * 10 + "now-and-then", SLOT)[1:] == ["    " + "word " * 9 + "word", "    now-and-then"]
    assert in_block("a\n\nb", SLOT) == ["|", "    a", "", "    b"]
    assert in_block("a  b " * 20 + "c", SLOT)[0].startswith("a  b")
    assert in_block("word " * 12 + "end", Slot(4, 40, 60, may_spread=False)) == ["word " * 12 + "end"]
