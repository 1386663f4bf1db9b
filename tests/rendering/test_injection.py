"""What a plan says stays text, whatever it says: through every built-in template, in every format."""

import html
import json
import re
from datetime import date
from functools import cache
from io import BytesIO

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from anhorig_cli.loading.plan_loader import FileText, load_texts
from anhorig_cli.model.project import Project
from anhorig_cli.rendering.page import render_page
from anhorig_cli.rendering.page_kind import PageKind
from anhorig_cli.rendering.printing import printer
from anhorig_cli.rendering.report_format import ReportFormat
from anhorig_cli.views.report import ReportView, report_view
from elements import elements
from plan_text import plan_in

TEMPLATES = ("lagesrapport", "tjansteskrivelse", "atgardsplan", "sammanfattning", "enhet")
DAY = date(2026, 7, 1)
TEXTS = {
    "a statement": "{% for x in range(10**9) %}{% endfor %}{# dold #}{% raw %}",
    "an expression": "{{ 7*7 }} {% include '/etc/passwd' %}",
    "entities": "&lt;b&gt; &amp;amp; &#106;avascript",
    "a script": "</script><script>alert(1)</script>",
    "a picture": "<img src=x onerror=alert(1)><svg onload=alert(1)>",
    "a form": "<form action=https://x.example><input name=p></form><iframe src=//x></iframe><base href=//x>",
    "a link to a script": "[x](javascript:alert(1)) <a href='JaVaScRiPt:alert(1)'>",
    "a link to data": "[x](data:text/html;base64,PHNjcmlwdD4=) file:///etc/passwd",
    "a picture from inside": "![x](http://169.254.169.254/latest/) <link rel=attachment href=file:///etc/passwd>",
    "mentions": "@everyone #1 org/repo#2 closes #3",
    "a formula": '=HYPERLINK("http://x","klick") +1-1 @SUM(1)',
    "commands": "::error file=app.py,line=1::falskt ::stop-commands::x",
    "a format": "{0.__class__} %s %n {title!r:>999999999}",
    "an environment": "${HOME} $HOME ~ %USERPROFILE%",
    "marks of XML": "]]> & < > \" '",
    "marks of Markdown": "# * _ ` ~ | > - + 1. [a]: http://x \\ ***",
}
HOSTILE = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
EVERY_TEMPLATE = pytest.mark.parametrize("template", TEMPLATES)


def plan_of(text: str) -> str:
    """Return a plan with a text wherever a template prints one."""
    said = json.dumps(text)
    return f"""\
titel: {said}
organisation: {said}
nämnd: {said}
diarienummer: {said}
mål: {said}
bakgrund: {said}
förbehåll: {said}
kontakt: {{funktion: {said}}}
enheter: [{{id: e, titel: {said}, beskrivning: {said}}}]
roller: [{{id: r, titel: {said}, enheter: e}}]
målgrupper: [{{id: m, titel: {said}}}]
delmål:
  - id: d
    titel: {said}
    syfte: {said}
    senast: 2026-01
    enheter: e
    ansvarig: r
    aktiviteter: [{{titel: {said}, noteringar: [{said}], status: klar}}]
    bedömningar: [{{datum: 2026-02, status: ej uppfyllt, kommentar: {said}, orsak: {said}, åtgärd: {said}}}]
    revideringar: [{{fält: senast, från: 2025-12, till: 2026-01, beslutad: 2025-11, skäl: {said}}}]
indikatorer:
  - id: i
    titel: {said}
    måttenhet: {said}
    enheter: e
    mätningar: [{{datum: 2026-01, värde: 7, källa: {said}, notering: {said}}}]
årshjul: [{{titel: {said}, beskrivning: {said}, när: mars, enheter: e}}]
beslut: [{{titel: {said}, datum: 2026-01, organ: {said}, text: {said}}}]
rapporter:
  - titel: {said}
    datum: 2026-07-01
    sammanträde: {said}
    förslag: [{said}]
    sammanfattning: {said}
    förvaltningens_bedömning: {said}
    ekonomi: {said}
    barnperspektiv: {said}
    beslutsunderlag: [{{titel: {said}, diarienummer: {said}}}]
    skickas_till: [{said}]
bilagor: [{{titel: {said}}}]
"""


@cache
def view_of(text: str, unit: str | None = None) -> ReportView:
    plan = plan_in(plan_of(text))
    return report_view(plan, DAY, Project.default(), lambda _: None, unit=unit)


def page(text: str, template: str, kind: PageKind) -> str:
    return render_page(view_of(text, "e" if template == "enhet" else None), kind, template=template, footer=False)


def words(source: str) -> str:
    """Return the text of a page of HTML as one reads it, on one line and without what breaks a mention."""
    body = re.sub(r"<style>.*?</style>|<svg.*?</svg>", "", source, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^<>]*>", " ", body)).replace("\u2060", "").split())


def links(source: str) -> list[str]:
    return [attributes.get("href") or "" for tag, attributes in elements(source) if tag == "a"]


@HOSTILE
@EVERY_TEMPLATE
def test_in_html(text: str, template: str) -> None:
    made, plain = page(text, template, PageKind.HTML), page("text", template, PageKind.HTML)
    assert [tag for tag, _ in elements(made)][:12] == [tag for tag, _ in elements(plain)][:12]
    own = {tag for tag, _ in elements(made)} - {tag for tag, _ in elements(plain)}
    assert own <= {"h4", "h5", "h6", "em", "strong", "code", "ul", "ol", "li", "blockquote", "p", "a", "hr", "pre"}
    assert not any(name.startswith("on") for _, attributes in elements(made) for name in attributes)
    assert all(link.startswith(("#", "http://", "https://", "mailto:")) for link in links(made))
    assert " ".join(text.split()) in words(made)


@HOSTILE
@EVERY_TEMPLATE
def test_in_markdown(text: str, template: str) -> None:
    """Read as any reader of Markdown does, one that lets HTML through."""
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(page(text, template, PageKind.MD))
    made = {tag for tag, _ in elements(shown)}
    assert not made & {"script", "img", "svg", "form", "iframe", "base", "link", "input", "style", "object"}
    assert all(link.startswith(("http://", "https://", "mailto:")) for link in links(shown))
    assert " ".join(text.split()) in words(shown)


@EVERY_TEMPLATE
def test_nobody_is_called_and_nothing_is_closed_by_markdown_in_a_pull_request(template: str) -> None:
    made = page(TEXTS["mentions"], template, PageKind.MD).replace("\\", "")
    assert "@\u2060everyone #\u20601 org/repo#\u20602 closes #\u20603" in made
    assert not re.search(r"@everyone|#[123]", made)


@HOSTILE
def test_in_pdf(text: str) -> None:
    printed = printer(ReportFormat.PDF)(page(text, "tjansteskrivelse", PageKind.HTML), DAY)
    reader = PdfReader(BytesIO(printed))
    read = "".join("".join(sheet.extract_text() for sheet in reader.pages).split()).replace("\u2060", "")
    assert "".join(text.split()) in read
    targets = [
        str(note.get_object().get("/A", {}).get("/URI", "")) for p in reader.pages for note in p.get("/Annots", [])
    ]
    assert all(target.startswith(("http://", "https://", "mailto:")) or not target for target in targets)
    assert not {"/OpenAction", "/AA"} & set(reader.root_object)


BODIES = {
    "lists in lists": "\n".join("  " * depth + "- a" for depth in range(300)),
    "brackets": "[" * 20_000,
    "a fence that is not closed": "```\nkod",
    "a rule": "text\n\n---\n\ntitle: inte yaml: här\n\n---",
    "a wide table": "|".join("a" * 500) + "\n" + "|".join("-" * 500) + "\n" + "|".join("b" * 500),
}


@pytest.mark.parametrize("kind", list(PageKind))
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_the_body_of_a_plan_ends_where_it_ends(body: str, kind: PageKind) -> None:
    data = f"---\ntitel: Plan\nbilagor: [{{titel: Sist}}]\n---\n\n{body}\n".encode()
    plan = load_texts("plan.md", "plan", [FileText("plan.md", "", data)], is_folder=False).plan
    assert plan is not None
    made = render_page(report_view(plan, DAY, Project.default(), lambda _: None), kind, footer=False)
    shown = MarkdownIt("commonmark").enable("table").render(made) if kind is PageKind.MD else made
    assert re.search(r"<h2[^>]*>Bilagor</h2>", shown)
    assert "Sist" in shown
    names = [tag for tag, _ in elements(shown)]
    assert names.count("h1") == 1


def test_directions_hidden_in_a_text_are_taken_out() -> None:
    for kind in PageKind:
        assert not re.search(
            "[\u202a-\u202e\u2066-\u2069]", page("\u202egnissap\u202c \u2066x\u2069", "lagesrapport", kind)
        )
