"""The municipality's face in reports: its colour, logo and typeface in web pages, PDF and Word."""

import re
from pathlib import Path

import pikepdf
import pytest
from docx.oxml.ns import qn

from anhorig_cli.rendering.paper.word.word_writer import built_in_letterhead
from command_line import Anhorig
from pdf_file import structure, text
from pictures_of_logos import SVG, png
from word_file import opened, parts

PLAN = """\
titel: Plan för anhörigstöd
organisation: Exempel kommun
enheter: [{id: norr, titel: Hemvård norr}]
delmål: [{id: a, titel: Fler träffar, enheter: norr, senast: 2026-12}]
indikatorer:
  - {id: i, titel: Deltagare, utgångsvärde: 40, målvärde: 90, mätningar: [{datum: 2026-03, värde: 60}]}
årshjul: [{titel: Följa upp, när: mars, enheter: alla}]
"""
FACE = 'utseende: {färg: "#7a1f4e", logotyp: logo.png, typsnitt: Open Sans}\n'
AS_OF = ("--as-of", "2026-05-01")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "p.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "anhorig.yaml").write_text(FACE, encoding="utf-8")
    (tmp_path / "logo.png").write_bytes(png(80, 20))
    (tmp_path / "logo.svg").write_bytes(SVG)
    return tmp_path


def report(anhorig: Anhorig, project: Path, ending: str, *options: object) -> bytes:
    file = project / f"report.{ending}"
    run = anhorig("report", project / "plans" / "p.yaml", "-o", file, *AS_OF, *options)
    assert run.code == 0, run.err
    return file.read_bytes()


@pytest.mark.parametrize("options", [(), ("--template", "tjansteskrivelse"), ("--template", "enhet", "--unit", "norr")])
def test_a_web_page_has_the_face_within_it(anhorig: Anhorig, project: Path, options: tuple[str, ...]) -> None:
    page = report(anhorig, project, "html", *options).decode()
    (logo,) = re.findall(r"<img [^>]*>", page)
    assert logo.startswith('<img src="data:image/png;base64,iVBOR')
    assert logo.endswith('width="224" height="56" alt="Exempel kommun">')
    assert "--accent: #7a1f4e;" in page
    assert '  font-family: "Open Sans", system-ui,' in page
    assert "#1f4e8c" not in page


def test_a_dark_screen_has_a_lighter_colour(anhorig: Anhorig, project: Path) -> None:
    page = report(anhorig, project, "html").decode()
    (dark,) = re.findall(r"prefers-color-scheme: dark\) \{ :root \{.*--accent: (#\w+);", page)
    assert dark == "#c298ae"


@pytest.mark.parametrize("logo", ["logo.png", "logo.svg"])
def test_a_pdf_has_the_logo_with_its_words_and_the_colour(anhorig: Anhorig, project: Path, logo: str) -> None:
    (project / "anhorig.yaml").write_text(FACE.replace("logo.png", logo), encoding="utf-8")
    made = report(anhorig, project, "pdf")
    first, *_ = structure(made).all("Figure")
    assert "Exempel kommun" in first.entries["/Alt"]
    assert "Fler träffar" in text(made)
    assert made == report(anhorig, project, "pdf")


@pytest.mark.parametrize("logo", ["logo.png", "logo.svg"])
def test_a_word_file_has_the_logo_the_colour_and_the_typeface(anhorig: Anhorig, project: Path, logo: str) -> None:
    (project / "anhorig.yaml").write_text(FACE.replace("logo.png", logo), encoding="utf-8")
    made = report(anhorig, project, "docx")
    pictures = [picture.get("descr") for picture in opened(made).element.iter(qn("wp:docPr"))]
    assert pictures[0] == "Exempel kommun"
    styles = parts(made)["word/styles.xml"].decode()
    assert 'w:ascii="Open Sans" w:hAnsi="Open Sans"' in styles
    assert '<w:color w:val="7A1F4E"/>' in styles
    assert "1F4E8C" not in styles + parts(made)["word/document.xml"].decode()
    assert made == report(anhorig, project, "docx")


def test_a_letterhead_keeps_its_own_logo_and_typeface(anhorig: Anhorig, project: Path) -> None:
    letterhead = project / "mall.docx"
    letterhead.write_bytes(built_in_letterhead())
    made = report(anhorig, project, "docx", "--letterhead", letterhead)
    assert "Exempel kommun" not in [p.get("descr") for p in opened(made).element.iter(qn("wp:docPr"))]
    assert "Open Sans" not in parts(made)["word/styles.xml"].decode()


def test_a_logo_of_a_plan_without_an_organisation_is_called_a_logo(anhorig: Anhorig, project: Path) -> None:
    (project / "plans" / "p.yaml").write_text("titel: Plan\n", encoding="utf-8")
    assert 'alt="Logotyp"' in report(anhorig, project, "html").decode()


@pytest.mark.parametrize("ending", ["html", "pdf", "docx", "md"])
def test_settings_without_a_face_change_nothing(anhorig: Anhorig, project: Path, ending: str) -> None:
    (project / "anhorig.yaml").write_text("utseende: {}\n", encoding="utf-8")
    with_none = report(anhorig, project, ending)
    (project / "anhorig.yaml").write_text("språk: sv\n", encoding="utf-8")
    assert report(anhorig, project, ending) == with_none


def test_a_face_that_cannot_be_used_stops_the_report(anhorig: Anhorig, project: Path) -> None:
    (project / "anhorig.yaml").write_text('utseende: {färg: "#ff9900"}\n', encoding="utf-8")
    run = anhorig("report", project / "plans" / "p.yaml", "-o", project / "r.html", *AS_OF)
    assert run.code == 1
    assert "ANH902" in run.err
    assert not (project / "r.html").exists()


def test_a_template_of_the_users_own_can_place_the_logo(anhorig: Anhorig, project: Path) -> None:
    (project / "templates").mkdir()
    own = (
        '<html lang="sv"><title>T</title><h1>H</h1><p class="face-logo"><img src="{{ face.logo }}" alt="Vi"></p></html>'
    )
    (project / "templates" / "own.html.j2").write_text(own, encoding="utf-8")
    assert b"data:image/png;base64," in report(anhorig, project, "html", "--template", "own")
    (figure,) = structure(report(anhorig, project, "pdf", "--template", "own")).all("Figure")
    assert "Vi" in figure.entries["/Alt"]


def test_the_pdf_of_a_face_is_for_the_archive_and_for_those_who_listen(anhorig: Anhorig, project: Path) -> None:
    made = project / "report.pdf"
    report(anhorig, project, "pdf")
    with pikepdf.open(made) as file, file.open_metadata() as said:
        assert (said["pdfaid:part"], said["pdfuaid:part"]) == ("2", "1")
