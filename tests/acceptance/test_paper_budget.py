"""The status report is as short as its readers need: pages on paper, and how often a subgoal's title stands in it."""

from pathlib import Path

import pytest
from pypdf import PdfReader

import large_plan
import pdf_file
from command_line import Anhorig
from conftest import PLANS, REAL_PLANS

PAGES = {"trelleborg": 4, "salem": 2, "tibro": 2, "fou-nu": 2, "nestor": 2, "sormland": 2}
MOST_TITLES = 3


def paper(anhorig: Anhorig, file: Path, *asked: str | Path) -> Path:
    run = anhorig("report", *asked, "-o", file)
    assert run.code == 0, run.err
    return file


def pages(file: Path) -> list[str]:
    return [" ".join(sheet.extract_text().split()) for sheet in PdfReader(file).pages]


@pytest.mark.parametrize("name", PAGES)
def test_the_reports_of_the_real_plans_are_short(name: str, anhorig: Anhorig, tmp_path: Path) -> None:
    path = next(p for p in (PLANS / name, PLANS / f"{name}.yaml", PLANS / f"{name}.md") if p.exists())
    day = "2021-09-20" if name == "trelleborg" else "2024-06-01"
    assert len(pages(paper(anhorig, tmp_path / "r.pdf", path, "--as-of", day))) <= PAGES[name]


def test_six_plans_are_told_of_on_one_page(anhorig: Anhorig, tmp_path: Path) -> None:
    file = tmp_path / "overview.pdf"
    assert anhorig("overview", *REAL_PLANS, "--as-of", "2021-09-20", "-o", file).code == 0
    (page,) = pages(file)
    assert "Läget i 6 planer" in page
    assert "Trelleborgs kommun" in page


def test_the_report_of_a_new_project_is_short(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    anhorig("init")
    assert len(pages(paper(anhorig, tmp_path / "r.pdf", "--as-of", "2026-11-22"))) <= 3


def test_a_large_plan_makes_eight_pages_and_names_each_subgoal_at_most_three_times(
    anhorig: Anhorig, tmp_path: Path
) -> None:
    plan = tmp_path / "stor.yaml"
    plan.write_text(large_plan.large_plan(), encoding="utf-8")
    file = paper(anhorig, tmp_path / "r.pdf", plan, "--occasion", "vt")
    sheets = pages(file)
    assert len(sheets) <= 8
    text = pdf_file.text(file.read_bytes())
    counts = {title: text.count(title) for title in large_plan.titles()}
    assert [title for title, count in counts.items() if not 1 <= count <= MOST_TITLES] == []
    assert "Det här behöver nämnden ta ställning till" in sheets[0]
    assert "Förslag: Nämnden godkänner rapporten." in sheets[0]


def test_the_first_page_of_trelleborg_answers_alone(anhorig: Anhorig, tmp_path: Path) -> None:
    first = pages(paper(anhorig, tmp_path / "r.pdf", PLANS / "trelleborg", "--as-of", "2021-09-20"))[0]
    for told in (
        "De nio tidigare delmålen bedöms som uppfyllda",
        "9 Ta reda på vilka nya aktiviteter",
        "4 Gemensam rutin för",
        "8 Fortsatt utveckling av den avgiftsfria",
        "31 mars 2021 173",
        "30 juni 2021 82",
        "71 användare",
        "108 användare",
        "37 fler än första mätningen",
        "3 försenade delmål behöver bedömas eller få ett beslut om nytt datum",
        "8 flyttade datum behöver ett skäl och ett beslut",
    ):
        assert told in first, told


def test_the_paper_to_the_committee_of_trelleborg_stands_on_one_page(anhorig: Anhorig, tmp_path: Path) -> None:
    asked = (PLANS / "trelleborg", "--as-of", "2021-09-20", "--template", "tjansteskrivelse")
    (page,) = pages(paper(anhorig, tmp_path / "t.pdf", *asked))
    assert "Beslutet skickas till" in page


def test_no_page_has_a_heading_alone_at_its_end(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "stor.yaml"
    plan.write_text(large_plan.large_plan(), encoding="utf-8")
    for sheet in PdfReader(paper(anhorig, tmp_path / "r.pdf", plan, "--occasion", "vt")).pages:
        *_, last, _footer = [line for line in sheet.extract_text().splitlines() if line.strip()]
        assert last not in {"Delmål", "Indikatorer", "Övriga indikatorer", "Årshjul"}
