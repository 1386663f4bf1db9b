"""What the READMEs and the pages of settings show holds; every page can be found, and leads somewhere."""

import re
from functools import cache
from pathlib import Path

import pytest

from command_line import Anhorig
from conftest import PLANS

ROOT = PLANS.parent
DOCS = ROOT / "docs"
READMES = {"sv": ROOT / "README.md", "en": ROOT / "README.en.md"}
PAIRS = {
    READMES["sv"]: READMES["en"],
    DOCS / "README.md": DOCS / "README.en.md",
    DOCS / "reference" / "kommandon.md": DOCS / "reference" / "commands.md",
    DOCS / "reference" / "installningar.md": DOCS / "reference" / "settings.md",
}
INDEXES = {"sv": DOCS / "README.md", "en": DOCS / "README.en.md"}
PAGES = sorted({*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *PLANS.rglob("README.md")})
LINK = re.compile(r"\]\((?!https?:|mailto:)([^()\s#]*)(?:#([^()\s]*))?\)")


def _text(language: str) -> str:
    return READMES[language].read_text(encoding="utf-8")


def _blocks(page: Path, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def _links(page: Path) -> list[tuple[Path, str]]:
    """Return the places in the project that a page leads to: a file, and a heading of it or ""."""
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE)
    return [((page.parent / path).resolve() if path else page, heading) for path, heading in LINK.findall(text)]


@cache
def _headings(page: Path) -> set[str]:
    """Return what a page's headings are called in a link, as GitHub makes it of their words."""
    titles = re.findall(r"^#+ (.*)", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("swedish", PAIRS, ids=lambda file: file.stem)
def test_both_languages_have_the_same_sections_commands_and_rows(swedish: Path) -> None:
    texts = [file.read_text(encoding="utf-8") for file in (swedish, PAIRS[swedish])]
    for pattern in (r"^## ", r"^\$ \w+ [\w-]+", r"^- ", r"^\| ", r"^```yaml"):
        counts = [len(re.findall(pattern, text, re.MULTILINE)) for text in texts]
        assert counts[0] == counts[1], pattern


@pytest.mark.parametrize("language", READMES)
def test_the_plan_it_shows_is_clean(language: str, anhorig: Anhorig, tmp_path: Path) -> None:
    (plan,) = _blocks(READMES[language], "yaml")
    (tmp_path / "plan.yaml").write_text(plan, encoding="utf-8")
    run = anhorig("check", tmp_path / "plan.yaml", "--as-of", "2026-07-15", "--fail-on", "warning")
    assert run.code == 0, run.out


@pytest.mark.parametrize("name", ["installningar.md", "settings.md"])
def test_the_settings_it_shows_are_settings(name: str, anhorig: Anhorig, tmp_path: Path) -> None:
    (settings,) = _blocks(DOCS / "reference" / name, "yaml")
    (tmp_path / "anhorig.yaml").write_text(settings, encoding="utf-8")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "p.yaml").write_text("titel: Plan\n", encoding="utf-8")
    run = anhorig("check", tmp_path / "plans" / "p.yaml", "--format", "json", "--select", "ANH1,ANH9")
    assert [line for line in run.out.splitlines() if '"code"' in line and "ANH901" not in line] == []


@pytest.mark.parametrize("language", READMES)
def test_the_finding_and_the_count_it_shows_are_those_that_are_told(language: str, anhorig: Anhorig) -> None:
    ((finding, count),) = re.findall(r"^(plans/trelleborg/\S+: ANH301 .*)\n(15 pla.*)", _text(language), re.MULTILINE)
    run = anhorig("check", "plans", "--as-of", "2021-09-20", "--language", language)
    assert finding in run.out.splitlines()
    assert count in run.err.splitlines()


@pytest.mark.parametrize("file", PAGES, ids=lambda file: str(file.relative_to(ROOT)))
def test_links_lead_somewhere(file: Path) -> None:
    lost = [(str(to), at) for to, at in _links(file) if not to.exists() or (at and at not in _headings(to))]
    assert lost == []


def test_the_index_lists_every_page() -> None:
    """Each page stands in the index of its language; a page that exists in one language only stands in both."""
    listed = {language: {to for to, _ in _links(index)} for language, index in INDEXES.items()}
    pages = {*DOCS.glob("*/*.md"), *DOCS.glob("*/*/*.md")} - {DOCS / "guide" / "README.md", DOCS / "guide/en/README.md"}
    assert pages - listed["sv"] - listed["en"] == set()
    assert len(pages & listed["sv"]) == len(pages & listed["en"])
