"""Every page of Markdown and HTML, read again: nothing acts in it that the template did not write."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from itertools import cycle
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from anhorig_cli.analysis.comparison import changes
from anhorig_cli.analysis.pairing import Version
from anhorig_cli.markdown_text import SAFE_LINK
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.rendering import changes_page, cycle_pages
from anhorig_cli.rendering.escaping import escape, escape_cell, escape_heading
from anhorig_cli.rendering.formats import PageKind, WheelKind
from anhorig_cli.rendering.narrative import to_html, to_markdown
from anhorig_cli.rendering.page import render_page
from anhorig_cli.rendering.preview_page import PreviewState, preview_page
from anhorig_cli.rendering.wheel_page import wheel_page
from anhorig_cli.views.cycle.follow_up import CycleRequest, follow_up
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.plan_changes import plan_changes_view
from anhorig_cli.views.report.report import ReportView, report_view
from anhorig_cli.vocabulary import Language
from effort import tries
from plan_saying import plan_saying, quoted
from plan_text import loaded
from read_again import ACTS_AFTERWARDS, MARKDOWN_READERS, Element, Page, as_browser
from wheels import wheel

DAY = date(2026, 7, 1)
TEMPLATES = ("lagesrapport", "tjansteskrivelse", "atgardsplan", "sammanfattning", "enhet")
ACTING = (
    "<<img src=x onerror=alert(1)> och <<script>alert(2)</script>",
    "&lt;<b>x",
    "&#60;b&#x3e; &lt;img src=x&gt;",
    "<?php ?> <!-- x --> <![CDATA[x]]> <!DOCTYPE x>",
    "</p></td></table><svg/onload=alert(1)>",
    "<https://x.se> <a@b.se> <x:y>",
    "[a](https://x.se) [b][c] ![d](e) [c]: https://x.se",
    "https://x.se/a www.x.se ftp://x.se x.se a@b.se mailto:a@b.se //x.se xmpp:a@b.se",
    '_www.x.se_ *https://x.se* (https://x.se) "www.x.se"',
    "@alla #1 !2 %3 ~bugg &4 $5 GH-6 a/b#7 a/b@c :smile: :+1:",
    "$x$ $$y$$ [^1] ==z== {{ 7*7 }} {% x %}",
    "a|b|c \\| `d|e` \\",
    *("- [ ] a", "* a", "+ a", "1. a", "1) a", "1.", "0", "# a", "a #", "> [!NOTE] a", "---", "***", "___", "==="),
    *(":-:", "|-|", "```", "~~~", "`a", "``a`", "    a", "\ta", "/close", "::error::a", "##[error]a", "..", "a!"),
    *("\\", "&", "*", "_", "&lt", "[", "]", "$", ":x", "www", "https:", "title: a"),
)
"""A line each, and each something that acts where Markdown, HTML or a service finds it."""
HARMLESS = tuple(f"ord {n}" for n in range(len(ACTING)))
MANY = 5
"""How many lines of their own a random plan has."""

PIECES = st.sampled_from(
    [
        *"*_`[]()<>!&#@|~$^{}%=+-.:;/\\'\" åb😀",
        *("<b>", "&lt;", "&#60;", "www.x.se", "https://x.se", "a@b.se", "](", "]:", "1.", "**", "__", "```", "ab"),
    ]
)
NAMES = {*"erpgdiofkhba", "bs", "rk", "gammalt", "alla"}
"""What means something of the plan where a name is wanted."""
LINES = (
    st.one_of(
        st.sampled_from(ACTING),
        st.lists(PIECES, min_size=1, max_size=8).map("".join),
        st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp"]), min_size=1, max_size=12),
    )
    .map(lambda text: " ".join(text.split()))
    .filter(lambda text: text.strip("§ ") and text.casefold() not in NAMES)
)
LISTS_OF_LINES = st.lists(LINES, min_size=MANY, max_size=MANY, unique_by=str.casefold)
BLOCKS = ["", "- a", "> b", "```", "    c", "|a|b|", "|-|-|", "# d", "[e](http://x)", "[f](javascript:x)", "![", "](x)"]
BLOCKS += ["&#10;", "&nbsp;", "g  ", "h\\", "<http://x>", "=", "[i]: http://y", "[i]", "https://z.se/a_b?c=d&e "]
NARRATIVES = st.lists(st.one_of(LINES, st.sampled_from(BLOCKS)), min_size=1, max_size=6).map("\n".join)
WRITTEN_BY_AUTHORS = {"p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "h4", "h5", "h6", "hr"}
WRITTEN_BY_AUTHORS |= {"a", "table", "thead", "tbody", "tr", "th", "td"}


def plan_of(lines: Callable[[], str], narratives: Callable[[], str]) -> Plan:
    plan = loaded(plan_saying(lines, narratives)).plan
    assert plan is not None
    return plan


def said(*texts: str) -> Callable[[], str]:
    """Return what gives texts again and again."""
    return cycle(texts).__next__


def view_of(plan: Plan, template: str) -> ReportView:
    if template == "enhet":
        return report_view(plan, DAY, Project.default(), lambda _: None, unit="e")
    occasion, since = plan.reports[0], date(2025, 1, 1)
    return report_view(plan, DAY, Project.default(), lambda _: None, occasion=occasion, since=since)


def page_of(plan: Plan, template: str, kind: PageKind) -> str:
    return render_page(view_of(plan, template), kind, template=template, footer=False)


@cache
def harmless_plan(lines: int) -> Plan:
    return plan_of(said(*HARMLESS[:lines]), said("text"))


@cache
def harmless_elements(template: str, reader: str, lines: int) -> list[Element]:
    page = page_of(harmless_plan(lines), template, PageKind.MD)
    return Page(MARKDOWN_READERS[reader](page)).elements


def assert_that_nothing_acts(page: Page) -> None:
    """Hold that a rendered page has no links, nor what services make links of."""
    assert page.links == []
    assert page.comments == []
    assert [text for text in page.texts if ACTS_AFTERWARDS.search(text)] == []


def test_every_field_that_holds_text_says_something() -> None:
    """Else what is tried here would not be tried everywhere."""
    says: dict[str, bool] = {}
    for part in parts_of(harmless_plan(MANY)):
        for name, info in type(part).model_fields.items():
            if holds_text(info.annotation):
                field = f"{type(part).__name__}.{name}"
                says[field] = bool(getattr(part, name)) or says.get(field, False)
    assert len(says) > 90
    assert [name for name, is_said in says.items() if not is_said] == []


def holds_text(annotation: object) -> bool:
    return annotation is str or any(map(holds_text, get_args(annotation)))


def parts_of(part: Part) -> Iterator[Part]:
    yield part
    for name in type(part).model_fields:
        value = getattr(part, name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Part):
                yield from parts_of(one)


@pytest.mark.parametrize("template", TEMPLATES)
def test_lines_that_act_add_nothing_to_a_page_of_markdown(template: str) -> None:
    page = page_of(plan_of(said(*ACTING), said("text")), template, PageKind.MD)
    for name, reader in MARKDOWN_READERS.items():
        shown = Page(reader(page))
        assert shown.elements == harmless_elements(template, name, len(ACTING))
        assert_that_nothing_acts(shown)


@pytest.mark.parametrize("template", ["lagesrapport", "enhet"])
@given(LISTS_OF_LINES)
@settings(max_examples=tries(12))
def test_plain_text_adds_nothing_to_a_page_of_markdown(template: str, lines: list[str]) -> None:
    page = page_of(plan_of(said(*lines), said("text")), template, PageKind.MD)
    for name, reader in MARKDOWN_READERS.items():
        shown = Page(reader(page))
        assert shown.elements == harmless_elements(template, name, MANY)
        assert_that_nothing_acts(shown)


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n \t\r\n"])
@given(LISTS_OF_LINES)
@settings(max_examples=4)
def test_plain_text_of_several_lines_adds_no_more_than_other_words(between: str, lines: list[str]) -> None:
    known, page = (
        page_of(plan_of(said(between.join(texts[:2]), *texts[2:]), said("text")), "lagesrapport", PageKind.MD)
        for texts in (HARMLESS[:MANY], lines)
    )
    for reader in MARKDOWN_READERS.values():
        shown = Page(reader(page))
        assert shown.elements == Page(reader(known)).elements
        assert_that_nothing_acts(shown)


PLACES: dict[str, tuple[str, Callable[[str], str]]] = {
    "a paragraph": ("{}", escape),
    "in a line": ("**a:** {}, b", escape),
    "an item": ("- {}", escape),
    "a numbered item": ("1. {}: a", escape),
    "bold": ("- **{}**. a", escape),
    "a quotation": ("> {}", escape_heading),
    "a heading": ("# {}", escape_heading),
    "a cell": ("| a | b |\n| --- | --- |\n| {} | c |", escape_cell),
    "in a tag": ("<details><summary>{}</summary>\n\na\n</details>", escape),
}


@pytest.mark.parametrize("place", PLACES)
def test_lines_that_act_are_read_as_they_were_written_wherever_they_are_put(place: str) -> None:
    for line in ACTING:
        read_in(place, " ".join(line.split()))


@pytest.mark.parametrize("place", PLACES)
@given(LINES)
@settings(max_examples=tries(150))
def test_plain_text_adds_nothing_wherever_it_is_put(place: str, line: str) -> None:
    read_in(place, line)


def read_in(place: str, line: str) -> None:
    around, escaped = PLACES[place]
    for reader in MARKDOWN_READERS.values():
        shown = Page(reader(around.format(escaped(line))))
        assert shown.elements == Page(reader(around.format("ord"))).elements
        assert_that_nothing_acts(shown)
        if place != "in a tag":
            assert line in shown.words


@given(NARRATIVES)
@settings(max_examples=tries(300))
def test_narrative_text_adds_only_what_markdown_has_for_authors(text: str) -> None:
    written = {*Page(to_html(text)).links, *re.findall(r"https?://[^\s<>]+", text)}
    page = to_markdown(text)
    for reader in MARKDOWN_READERS.values():
        shown = Page(reader(page))
        assert {one.tag for one in shown.elements} <= WRITTEN_BY_AUTHORS
        attributes = {name for one in shown.elements for name, _ in one.attributes}
        assert attributes <= {"href", "title", "start", "align", "style"}
        assert all(any(address.startswith(link) for address in written) for link in shown.links)
        assert shown.comments == []


@given(st.lists(NARRATIVES, min_size=1, max_size=4))
@settings(max_examples=tries(12))
def test_narrative_text_adds_only_that_to_a_page(narratives: list[str]) -> None:
    plan = plan_of(said(*HARMLESS[:MANY]), said(*narratives))
    page = page_of(plan, "lagesrapport", PageKind.MD)
    for name, reader in MARKDOWN_READERS.items():
        shown = Page(reader(page))
        added = {*shown.elements} - {*harmless_elements("lagesrapport", name, MANY)}
        assert {one.tag for one in added} <= WRITTEN_BY_AUTHORS
        assert all(SAFE_LINK.match(link) for link in shown.links)
        assert shown.comments == []


def diff_page(before: Plan, after: Plan) -> str:
    project = Project.default()
    earlier, later = (Version("plan.yaml", "plan.yaml", plan) for plan in (before, after))
    view = plan_changes_view(earlier, later, changes(before, after), project, Language.SV)
    return changes_page.to_markdown(after.title, [after.title], [view])


def cycle_page(_before: Plan, after: Plan) -> str:
    titles = Titles(after, Formatter.of(Language.SV), lambda _: None)
    return "".join(cycle_pages.markdown_pieces([follow_up(titles, DAY, CycleRequest())], [], Language.SV))


@pytest.mark.parametrize("made", [diff_page, cycle_page])
@given(LISTS_OF_LINES)
@settings(max_examples=tries(12))
def test_plain_text_adds_nothing_to_the_other_markdown(made: Callable[[Plan, Plan], str], lines: list[str]) -> None:
    """What changed, and the follow-up of the annual cycle, are printed as plain text all of it."""
    before = plan_of(said("förr"), said("förr"))
    known, page = (made(before, plan_of(said(*texts), said(*texts))) for texts in (HARMLESS[:MANY], lines))
    for reader in MARKDOWN_READERS.values():
        shown = Page(reader(page))
        assert shown.elements == Page(reader(known)).elements
        assert_that_nothing_acts(shown)


def outline_of(page: str) -> Counter[Element]:
    """Return the elements of a page of HTML and their attributes, but for what these say and what is drawn.

    That a table is crowded, or has room for days, which the page says in a class, follows from how long its words are.
    """
    outline: Counter[Element] = Counter()
    for tag, attributes in as_browser(re.sub('class="table stacks (?:crowded|days)"', 'class="table stacks"', page)):
        if tag not in DRAWN:
            outline[Element(tag, tuple((name, "" if name in SAYS else value) for name, value in attributes))] += 1
    return outline


DRAWN = {"svg", "g", "path", "text", "tspan", "title", "desc"}
SAYS = {"content", "aria-label"}


@cache
def harmless_outline(template: str, lines: int) -> Counter[Element]:
    return outline_of(page_of(harmless_plan(lines), template, PageKind.HTML))


@pytest.mark.parametrize("template", TEMPLATES)
def test_lines_that_act_add_nothing_to_a_page_of_html(template: str) -> None:
    page = page_of(plan_of(said(*ACTING), said("text")), template, PageKind.HTML)
    known = page_of(harmless_plan(len(ACTING)), template, PageKind.HTML)
    assert outline_of(page) == outline_of(known)
    assert {one.tag for one in as_browser(page)} == {one.tag for one in as_browser(known)}


@given(LISTS_OF_LINES, st.lists(NARRATIVES, min_size=1, max_size=4))
@settings(max_examples=tries(12))
def test_text_adds_only_what_markdown_has_for_authors_to_a_page_of_html(
    lines: list[str], narratives: list[str]
) -> None:
    page = page_of(plan_of(said(*lines), said(*narratives)), "lagesrapport", PageKind.HTML)
    added = outline_of(page) - harmless_outline("lagesrapport", MANY)
    assert {one.tag for one in added} <= WRITTEN_BY_AUTHORS
    assert {name for one in added for name, _ in one.attributes} <= {"href", "title", "start", "style"}
    assert all(SAFE_LINK.match(link) or link.startswith("#") for link in Page(page).links)


def names_in(page: str) -> set[tuple[str, tuple[str, ...]]]:
    """Return the elements of a page by their names, and those of their attributes."""
    return {(one.tag, tuple(name for name, _ in one.attributes)) for one in as_browser(page)}


@pytest.mark.parametrize("kind", list(WheelKind))
def test_lines_that_act_add_nothing_to_a_wheel(kind: WheelKind) -> None:
    known = names_in(wheel_page(wheel(plan_saying(said(*HARMLESS))), kind))
    for line in ACTING:
        assert names_in(wheel_page(wheel(plan_saying(said(line))), kind)) <= known


@pytest.mark.parametrize("line", ACTING)
def test_a_preview_says_each_line_that_acts(line: str) -> None:
    """Its panel shows messages, which quote the plan."""
    shown, known = preview_of(line), preview_of("ord")
    assert [one.tag for one in shown.elements] == [one.tag for one in known.elements]
    assert line.split(maxsplit=1)[0] in shown.words


def preview_of(line: str) -> Page:
    findings = loaded(f"titel: x\n{quoted(line)}: 1\nspråk: {quoted(line)}\n").diagnostics
    assert len(findings) == 2
    return Page(preview_page(PreviewState(None, False, findings), Language.SV, state="s", nonce="n"))


COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable("table")


def told(shown: str) -> list[object]:
    """Return the elements and words of rendered Markdown, but for what is the same to a reader."""
    shown = re.sub(r"<(em|strong|p|li)>[\s\u2060]*(?:<br />)?[\s\u2060]*</\1>", "", re.sub(r"<h[1-6]>", "<h4>", shown))
    page = Page(shown)
    elements = [one.tag for one in page.elements if one.tag not in {"p", "br", "li"}]
    return [elements, page.words, [link.replace("%28", "(").replace("%29", ")") for link in page.links]]


@given(
    st.lists(st.one_of(PIECES, st.sampled_from(["\n", "\n\n", "- ", "> ", "    ", *BLOCKS])), max_size=14).map("".join)
)
@settings(max_examples=tries(1000))
def test_narrative_text_means_the_same_in_markdown_as_in_html(text: str) -> None:
    assert told(COMMONMARK.render(to_markdown(text))) == told(to_html(text))
