"""Whole pages to documents."""

from collections.abc import Iterator

import pytest

from anhorig_cli.loading.discovery import PlanFiles, find_plans
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_page
from anhorig_cli.rendering.paper.document import (
    Beside,
    Block,
    Blocks,
    Heading,
    Items,
    Kept,
    PaperDocument,
    Paragraph,
    Picture,
    Run,
    Table,
    texts,
)
from anhorig_cli.rendering.paper.page_reader import read_page
from conftest import PLANS
from elements import elements
from report_views import view_of


def levels(document: PaperDocument) -> list[int]:
    return [block.level for block in document.blocks if isinstance(block, Heading)]


def test_language_and_title() -> None:
    document = read_page('<html lang="en"><head><title>A\n title</title></head><body><p>Text</body></html>')
    assert (document.language, document.title, list(texts(document.blocks))) == ("en", "A title", ["Text"])


def test_without_a_title_the_first_heading_is_one() -> None:
    assert read_page("<h1>Plan <em>A</em></h1>").title == "Plan A"
    assert (read_page("text").title, read_page("text").language) == ("–", "sv")


def test_a_template_asks_for_one_sheet() -> None:
    assert read_page('<head><meta name="one-sheet" content=""></head><p>a').dense
    assert not read_page('<head><meta name="viewport" content="one-sheet"></head><p>a').dense


def test_headings_begin_at_one_and_skip_none() -> None:
    assert levels(read_page("<h3>a</h3><h6>b</h6><h2>c</h2><h5>d</h5>")) == [1, 2, 2, 3]


def test_headings_within_other_blocks_have_their_levels_too() -> None:
    document = read_page("<ul><li><h4>a</h4></ul><h4>b</h4>")
    (items, _) = document.blocks
    assert isinstance(items, Items)
    assert items.items == ((Heading(1, (Run("a"),)),),)
    assert levels(document) == [2]


@pytest.mark.parametrize(
    ("said", "language"), [("sv-SE", "sv"), ("EN", "en"), ("x", "sv"), ("", "sv"), ("svenska", "sv")]
)
def test_a_page_says_its_language_in_many_ways(said: str, language: str) -> None:
    assert read_page(f'<html lang="{said}"><p>a</html>').language == language


def every(blocks: Blocks) -> Iterator[Block]:
    """Give blocks with those that stand in others, but for lists and tables."""
    for block in blocks:
        if isinstance(block, Kept):
            yield from every(block.content)
        elif isinstance(block, Beside):
            for part in block.parts:
                yield from every(part)
        else:
            yield block


@pytest.mark.parametrize("full", [True, False], ids=["full", "short"])
@pytest.mark.parametrize("files", find_plans(str(PLANS)), ids=lambda files: files.stem)
def test_all_that_a_page_shows_is_in_the_document(files: PlanFiles, full: bool) -> None:
    page = render_page(view_of(load(files).plan, full=full), PageKind.HTML)
    blocks = list(every(read_page(page).blocks))
    tags = [tag for tag, _ in elements(page)]
    kinds = [type(block) for block in blocks]
    assert kinds.count(Heading) == sum(tags.count(f"h{level}") for level in range(1, 7))
    assert kinds.count(Table) == tags.count("table")
    assert kinds.count(Picture) == tags.count("svg")
    assert all(block.alternative for block in blocks if isinstance(block, Picture))


def test_a_link_on_the_page_leads_to_a_heading_that_is_there() -> None:
    page = '<h1 id="a-1">A</h1><h2 id="a-1">Again</h2><h2 id="1 x">B</h2><p><a href="#a-1">a</a> <a href="#c">c</a></p>'
    document = read_page(page)
    assert [block.anchor for block in document.blocks if isinstance(block, Heading)] == ["a-1", "", ""]
    (said,) = [block for block in document.blocks if isinstance(block, Paragraph)]
    assert said.runs == (Run("a", link="#a-1"), Run(" "), Run("c"))


def test_what_stands_beside_each_other_and_what_is_kept_together() -> None:
    page = (
        '<article class="block"><h1>A</h1><div class="rail"><p>b</p><div><p>c</p></div><p hidden>d</p></div></article>'
    )
    (kept,) = read_page(page).blocks
    assert isinstance(kept, Kept)
    assert kept.is_ruled
    _, beside = kept.content
    assert beside == Beside(((Paragraph((Run("b"),)),), (Paragraph((Run("c"),)),)), "rail")
