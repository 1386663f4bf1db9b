"""Pages: one file, no outside reference, and plan text stays text."""

import re
from itertools import pairwise
from pathlib import Path

import pytest

from anhorig_cli import __version__
from anhorig_cli.loading.discovery import PlanFiles, find_plans
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_page
from anhorig_cli.rendering.template_files import built_in_templates
from conftest import PLANS
from elements import elements
from plan_text import loaded
from report_views import hostile, view_of

REAL = find_plans(str(PLANS))


@pytest.mark.parametrize("kind", list(PageKind))
def test_a_page_names_the_version_as_it_is(kind: PageKind) -> None:
    assert f" anhorig {__version__}." in render_page(hostile("text"), kind)
    assert __version__ not in render_page(hostile("text"), kind, footer=False)


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</style><base href=//x>"]
)
@pytest.mark.parametrize("full", [True, False], ids=["full", "short"])
def test_hostile_text_never_becomes_an_element(text: str, full: bool) -> None:
    page = render_page(hostile(text, full=full), PageKind.HTML)
    plain = render_page(hostile("text", full=full), PageKind.HTML)
    assert {tag for tag, _ in elements(page)} == {tag for tag, _ in elements(plain)}
    assert not any(name.startswith("on") for _, attributes in elements(page) for name in attributes)


@pytest.mark.parametrize(
    "text",
    ["{{ 97 * 1009 }}", "{% include '/etc/passwd' %}", "{# dold #}", "${HOME} %USERPROFILE%", "{0.__class__} %s"],
)
@pytest.mark.parametrize("kind", list(PageKind))
@pytest.mark.parametrize("full", [True, False], ids=["full", "short"])
def test_text_of_a_plan_is_never_run_as_a_template(text: str, kind: PageKind, full: bool) -> None:
    page = render_page(hostile(text, full=full), kind).replace("&#39;", "'").replace("\\", "")
    assert text in page
    assert "97873" not in page


@pytest.mark.parametrize("full", [True, False], ids=["full", "short"])
def test_line_breaks_and_pipes_do_not_break_a_markdown_table(full: bool) -> None:
    page = render_page(hostile("rad | ett\n\n| rad | två |", full=full), PageKind.MD)
    tables = [block.splitlines() for block in page.split("\n\n") if block.startswith("|")]
    assert len(tables) >= 5
    for head, *rows in tables:
        for row in rows:
            assert len(re.findall(r"(?<!\\)\|", row)) == len(re.findall(r"(?<!\\)\|", head)), row
            assert row.endswith("|")


@pytest.mark.parametrize("full", [True, False], ids=["full", "short"])
@pytest.mark.parametrize("files", REAL, ids=lambda files: files.stem)
def test_an_html_page_is_one_file_with_its_landmarks_in_order(files: PlanFiles, full: bool) -> None:
    page = render_page(view_of(load(files).plan, full=full), PageKind.HTML)
    found = elements(page)
    names = [tag for tag, _ in found]
    assert found[0] == ("html", {"lang": "sv"})
    assert "script" not in names
    assert not {"src", "srcset"} & {name for _, attributes in found for name in attributes}
    assert all((attributes.get("href") or "#").startswith("#") for tag, attributes in found if tag == "a")
    assert "url(" not in page
    assert "@import" not in page
    ids = [attributes["id"] for _, attributes in found if "id" in attributes]
    assert len(ids) == len(set(ids))
    levels = [int(tag[1]) for tag in names if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert names.count("main") == names.count("header") == names.count("nav") == 1
    assert names.count("table") == names.count("caption")
    linked = [attributes["href"] for tag, attributes in found if tag == "a"]
    assert all((href or "")[1:] in ids for href in linked)


def test_the_built_in_templates_are_found() -> None:
    assert {path.name for path in built_in_templates().glob("*.j2")} >= {"lagesrapport.md.j2", "lagesrapport.html.j2"}
    assert isinstance(built_in_templates(), Path)


def test_the_smallest_plan_makes_a_page_of_each_kind() -> None:
    view = view_of(loaded("titel: Plan för anhörigstöd\n").plan, full=False)
    assert render_page(view, PageKind.MD, footer=False) == (
        "# Plan för anhörigstöd\n\n**Lägesrapport, 1 juli 2026**\n\nPlanen har inga delmål.\n"
    )
    assert "<h1>Plan för anhörigstöd</h1>" in render_page(view, PageKind.HTML)


def test_a_template_has_the_same_blocks_in_each_kind() -> None:
    blocks = {
        kind: set(
            re.findall(r"{% block (\w+)", (built_in_templates() / f"lagesrapport.{kind.value}.j2").read_text("utf-8"))
        )
        for kind in PageKind
    }
    assert blocks[PageKind.HTML] - blocks[PageKind.MD] == {"body", "contents", "title"}
    assert blocks[PageKind.MD] <= blocks[PageKind.HTML]
    assert {"header", "main", "summary", "indicators", "subgoals", "footer"} <= blocks[PageKind.MD]


def test_the_summary_says_what_each_deviation_is_about() -> None:
    plan = loaded("""\
        titel: P
        delmål: [{id: a, titel: Avlösning, senast: 2026-03}]
        årshjul: [{titel: Avstämning, när: mars, från: 2025, utfört: [2025-03-10]}]
        """).plan
    page = render_page(view_of(plan), PageKind.MD, template="sammanfattning")
    assert "### ! 1 delmål är försenat\n\n- **Avlösning**: 92 dagar" in page
    assert "### ! 1 uppgift i årshjulet är inte utförd i tid" in page


@pytest.mark.parametrize(("text", "told"), [("Nytt arbetssätt", "Nytt arbetssätt. Gäller"), ("Ja!", "Ja! Gäller")])
@pytest.mark.parametrize("kind", list(PageKind))
def test_what_a_decision_says_ends_before_the_day_it_takes_effect(text: str, told: str, kind: PageKind) -> None:
    plan = loaded(
        f"titel: Plan\nbeslut: [{{datum: 2020-02-24, organ: Nämnden, text: {text}, gäller_från: 2020-12-01}}]\n"
    )
    page = render_page(view_of(plan.plan), kind).replace("\\", "")
    assert f"{told} från 1 december 2020." in page


BEHIND = """\
    titel: Plan
    delmål:
      - id: d
        titel: Delmål
        indikatorer: i
        bedömningar: [{datum: 2026-02-01, status: STATUS}]
    indikatorer:
      - id: i
        titel: Kontakter
        utgångsvärde: {värde: 30, datum: 2025-12-01}
        målvärde: {minst: 90, senast: 2026-12-01}
        mätningar: [{datum: 2026-06-01, värde: 40}]
    """


@pytest.mark.parametrize("full", [True, False], ids=["full", "short"])
@pytest.mark.parametrize(
    ("status", "told"),
    [("uppfyllt", "Ligger efter (inget delmål är öppet)"), ("bedöms uppfyllas", "! Ligger efter")],
)
def test_an_indicator_that_nobody_follows_any_longer_is_told_to_lie_behind_but_not_counted(
    status: str, told: str, full: bool
) -> None:
    page = render_page(view_of(loaded(BEHIND.replace("STATUS", status)).plan, full=full), PageKind.MD).replace("\\", "")
    row, *_ = [line for line in page.splitlines() if line.startswith("| Kontakter")]
    assert told in row
    assert not full or ("En indikator ligger efter" in page) == ("!" in told)


@pytest.mark.parametrize("kind", list(PageKind))
def test_an_activity_that_is_late_says_so_beside_its_title(kind: PageKind) -> None:
    late = "[{titel: Brev, senast: 2026-03}, {titel: Möten, status: pågår, senast: 2026-03}]"
    page = render_page(view_of(loaded(f"titel: P\ndelmål: [{{id: a, titel: A, aktiviteter: {late}}}]\n").plan), kind)
    text = re.sub(r"<[^>]+>", "", page)
    assert "Brev – ! försenad" in text
    assert re.search("Möten – . Pågår – ! försenad", text)
