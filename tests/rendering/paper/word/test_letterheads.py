"""A report in letterheads as municipalities have them: both show, and nothing leads out of the file."""

import random
from datetime import date
from pathlib import Path

import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.letterhead.reading import read_letterhead
from anhorig_cli.rendering.paper.page_reader import read_page
from anhorig_cli.rendering.paper.word.word_writer import to_word
from municipal_letterheads import LETTERHEADS
from random_letterheads import changed_at_random
from sound_word_file import text, wrongs
from word_file import found, opened, parts

DAY = date(2026, 5, 1)
PAGE = read_page(
    "<title>Lägesrapport</title><h1>Plan</h1><p>Läget<ul><li>punkt</ul><ol><li>steg</ol><blockquote>citat</blockquote>"
    "<table><tr><th>A<td>b</table><dl><dt>Nämnd<dd>Socialnämnden</dl>"
    '<figure><svg viewBox="0 0 80 40"><title>L</title><rect width="8" height="4"/></svg></figure>'
)


BEFORE = {
    "letter": ["Tjänsteskrivelse", "Ärendet i korthet:"],
    "text_boxes": ["Vår referens"],
    "sections": ["Omslag"],
    "old": ["Enheten för stöd"],
}
AFTER = {"letter": ["Underskrift"], "content_controls": ["Slut"], "sections": ["Bilaga"]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("letterheads")


def made(data: bytes, folder: Path) -> bytes:
    (folder / "mall.docx").write_bytes(data)
    return to_word(PAGE, DAY, read_letterhead(str(folder / "mall.docx")).data)


@pytest.mark.parametrize("name", LETTERHEADS)
def test_both_show(name: str, folder: Path) -> None:
    word = made(LETTERHEADS[name]().packed(), folder)
    assert wrongs(word) == []
    lines = text(word).split("\n")
    start = lines.index("Plan")
    assert lines[start : start + 5] == ["Plan", "Läget", "punkt", "steg", "citat"]
    assert "[RAPPORT]" not in lines
    assert [one for one in BEFORE.get(name, ()) if one not in lines[:start]] == []
    assert [one for one in AFTER.get(name, ()) if one not in lines[start:]] == []
    assert opened(word).paragraphs


def test_the_styles_of_a_swedish_word_are_used(folder: Path) -> None:
    word = opened(made(LETTERHEADS["letter"]().packed(), folder))
    (heading,) = [one for one in word.paragraphs if one.text == "Plan"]
    assert heading.style is not None
    assert (heading.style.style_id, heading.style.name) == ("Rubrik1", "Heading 1")


def test_a_content_control_around_the_report_holds_more_than_text(folder: Path) -> None:
    word = opened(made(LETTERHEADS["content_controls"]().packed(), folder))
    (around,) = [one for one in found(word, "//w:sdt") if found(word, "w:body/w:sdt") == [one]]
    (properties,) = around.findall(qn("w:sdtPr"))
    assert [one.tag for one in properties] == [qn("w:alias"), qn("w:tag"), qn("w:id"), properties[-1].tag]
    inside = found(word, "w:body/w:sdt/w:sdtContent/w:tbl")
    assert len(inside) == 1


def test_the_title_of_the_report_is_what_a_tied_content_control_shows(folder: Path) -> None:
    word = made(LETTERHEADS["content_controls"]().packed(), folder)
    assert b"/cp:coreProperties[1]/dc:title[1]" in parts(word)["word/document.xml"]
    assert opened(word).core_properties.title == "Lägesrapport"
    assert opened(word).core_properties.subject == "Uppföljning"


@given(name=st.sampled_from(sorted(LETTERHEADS)), seed=st.integers(0, 10**9))
def test_whatever_a_letterhead_is_nothing_leads_out_and_nothing_breaks(name: str, seed: int, folder: Path) -> None:
    chosen = random.Random(seed)  # noqa: S311 - no secret
    letterhead = changed_at_random(LETTERHEADS[name](), chosen)
    try:
        word = made(letterhead, folder)
    except CannotWorkError:
        return
    assert wrongs(word) == []
