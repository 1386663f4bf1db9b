"""Narrative text is Markdown, and can do nothing but be read."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from anhorig_cli.markdown_text import is_plain
from anhorig_cli.rendering.narrative import to_html, to_markdown
from effort import tries
from elements import elements

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVa\tScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](file:///etc/passwd)",
    "[x](ftp://example.org/)",
    "![x](http://169.254.169.254/latest/)",
    "<form action=https://x.example><input name=p></form><iframe src=//x></iframe><base href=//x>",
    "<svg onload=alert(1)>",
    "<https://ok.example> <javascript:alert(1)>",
    "</style></head><body>",
    '[x](https://ok.example "\\" onmouseover=\\"alert(1)")',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(text: str) -> None:
    page = to_html(text)
    tags = re.findall(r"<(/?[a-z]+[0-9]?)", page)
    assert set(tags) <= {"p", "/p", "a", "/a"}
    assert tags.count("a") == tags.count("/a")
    assert all(re.match(r"https?://|mailto:", href) for href in re.findall(r'href="([^"]*)"', page))
    assert not any(name.startswith("on") for _, attributes in elements(page) for name in attributes)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text_in_markdown_too(text: str) -> None:
    page = MarkdownIt("commonmark", {"html": True}).render(to_markdown(text))
    assert set(re.findall(r"<(/?[a-z]+[0-9]?)", page)) <= {"p", "/p", "a", "/a"}


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("Ett stycke.", "<p>Ett stycke.</p>\n"),
        ("Ett.\n\nTvå.", "<p>Ett.</p>\n<p>Två.</p>\n"),
        ("*Viktigt* och **mer**", "<p><em>Viktigt</em> och <strong>mer</strong></p>\n"),
        ("# Rubrik", "<h4>Rubrik</h4>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("![Bild av huset](x.png)", "<p>Bild av huset</p>\n"),
        ("[Nka](https://anhoriga.se)", '<p><a href="https://anhoriga.se">Nka</a></p>\n'),
        ("{{ 7*7 }}", "<p>{{ 7*7 }}</p>\n"),
        ("```python onload=x\nkod\n```", "<pre><code>kod\n</code></pre>\n"),
    ],
)
def test_markdown_becomes_html_below_the_pages_own_headings(text: str, page: str) -> None:
    assert to_html(text) == page


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Ett stycke.", "Ett stycke."),
        ("# Rubrik", "#### Rubrik"),
        ("```\nkod", "```\nkod\n```"),
        ("* a\n* b", "- a\n- b"),
        ("@everyone stänger #1", "@\u2060everyone stänger #\u20601"),
        ("a <b> &lt;", "a &lt;b> &lt;"),
        ("`<b>`", "`<\u2060b>`"),
        ("a\n===", "#### a"),
        ("3. a\n7. b", "3. a\n4. b"),
        ("- a\n\n* b", "- a\n\n* b"),
        ("a | b\n:-- | --:\n1 | `c\\|d`", "| a | b |\n| :-- | --: |\n| 1 | `c\\|d` |"),
        ('[Nka](https://anhoriga.se "Start")', '[Nka](https://anhoriga.se "Start")'),
        ("Se https://anhoriga.se/om_oss?a=1&b=2.", "Se https://anhoriga.se/om_oss?a=1&b=2."),
        ("x=https://anhoriga.se", "x=https:/\u2060/anhoriga.\u2060se"),
        ("<https://anhoriga.se>", "[https://anhoriga.se](https://anhoriga.se)"),
    ],
)
def test_markdown_stays_markdown_and_closes_what_it_opens(text: str, markdown: str) -> None:
    assert to_markdown(text) == markdown


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]) | st.just("\n"), max_size=80)
)
@settings(max_examples=tries(400))
def test_text_without_marks_reads_as_markdown_would_read_it(text: str) -> None:
    text = "\n".join(line.strip() for line in text.split("\n")).strip("\n")
    if is_plain(text):
        parsed = MarkdownIt("commonmark", {"html": False}).render(text)
        assert to_html(text).replace("&#39;", "'") == parsed


@given(st.text(max_size=200))
@settings(max_examples=tries(300))
def test_any_text_becomes_a_page_without_scripts(text: str) -> None:
    tags = re.findall(r"<([a-z]+)", to_html(text))
    assert not {"script", "img", "iframe", "form", "object", "style"} & set(tags)
    assert isinstance(to_markdown(text), str)


def test_deep_lists_and_brackets_end_quickly() -> None:
    deep = "\n".join("  " * n + "- a" for n in range(150))
    for text in (deep, "[" * 20_000, "*a " * 5_000, "a|" * 2_000 + "\n" + "-|" * 2_000):
        assert to_html(text)
        assert to_markdown(text)
