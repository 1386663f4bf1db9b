"""Word files: with real headings, lists and tables, in the tool's own letterhead or a municipality's."""

import io
import sys
from datetime import UTC, date, datetime

import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import Table
from docx.text.paragraph import Paragraph

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.discovery import PlanFiles, find_plans
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_page
from anhorig_cli.rendering.paper.document import PaperDocument, Run
from anhorig_cli.rendering.paper.document import Paragraph as Said
from anhorig_cli.rendering.paper.page_reader import read_page
from anhorig_cli.rendering.paper.word.word_writer import to_word
from conftest import PLANS
from report_views import hostile, view_of
from word_file import found, opened, packed, parts, saved, saying, value

DAY = date(2021, 9, 20)
SVG = '<svg viewBox="0 0 80 40"><title>Läget</title><desc>Nio delmål.</desc><rect width="8" height="4"/></svg>'

WIDE_SVG = SVG.replace("0 0 80 40", "0 0 2000 40")


def made(page: str, letterhead: bytes | None = None) -> WordDocument:
    return opened(to_word(read_page(page), DAY, letterhead))


def outline(word: WordDocument) -> list[str]:
    """Return each paragraph with its style, and each table with its rows."""
    return [
        f"{block.style.name if block.style else ''}: {block.text}" if isinstance(block, Paragraph) else rows(block)
        for block in word.iter_inner_content()
    ]


def rows(table: Table) -> str:
    return " / ".join(" | ".join(cell.text for cell in row.cells) for row in table.rows)


def test_each_kind_of_block() -> None:
    word = made(
        "<h1>Plan</h1><h2>Mål</h2><p>Text <em>viktig</em></p><dl><dt>Nämnd<dd>A<br>B</dl>"
        "<ul><li>a<ul><li>b</ul></ul><blockquote>q</blockquote><pre>a  b\nc</pre><hr>"
    )
    assert outline(word) == [
        "Heading 1: Plan",
        "Heading 2: Mål",
        "Normal: Text viktig",
        "Rapportuppgift: Nämnd\tA\nB",
        "List Paragraph: a",
        "List Paragraph: b",
        "Quote: q",
        "Rapportkod: a  b\nc",
        "Normal: ",
    ]


def test_what_is_shared_stands_with_what_it_heads_and_short_names_leave_room() -> None:
    shared, short, long = made(
        '<p class="shared">Ansvarig för alla: A.</p><dl class="activities"><dt>Pågår<dd>a</dl><dl><dt>Nämnd<dd>b</dl>'
    ).paragraphs
    assert shared.paragraph_format.keep_with_next
    assert (short.text, long.text) == ("Pågår\ta", "Nämnd\tb")
    assert short.paragraph_format.left_indent is not None
    assert short.paragraph_format.left_indent.mm == pytest.approx(27, abs=0.1)
    assert long.paragraph_format.left_indent is None  # as its style says


def test_styles_of_runs() -> None:
    (paragraph,) = made(
        '<p><b>f</b><i>k</i><code>c</code><span class="alarm">!</span> <a href="https://example.org">l</a>'
    ).paragraphs
    f, k, c, alarm, *_ = paragraph.runs
    assert (f.bold, k.italic, c.font.name) == (True, True, "Consolas")
    assert (alarm.bold, str(alarm.font.color.rgb)) == (True, "A3231B")
    (link,) = paragraph.hyperlinks
    assert (link.text, link.address) == ("l", "https://example.org")


def numbering(word: WordDocument) -> list[tuple[str | None, str | None]]:
    """Return the level and the list of each paragraph that has a sign of its own."""
    numbered = zip(found(word, "//w:p//w:ilvl"), found(word, "//w:p//w:numId"), strict=True)
    return [(value(level), value(number)) for level, number in numbered]


def test_an_item_of_a_list_has_its_sign_and_what_follows_in_it_has_none() -> None:
    word = made("<ol start=3><li><p>a<p>b<ul><li>c</ul></ol>")
    assert outline(word) == ["List Paragraph: a", "List Paragraph: b", "List Paragraph: c"]
    assert numbering(word) == [("0", "1"), ("1", "2")]


def test_every_item_has_a_sign_and_each_numbered_list_begins_anew() -> None:
    word = made("<ul><li>a<li>b</ul><ol><li>c<li>d</ol><ol start=4><li>e</ol><ul><li>f</ul>")
    assert [number for _, number in numbering(word)] == ["1", "1", "2", "2", "3", "1"]
    definitions = word.part.numbering_part.element
    firsts = definitions.xpath("w:abstractNum/w:lvl[@w:ilvl='0']/w:start/@w:val")
    assert firsts == ["1", "1", "4"]


def test_a_table_has_its_caption_and_rows_of_headings_that_are_repeated() -> None:
    word = made("<table><caption>Läget</caption><tr><th>A<th>B<tr><th>a<td>b</table>")
    assert outline(word) == ["Caption: Läget", "A | B / a | b", "Rapportcell: "]
    (table,) = word.tables
    assert table.style is not None
    assert table.style.name == "Rapporttabell"
    assert len(found(word, "//w:tr[1]/w:trPr/w:tblHeader")) == 1
    assert not found(word, "//w:tr[2]/w:trPr/w:tblHeader")
    assert len(found(word, "//w:tr/w:trPr/w:cantSplit")) == 2
    assert [run.bold for row in table.rows for cell in row.cells for run in cell.paragraphs[0].runs] == [
        True,
        True,
        True,
        None,
    ]
    assert [value(title) for title in found(word, "//w:tblPr/w:tblCaption")] == ["Läget"]


@pytest.mark.parametrize(
    ("layout", "number", "widths"),
    [
        ('ul class="key"', 1, [5000]),
        ('ul class="key"', 2, [2499, 2500]),
        ('ul class="key"', 4, [1666, 1667, 1667] * 2),
        ('div class="trio"', 1, [5000]),
        ('div class="multiples"', 2, [1250] * 4),
    ],
)
def test_few_parts_of_a_legend_share_the_whole_width(layout: str, number: int, widths: list[int]) -> None:
    part = "<li>Bedömning saknas 9 (3 försenade)</li>" if layout.startswith("ul") else "<div><p>Kort</p></div>"
    (table,) = made(f"<{layout}>{part * number}</{layout.partition(' ')[0]}>").tables
    cells = table._tbl.findall(f".//{qn('w:tcW')}")  # noqa: SLF001 - the width as Word reads it
    assert [cell.get(qn("w:w")) for cell in cells] == list(map(str, widths))


def test_joined_cells() -> None:
    word = made("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d<tr><td>e<td>f<td>g</table>")
    assert rows(word.tables[0]) == "a | b | b / a | c | d / e | f | g"


def test_a_long_cell_may_be_split_and_a_table_in_a_cell_ends_with_a_paragraph() -> None:
    word = made(f"<table><tr><td>{'ord ' * 400}<td><table><tr><td>x</table></table>")
    assert not found(word, "w:body/w:tbl/w:tr/w:trPr")
    assert [cell[-1].tag for cell in found(word, "//w:tc")] == [qn("w:p")] * 3


def test_a_table_wider_than_word_can_hold_is_a_paragraph_for_each_row() -> None:
    word = made("<table><caption>T</caption><tr>" + "<td>a" * 64 + "</table>")
    assert outline(word) == ["Caption: T", "Rapportcell: " + " | ".join("a" * 64)]


def test_a_picture_has_its_words() -> None:
    word = made(f"<figure>{SVG}<figcaption>Bild 1</figcaption></figure>")
    (shape,) = word.inline_shapes
    assert [words.get("descr") for words in found(word, "//wp:docPr")] == ["Läget. Nio delmål."]
    assert shape.width.mm == pytest.approx(18, abs=0.1)
    assert outline(word)[0] == "Caption: Bild 1"


@pytest.mark.parametrize(
    ("texts", "margin", "width"),
    [(["[RAPPORT]"], 35, 140), ([], 35, 140), (["[RAPPORT]"], 10, 178), (["[RAPPORT]"], 100, 178)],
    ids=["wide margins", "no marker", "narrow margins", "no room at all"],
)
def test_a_picture_is_no_wider_than_the_text_of_a_letterhead(texts: list[str], margin: int, width: int) -> None:
    letterhead = opened(saying(texts))
    (section,) = letterhead.sections
    section.page_width, section.left_margin, section.right_margin = Mm(210), Mm(margin), Mm(margin)
    word = made(f"<figure>{WIDE_SVG}</figure>", saved(letterhead))
    assert [round(shape.width.mm) for shape in word.inline_shapes] == [width]


def test_of_several_sections_that_of_the_report_is_the_one_that_counts() -> None:
    letterhead = opened(saying(["Försättsblad"]))
    for margin, text in ((40, "[RAPPORT]"), (20, "Bilaga")):
        section = letterhead.add_section()
        section.page_width, section.left_margin, section.right_margin = Mm(210), Mm(margin), Mm(margin)
        letterhead.add_paragraph(text)
    word = made(f"<figure>{WIDE_SVG}</figure>", saved(letterhead))
    assert [round(shape.width.mm) for shape in word.inline_shapes] == [130]


def test_without_typst_a_picture_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "anhorig_cli.rendering.paper.pdf", raising=False)
    monkeypatch.setitem(sys.modules, "typst", None)
    word = made(f"<p>före<figure>{SVG}<figcaption>Bild 1</figcaption></figure><p>efter")
    assert outline(word) == ["Normal: före", "Normal: efter"]


def test_language_title_and_day_and_nobodys_name() -> None:
    word = made('<html lang="en"><title>Plan – § 1</title><p>x</html>', saying(["[Rapport]"]))
    properties = word.core_properties
    assert (properties.title, properties.language, properties.author) == ("Plan – § 1", "en", "")
    assert properties.created == properties.modified == datetime(2021, 9, 20, tzinfo=UTC)
    assert [value(tag) for tag in found(word, "//w:lang")] == ["en-GB"]
    own = made('<html lang="en"><p>x</html>')
    assert {e.get(qn("w:val")) for e in own.styles.element.iter(qn("w:lang"))} == {"en-GB"}


def test_own_paper_is_a4_with_the_pages_numbered() -> None:
    (section,) = made("<p>x").sections
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.footer.paragraphs[0].paragraph_format.element.xpath("w:fldSimple/@w:instr") == [
        " PAGE ",
        " NUMPAGES ",
    ]


def test_a_document_for_one_sheet_is_set_smaller() -> None:
    normal, dense = made("<h1>x</h1>"), made('<meta name="one-sheet"><h1>x</h1>')
    sizes = [[int(size) for size in word.styles.element.xpath("//w:sz/@w:val")] for word in (normal, dense)]
    assert all(small < usual for usual, small in zip(*sizes, strict=True))
    margins = [word.sections[0].top_margin for word in (normal, dense)]
    assert margins[0] is not None
    assert margins[1] is not None
    assert margins[1] < margins[0]
    letterhead = made('<meta name="one-sheet"><h1>x</h1>', saying(["[RAPPORT]"]))
    assert letterhead.styles["Heading 1"].font.size == opened(saying([])).styles["Heading 1"].font.size


@pytest.mark.parametrize("marker", ["[RAPPORT]", " [rapport] ", "[Report]"])
def test_the_report_stands_at_the_marker_of_a_letterhead(marker: str) -> None:
    word = made("<h1>Plan</h1><ul><li>a</ul>", saying(["Före", marker, "Efter"]))
    assert outline(word) == ["Normal: Före", "Heading 1: Plan", "List Paragraph: a", "Normal: Efter"]
    assert word.sections[0].header.paragraphs[0].text == "Exempelkommun"
    assert word.sections[0].footer.paragraphs[0].text == "Besöksadress"


def test_word_may_have_parted_the_marker() -> None:
    word = opened(saying([""]))
    for part in ("[RAP", "PO", "RT]"):
        word.paragraphs[0].add_run(part)
    assert outline(made("<p>x", saved(word))) == ["Normal: x"]


def test_without_a_marker_the_report_stands_last() -> None:
    assert outline(made("<p>x", saying(["Före"]))) == ["Normal: Före", "Normal: x"]


def test_a_marker_that_ends_a_section_leaves_the_sections_end() -> None:
    word = opened(saying(["[RAPPORT]"]))
    word.add_section()
    word.add_paragraph("Efter")
    (ended,) = found(word, "//w:pPr[w:sectPr]")
    found(word, "//w:p")[0].insert(0, ended)
    report = made("<p>x", saved(word))
    assert len(report.sections) == 2
    assert "[RAPPORT]" not in "".join(outline(report))


@pytest.mark.parametrize("paragraphs", [["[RAPPORT]", "[RAPPORT]"], ["Se [RAPPORT] här"]])
def test_a_marker_that_is_not_clear(paragraphs: list[str]) -> None:
    with pytest.raises(CannotWorkError):
        made("<p>x", saying(paragraphs))


def test_a_marker_in_a_table() -> None:
    word = opened(saying([]))
    word.add_table(1, 1).cell(0, 0).text = "[RAPPORT]"
    with pytest.raises(CannotWorkError):
        made("<p>x", saved(word))


def test_a_letterheads_own_styles_are_kept_and_those_it_lacks_are_added() -> None:
    letterhead = opened(saying(["[RAPPORT]"]))
    letterhead.styles["Heading 1"].font.name = "Georgia"
    letterhead.styles["Quote"].delete()
    word = made("<h1>a</h1><blockquote>q</blockquote><table><tr><td>t</table>", saved(letterhead))
    assert word.styles["Heading 1"].font.name == "Georgia"
    assert outline(word) == ["Heading 1: a", "Quote: q", "t", "Rapportcell: "]


def test_a_style_that_is_added_takes_no_id_that_is_taken() -> None:
    letterhead = opened(saying(["[RAPPORT]"]))
    letterhead.styles["Quote"].element.name_val = "Något annat"
    word = made("<blockquote>q</blockquote>", saved(letterhead))
    assert word.paragraphs[0].style is not None
    assert (word.paragraphs[0].style.name, word.paragraphs[0].style.style_id) == ("Quote", "RapportQuote")


def test_a_letterhead_without_lists_gets_them() -> None:
    contents = parts(saying(["[RAPPORT]"]))
    del contents["word/numbering.xml"]
    types = contents["[Content_Types].xml"].decode()
    relations = contents["word/_rels/document.xml.rels"].decode()
    start = relations.rindex("<Relationship ", 0, relations.index('Target="numbering.xml"'))
    end = relations.index("/>", start) + 2
    contents["word/_rels/document.xml.rels"] = (relations[:start] + relations[end:]).encode()
    place = types.index('PartName="/word/numbering.xml"')
    start, end = types.rindex("<Override", 0, place), types.index("/>", place) + 2
    contents["[Content_Types].xml"] = (types[:start] + types[end:]).encode()
    word = made("<ul><li>a</ul>", packed(contents))
    assert numbering(word) == [("0", "1")]


def test_the_same_gives_the_same_bytes() -> None:
    document = read_page(f"<h1>T</h1><ul><li>a</ul>{SVG}")
    assert to_word(document, DAY) == to_word(document, DAY)
    letterhead = saying(["[RAPPORT]"])
    assert to_word(document, DAY, letterhead) == to_word(document, DAY, letterhead)


def test_characters_that_xml_cannot_hold_are_replaced() -> None:
    document = PaperDocument("sv", "a\x07", (Said((Run("b\x00c\ufffe\td\ud800"),)),))
    word = opened(to_word(document, DAY))
    assert word.paragraphs[0].text == "b\ufffdc\ufffd\td\ufffd"
    assert word.core_properties.title == "a\ufffd"


@pytest.mark.parametrize("files", find_plans(str(PLANS)), ids=lambda files: files.stem)
@pytest.mark.parametrize("full", [True, False], ids=["full", "short"])
def test_the_real_plans_have_all_headings_tables_and_pictures(files: PlanFiles, full: bool) -> None:
    page = render_page(view_of(load(files).plan, full=full), PageKind.HTML)
    word = made(page)
    headings = found(word, "//w:p[w:pPr/w:pStyle[starts-with(@w:val, 'Heading')]]")
    assert len(headings) == sum(page.count(f"<h{level}") for level in range(1, 7))
    tables = found(word, "//w:tbl[w:tblPr/w:tblStyle]")
    assert len(tables) == page.count("<table")
    assert len(found(word, "//wp:inline")) == page.count("<svg")
    assert all(words.get("descr") for words in found(word, "//wp:docPr"))
    assert len(found(word, "//w:tr[1]/w:trPr/w:tblHeader")) == len(tables)


@pytest.mark.parametrize("said", ["<w:p/>]]>&amp;", '{ INCLUDETEXT "a" } DDEAUTO', "{{ 7*7 }} ${HOME}", "=1+1"])
def test_text_of_a_plan_stays_text(said: str) -> None:
    data = to_word(read_page(render_page(hostile(said), PageKind.HTML)), DAY)
    word = opened(data)
    assert said in "\n".join(outline(word))
    assert not list(word.element.iter(qn("w:instrText"), qn("w:fldSimple"), qn("w:object"), qn("w:altChunk")))
    assert {"word/document.xml", "word/styles.xml"} <= set(parts(data))
    assert io.BytesIO(data).read(2) == b"PK"


def test_what_is_kept_stands_with_the_next() -> None:
    word = made(
        "<h1>T</h1><figure class='kept'><table><tr><td>första<tr><td>sista</table><p>Nyckel</figure><p>Text</p>"
    )
    assert kept_with_next(word) == {"första", "sista"}


def test_a_low_table_stands_on_one_page_and_a_high_one_may_be_parted() -> None:
    def rows(many: int) -> str:
        return f"<table>{''.join(f'<tr><td>rad {n}' for n in range(many))}</table><p>Text</p>"

    assert kept_with_next(made(rows(3))) == {"rad 0", "rad 1"}
    assert kept_with_next(made(rows(60))) == set()


def kept_with_next(word: WordDocument) -> set[str | None]:
    return {
        text.text
        for paragraph in word.element.iter(qn("w:p"))
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
        for text in paragraph.iter(qn("w:t"))
    }
