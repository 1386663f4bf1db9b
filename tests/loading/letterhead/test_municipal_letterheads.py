"""What letterheads of municipalities have stays when they are written anew."""

from pathlib import Path

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.loading.letterhead.reading import read_letterhead
from anhorig_cli.vocabulary import Language
from municipal_letterheads import LETTERHEADS
from sound_word_file import text, wrongs
from word_file import parts

KEPT = {
    "letter": (
        ["Tjänsteskrivelse", "[RAPPORT]", "Underskrift", "Exempelkommun1 (1)", "Besöksadress", "www.example.org"],
        ['w:val="Sidfotstext Ådal"', "w:ptab", "wp:anchor", "wp:posOffset", "w:tblBorders", " PA", "GE ", "image1.emf"],
        ["in a footer: links; the text stays"],
    ),
    "first_page": (
        ["Förvaltningen för stödRubriken 1 (1)", "Jämn sidaRubriken 1 (1)"],
        [
            "w:titlePg",
            'w:type="first"',
            "w:evenAndOddHeaders",
            "w:pgBorders",
            "STYLEREF",
            "Kommunens tema",
            "compatSetting",
            "w:panose1",
            "image1.png",
            "w:mirrorMargins",
        ],
        [],
    ),
    "content_controls": (
        ["Mallens titel · En handläggare", "2026-05-01 · Socialnämnden", "☒ Delges nämnden", "[RAPPORT]", "Slut"],
        [
            "w:dropDownList",
            'w:displayText="Vård- och omsorgsnämnden"',
            "w:fullDate",
            "w14:checkbox",
            "dc:title[1]",
            "w15:color",
            ' "Diarienummer" ',
            'name="Diarienummer"',
            "SN 2026/17",
            "<ap:Company>Exempelkommun",
            "Uppföljning",
            " IF ",
        ],
        [
            "in the document: links between content controls and data; the text stays",
            "in the document: building blocks (autotext)",
        ],
    ),
    "text_boxes": (
        ["Vår referens", "Sida 1 (1)"],
        [
            'Requires="wps"',
            'Requires="wpg"',
            "mc:Fallback",
            "v:textbox",
            "wps:txbx",
            'string="UTKAST"',
            "v:formulas",
            "wpg:wgp",
            "rotation:315",
            'cx="900000"',
            "image1.png",
        ],
        [],
    ),
    "sections": (
        [
            "Omslag",
            "Högerklicka och uppdatera",
            "Rapportens sidfot 1",
            "Bilaga",
            "Se noten",
            " Enligt kommunens riktlinje",
        ],
        [
            'w:orient="landscape"',
            "w:pgNumType",
            'w:cols w:num="2"',
            "SECTIONPAGES",
            "w:footnoteReference",
            "w:continuationSeparator",
            "w:abstractNum ",
            " TOC ",
        ],
        [],
    ),
    "from_libreoffice": (
        ["Lägesrapport", "Dnr SN 2026/17", "Ärende: Mall", "[RAPPORT]", "Exempelkommun", "Sida 1 (1)"],
        ["w:autoHyphenation", 'w:jc w:val="start"', "w:tblCellMar", "w:docGrid", "mc:Fallback", ">Uppföljning<"],
        [],
    ),
    "from_google": (
        ["Uppföljning av stödet", "[RAPPORT]", "Exempelkommun"],
        ['w:ascii="Lato"', "goog_rdk_0", "w:pBdr", "_heading=h.gjdgxs", "image1.png", 'w:font w:name="Lato"'],
        ["in the list of fonts: embedded fonts"],
    ),
    "word_365": (
        ["Uppföljning", "1 maj 2026 2026-05-01", "Punkt som upprepas", "Ruta", "[RAPPORT]", "Exempelkommun"],
        ["SAVEDATE", "w14:ligatures", "w14:textOutline", "d MMMM yyyy", "mc:Fallback", "image1.emf", "Kommunens tema"],
        [],
    ),
    "old": (
        ["Datum", "Kommunstyrelsen ny text", "Enheten för stöd", "Exempelkommun"],
        ["w:framePr", 'w:pos="5216"', "v:imagedata", "image1.wmf", "w:pict", "Kommun Sans", "w:useFELayout"],
        [
            "in the settings: the link to a template",
            "in the settings: protection against changes, and signatures",
            "in the settings: document variables",
            "in the list of fonts: embedded fonts",
            "in the document: tracked changes; the text is as when all are accepted",
            "in the document: hidden text and hidden pictures",
            "in a header: embedded files and programs (OLE)",
            "in the document: the field MACROBUTTON; what it showed stays as text",
            "in the document: the field DOCVARIABLE; what it showed stays as text",
        ],
    ),
}


@pytest.mark.parametrize("name", LETTERHEADS)
def test_what_it_has_stays_and_what_does_not_is_told(name: str, tmp_path: Path) -> None:
    (tmp_path / "mall.docx").write_bytes(LETTERHEADS[name]().packed())
    letterhead = read_letterhead(str(tmp_path / "mall.docx"))
    assert wrongs(letterhead.data) == []
    texts, xml, told = KEPT[name]
    shown = text(letterhead.data).split("\n")
    assert [one for one in texts if one not in shown] == []
    everything = "".join(part + data.decode("utf-8", "replace") for part, data in parts(letterhead.data).items())
    assert [one for one in xml if one not in everything] == []
    said = [text_of(one, Language.EN).partition("letterhead, ")[2] for one in letterhead.left_out]
    assert said == told


def test_no_persons_name_is_carried_over_in_the_properties(tmp_path: Path) -> None:
    (tmp_path / "mall.docx").write_bytes(LETTERHEADS["content_controls"]().packed())
    made = parts(read_letterhead(str(tmp_path / "mall.docx")).data)
    assert b"Kim Exempel" not in made["docProps/core.xml"] + made["docProps/app.xml"]
    assert b"Rapport" in made["docProps/core.xml"]
