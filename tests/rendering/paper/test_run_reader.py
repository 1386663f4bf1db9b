"""What stands in a line, to runs."""

import pytest

from anhorig_cli.rendering.paper.document import Run, Runs
from anhorig_cli.rendering.paper.elements import parsed, read_line


def line(page: str) -> Runs:
    return read_line(parsed(page).children)


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("  ett \n  två\t", "ett två"),
        ("ett <em> två</em> tre", "ett två tre"),
        ("ett <br> två<br>", "ett\ntvå"),
        ("10&nbsp;% av  <b></b> alla", "10\u00a0% av alla"),
        ("<script>alert(1)</script>ett<button>tryck</button><span hidden>två</span>", "ett"),
        ('<img src="x" alt="en bild"> bredvid', "en bild bredvid"),
        (" \n ", ""),
    ],
)
def test_spaces_are_as_a_browser_shows_them(page: str, text: str) -> None:
    assert "".join(run.text for run in line(page)) == text


def test_styles_add_up() -> None:
    assert line("<strong>a<em>b</em></strong><code>c</code>") == (
        Run("a", strong=True),
        Run("b", strong=True, emphasis=True),
        Run("c", code=True),
    )


def test_a_symbol_beside_its_word_is_silent_and_has_its_tone() -> None:
    page = '<span class="alarm"><span aria-hidden="true">!</span> Försenat</span>'
    assert line(page) == (Run("!", silent=True, tone="alarm"), Run(" Försenat", tone="alarm"))


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        (" https://example.org/stöd nu?a=1&amp;b#c ", "https://example.org/st%C3%B6d%20nu?a=1&b#c"),
        ("https://[", ""),
        ("https:///a", ""),
        ("javascript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("#delmal-1", "#delmal-1"),
        ("#1", ""),
        ("#a.b", ""),
        ("", ""),
        ("//example.org", ""),
    ],
)
def test_only_addresses_that_are_safe_are_links(address: str, link: str) -> None:
    assert line(f'<a href="{address}">text</a>') == (Run("text", link=link),)


def test_like_beside_like_is_one_run() -> None:
    assert line("<b>a</b><b>b</b> <i>c</i>") == (Run("ab", strong=True), Run(" "), Run("c", emphasis=True))
