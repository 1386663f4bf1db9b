"""Narrative text as plain words: no mark of Markdown is left, and no word is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.markdown_text import plain_words


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("Bara ord.", "Bara ord."),
        ("**Fet** och *kursiv*, `kod` och 2 \\* 3", "Fet och kursiv, kod och 2 * 3"),
        ("## Rubrik\n\nText\növer rader", "Rubrik\n\nText\növer rader"),
        ("- en\n- **två**\n\n3. tre", "– en\n\n– två\n\n3. tre"),
        ("> Citat\n\n```\nkod\n```", "Citat\n\nkod"),
        ("Se [sidan](https://example.se/a) i dag", "Se sidan (https://example.se/a) i dag"),
        ("<https://example.se/a> och [x@y.se](mailto:x@y.se)", "https://example.se/a och x@y.se"),
        ("[Klicka](javascript:alert(1))", "[Klicka](javascript:alert(1))"),
        ("![En bild](https://example.se/b.png)", "En bild"),
        ("<b>Inte fet</b>", "<b>Inte fet</b>"),
        ("---", "---"),
    ],
)
def test_the_words_stand_without_marks(written: str, told: str) -> None:
    assert plain_words(written) == told


@pytest.mark.parametrize("text", ["> " * 30 + "djupt", "*a " * 50_000])
def test_what_is_more_than_can_be_read_is_given_as_it_stands(text: str) -> None:
    assert plain_words(text) == text


@given(
    st.lists(st.sampled_from(["ord", "**fet**", "*kursiv*", "- punkt", "1. ett", "`kod`", "\n\n", "\n"]), max_size=12)
)
def test_no_word_is_lost(parts: list[str]) -> None:
    letters = "".join(c for c in " ".join(parts) if c.isalpha())
    assert "".join(c for c in plain_words(" ".join(parts)) if c.isalpha()) == letters
