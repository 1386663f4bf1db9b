"""PDF: tagged, whole, the same every time, and nothing that a plan says is run."""

import io
import json
import os
import re
import subprocess
import sys
from datetime import date

import pikepdf
import pytest
import typst
from pypdf import PdfReader

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.discovery import PlanFiles, find_plans
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_page
from anhorig_cli.rendering.paper import pdf
from anhorig_cli.rendering.paper.page_reader import read_page
from anhorig_cli.rendering.paper.pdf import to_pdf
from conftest import PLANS
from pdf_file import flaws, links, structure, text
from report_views import hostile, view_of

TROUBLE = "one\ntwo"
DAY = date(2021, 9, 20)
SVG = '<svg viewBox="0 0 80 40"><title>Läget</title><desc>Nio delmål.</desc><rect width="8" height="4"/></svg>'


def made(page: str) -> bytes:
    return to_pdf(read_page(page), DAY)


def test_each_kind_of_block_has_its_tag() -> None:
    data = made(
        "<h1>Plan</h1><p>Text <em>viktig</em> <a href='https://example.org'>länk</a></p>"
        "<dl><dt>Nämnd<dd>A</dl><ul><li>a<ul><li>b</ul></ul><ol><li>c</ol>"
        "<blockquote>q</blockquote><pre>a  b</pre><hr>"
    )
    assert structure(data).outline == (
        "Document(H1 P(Em Link) L(LI(Lbl(Strong) LBody)) L(LI(Lbl LBody(P)) L(LI(Lbl LBody))) L(LI(Lbl LBody)) "
        "BlockQuote(P) Code(P))"
    )
    assert flaws(data) == []


def test_a_line_across_is_drawn() -> None:
    def strokes(page: str) -> int:
        with pikepdf.open(io.BytesIO(made(page))) as file:
            return sum(str(one.operator) == "S" for one in pikepdf.parse_content_stream(file.pages[0]))

    assert strokes("<h1>Plan</h1><p>Före</p><p>Efter</p>") == 0
    assert strokes("<h1>Plan</h1><p>Före</p><hr><p>Efter</p>") == 1


def test_a_table_has_a_caption_and_headers_that_are_repeated_for_the_eye_only() -> None:
    rows = "".join(f"<tr><th>Rad {n}<td>{n}" for n in range(200))
    data = made(f"<h1>T</h1><table><caption>Läget</caption><thead><tr><th>Namn<th>Tal</thead>{rows}</table>")
    (table,) = structure(data).all("Table")
    assert [child.name for child in table.children] == ["Caption", "THead", "TBody"]
    headers = list(table.all("TH"))
    assert len(headers) == 2
    assert all("/Scope=/Column" in header.entries["/A"] for header in headers)
    assert len(list(table.all("TR"))) == 201
    pages = text(data)
    assert pages.count("Namn Tal") > 3
    assert all(f"Rad {n} {n}" in pages for n in range(200))
    assert flaws(data) == []


def test_a_picture_has_its_words() -> None:
    data = made(f"<h1>T</h1><figure>{SVG}<figcaption>Bild 1</figcaption></figure>")
    (figure,) = structure(data).all("Figure")
    assert figure.entries["/Alt"] == "Läget. Nio delmål."
    assert len(list(structure(data).all("Caption"))) == 1
    assert flaws(data) == []


def test_what_a_template_of_ones_own_may_do() -> None:
    data = made(
        "<html lang='sv-SE'><ul><li><h4>Rubrik</h4></ul><svg viewBox='0 0 9 9'></svg>"
        "<p><a href='https://example.org' aria-hidden=true>!</a>"
        "<table><tr><td>a<td rowspan=2>b<tr><td colspan=3>c<td>d</table></html>"
    )
    assert flaws(data) == []
    assert [figure.entries["/Alt"] for figure in structure(data).all("Figure")] == ["–"]


def test_a_link_in_a_head_that_is_repeated_is_text() -> None:
    rows = "<tr><td>a" * 100
    data = made(f"<h1>T</h1><table><thead><tr><th><a href='https://example.org'>A</a></thead>{rows}</table>")
    assert links(data) == []
    assert flaws(data) == []


@pytest.mark.parametrize(("paragraphs", "pages"), [(52, 1), (54, 1), (58, 2)])
def test_a_last_page_with_little_on_it_is_drawn_in(paragraphs: int, pages: int) -> None:
    assert len(PdfReader(io.BytesIO(made("<h1>Plan</h1>" + "<p>En rad.</p>" * paragraphs))).pages) == pages


def test_the_lines_of_a_very_long_document_are_broken_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    compile_all, breaks = pdf.compiled, list[str]()

    def compile_and_note(data: str, day: date, size: float) -> bytes:
        breaks.append(json.loads(data)["line_breaks"])
        return compile_all(data, day, size)

    monkeypatch.setattr(pdf, "compiled", compile_and_note)
    made("<h1>Plan</h1><p>Kort.</p>")
    long = made(f"<h1>Plan</h1><p>{'![a](' * 25_000}</p>")
    assert (breaks[0], set(breaks[1:])) == ("optimized", {"simple"})
    assert flaws(long) == []


def test_language_title_date_and_identity() -> None:
    data = made('<html lang="en"><title>Plan – § 1</title><h1>Plan</h1></html>')
    with pikepdf.open(io.BytesIO(data)) as file:
        assert str(file.Root.Lang) == "en"
        assert str(file.docinfo.Title) == "Plan – § 1"
        assert bool(file.Root.ViewerPreferences.DisplayDocTitle)
        assert str(file.docinfo.CreationDate).startswith("D:20210920")
        with file.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert [float(number) for number in file.pages[0].MediaBox] == pytest.approx([0, 0, 595.28, 841.89], abs=0.01)
    assert "Plan – § 1 1 (1)" in text(data)


def test_the_same_page_gives_the_same_bytes() -> None:
    page = f"<h1>T</h1><ul><li>a</ul>{SVG}"
    assert made(page) == made(page)


@pytest.mark.parametrize("files", find_plans(str(PLANS)), ids=lambda files: files.stem)
def test_the_real_plans_keep_the_rules(files: PlanFiles) -> None:
    assert flaws(made(render_page(view_of(load(files).plan), PageKind.HTML))) == []


@pytest.mark.parametrize(
    "said",
    [
        '#eval("1") #read("/etc/passwd") $x$ @a <b> *c* _d_ `e` \\ //f',
        "{{ 7*7 }} {% include 'x' %} ${HOME} %USERPROFILE%",
        '"); panic("',
        "=HYPERLINK(1) ~[]()",
    ],
)
def test_text_of_a_plan_stays_text(said: str) -> None:
    data = made(f"<h1>T</h1><p>{said.replace('<', '&lt;')}</p>")
    assert " ".join(said.split()) in text(data)


def test_hostile_text_in_every_place() -> None:
    said = '#eval("7*7")<script>alert(1)</script>'
    data = made(render_page(hostile(said), PageKind.HTML))
    assert text(data).replace(" ", "").count("#eval(") >= 20
    assert links(data) == []
    assert flaws(data) == []


def test_a_character_that_no_font_has_is_a_sign_and_the_report_says_so() -> None:
    data = made("<h1>Plan 😀</h1><p>中</p>")
    assert "Plan \ufffd" in text(data)
    assert "Antal: 2." in text(data)
    assert flaws(data) == []


def test_where_typst_breaks_down_the_text_is_set_more_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    panic = type("PanicException", (BaseException,), {})
    real, tried = pdf.compiled, list[str]()

    def breaks_once(data: str, day: date, size: float) -> bytes:
        tried.append(data)
        if len(tried) == 1:
            raise panic
        return real(data, day, size)

    monkeypatch.setattr(pdf, "compiled", breaks_once)
    assert "stöd \ufffd" in text(made("<h1>stöd ד</h1>"))


def test_what_cannot_be_set_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_data: str, _day: date, _size: float) -> bytes:
        raise typst.TypstError(TROUBLE, "")

    monkeypatch.setattr(pdf, "compiled", breaks)
    with pytest.raises(CannotWorkError) as told:
        made("<h1>T</h1>")
    assert "one" in str(told.value.message.values["reason"])


def test_what_typst_writes_itself_where_it_breaks_down_is_not_seen(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    panic = type("PanicException", (BaseException,), {"__str__": lambda _: "ThreadPoolBuildError { kind: WouldBlock }"})

    def breaks(_data: str, _day: date, _size: float) -> bytes:
        os.write(2, b"thread '<unnamed>' panicked\nstack backtrace:\n")
        raise panic

    monkeypatch.setattr(pdf, "compiled", breaks)
    with pytest.raises(CannotWorkError) as told:
        made("<h1>T</h1>")
    os.write(2, b"and then")
    assert "starts no more programs or threads" in told.value.message.template
    assert capfd.readouterr().err == "and then"


def test_a_pdf_is_made_where_there_is_no_stream_of_errors() -> None:
    script = (
        "import os; os.close(2)\n"
        "from datetime import date\n"
        "from anhorig_cli.rendering.paper.page_reader import read_page\n"
        "from anhorig_cli.rendering.paper.pdf import to_pdf\n"
        "print(to_pdf(read_page('<h1>T</h1>'), date(2026, 1, 1))[:5])"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "b'%PDF-'"


def test_other_exceptions_are_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_data: str, _day: date, _size: float) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(pdf, "compiled", interrupted)
    with pytest.raises(KeyboardInterrupt):
        made("<h1>T</h1>")


def test_a_short_item_of_a_list_is_not_parted_between_pages() -> None:
    items = "".join(f"<li><p>Roll {n:03}.</p><p>Gör sak {n:03}.</p>" for n in range(200))
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(made(f"<h1>T</h1><ul>{items}</ul>"))).pages]
    assert len(pages) > 2
    for page in pages:
        names, said = (re.findall(pattern, page) for pattern in (r"Roll (\d{3})\.", r"Gör sak (\d{3})\."))
        assert names == said
    assert flaws(made(f"<h1>T</h1><ul>{items[:200]}</ul>")) == []
