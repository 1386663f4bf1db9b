"""What is copied of a letterhead, element by element: XML in, XML out."""

import re
from pathlib import Path

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.loading.letterhead.allowed import NAMESPACES
from anhorig_cli.loading.letterhead.reading import read_letterhead
from anhorig_cli.vocabulary import Language
from odd_letterheads import png_with
from word_file import parts
from word_package import MAIN, WORD, Package, document, drawing, emf, p, package, png, t

UNKNOWN = "in the document: what is not on the list of what a letterhead may have"
LINKS = "in the document: links; the text stays"
EMBEDDED = "in the document: embedded files and programs (OLE)"
CHARTS = "in the document: charts, diagrams and SmartArt"
CHART = (
    '<w:p><w:r><w:drawing><wp:inline><a:graphic><a:graphicData uri="u"><c:chart xmlns:c="c"/></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
TRACKED = "in the document: tracked changes; the text is as when all are accepted"
FOREIGN = 'xmlns:w16="http://schemas.microsoft.com/office/word/2018/wordml" xmlns:x="urn:x"'


def read(made: Package, folder: Path) -> tuple[dict[str, str], list[str]]:
    """Return the parts that a letterhead becomes, and what is told of it without the file's name."""
    (folder / "mall.docx").write_bytes(made.packed())
    letterhead = read_letterhead(str(folder / "mall.docx"))
    told = [text_of(one, Language.EN).partition("letterhead, ")[2] for one in letterhead.left_out]
    return {name: data.decode("utf-8", "replace") for name, data in parts(letterhead.data).items()}, told


def copied(body: str, folder: Path) -> tuple[str, list[str]]:
    """Return what stands in the body of the document that a body becomes, but for its last section."""
    made, told = read(package(body), folder)
    return made[MAIN].partition("<w:body>")[2].rpartition("<w:sectPr>")[0], told


@pytest.mark.parametrize(
    "xml",
    [
        '<w:p><w:pPr><w:pStyle w:val="Rubrik1"/></w:pPr></w:p>',
        '<w:p><w:r><w:t xml:space="preserve"> a &amp; &lt;b&gt; "c" </w:t></w:r></w:p>',
        '<w:p><w:hyperlink w:anchor="_Toc1" w:history="1"><w:r><w:t>a</w:t></w:r></w:hyperlink></w:p>',
        '<w:p><w:bookmarkStart w:id="0" w:name="Åäö"/><w:bookmarkEnd w:id="0"/></w:p>',
        '<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>synlig</w:t></w:r></w:p>',
        "<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr></w:p>",
        '<w:p><w:r><w:pict><v:rect id="r1" style="width:9pt;top:9pt" fillcolor="#036" o:hr="t"/></w:pict></w:r></w:p>',
    ],
)
def test_what_is_allowed_is_copied_as_it_is(xml: str, tmp_path: Path) -> None:
    assert copied(xml, tmp_path) == (xml, [])


@pytest.mark.parametrize(
    ("xml", "becomes", "told"),
    [
        ("<w:p><w:smartTag><w:r><w:t>a</w:t></w:r></w:smartTag></w:p>", "<w:p><w:r><w:t>a</w:t></w:r></w:p>", []),
        ("<w:p><w:proofErr/><!-- a --><?b c?></w:p>", "<w:p/>", []),
        ('<w:p w:rsidR="1" w14:paraId="2" x="3" a:b="4"/>', "<w:p/>", []),
        (f"<w:p {FOREIGN}><x:y/></w:p>", "<w:p/>", [UNKNOWN]),
        (f'<w:p {FOREIGN} w16:du="1"><w14:unknown/></w:p>', "<w:p/>", []),
        ("<w:p>ord<w:r>ord<w:t>a</w:t>ord</w:r></w:p>", "<w:p><w:r><w:t>a</w:t></w:r></w:p>", []),
        ("<w:tbl><w:tr><w:trPr><w:del/></w:trPr></w:tr></w:tbl>", "",
         [TRACKED]),
        ('<w:p><w:r><w:pict><v:shape type="http://x/" href="" style="top: 1pt ;x:url(a);flip:x"/></w:pict></w:r></w:p>',
         '<w:p><w:r><w:pict><v:shape style="top: 1pt;flip:x"/></w:pict></w:r></w:p>', [LINKS]),
        ('<w:p><w:r><w:fldChar w:fldCharType="other"/></w:r></w:p>', "<w:p><w:r/></w:p>", []),
        ("<w:p><w:r><w:object><v:rect/><o:OLEObject/></w:object></w:r></w:p>",
         "<w:p><w:r><w:pict><v:rect/></w:pict></w:r></w:p>",
         [EMBEDDED]),
        ("<w:p><w:r><w:object><o:OLEObject/></w:object></w:r></w:p>", "<w:p><w:r/></w:p>",
         [EMBEDDED]),
        ('<w:p><w:hyperlink w:tooltip="a"><w:r/></w:hyperlink></w:p>', "<w:p><w:r/></w:p>", [LINKS]),
        ("<w:sdt><w:sdtPr/></w:sdt>", "", []),
        (CHART, "<w:p><w:r/></w:p>", [CHARTS]),
    ],
)  # fmt: skip
def test_what_is_not_allowed_is_left_out(xml: str, becomes: str, told: list[str], tmp_path: Path) -> None:
    assert copied(xml, tmp_path) == (becomes, told)


RECT = "<w:pict><v:rect/></w:pict>"
FALLBACK = f"<mc:Fallback>{RECT}</mc:Fallback>"
SHAPE = '<wp14:sizeRelH relativeFrom="page"><wp14:pctWidth>0</wp14:pctWidth></wp14:sizeRelH>'


@pytest.mark.parametrize(
    ("choices", "becomes"),
    [
        (f'<mc:Choice Requires="wp14">{SHAPE}</mc:Choice>{FALLBACK}',
         f'<mc:AlternateContent><mc:Choice Requires="wp14">{SHAPE}</mc:Choice>{FALLBACK}</mc:AlternateContent>'),
        (f'<mc:Choice Requires="evil">{SHAPE}</mc:Choice>',
         f'<mc:AlternateContent><mc:Choice Requires="wp14">{SHAPE}</mc:Choice></mc:AlternateContent>'),
        (f'<mc:Choice Requires="cx1"><w:unknown/></mc:Choice>{FALLBACK}', RECT),
        (f'<mc:Choice Requires="w">{RECT}</mc:Choice><mc:Fallback><w:tab/></mc:Fallback>', RECT),
        ('<mc:Choice Requires="a"/><mc:Fallback/>', ""),
        (f"{FALLBACK}<mc:Fallback><w:tab/></mc:Fallback>", RECT),
    ],
)  # fmt: skip
def test_alternatives(choices: str, becomes: str, tmp_path: Path) -> None:
    made, _ = copied(f"<w:p><w:r><mc:AlternateContent>{choices}</mc:AlternateContent></w:r></w:p>", tmp_path)
    assert made == f"<w:p><w:r>{becomes}</w:r></w:p>".replace("<w:r></w:r>", "<w:r/>")


def test_a_picture_gets_a_new_name_and_keeps_its_size(tmp_path: Path) -> None:
    made = package("")
    made.relate(MAIN, "hyperlink", "https://example.org", "External")
    logo = made.add(MAIN, "image", "word/media/Vapen 1.PNG", emf())
    decorative = """<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative
      xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext><a:ext uri="{1}"><a:x/>
      </a:ext></a:extLst>"""
    made.parts[MAIN] = document(p(drawing(logo).replace("</a:blip>", f"{decorative}</a:blip>"))).encode()
    contents, told = read(made, tmp_path)
    assert '<a:blip r:embed="rId2"><a:extLst><a:ext uri="{C183D7F6' in contents[MAIN]
    assert '<adec:decorative val="1"/></a:ext></a:extLst></a:blip>' in contents[MAIN]
    assert '<a:ext cx="900000" cy="900000"/>' in contents[MAIN]
    assert '<Relationship Id="rId2" Type=' in contents["word/_rels/document.xml.rels"]
    assert 'Target="media/image1.emf"' in contents["word/_rels/document.xml.rels"]
    assert told == [LINKS]


@pytest.mark.parametrize(("name", "target"), [("Vapen 1.png", "Vapen%201.png"), ("Vapen%201.png", "Vapen%201.png")])
def test_a_picture_is_found_as_it_is_called_and_as_an_address_would_write_it(
    name: str, target: str, tmp_path: Path
) -> None:
    made = package("")
    made.parts[f"word/media/{name}"] = png()
    logo = made.relate(MAIN, "image", f"media/{target}")
    another = made.add(MAIN, "image", "word/media/annan.png", png(90, 90))
    made.parts[MAIN] = document(p(drawing(logo) + drawing(another))).encode()
    contents, told = read(made, tmp_path)
    assert [one for one in contents if "/media/" in one] == ["word/media/image1.png", "word/media/image2.png"]
    assert told == []


def test_a_picture_that_is_shown_twice_is_there_once(tmp_path: Path) -> None:
    made = package("")
    one, two = (made.add(MAIN, "image", "word/media/a.png", png()) for _ in range(2))
    vml = f'<w:r><w:pict><v:rect><v:imagedata o:relid="{two}"/></v:rect></w:pict></w:r>'
    made.parts[MAIN] = document(p(drawing(one) + drawing(two) + vml)).encode()
    contents, told = read(made, tmp_path)
    assert [name for name in contents if name.startswith("word/media/")] == ["word/media/image1.png"]
    assert re.findall(r'r:(?:embed|id)="(\w+)"', contents[MAIN]) == ["rId2", "rId2", "rId2"]
    assert "<v:imagedata r:id=" in contents[MAIN]
    assert told == []


def test_pictures_that_together_have_too_many_pixels(tmp_path: Path) -> None:
    made = package("")
    large = [png_with((b"bKGD", bytes([n])), width=6000, height=6000) for n in range(4)]
    known = [made.add(MAIN, "image", f"word/media/{n}.png", data) for n, data in enumerate(large)]
    made.parts[MAIN] = document(p("".join(map(drawing, known)))).encode()
    contents, told = read(made, tmp_path)
    assert contents[MAIN].count("<w:drawing>") == 3
    assert told == ["in the document: pictures that are not PNG, JPEG, GIF, EMF or WMF, are damaged or are too large"]


def test_a_fill_of_a_theme_whose_picture_is_not_fit_is_no_fill(tmp_path: Path) -> None:
    made = package("")
    fills = '<a:bgFillStyleLst><a:blipFill><a:blip r:embed="rId9"/></a:blipFill></a:bgFillStyleLst>'
    theme = document(f"<a:themeElements><a:fmtScheme>{fills}</a:fmtScheme></a:themeElements>", "theme").replace(
        "w:theme", "a:theme"
    )
    made.add(MAIN, "theme", "word/theme/theme1.xml", theme, "application/vnd.openxmlformats-officedocument.theme+xml")
    contents, _ = read(made, tmp_path)
    assert "<a:bgFillStyleLst><a:noFill/></a:bgFillStyleLst>" in contents["word/theme/theme1.xml"]


def test_what_a_part_may_ignore_is_declared_where_it_is_used(tmp_path: Path) -> None:
    box = "<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>"
    contents, _ = read(package(box), tmp_path)
    assert re.findall(r'mc:Ignorable="([^"]*)"', contents[MAIN]) == ["w14"]
    contents, _ = read(package(p()), tmp_path)
    assert "Ignorable" not in contents[MAIN]


@pytest.mark.parametrize(
    ("xpath", "store", "becomes"),
    [
        (
            "/ns1:coreProperties[1]/ns0:title[1]",
            "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}",
            "/cp:coreProperties[1]/dc:title[1]",
        ),
        ("/x/y:keywords", "{6c3c8bc8-f283-45ae-878a-bab7291924a1}", "/cp:coreProperties[1]/cp:keywords[1]"),
        (
            "/ns0:Properties[1]/ns0:Company[1]",
            "{6668398D-A668-4E3E-A5EB-62B293D839F1}",
            "/ap:Properties[1]/ap:Company[1]",
        ),
        ("/ns1:coreProperties[1]/ns0:creator[1]", "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}", ""),
        ("/ns1:coreProperties[1]/ns0:title[1]", "{11111111-2222-3333-4444-555555555555}", ""),
    ],
)
def test_ties_to_the_documents_own_properties(xpath: str, store: str, becomes: str, tmp_path: Path) -> None:
    tie = f'<w:dataBinding w:xpath="{xpath}" w:storeItemID="{store}"/>'
    made, told = copied(f"<w:sdt><w:sdtPr>{tie}</w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>", tmp_path)
    assert re.findall(r'w:xpath="([^"]*)"', made) == ([becomes] if becomes else [])
    assert told == ([] if becomes else ["in the document: links between content controls and data; the text stays"])


def style(name: str, base: str, *, hides: str = "", kind: str = "character") -> str:
    vanish = f"<w:rPr><w:vanish{hides}/></w:rPr>" if hides else ""
    named = f'<w:name w:val="{name}"/><w:basedOn w:val="{base}"/>'
    return f'<w:style w:type="{kind}" w:styleId="{name}">{named}{vanish}</w:style>'


HIDES, SHOWS = ' w:val="1"', ' w:val="0"'


@pytest.mark.parametrize(
    ("styles", "named", "is_hidden"),
    [
        (style("A", "Normal", hides=HIDES), "A", True),
        (style("A", "Normal", hides=SHOWS), "A", False),
        (style("A", "B") + style("B", "C") + style("C", "", hides=HIDES), "A", True),
        (style("A", "B", hides=SHOWS) + style("B", "", hides=HIDES), "A", False),
        (style("A", "B") + style("B", "A"), "A", False),
        (style("A", "none"), "A", False),
        (style("A", "", hides=HIDES), "B", False),
    ],
)
def test_text_that_a_style_hides(styles: str, named: str, is_hidden: bool, tmp_path: Path) -> None:
    run = t("dolt", f'<w:rStyle w:val="{named}"/>')
    shown = t("synligt", f'<w:rStyle w:val="{named}"/><w:vanish w:val="0"/>')
    paragraph = p(t("dolt stycke"), named)
    contents, told = read(package(p(run + shown) + paragraph, styles=styles), tmp_path)
    assert ("dolt<" in contents[MAIN], "dolt stycke" in contents[MAIN], "synligt" in contents[MAIN]) == (
        not is_hidden, not is_hidden, True)  # fmt: skip
    assert told == (["in the document: hidden text and hidden pictures"] if is_hidden else [])
    assert "w:vanish" not in contents["word/styles.xml"]


def test_styles_are_read_before_what_they_hide(tmp_path: Path) -> None:
    made = package(p(), styles=style("A", "", hides=HIDES))
    listed = made.relationships[MAIN]
    note = p(t("dolt", '<w:rStyle w:val="A"/>'))
    notes = document(f'<w:footnote w:id="1">{note}</w:footnote>', "footnotes")
    made.add(MAIN, "footnotes", "word/footnotes.xml", notes, f"{WORD}footnotes+xml")
    listed.reverse()
    contents, told = read(made, tmp_path)
    assert "dolt" not in contents["word/footnotes.xml"]
    assert told == ["in the footnotes: hidden text and hidden pictures"]


def test_defaults_do_not_hide_the_report(tmp_path: Path) -> None:
    defaults = "<w:docDefaults><w:rPrDefault><w:rPr><w:b/><w:vanish/></w:rPr></w:rPrDefault></w:docDefaults>"
    contents, _ = read(package(p(), styles=defaults), tmp_path)
    assert "<w:rPrDefault><w:rPr><w:b/></w:rPr></w:rPrDefault>" in contents["word/styles.xml"]


def test_numbers_that_the_library_cannot_count_on_from(tmp_path: Path) -> None:
    made, _ = copied(
        p(drawing("rId1")) + f'<w:p><w:numPr><w:numId w:val="1" w:numId="{"9" * 5000}"/></w:numPr></w:p>', tmp_path
    )
    assert "999" not in made
    shape = '<w:p><w:r><w:pict><v:rect id="²"/><v:rect id="Bild 1"/></w:pict></w:r></w:p>'
    assert copied(shape, tmp_path)[0] == shape.replace(' id="²"', "")


def test_the_same_header_of_two_sections_is_there_once(tmp_path: Path) -> None:
    made = package("")
    heads = [
        made.add(MAIN, "header", "word/h.xml", document(p(t("topp")), "hdr"), f"{WORD}header+xml") for _ in range(2)
    ]
    other = made.add(MAIN, "header", "word/i.xml", document(p(t("annan")), "hdr"), f"{WORD}header+xml")
    refers = "".join(
        f'<w:p><w:pPr><w:sectPr><w:headerReference w:type="default" r:id="{known}"/></w:sectPr></w:pPr></w:p>'
        for known in (*heads, other)
    )
    made.parts[MAIN] = document(refers).encode()
    contents, told = read(made, tmp_path)
    assert [name for name in contents if "header" in name] == ["word/header1.xml", "word/header2.xml"]
    assert re.findall(r'r:id="(\w+)"', contents[MAIN]) == ["rId2", "rId2", "rId3"]
    assert told == []


@pytest.mark.parametrize(("first", "last"), [("wps:wsp", "wpg:wgp"), ("wpg:wgp", "wps:wsp")])
def test_what_kind_of_thing_is_drawn_is_told_by_the_first_thing_that_is(first: str, last: str, tmp_path: Path) -> None:
    """The file may say that it is a diagram, or anything else."""
    drawn = f'<a:graphic><a:graphicData uri="urn:annat"><{first}/><{last}/></a:graphicData></a:graphic>'
    found, _ = copied(f"<w:p><w:r><w:drawing><wp:inline>{drawn}</wp:inline></w:drawing></w:r></w:p>", tmp_path)
    assert f'<a:graphicData uri="{NAMESPACES[first.partition(":")[0]]}"><{first}/><{last}/>' in found
