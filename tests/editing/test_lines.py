"""Lines by offset, ended by LF, CRLF or CR."""

import pytest

from anhorig_cli.editing.style import (
    after_comments,
    before_comments,
    line_end,
    line_start,
    newline,
    newline_near,
    next_line,
    previous_line,
)


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r"])
def test_lines_are_found_whatever_ends_them(break_: str) -> None:
    text = f"one{break_}two{break_}three"
    two = text.index("two")
    assert (line_start(text, two + 1), line_end(text, two + 1)) == (two, two + 3)
    assert next_line(text, two) == text.index("three")
    assert previous_line(text, two) == 0
    assert newline(text) == newline_near(text, two) == newline_near(text, len(text)) == break_


def test_a_text_of_one_line() -> None:
    assert (newline("one"), newline_near("one", 1), next_line("one", 1), previous_line("one", 0)) == ("\n", "\n", 3, 0)


def test_comments_right_above_a_line_that_are_indented_so_far() -> None:
    text = "a\n# b\n\n  # c\n# d\n  # e\n  # f\n  g\n"
    at = text.index
    assert before_comments(text, at("  g"), 2) == at("  # e")
    assert before_comments(text, at("  g"), 0) == at("  # c")
    assert before_comments(text, at("  # e"), 2) == at("  # e")


def test_comments_reach_to_the_beginning_and_the_end_of_a_text() -> None:
    assert before_comments("# a\n# b\nc", 8, 0) == 0
    assert after_comments("a\n  # b\n  # c", 0, 1) == len("a\n  # b\n  # c")
    assert after_comments("a\n  # b\n # c\n", 0, 1) == len("a\n  # b")
