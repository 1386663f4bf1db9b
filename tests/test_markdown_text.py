"""Headings, code and comments stand where markdown-it finds them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from anhorig_cli.markdown_text import hidden, outline, without_comments

PIECES = st.sampled_from(
    [
        "a",
        " ",
        "    ",
        "\t",
        "\n",
        "\r\n",
        "#",
        "## ",
        "- ",
        "> ",
        "1. ",
        "```",
        "~~~",
        "`",
        "<!--",
        "-->",
        "->",
        "---",
        "===",
    ]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join)


def test_headings_are_found_with_their_places() -> None:
    text = "Text.\r\n\r\n## Ett ##\r\nMer.\r\n\r\nTvå\r\n---\r\n> # Tre\r\n"
    found = outline(text).headings
    assert [(text[h.start : h.end], h.level, h.text, h.is_nested) for h in found] == [
        ("## Ett ##\r\n", 2, "Ett", False),
        ("Två\r\n---\r\n", 2, "Två", False),
        ("> # Tre\r\n", 1, "Tre", True),
    ]


@pytest.mark.parametrize(
    ("text", "is_closed"),
    [
        ("```\na\n```\n", True),
        ("~~~~\na\n~~~\n", False),
        ("```\n", False),
        ("> ```\n> a\n\nb\n", False),
        ("> ```\n> ```", True),
    ],
)
def test_it_is_told_whether_a_fence_is_closed(text: str, is_closed: bool) -> None:
    assert [fence.is_closed for fence in outline(text).fences] == [is_closed]


@given(TEXTS)
def test_hiding_comments_moves_nothing(text: str) -> None:
    shown = hidden(text, outline(text).comments)
    assert len(shown) == len(text)
    assert shown.splitlines(keepends=True)[-1:] == [] or shown.count("\n") == text.count("\n")


@given(TEXTS)
def test_each_beginning_of_a_comment_is_accounted_for(text: str) -> None:
    """It begins a comment, stands in one or in code, or is told to have no end."""
    found = outline(text)
    for comment in found.comments:
        assert text.startswith("<!--", comment.start)
        assert text.endswith(">", 0, comment.end)
    if not found.open_comments:
        page = MarkdownIt("commonmark", {"html": False}).disable("escape").render(without_comments(text))
        shown = re.sub("<code.*?</code>", "", page, flags=re.DOTALL)
        assert "&lt;!--" not in shown


@given(TEXTS)
def test_a_text_without_comments_is_as_it_was(text: str) -> None:
    plain = text.replace("<!--", "")
    assert without_comments(plain) == plain
