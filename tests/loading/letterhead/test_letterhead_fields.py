"""Fields of a letterhead: those that tell of the document stay, and of others what they showed."""

import re
from pathlib import Path

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.loading.letterhead.reading import read_letterhead
from anhorig_cli.vocabulary import Language
from sound_word_file import text, wrongs
from word_file import MAIN, parts
from word_package import fld, p, package, t, text_box


def read(body: str, folder: Path) -> tuple[str, str, list[str]]:
    """Return the document that a body becomes, its text, and what is told of it without the file and the place."""
    (folder / "mall.docx").write_bytes(package(body).packed())
    letterhead = read_letterhead(str(folder / "mall.docx"))
    assert wrongs(letterhead.data) == []
    told = [text_of(one, Language.EN).partition("in the document: ")[2] for one in letterhead.left_out]
    return parts(letterhead.data)[MAIN].decode(), text(letterhead.data), told


@pytest.mark.parametrize(
    "code",
    [
        " PAGE ",
        "page",
        r"PAGE\* ARABIC",
        r" NUMPAGES  \* MERGEFORMAT ",
        " SECTIONPAGES ",
        r' DATE \@ "d MMMM yyyy" ',
        r' CREATEDATE \@ "yyyy-MM-dd" \* MERGEFORMAT ',
        ' STYLEREF "Rubrik 1" ',
        " DOCPROPERTY Diarienummer ",
        " TITLE ",
        " SUBJECT ",
        " AUTHOR ",
        r" FILENAME \p ",
        r' TOC \o "1-3" \h \z \u ',
        r" PAGEREF _Toc1 \h ",
        r' HYPERLINK \l "_Toc1" ',
        r' HYPERLINK \l "_Toc1" \h ',
        r" SEQ Tabell \* ARABIC ",
        " = 1 + 1 ",
        r' IF "a" = "b" "c" "d" ',
    ],
)
def test_a_field_that_tells_of_the_document_stays(code: str, tmp_path: Path) -> None:
    escaped = code.replace('"', "&quot;")
    for body in (p(fld(code)), p(fld(*code)), p(f'<w:fldSimple w:instr="{escaped}">{t("1")}</w:fldSimple>')):
        document, shown, told = read(body, tmp_path)
        assert (shown.strip(), told) == ("1", [])
        assert document.count("<w:fldChar") + 3 * document.count("<w:fldSimple") == 3


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (" DDE a b ", "the field DDE; what it showed stays as text"),
        (" INCLUDETEXT a ", "the field INCLUDETEXT; what it showed stays as text"),
        (" DOCVARIABLE Enhet ", "the field DOCVARIABLE; what it showed stays as text"),
        (" USERNAME ", "the field USERNAME; what it showed stays as text"),
        (' HYPERLINK "https://example.org" ', "links; the text stays"),
        (r' HYPERLINK \l "a" "https://example.org" ', "links; the text stays"),
        (r' HYPERLINK \l "a" \o "https://example.org" ', "links; the text stays"),
        (r' DATE \@ "{ DDEAUTO cmd }" ', "the field DATE; what it showed stays as text"),
        (' DOCPROPERTY "https://example.org" ', "the field DOCPROPERTY; what it showed stays as text"),
        (' "PAGE" ', "fields that are not on the list of what a letterhead may have; what they showed stays as text"),
        (" PAGE1 ", "fields that are not on the list of what a letterhead may have; what they showed stays as text"),
        (
            "\u00a0DDE a",
            "fields that are not on the list of what a letterhead may have; what they showed stays as text",
        ),
        ("", "fields that are not on the list of what a letterhead may have; what they showed stays as text"),
        (" bokmärke ", "fields that are not on the list of what a letterhead may have; what they showed stays as text"),
    ],
)
def test_of_another_field_what_it_showed_stays(code: str, told: str, tmp_path: Path) -> None:
    escaped = code.replace('"', "&quot;")
    simple = f'<w:fldSimple w:instr="{escaped}">{t("visat")}</w:fldSimple>'
    for field in (fld(code, shows="visat"), simple):
        document, shown, said = read(p(t("a ") + field + t(" b")), tmp_path)
        assert (shown.strip(), said) == ("a visat b", [told])
        assert not {"fldChar", "instrText", "fldSimple"} & set(re.findall(r"\w+", document))


def test_a_field_within_a_field_that_stays(tmp_path: Path) -> None:
    code = fld(" IF ", fld(" PAGE "), ' > 1 "', fld(" NUMPAGES "), '" "" ', shows="3")
    document, _, told = read(p(code), tmp_path)
    assert told == []
    assert document.count("<w:fldChar") == 9


def test_a_field_with_one_within_it_that_does_not_stay_goes_whole(tmp_path: Path) -> None:
    code = fld(" IF ", fld(" DDE a ", shows="inre"), ' = 1 "" "" ', shows="yttre")
    _, shown, told = read(p(code), tmp_path)
    assert shown.strip() == "yttre"
    assert [one.split(";")[0] for one in told] == ["the field DDE", "the field IF"]


@pytest.mark.parametrize("beside", ["", p(text_box(p(t("ruta"))))], ids=["alone", "with a text box after"])
def test_what_stands_in_a_code_is_not_shown(beside: str, tmp_path: Path) -> None:
    _, shown, _ = read(p(fld(" DDE a ", t("i koden"), shows="visat")) + beside, tmp_path)
    assert "visat" in shown
    assert "i koden" not in shown


def test_nor_is_a_drawing_in_a_code(tmp_path: Path) -> None:
    drawing = text_box(p(t("ritat"))).removeprefix("<w:r>").removesuffix("</w:r>")
    assert "ritat" in read(p(drawing), tmp_path)[0]
    assert "ritat" not in read(p(fld(" DDE a ", drawing, shows="visat")), tmp_path)[0]


def test_what_a_field_shows_may_have_fields_that_stay(tmp_path: Path) -> None:
    code = fld(" DATABASE ", shows="före") + p()
    around = code.replace(t("före"), t("före") + fld(" PAGE ") + t("efter"))
    document, shown, _ = read(p(around.removesuffix(p())), tmp_path)
    assert shown.strip() == "före1efter"
    assert document.count("<w:fldChar") == 3


def test_what_a_table_of_contents_shows_may_be_many_paragraphs(tmp_path: Path) -> None:
    begins = fld(r' TOC \o "1-3" ', shows="ett").rpartition("<w:r>")
    document, shown, told = read(p(begins[0]) + p(t("två") + begins[1] + begins[2]), tmp_path)
    assert (shown.split(), told) == (["ett", "två"], [])
    assert document.count("<w:fldChar") == 3


@pytest.mark.parametrize("depth", [1, 40, 4000])
def test_fields_within_fields_without_an_end(depth: int, tmp_path: Path) -> None:
    begins = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * depth
    document, shown, _ = read(p(begins + t("kvar")), tmp_path)
    assert shown.strip() == "kvar"
    assert "fldChar" not in document


def test_a_simple_field_in_a_code(tmp_path: Path) -> None:
    code = fld(" IF ", f'<w:fldSimple w:instr=" PAGE ">{t("1")}</w:fldSimple>', ' = 1 "" "" ', shows="visat")
    document, shown, told = read(p(code), tmp_path)
    assert (shown.strip(), told) == ("visat", ["the field IF; what it showed stays as text"])
    assert "fldChar" not in document
