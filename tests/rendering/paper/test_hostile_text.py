"""Text that is made to harm stays text on paper: nothing is run, fetched or linked, and all of it can be read."""

import socket
from datetime import date

import pytest
from docx.oxml.ns import qn

from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_page
from anhorig_cli.rendering.paper.page_reader import read_page
from anhorig_cli.rendering.paper.pdf import to_pdf
from anhorig_cli.rendering.paper.word.word_writer import to_word
from pdf_file import flaws, links, text
from plan_text import loaded
from report_views import view_of
from word_file import opened

DAY = date(2026, 7, 1)
SAID = {
    "template": "{% for x in range(10**9) %}{% endfor %}{# dold #}{% raw %}",
    "entities": "&lt;b&gt; &amp;amp; &#106;avascript",
    "script address": "JaVaScRiPt:alert(1)",
    "data address": "data:text/html;base64,PHNjcmlwdD4=",
    "file address": "file:///etc/passwd",
    "mentions": "@everyone #1 org/repo#2 closes #3",
    "formula": '=HYPERLINK("http://x","klick")',
    "sheet escape": "_x0041_ _x000D_",
    "calendar": "Möte ATTENDEE:mailto:x@example.org END:VEVENT",
    "markup end": "]]> & < > \" '",
    "script island": "</script><script>alert(1)</script>",
    "format": "{0.__class__} %s %n {title!r:>999999999}",
    "environment": "${HOME} $HOME ~ %USERPROFILE%",
    "typst": '#import "@preview/x:0.1.0" #read("/etc/passwd") $x$ <label> @ref',
    "word field": '{ INCLUDETEXT "c:\\a" } DDEAUTO c:\\cmd.exe',
    "word markup": "<w:p><w:r/></w:p>",
    "pdf": ") Tj ET /URI (http://x) endobj",
}
BODIES = {
    "script": "<script>alert(1)</script>\n<img src=x onerror=alert(1)>\n[x](javascript:alert(1))\n<svg onload=a()>",
    "form": "<form action=https://x.example><input name=p></form><iframe src=//x></iframe><base href=//x>",
    "picture": "![x](http://169.254.169.254/latest/) <img src=file:///etc/passwd>",
    "template": '{{ 7*7 }} {% include "/etc/passwd" %}',
    "open fence": "```\nkod",
    "rule": "text\n\n---\n\ntitle: inte yaml: här\n\n---",
    "brackets": "[" * 3000,
    "lists": "\n".join("  " * n + "- a" for n in range(200)),
    "wide table": "|" + "a|" * 400 + "\n|" + "-|" * 400 + "\n|" + "b|" * 400,
    "long word": "a_*" * 3000,
}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def connect(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(socket.socket, "connect", connect)


def page_of(title: str, background: str = "") -> str:
    def quoted(said: str) -> str:
        return "'" + said.replace("'", "''").replace("\n", "\n\n      ") + "'"

    head = f"titel: {quoted(title)}\nbakgrund: {quoted(background or title)}\n"
    plan = f"{head}delmål: [{{id: d, titel: {quoted(title)}}}]\n"
    return render_page(view_of(loaded(plan).plan, DAY), PageKind.HTML)


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
def test_text_can_be_read_as_it_was_written(said: str) -> None:
    document = read_page(page_of(said))
    pdf, word = to_pdf(document, DAY), opened(to_word(document, DAY))
    assert said in word.paragraphs[1].text
    assert said.replace(" ", "") in text(pdf).replace(" ", "")
    assert links(pdf) == []
    assert not [rel for rel in word.part.rels.values() if rel.is_external]
    assert flaws(pdf) == []


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_markdown_becomes_only_what_it_may(body: str) -> None:
    document = read_page(page_of("Plan", body))
    pdf, word = to_pdf(document, DAY), opened(to_word(document, DAY))
    assert links(pdf) == []
    assert not [rel for rel in word.part.rels.values() if rel.is_external]
    assert not list(word.element.iter(qn("w:fldSimple"), qn("w:instrText"), qn("w:object")))
    assert flaws(pdf) == []


def test_a_link_that_is_safe_is_one() -> None:
    document = read_page(page_of("Plan", "[text](https://example.org/a)"))
    assert links(to_pdf(document, DAY)) == ["https://example.org/a"]
    word = opened(to_word(document, DAY))
    assert [one.address for paragraph in word.paragraphs for one in paragraph.hyperlinks] == ["https://example.org/a"]


def test_emoji_and_marks_that_turn_text_around() -> None:
    document = read_page(page_of("👩\u200d👧 Familj \u202egnissap\u202c stöd"))
    assert "\ufffd\ufffd Familj gnissap stöd" in text(to_pdf(document, DAY))
    assert "👩\u200d👧 Familj" in opened(to_word(document, DAY)).paragraphs[1].text
