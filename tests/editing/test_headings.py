"""Assessments as headings: where, and with their lines broken as Markdown is."""

from anhorig_cli.editing.edit import wrap_texts
from anhorig_cli.editing.style import style_of
from anhorig_cli.editing.writer import Writer
from anhorig_cli.model.plan_edit import entry
from anhorig_cli.vocabulary import Language
from plan_text import loaded

ROOT = loaded("title: P\n").root


def lines(comment: str) -> list[str]:
    assert ROOT is not None
    pen = Writer(style_of(ROOT, ROOT.source, Language.EN), ROOT)
    text = wrap_texts(entry("assessment", comment=comment), pen).given("comment")
    assert text is not None
    return text.split("\n")


def test_a_long_comment_is_broken_between_words() -> None:
    assert [len(line) for line in lines("word " * 40)] == [79, 79, 39]


def test_no_line_begins_with_what_markdown_reads_as_something_else() -> None:
    assert len(lines("word " * 16 + "- then a dash " + "word " * 5)) == 1
    assert len(lines("word " * 16 + "1. then a number " + "word " * 5)) == 1


def test_lines_and_wide_spaces_of_the_users_own_stay() -> None:
    assert lines("short\nand short") == ["short", "and short"]
    assert len(lines("word  " * 40)) == 1
