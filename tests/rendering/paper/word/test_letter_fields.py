"""The fields of a letterhead are filled in body, headers and footers; one without a value is left, and told."""

import io
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from anhorig_cli.rendering.paper.page_reader import read_page
from anhorig_cli.rendering.paper.word.word_writer import fields_in, to_word
from command_line import Anhorig
from word_package import png

DAY = date(2026, 5, 1)
PAGE = read_page("<title>Lägesrapport</title><h1>Plan</h1><p>Det står [DATUM] i planen.</p>")
PICTURE = '<figure><svg viewBox="0 0 80 40"><title>L</title><rect width="8" height="4"/></svg></figure>'


def letterhead(*body: str, header: str = "", footer: str = "", picture: bool = False) -> bytes:
    word = docx.Document()
    for line in (*body, "[RAPPORT]"):
        word.add_paragraph(line)
    section = word.sections[0]
    section.header.paragraphs[0].text = header
    section.footer.paragraphs[0].text = footer
    if picture:
        section.header.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
        word.paragraphs[0].add_run().add_picture(io.BytesIO(png()))
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def lines(word: bytes) -> list[str]:
    opened = docx.Document(io.BytesIO(word))
    section = opened.sections[0]
    parts = (*section.header.paragraphs, *opened.paragraphs, *section.footer.paragraphs)
    return [paragraph.text for paragraph in parts if paragraph.text]


def test_fields_are_filled_in_body_header_and_footer() -> None:
    data = letterhead("Ärende: [ÄRENDE]", header="[Diarienummer] · [RAPPORT]", footer="Den [datum]")
    values = {"matter": "Andra rapporten", "registry_number": "SN 2026/118", "date": "1 maj 2026"}
    word = to_word(PAGE, DAY, data, values)
    assert lines(word) == [
        "SN 2026/118 · Lägesrapport",
        "Ärende: Andra rapporten",
        "Plan",
        "Det står [DATUM] i planen.",
        "Den 1 maj 2026",
    ]


def test_a_field_without_a_value_is_left_as_it_is() -> None:
    assert "Nämnd: [NÄMND]" in lines(to_word(PAGE, DAY, letterhead("Nämnd: [NÄMND]"), {}))


def test_a_field_that_word_has_parted_among_runs_is_filled() -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("Den ")
    for part in ("[DA", "TU", "M], ", "[NÄMND", "] slut"):
        paragraph.add_run(part).bold = part == "TU"
    word.add_paragraph("[RAPPORT]")
    file = io.BytesIO()
    word.save(file)
    filled = to_word(PAGE, DAY, file.getvalue(), {"date": "1 maj", "committee": "Nämnden"})
    assert lines(filled)[0] == "Den 1 maj, Nämnden slut"


def test_a_value_that_looks_like_a_field_is_not_filled_again() -> None:
    filled = to_word(PAGE, DAY, letterhead("[ÄRENDE] [DATUM]"), {"matter": "[DATUM]", "date": "1 maj"})
    assert lines(filled)[0] == "[DATUM] 1 maj"


def test_the_fields_of_a_letterhead_are_known_by_their_names_in_both_languages() -> None:
    data = letterhead("[Ärende] [registry number]", header="[Rapport]")
    assert fields_in(data) == {"matter": "[Ärende]", "registry_number": "[registry number]", "report": "[Rapport]"}


def test_every_picture_has_an_id_of_its_own_beside_those_of_the_letterhead() -> None:
    page = read_page(f"<title>L</title><h1>Plan</h1>{PICTURE}{PICTURE}")
    word = docx.Document(io.BytesIO(to_word(page, DAY, letterhead("A", header="B", picture=True))))
    trees = (word.element, word.sections[0].header.part.element)
    ids = [picture.get("id") for tree in trees for picture in tree.iter(qn("wp:docPr"))]
    assert len(ids) == 4
    assert len(set(ids)) == 4


@pytest.mark.parametrize("field", ["[SAMMANTRÄDE]", "[NÄMND]"])
def test_a_field_that_the_plan_says_nothing_of_is_told(field: str, anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").write_text("titel: Plan A\n", encoding="utf-8")
    (tmp_path / "brev.docx").write_bytes(letterhead(f"{field} [DATUM]"))
    brev, out = str(tmp_path / "brev.docx"), tmp_path / "ut.docx"
    run = anhorig("report", tmp_path / "plan.yaml", "--as-of", "2026-05-01", "--letterhead", brev, "-o", out)
    assert f"{brev}: {field} lämnas som det är: 'Plan A' anger inget om det" in run.err
    assert f"{field} 1 maj 2026" in lines(out.read_bytes())
