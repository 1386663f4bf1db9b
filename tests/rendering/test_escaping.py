"""Plain text of a plan in a Markdown page shows just that text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markupsafe import Markup, escape

from anhorig_cli.rendering import escaping
from effort import tries

_MARKDOWN = MarkdownIt("gfm-like", {"linkify": False, "html": True})
_LINES = st.lists(
    st.text(st.sampled_from("ab1 *_`[]()<>#-+.|~!&;=\\:@åÖ{}%$\u00a0"), min_size=1, max_size=20).filter(str.strip),
    min_size=1,
    max_size=3,
)
_LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n \u00a0\n"])


def html_of(text: str) -> str:
    return str(_MARKDOWN.render(text)).replace("\u2060", "").strip()


@given(_LINES, _LINE_ENDS)
@settings(max_examples=tries(800))
def test_any_text_is_one_paragraph_of_that_text(lines: list[str], line_end: str) -> None:
    quotes = str(escape(" ".join(map(str.strip, lines)))).replace("&#34;", "&quot;").replace("&#39;", "'")
    assert html_of(escaping.escape(line_end.join(lines))) == f"<p>{quotes}</p>"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("Anhöriga & närstående", "Anhöriga & närstående"),
        ("1. först", "1\\. först"),
        ("- punkt", "\\- punkt"),
        ("# rubrik", "\\# rubrik"),
        ("<b>&amp;</b>", "&lt;b>&amp;amp;&lt;/b>"),
        ("a|b", "a\\|b"),
        ("{{ 7*7 }}", "\\{\\{ 7\\*7 }}"),
        ("{% x %}", "\\{\\% x %}"),
        ("&lt och &", "&amp;lt och &amp;"),
        ("https://x.se www.x.se a@b.se", "https:/\u2060/x.\u2060se www\u2060.x.\u2060se a@\u2060b.\u2060se"),
        ("t.ex. 7.5 m.fl.", "t.ex. 7.5 m.fl."),
        ("a :smile: 12:30", "a :\u2060smile: 12:30"),
        ("/close\n::error::x", "\\/close ::\u2060error::\u2060x"),
        ("@alla #1", "@\u2060alla #\u20601"),
        ("\u202egnissap\u202c", "gnissap"),
        ("\u00a0- punkt", "\\- punkt"),
        ("rad\r> citat\r\n===", "rad > citat ==="),
        ("rubrik\n:-", "rubrik :-"),
        ("$x$ och 5 $", "\\$x\\$ och 5 \\$"),
        ("rad\n\n# två\n \n- tre", "rad # två - tre"),
    ],
)
def test_what_markdown_gives_a_meaning_is_escaped(text: str, escaped: str) -> None:
    assert str(escaping.escape(text)) == escaped


def test_a_cell_stays_on_its_row() -> None:
    assert escaping.escape_cell("rad ett\nmer\n\nrad | två\n") == "rad ett mer<br>rad \\| två"
    assert escaping.escape_cell("rad ett\rmer\r\u00a0\r- två") == "rad ett mer<br>\\- två"


def test_only_what_is_not_ready_is_escaped() -> None:
    assert escaping.finalize("*") == "\\*"
    assert escaping.finalize(Markup("*")) == "*"
    assert escaping.finalize(3) == 3


def test_a_page_is_tidied_but_fenced_code_is_not() -> None:
    page = "a\n\n\n\nb\n```\nx\n\n\n\ny\n```\n\n\n\nc\n\n"
    assert escaping.tidy(page) == "a\n\nb\n```\nx\n\n\n\ny\n```\n\nc\n"


@pytest.mark.parametrize(("title", "heading"), [("Mål i #", "Mål i #"), ("a\n\n# hej", "a # hej"), ("C ##", "C ##")])
def test_a_heading_is_one_line_and_keeps_its_hashes(title: str, heading: str) -> None:
    assert html_of(f"## {escaping.escape_heading(title)}") == f"<h2>{heading}</h2>"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=SUMMA(A1)", "'=SUMMA(A1)"),
        (" +46 70", "'+46 70"),
        ("-1", "'-1"),
        ("@kommun", "'@kommun"),
        ("\t=1", "'=1"),
        ("＝１", "'＝１"),
        ("a;=1; @b", "a;'=1; '@b"),
        ("1 - 2 = -1", "1 - 2 = -1"),
        ("två\nrader\r\n- och en till", "två rader - och en till"),
        ("tyst\u202e", "tyst"),
        ("", ""),
    ],
)
def test_nothing_in_a_spreadsheets_cell_is_a_formula(text: str, cell: str) -> None:
    assert escaping.spreadsheet_cell(text) == cell
