"""Pictures that stand on their own, and can fetch nothing."""

from xml.etree import ElementTree as ET

import pytest

from anhorig_cli.rendering.paper.document import Picture, Run
from anhorig_cli.rendering.paper.elements import parsed, read_picture


def picture(page: str) -> Picture:
    (read,) = read_picture(next(parsed(page).elements("svg")))
    ET.fromstring(read.svg)  # noqa: S314 - well-formed, and our own
    return read


def test_names_get_back_the_spelling_that_svg_wants() -> None:
    svg = picture(
        '<svg viewBox="0 0 8 6"><linearGradient id="g" gradientUnits="userSpaceOnUse"></linearGradient>'
        '<path fill="url(#g)" d="M0 0"/><text x="1">å &lt; ä<tspan>!</tspan></text></svg>'
    ).svg
    assert 'viewBox="0 0 8 6"' in svg
    assert '<linearGradient id="g" gradientUnits="userSpaceOnUse">' in svg
    assert 'fill="url(#g)"' in svg
    assert '<text x="1">å &lt; ä<tspan>!</tspan></text>' in svg


def test_a_broken_line_stays_as_it_is_broken() -> None:
    line = '<path stroke-dasharray="4 2" stroke-dashoffset="3" stroke-linecap="round" d="M0 0"></path>'
    assert line in picture(f'<svg viewBox="0 0 8 6">{line}</svg>').svg


def test_the_words_for_those_who_listen() -> None:
    page = '<svg viewBox="0 0 8 6"><title>Antal\n stöd</title><desc>Från 40 till 60!</desc></svg>'
    assert picture(page).alternative == "Antal stöd. Från 40 till 60!"
    assert picture('<svg viewBox="0 0 8 6" aria-label="Antal"></svg>').alternative == "Antal."


def test_more_words_than_a_page_can_hold_are_cut_between_two_words() -> None:
    words = picture(f'<svg viewBox="0 0 8 6"><desc>{"Enkät i mars. " * 3000}</desc></svg>').alternative
    assert len(words) <= 4000
    assert words.endswith(("mars. …", "Enkät …", " i …"))


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<image href="file:///etc/passwd"/>',
        '<foreignObject><img src="https://example.org/x"></foreignObject>',
        '<use href="https://example.org/x.svg#a"/>',
        '<rect onload="alert(1)"/>',
        "<style>@import url(https://example.org/x.css);</style>",
        '<rect fill="url(https://example.org/x)"/>',
        '<rect style="background:url(https://example.org/x)"/>',
        '<a href="https://example.org/x"><rect/></a>',
    ],
)
def test_nothing_runs_loads_or_leads_elsewhere(hostile: str) -> None:
    svg = picture(f'<svg viewBox="0 0 8 6">{hostile}</svg>').svg.replace("http://www.w3.org/2000/svg", "")
    for word in ("example", "passwd", "script", "alert", "import", "style"):
        assert word not in svg


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ('viewBox="0 0 560 80.5"', (560, 80.5)),
        ('viewBox="-10,-10,20,30" width="900"', (20, 30)),
        ('width="20px" height="10"', (20, 10)),
    ],
)
def test_the_size(attributes: str, size: tuple[float, float]) -> None:
    read = picture(f"<svg {attributes}></svg>")
    assert (read.width, read.height) == size


@pytest.mark.parametrize(
    "attributes", ["", 'viewBox="0 0 0 5"', 'viewBox="0 0 99999 5"', 'viewBox="0 0 5 5" aria-hidden="true"']
)
def test_a_picture_without_a_size_or_for_the_eye_only_is_left_out(attributes: str) -> None:
    assert read_picture(next(parsed(f"<svg {attributes}></svg>").elements("svg"))) == ()


def test_a_picture_never_stands_without_words() -> None:
    assert Picture("", "Läget.", 5, 5, (Run("Bild 1"),)).words == "Läget."
    assert Picture("", "", 5, 5, (Run("Bild 1"),)).words == "Bild 1"
    assert Picture("", "", 5, 5).words == "–"


def test_its_size_on_paper_is_for_its_letters_within_bounds() -> None:
    assert Picture("", "", 560, 100).millimetres(166, 220) == (126.0, 22.5)
    assert Picture("", "", 5600, 100).millimetres(166, 220) == (166, 2.96)
    assert Picture("", "", 100, 2000).millimetres(166, 220) == (11, 220)
