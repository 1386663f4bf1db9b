"""Text that may be Markdown is rendered, or told in plain words: no paper shows its marks."""

from pathlib import Path

import pytest

import word_file
from command_line import Anhorig
from pdf_file import text as pdf_text

PLAN = """\
titel: P
nämnd: Nämnden
mål: Ett **måltecken**.
bakgrund: En **bakgrundstext**.
förbehåll: Ett **förbehållsord**.
bedömningar: [{datum: 2024-03-01, status: bedöms uppfyllas, kommentar: "En **plankommentar**"}]
enheter: [{id: e, titel: Enheten, beskrivning: "En **enhetstext**"}]
roller: [{id: r, titel: Rollen, beskrivning: "En **rolltext**"}]
parter: [{id: p, titel: Parten, beskrivning: "En **partstext**"}]
målgrupper: [{id: g, titel: Gruppen, beskrivning: "En **grupptext**"}]
områden:
  - id: o
    titel: Området
    beskrivning: En **områdestext**
    bedömningar:
      - {datum: 2024-02-01, status: delvis uppfyllt, kommentar: "En **områdeskommentar**", orsak: "En **områdesorsak**"}
delmål:
  - id: a
    titel: Tidigare
    syfte: Ett **tidigaresyfte**
    bedömningar: [{datum: 2023-12-01, status: uppfyllt, kommentar: "En **tidigarekommentar**"}]
  - id: b
    titel: Senare
    fortsätter: a
    tillagd: 2024-01-01
    bidrar_till: o
    målgrupper: g
    syfte: Ett **syftesord**
    beskrivning: En **delmålstext**
    senast: 2024-05-01
    ansvarig: r
    aktiviteter:
      - titel: Träffar
        beskrivning: En **aktivitetstext**
        status: pågår
        noteringar: [{datum: 2024-02-01, text: "En **notering**"}]
        tillfällen: {hållna: [{datum: 2024-03, antal: 2, notering: "En **tillfällesnot**"}]}
    bedömningar:
      - {datum: 2024-01-15, status: bedöms uppfyllas, kommentar: "En **förstakommentar**", orsak: "En **förstaorsak**"}
      - datum: 2024-04-01
        status: bedöms inte uppfyllas
        kommentar: En **sistakommentar**
        orsak: En **orsakstext**
        åtgärd: En **åtgärdstext**
indikatorer:
  - id: i
    titel: Indikatorn
    beskrivning: En **indikatortext**
    utgångsvärde: 1
    målvärde: {minst: 9, senast: 2025}
    mätningar: [{datum: 2023, värde: 2}, {datum: 2024-04, värde: 3, notering: "En **mätningsnot**"}]
årshjul: [{titel: Uppgift, beskrivning: "En **uppgiftstext**", när: januari, enheter: e, ansvarig: r, från: 2024-06}]
enkäter: [{id: k, titel: Enkäten, metod: enkät, period: 2024-04, beskrivning: "En **enkättext**"}]
rapporter:
  - {id: forra, titel: Förra, datum: 2024-01-31, nämnd: Nämnden}
  - id: nu
    titel: Nu
    datum: 2024-06-01
    nämnd: Nämnden
    sammanfattning: En **sammanfattningstext**
    händelser: En **händelse**
"""
ASKED = [
    ("lagesrapport", True),
    *((name, False) for name in ("lagesrapport", "tjansteskrivelse", "atgardsplan", "sammanfattning")),
]


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    file = tmp_path / "p.yaml"
    file.write_text(PLAN, encoding="utf-8")
    return file


@pytest.mark.parametrize(("template", "full"), ASKED)
def test_no_paper_shows_the_marks_of_markdown(template: str, full: bool, plan: Path, anhorig: Anhorig) -> None:
    asked = ("report", plan, "--as-of", "2024-06-01", "--template", template, *(("--full",) if full else ()))
    page, text = (anhorig(*asked, "--format", kind).out for kind in ("html", "md"))
    assert "**" not in page
    assert "\\*" not in text
    for kind, read in (("pdf", pdf_text), ("docx", word_file.text)):
        assert anhorig(*asked, "-o", plan.with_name(f"r.{kind}")).code == 0
        assert "**" not in read(plan.with_name(f"r.{kind}").read_bytes())


def test_a_report_that_tells_everything_tells_each_of_the_texts(plan: Path, anhorig: Anhorig) -> None:
    page = anhorig("report", plan, "--as-of", "2024-06-01", "--full", "--format", "html").out
    meant = [part for place, part in enumerate(PLAN.split("**")) if place % 2]
    assert [word for word in meant if word not in page] == []


def test_the_calendar_shows_no_marks(plan: Path, anhorig: Anhorig) -> None:
    calendar = anhorig("calendar", plan, "--as-of", "2024-06-01").out
    assert "uppgiftstext" in calendar
    assert "**" not in calendar
