"""What a plan says stays text on paper, and a body ends where it ends; `test_read_again` reads the pages."""

import re
from datetime import date
from io import BytesIO

import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from anhorig_cli.loading.plan_loader import FileText, load_texts
from anhorig_cli.model.project import Project
from anhorig_cli.rendering.formats import PageKind, ReportFormat
from anhorig_cli.rendering.page import printer, render_page
from anhorig_cli.views.appearance import NO_FACE
from anhorig_cli.views.report.report import report_view
from elements import elements
from plan_saying import plan_saying
from plan_text import plan_in

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


def page(text: str, template: str, kind: PageKind) -> str:
    plan = plan_in(plan_saying(lambda: text))
    return render_page(report_view(plan, DAY, Project.default(), lambda _: None), kind, template=template, footer=False)


@HOSTILE
def test_in_pdf(text: str) -> None:
    printed = printer(ReportFormat.PDF)(page(text, "tjansteskrivelse", PageKind.HTML), DAY, {}, NO_FACE)
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
    made = render_page(report_view(plan, DAY, Project.default(), lambda _: None, full=True), kind, footer=False)
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
