"""`anhorig report` to PDF and Word."""

import subprocess
import sys
from pathlib import Path

import pytest
from docx.oxml.ns import qn

from command_line import Anhorig
from conftest import PLANS
from hostile_letterheads import HOSTILE
from pdf_file import text
from word_file import opened, related, saying

AS_OF = ("--as-of", "2021-09-20")
TRELLEBORG = PLANS / "trelleborg"
FACTS = (
    "3 av 9 delmål är försenade",
    "De nio tidigare delmålen bedöms som uppfyllda",
    "8 flyttade datum behöver ett skäl och ett beslut",
    "71 användare",
    "108 användare",
    "minst 10\u00a0% senast 30 november 2021",
    "varken aktiverade kort eller utdelade kort redovisas",
    "16 planerade träffar",
    "cirka 600 deltagare",
    "4 genomförda träffar",
    "5 planerade träffar",
    "färre än 5 deltagare",
    "pandemin",
    "Antal som gäller färre än 5 personer visas inte.",
)


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan-a.yaml"
    path.write_text("titel: Plan för anhörigstöd\nnämnd: Socialnämnden\n", encoding="utf-8")
    return path


def test_the_facts_of_trelleborg_are_in_the_pdf(anhorig: Anhorig, tmp_path: Path) -> None:
    assert anhorig("report", TRELLEBORG, *AS_OF, "-o", tmp_path / "r.pdf").code == 0
    shown = text((tmp_path / "r.pdf").read_bytes())
    for fact in FACTS:
        assert " ".join(fact.split()) in shown, fact
    assert "3 deltagare" not in shown


def test_the_facts_of_trelleborg_are_in_the_word_file(anhorig: Anhorig, tmp_path: Path) -> None:
    assert anhorig("report", TRELLEBORG, *AS_OF, "-o", tmp_path / "r.docx").code == 0
    shown = " ".join(said((tmp_path / "r.docx").read_bytes()).split())
    for fact in FACTS:
        assert " ".join(fact.split()) in shown, fact
    assert "3 deltagare" not in shown


def said(word: bytes) -> str:
    """Return all text of a Word file's body."""
    return "".join(
        f"{e.text or ''}" if e.tag == qn("w:t") else "\n" for e in opened(word).element.iter(qn("w:t"), qn("w:p"))
    )


def test_the_lead_stands_once_on_paper(anhorig: Anhorig, tmp_path: Path) -> None:
    files = (tmp_path / "r.html", tmp_path / "r.pdf", tmp_path / "r.docx")
    assert anhorig("report", TRELLEBORG, *AS_OF, *(part for file in files for part in ("-o", file))).code == 0
    pdf, word = text(files[1].read_bytes()), said(files[2].read_bytes())
    for shown in (" ".join(pdf.split()), " ".join(word.split())):
        assert shown.count("3 av 9 delmål är försenade") == 1


@pytest.mark.parametrize("ending", ["pdf", "docx"])
def test_the_same_plan_and_day_give_the_same_bytes(ending: str, anhorig: Anhorig, tmp_path: Path) -> None:
    for run in ("one", "two"):
        anhorig("report", TRELLEBORG, *AS_OF, "-o", tmp_path / f"{run}.{ending}")
    assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()


def test_a_template_of_ones_own_makes_paper_too(anhorig: Anhorig, plan: Path, tmp_path: Path) -> None:
    template = tmp_path / "kort.html.j2"
    template.write_text("<h1>Kort om {{ plan.title }}</h1>", encoding="utf-8")
    files = (tmp_path / "r.pdf", tmp_path / "r.docx")
    assert anhorig("report", plan, "--template", template, "-o", files[0], "-o", files[1]).code == 0
    assert "Kort om Plan för anhörigstöd" in text(files[0].read_bytes())
    assert "Kort om Plan för anhörigstöd" in said(files[1].read_bytes())


@pytest.mark.parametrize("name", ["trelleborg", "salem", "nestor", "sormland", "fou-nu", "tibro"])
def test_the_summary_stands_on_one_sheet(name: str, anhorig: Anhorig, tmp_path: Path) -> None:
    path = next(PLANS.glob(f"{name}*"))
    run = anhorig("report", path, "--as-of", "2024-06-01", "--template", "sammanfattning", "-o", tmp_path / "r.pdf")
    assert run.code == 0
    assert text((tmp_path / "r.pdf").read_bytes()).endswith(" 1 (1)")


def test_a_template_of_markdown_makes_no_paper(anhorig: Anhorig, plan: Path, tmp_path: Path) -> None:
    template = tmp_path / "kort.md.j2"
    template.write_text("# {{ plan.title }}\n", encoding="utf-8")
    run = anhorig("report", plan, "--template", template, "-o", tmp_path / "r.pdf")
    assert (run.code, len(run.err.splitlines())) == (2, 1)
    assert not (tmp_path / "r.pdf").exists()


def test_several_plans_go_to_a_folder(anhorig: Anhorig, tmp_path: Path) -> None:
    run = anhorig("report", PLANS / "salem.yaml", PLANS / "tibro.yaml", *AS_OF, "--format", "pdf", "-o", f"{tmp_path}/")
    assert run.code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"salem.pdf", "tibro.pdf"}


def test_one_pdf_goes_to_a_pipe_and_several_do_not(anhorig: Anhorig, plan: Path) -> None:
    command = [sys.executable, "-m", "anhorig_cli", "report", plan, "--format", "pdf"]
    assert subprocess.run(list(map(str, command)), capture_output=True, check=True).stdout.startswith(b"%PDF-1.7")
    assert anhorig("report", PLANS, *AS_OF, "--format", "pdf").code == 2


def test_no_pdf_goes_to_a_terminal(anhorig: Anhorig, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    run = anhorig("report", plan, "--format", "pdf")
    assert (run.code, run.out, len(run.err.splitlines())) == (2, "", 1)


@pytest.mark.parametrize(("ending", "library"), [("pdf", "typst"), ("docx", "docx")])
def test_what_is_not_installed_is_one_line_that_says_how(
    ending: str, library: str, anhorig: Anhorig, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith(("anhorig_cli.rendering.paper", f"{library}."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    run = anhorig("report", plan, "-o", tmp_path / "r.md", "-o", tmp_path / f"r.{ending}")
    assert run.code == 3
    assert run.err == (
        f"för {ending.upper()} behövs en del som inte är installerad: installera anhorig igen, därifrån det"
        f" installerades, med delen '{ending}'\n"
    )
    assert {path.name for path in tmp_path.iterdir()} == {plan.name}


def test_text_needs_none_of_it(anhorig: Anhorig, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("anhorig_cli.rendering.paper")]:
        monkeypatch.delitem(sys.modules, name)
    for library in ("typst", "docx"):
        monkeypatch.setitem(sys.modules, library, None)
    assert anhorig("report", plan, "--format", "html").code == 0
    assert not any(name.startswith("anhorig_cli.rendering.paper") for name in sys.modules)


def test_the_report_goes_into_a_letterhead(anhorig: Anhorig, plan: Path, tmp_path: Path) -> None:
    (tmp_path / "mall.docx").write_bytes(saying(["Före", "[RAPPORT]", "Efter"]))
    run = anhorig("report", plan, "--letterhead", tmp_path / "mall.docx", "-o", tmp_path / "r.docx")
    assert run.code == 0
    word = opened((tmp_path / "r.docx").read_bytes())
    assert word.sections[0].header.paragraphs[0].text == "Exempelkommun"
    assert [p.text for p in word.paragraphs if p.text in {"Före", "Plan för anhörigstöd", "Efter"}] == [
        "Före",
        "Plan för anhörigstöd",
        "Efter",
    ]


def test_what_is_left_out_of_a_letterhead_is_told_and_the_report_is_written(
    anhorig: Anhorig, plan: Path, tmp_path: Path
) -> None:
    mall = tmp_path / "mall.docx"
    mall.write_bytes(related("hyperlink", "https://www.example.org/"))
    run = anhorig("report", plan, "--letterhead", mall, "-o", tmp_path / "r.docx")
    assert (run.code, run.out) == (0, "")
    assert run.err.splitlines() == [
        f"{mall}: följer inte med från dokumentmallen, i dokumentet: länkar; texten står kvar",
        f"skrev {tmp_path / 'r.docx'}",
    ]


@pytest.mark.parametrize(
    "data",
    [b"text", HOSTILE["other file as the body"].make(), saying(["a [RAPPORT]"])],
    ids=["text", "altChunk", "marker"],
)
def test_a_letterhead_that_is_refused_is_one_line_and_nothing_is_written(
    data: bytes, anhorig: Anhorig, plan: Path, tmp_path: Path
) -> None:
    (tmp_path / "mall.docx").write_bytes(data)
    run = anhorig(
        "report", plan, "--letterhead", tmp_path / "mall.docx", "-o", tmp_path / "r.md", "-o", tmp_path / "r.docx"
    )
    assert (run.code, run.out, len(run.err.splitlines())) == (3, "", 1)
    assert {path.name for path in tmp_path.iterdir()} == {plan.name, "mall.docx"}


def test_a_letterhead_is_for_word(anhorig: Anhorig, plan: Path, tmp_path: Path) -> None:
    run = anhorig("report", plan, "--letterhead", tmp_path / "mall.docx", "-o", tmp_path / "r.pdf")
    assert (run.code, len(run.err.splitlines())) == (2, 1)
    assert "-o FIL.docx" in run.err
