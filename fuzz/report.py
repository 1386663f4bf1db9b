"""Fuzz the report of a plan with atheris, guided by coverage: `make fuzz`, or `make fuzz SECONDS=3600`.

Any plan must give a page of Markdown, and sometimes one of HTML, with no active content except the template's own. The
pages are parsed to check that, Markdown as CommonMark with raw HTML allowed.
"""

import json
import sys
from datetime import date
from html.parser import HTMLParser

import atheris

with atheris.instrument_imports(include=["anhorig_cli"]):
    from anhorig_cli.loading.plan_loader import FileText, load_texts
    from anhorig_cli.markdown_text import SAFE_LINK
    from anhorig_cli.model.plan import Plan
    from anhorig_cli.model.project import Project
    from anhorig_cli.rendering.formats import PageKind
    from anhorig_cli.rendering.page import render_page
    from anhorig_cli.views.report.report import report_view

from markdown_it import MarkdownIt

DAY = date(2026, 7, 1)
READER = MarkdownIt("commonmark", {"html": True}).enable("table")
TEMPLATES = ("lagesrapport", "tjansteskrivelse", "atgardsplan", "sammanfattning")
INPUT_KINDS = ("yaml", "md", "text")
NEVER = {"script", "img", "iframe", "object", "embed", "form", "input", "button", "base", "link", "textarea", "video"}
FIELDS = """\
titel: {0}
bakgrund: {0}
förbehåll: {0}
lagrum: [{0}, a]
delmål: [{{id: d, titel: {0}, syfte: {0}, senast: 2026-06, aktiviteter: [{{titel: {0}, beskrivning: {0}}}]}}]
indikatorer: [{{id: i, titel: {0}, beskrivning: {0}, mätningar: [{{datum: 2026, värde: 1, notering: {0}}}]}}]
årshjul: [{{titel: {0}, beskrivning: {0}, när: mars}}]
beslut: [{{titel: {0}, organ: {0}, text: {0}}}]
"""


class Tags(HTMLParser):
    """A parser that finds active content in a page of HTML."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check that an element is inert, and that its links are safe."""
        links = [value or "" for name, value in attrs if name in {"href", "src", "action"}]
        safe = all(value.startswith("#") or SAFE_LINK.match(value) for value in links)
        if tag in NEVER or not safe or any(name.startswith("on") for name, _ in attrs):
            message = f"{tag} {attrs}"
            raise AssertionError(message)


def plan_from(data: bytes) -> Plan | None:
    """Return the plan of fuzzed bytes: the first chooses whether the rest is a file, or the text of all its fields."""
    input_kind = INPUT_KINDS[data[0] % len(INPUT_KINDS)] if data else INPUT_KINDS[0]
    name, text = ("plan.md" if input_kind == "md" else "plan.yaml"), data[1:]
    if input_kind == "text":
        text = FIELDS.format(json.dumps(text.decode("utf-8", errors="replace"), ensure_ascii=False)).encode()
    return load_texts(name, "plan", [FileText(name, "", text)], is_folder=False).plan


def check_markdown(page: str) -> None:
    """Check that a page of Markdown has no raw HTML except line breaks, no images, and only safe links."""
    for block in READER.parse(page):
        for token in (block, *(block.children or ())):
            is_live = token.type in {"html_block", "image"} or (token.type == "html_inline" and token.content != "<br>")
            if is_live or (token.type == "link_open" and not SAFE_LINK.match(str(token.attrs["href"]))):
                message = f"{token.type} {token.content or token.attrs} in {page}"
                raise AssertionError(message)


def report_one(data: bytes) -> None:
    """Render reports of a fuzzed plan, and check them."""
    plan = plan_from(data)
    if plan is None:
        return
    view = report_view(plan, DAY, Project.default(), lambda _: None)
    template = TEMPLATES[len(data) % len(TEMPLATES)]
    check_markdown(render_page(view, PageKind.MD, template=template, footer=False))
    if len(data) % 4 == 0:
        Tags().feed(render_page(view, PageKind.HTML, template=template, footer=False))


if __name__ == "__main__":
    atheris.Setup(sys.argv, report_one)
    atheris.Fuzz()
