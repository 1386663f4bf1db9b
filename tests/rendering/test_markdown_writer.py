"""Narrative text written as Markdown again: what it says stands, and it reaches into nothing beside it."""

import pytest

from anhorig_cli.rendering.markdown_inline import NOTHING
from anhorig_cli.rendering.narrative import to_markdown

JOINER = "\u2060"
BROKEN = f"https:/{JOINER}/x.{JOINER}se"
"""An address that no service makes a link of."""


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("* a\n* b", "- a\n- b"),
        ("- a\n- b\n\n  c\n- d", "- a\n\n- b\n\n  c\n\n- d"),
        ("- a\n\n  - b\n  - c", "- a\n\n  - b\n  - c"),
        ("- a\n  - b\n\n    > c", "- a\n  - b\n\n    > c"),
        ("- > a\n- b", "- > a\n- b"),
        ("3) a\n4) b", "3. a\n4. b"),
        ("999999999. a", "999999999. a"),
        ("1000000000. a", "1000000000. a"),
        ("999999998. a\n1. b\n1. c", "999999998. a\n999999999. b\n999999999. c"),
        ("a\n- b", "a\n\n- b"),
        ("> - a\n\nb", "> - a\n\nb"),
    ],
)
def test_lists_and_quotations_keep_their_form(text: str, written: str) -> None:
    assert to_markdown(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("# A #", "#### A"),
        ("Rubrik\n===", "#### Rubrik"),
        ("---", "___"),
        ("a  \nb", "a\\\nb"),
        ("a\\\nb", "a\\\nb"),
        ("```python x\nkod\n```", "```\nkod\n```"),
        ("| a | b |\n|---|--:|\n| `x` | c\\|d |", "| a | b |\n| --- | --: |\n| `x` | c\\|d |"),
    ],
)
def test_other_blocks_keep_theirs(text: str, written: str) -> None:
    assert to_markdown(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("se https://x.se/a.", "se https://x.se/a."),
        ("(https://x.se)", "(https://x.se)"),
        ("https://x.se/a, **b**", "https://x.se/a, **b**"),
        ("**b** https://x.se/a", "**b** https://x.se/a"),
        ("**Se:** https://x.se/a https://y.se/b", "**Se:** https://x.se/a https://y.se/b"),
    ],
)
def test_an_address_that_is_a_word_of_its_own_stands(text: str, written: str) -> None:
    assert to_markdown(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("se https://x.se/a**b**", f"se {BROKEN}/a**b**"),
        ("https://x.se/a*b*", f"{BROKEN}/a*b*"),
        ("**https://x.se/a** och", f"**{BROKEN}/a** och"),
        ("*a*https://x.se/b", f"*a*{BROKEN}/b"),
        ("https://x.se/a.*b*", f"{BROKEN}/a.*b*"),
        ("https://x.se och https://y.se*c*", f"https://x.se och {BROKEN.replace('x.', 'y.')}*c*"),
        ("**b**https://x.se och https://y.se nu", f"**b**{BROKEN} och https://y.se nu"),
        ("https://x.se **b** https://x.se*c*", f"https://x.se **b** {BROKEN}{NOTHING}*c*"),
    ],
)
def test_one_that_touches_something_else_is_broken(text: str, written: str) -> None:
    assert to_markdown(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("[a](javascript:x) och [b](https://x.se) c", "\\[a\\](javascript:x) och [b](https://x.se) c"),
        ("[x](ftp://a) y", "x y"),
        ("[x](ftp://a)[y](https://b.se)", "x[y](https://b.se)"),
        ("![bild](x.png) efter", "bild efter"),
        ("Hej!\n[a](https://x.se)", "Hej!\n[a](https://x.se)"),
        ("Hej\\![a](https://x.se)", "Hej\\![a](https://x.se)"),
    ],
)
def test_only_safe_links_are_left_and_no_picture(text: str, written: str) -> None:
    assert to_markdown(text) == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a*b*c", "a*b*c"),
        ("**a**b", "**a**b"),
        ("**a:**b", "\\*\\*a:\\*\\*b"),
        ("a**:b**", "a\\*\\*:b\\*\\*"),
        ("_a_ b", "_a_ b"),
        ("**a *b***", "**a *b***"),
    ],
)
def test_marks_mean_the_same_again(text: str, written: str) -> None:
    assert to_markdown(text) == written


def test_what_is_no_paragraph_begins_one_of_its_own_after_something_on_its_line() -> None:
    assert to_markdown("- a", mid_line=True) == "\n\n- a"
    assert to_markdown("# a", mid_line=True) == "\n\n#### a"
    assert to_markdown("a **b**", mid_line=True) == "a **b**"
    assert to_markdown("- a") == "- a"
