"""A text in plain characters, and the way back to the text as it is written."""

import sys
import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from anhorig_cli.personal_number.characters import plain, without_links


def every() -> Iterator[str]:
    """Give all characters but ASCII: a list of them would fill a hundred megabytes for as long as tests run."""
    return map(chr, range(0x80, sys.maxunicode + 1))


def plainly(text: str) -> str:
    return plain(text).text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a\u00a0b\u2009c\td", "a b c d"),
        ("1\u2028\u0085\x0b\x0c2", "1\n\n\n\n2"),
        ("a\u00adb\u200bc\u2060d\ufeffe\u0301f\x00g\ufffdh", "abcdefgh"),
        ("–—−‐‑‒―－", "--------"),
        ("＋➕", "++"),
        ("⁄∕／", "///"),
        ("·•．", "..."),
        ("Ａ１", "A1"),
        ("**fet** `kod` ~~struket~~", "fet kod struket"),
        ("\\- \\x2d \\u002d \\U0000002d \\_ \\t \\n", "- - - -     \n"),
        ("&#45;&#x2D;&minus;&nbsp;&amp;#45;&amp;amp;#45;&shy;", "--- --"),
        ("%20%2D%2b%31 50% 100 %", " -+1 50% 100 %"),
        ("<b>1</b><br>2<br/>3<font color=red>4</font><https://x.se><a@b.se>", "1\n2\n34<https://x.se><a@b.se>"),
        ("1%E2%80%932%c2%a03%E2%82%AC%ff%41%C3%29", "1-2 3€%ffA%C3)"),
        ("%252D%25252d%25%41 %25E2%2588%2592 %2531", "--%A - 1"),
        ("&#38;#45;&#x26;#45;&#38;amp;#45;&#0038;minus;&#38; &amp; &#38;#", "----& & &#"),
        ("<x-y>1</x-y><a-b@x.se>", "1<a-b@x.se>"),
        ("Rådet för anhöriga, 50 % (2021) & mer; &unknownword;", "Rådet för anhöriga, 50 % (2021) & mer; &"),
        ("½ € ß Æ", "½ € ß Æ"),
    ],
)
def test_a_character_is_what_it_means(written: str, meant: str) -> None:
    assert plainly(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("[a](<b c>)-[d](e 'f')[g](h)", "a-dg"),
        ("a[b](c)d[](e)f![g](h)i", "abdfgi"),
        ("[a](b(c(d))e)[f](g\\))[h]( i\n(j) )", "afh"),
        ("[a][b c][d][] (e)[f]", "ad (e)f"),
        ("[a](b", "a(b"),
        (f"[a](http://exempel.se/{'b' * 3000})c", "ac"),
    ],
)
def test_a_link_is_its_text(written: str, meant: str) -> None:
    assert without_links(written).text == meant


def test_every_digit_of_unicode_is_a_digit() -> None:
    digits = [c for c in every() if unicodedata.digit(c, None) is not None]
    assert [c for c in digits if plainly(c) != str(unicodedata.digit(c))] == []
    assert len(digits) > 600


def test_every_dash_and_space_of_unicode_is_one() -> None:
    assert {plainly(c) for c in every() if unicodedata.category(c) == "Pd"} == {"-"}
    assert {plainly(c) for c in every() if unicodedata.category(c) == "Zs"} == {" "}


def test_what_is_not_seen_is_nothing() -> None:
    unseen = [c for c in every() if unicodedata.category(c) in {"Cf", "Mn", "Me", "Cs"}]
    assert {plainly(c) for c in unseen} == {""}


def test_letters_stay() -> None:
    text = "".join(chr(point) for point in range(0xC0, 0x100))
    assert plainly(text) == text


@given(st.lists(st.sampled_from(["a", "1", "å", "–", "&#49;", "\\x31", "\u200b", "⑫", "**", "<b>", " ", "\n"])))
def test_what_is_plain_leads_back_to_what_is_written(pieces: list[str]) -> None:
    written = "".join(pieces)
    result = plain(written)
    for at, character in enumerate(result.text):
        start, end = result.written(at, at + 1)
        assert character in plainly(written[start:end])
    if result.text:
        start, end = result.written(0, len(result.text))
        assert plainly(written[start:end]) == result.text


@given(
    st.integers(0, 0x120000), st.sampled_from(["&#{};", "&#x{:x};", "&amp;#{};", "\\x{:x}", "\\u{:04x}", "\\U{:08x}"])
)
@example(1, "&#{};")
def test_whatever_number_an_entity_or_escape_has_it_is_read(point: int, form: str) -> None:
    assert len(plain(f"a{form.format(point)}b").text) >= len("ab")
