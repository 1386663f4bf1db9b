"""Lines by offset, ended by LF, CRLF or CR."""

import pytest

from anhorig_cli.editing.lines import line_end, line_start, newline, newline_near, next_line, previous_line


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
