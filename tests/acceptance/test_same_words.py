"""Markdown tells all that HTML tells: their words are compared section by section, for every plan of the project."""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.usecases.report.make_reports import pages, view_plans
from anhorig_cli.workspace.workspace import Workspace
from command_line import Anhorig
from conftest import REAL_PLANS

DAYS = (date(2021, 9, 20), date(2024, 6, 1), date(2026, 11, 29))
TEMPLATES = ("lagesrapport", "tjansteskrivelse", "atgardsplan", "sammanfattning")
_OF_THE_PAGE = (
    r"(?s)<svg.*?</svg>|<nav.*?</nav>|<details class=.web.>.*?</details>|<summary>.*?</summary>"
    r"|<h3>[^<]*</h3>\s*(?=<figure)|<ul class=.figures.>.*?</ul>"
)
"""What only a page has: pictures, whose words stand in the table beside them, and numbers in large type."""
_NAMES = r"<caption[^>]*>.*?</caption>|<thead>.*?</thead>|<dt>.*?</dt>"
"""What names tables, columns and facts in a page; in Markdown a heading may, or nothing has to."""


def sections_of_html(page: str) -> dict[str, set[str]]:
    """Return the words of each section, by its heading."""
    main = re.sub(f"{_OF_THE_PAGE}|{_NAMES}", " ", page[page.index("<main") : page.index("</main>")])
    parts = re.split(r"<h2[^>]*>(.*?)</h2>", main)
    return {
        unescape(heading): words(unescape(re.sub(r"<[^>]*>", " ", text)))
        for heading, text in zip(parts[1::2], parts[2::2], strict=True)
    }


def sections_of_markdown(page: str) -> dict[str, set[str]]:
    parts = re.split(r"^## (.*)$", page.rpartition("\n---\n")[0] or page, flags=re.MULTILINE)
    told = zip(parts[1::2], parts[2::2], strict=True)
    return {_plain(heading): words(_plain(body)) for heading, body in told}


def _plain(text: str) -> str:
    return unescape(text.replace("\\", ""))


def words(text: str) -> set[str]:
    """Return the words of a text, in small letters; a link's address is not told as a word."""
    return set(re.findall(r"\w+", re.sub(r"\]\([^)]*\)|<br>", " ", text).lower()))


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("plan", REAL_PLANS, ids=lambda path: path.stem)
@pytest.mark.parametrize("full", [False, True], ids=["short", "full"])
def test_markdown_tells_all_that_html_tells(plan: Path, day: date, *, full: bool) -> None:
    reports = view_plans(Workspace.of([str(plan)]), day, None, full=full)
    for template in TEMPLATES:
        [page], [text] = (
            pages(reports, kind, template=template, footer=False) for kind in (PageKind.HTML, PageKind.MD)
        )
        as_page, as_text = sections_of_html(page), sections_of_markdown(text)
        assert list(as_page) == list(as_text), template
        missing = {heading: sorted(as_page[heading] - as_text[heading]) for heading in as_page}
        assert {heading: words for heading, words in missing.items() if words} == {}, template


CARRIED_ON = """\
titel: P
roller: [{id: r, titel: Projektledare}]
målgrupper: [{id: s, titel: Strategiskt ansvariga}]
delmål:
  - id: a
    titel: Första
    syfte: Syftet med den första
    beskrivning: Beskrivning av den första
    ansvarig: r
    målgrupper: s
    aktiviteter:
      - {titel: Slutseminarium, beskrivning: Två dagar i maj, status: genomförd, klar: 2023-11, ansvarig: r}
    bedömningar:
      - {datum: 2023-06, status: bedöms delvis uppfyllas, kommentar: Halvvägs, orsak: Vakans, åtgärd: Rekrytera}
      - {datum: 2023-12-01, status: uppfyllt, kommentar: Klart, orsak: Nya lokaler, åtgärd: Sprida resultatet}
  - {id: b, titel: Andra, fortsätter: a, tillagd: 2024-01-15}
"""


@pytest.mark.parametrize("kind", ["md", "html"])
def test_an_earlier_subgoal_keeps_all_that_is_said_of_it(kind: str, tmp_path: Path, anhorig: Anhorig) -> None:
    plan = tmp_path / "p.yaml"
    plan.write_text(CARRIED_ON, encoding="utf-8")
    page = anhorig("report", plan, "--as-of", "2024-06-01", "--format", kind, "--full").out
    earlier = page[page.rindex("Tidigare delmål som drivs vidare") :]
    told = (
        "Syftet med",
        "Beskrivning av",
        "Projektledare",
        "Strategiskt ansvariga",
        "Två dagar i maj",
        "november 2023",
    )
    of_assessments = ("Halvvägs", "Vakans", "Rekrytera", "Klart", "Nya lokaler", "Sprida resultatet")
    assert [text for text in (*told, *of_assessments) if text not in earlier] == []


@pytest.mark.parametrize("kind", ["md", "html"])
@pytest.mark.parametrize(
    ("later", "is_named"), [("målgrupper: s", False), ("målgrupper: t", True), ("målgrupper: [s, t]", True)]
)
def test_a_group_that_the_next_subgoal_has_is_named_once(
    kind: str, later: str, *, is_named: bool, tmp_path: Path, anhorig: Anhorig
) -> None:
    plan = tmp_path / "p.yaml"
    text = CARRIED_ON.replace("tillagd: 2024-01-15", f"tillagd: 2024-01-15, {later}")
    plan.write_text(text.replace("ansvariga}]", "ansvariga}, {id: t, titel: Anhöriga}]"), encoding="utf-8")
    page = anhorig("report", plan, "--as-of", "2024-06-01", "--format", kind).out
    earlier = page[page.rindex("Tidigare delmål som drivs vidare") :]
    assert ("Målgrupper: Strategiskt ansvariga" in earlier) == is_named
    assert "trategiskt ansvariga" in page


DESCRIBED = """\
titel: P
målgrupper: [{id: g, titel: Unga, beskrivning: "**Barn** och unga\\n\\n- i skolan\\n- hemma"}]
områden: [{id: o, titel: Stöd, beskrivning: "*Tidigt* stöd\\n\\n1. samtal\\n2. avlösning"}]
delmål: [{id: a, titel: A, bidrar_till: o, målgrupper: g}]
"""


def test_descriptions_of_areas_and_target_groups_are_told_in_both(tmp_path: Path, anhorig: Anhorig) -> None:
    plan = tmp_path / "p.yaml"
    plan.write_text(DESCRIBED, encoding="utf-8")
    asked = ("report", plan, "--as-of", "2024-06-01", "--no-footer", "--full")
    page, text = (anhorig(*asked, "--format", kind).out for kind in ("html", "md"))
    for markup in ("<strong>Barn</strong>", "<em>Tidigt</em>", "<li>i skolan</li>", "<li>avlösning</li>"):
        assert markup in page
    cells = ("Unga<br>Barn och unga<br>– i skolan<br>– hemma", "Stöd<br>Tidigt stöd<br>1. samtal<br>2. avlösning")
    assert [cell for cell in cells if cell not in text.replace("\\", "")] == []
    as_page, as_text = sections_of_html(page), sections_of_markdown(text)
    assert {heading: as_page[heading] - as_text[heading] for heading in as_page} == {name: set() for name in as_page}
