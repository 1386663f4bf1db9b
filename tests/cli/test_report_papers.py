"""The built-in templates besides the status report: committee paper, action plan, summary, and one unit's part."""

import re
from pathlib import Path

import pytest

import large_plan
from anhorig_cli.rendering import page
from command_line import Anhorig
from conftest import PLANS, Golden

PLAN = """\
titel: Plan för anhörigstöd
nämnd: Socialnämnden
diarienummer: SN 2026/1
bakgrund: Planen gäller i tre år.
enheter:
  - {id: norr, titel: Hemvård norr, beskrivning: Norr om ån., ansvarig: Enhetschef}
  - {id: syd, titel: Hemvård syd}
delmål:
  - id: a
    titel: Träffar
    enheter: norr
    senast: 2026-12
    aktiviteter: [{titel: Höstträff, enheter: norr}]
    revideringar: [{fält: senast, från: 2026-06, till: 2026-12, beslutad: 2026-03-02, skäl: Lokalen byggdes om}]
  - {id: b, titel: Utskick, enheter: syd}
indikatorer:
  - {id: i, titel: Deltagare, enheter: norr, mätningar: [{datum: 2026-03, värde: 40, enhet: norr}, {datum: 2026-03, värde: 90}]}
årshjul: [{titel: Följa upp, när: mars, enheter: alla}]
rapporter:
  - id: sommar
    titel: Uppföljning efter våren
    datum: 2026-06-17
    sammanträde: 17 juni 2026 § 5
    förslag: [Nämnden godkänner uppföljningen., Nämnden begär en ny i höst.]
    sammanfattning: Arbetet går **framåt**.
    förvaltningens_bedömning: Målen nås i år.
    ekonomi: Ryms i budget.
    barnperspektiv: Barn som är anhöriga får stöd.
    beslutsunderlag: [{titel: Tjänsteutlåtande, datum: 2026-06-01, diarienummer: SN 2026/7}, Enkäten]
    skickas_till: [Anhörigkonsulenten, Akten]
"""  # noqa: E501 - an indicator a line reads best


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan-a.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def headings(page: str, level: int = 2) -> list[str]:
    return [line[level + 1 :] for line in page.splitlines() if line.startswith("#" * level + " ")]


def test_the_committee_paper_has_its_sections_in_order(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("report", plan, "--occasion", "sommar", "--template", "tjansteskrivelse")
    assert run.code == 0, run.err
    assert headings(run.out) == [
        "Förslag till beslut",
        "Sammanfattning",
        "Bakgrund",
        "Uppföljning av planen",
        "Förvaltningens bedömning",
        "Ekonomiska konsekvenser",
        "Barnperspektiv",
        "Beslutsunderlag",
        "Beslutet skickas till",
    ]
    for text in (
        "**Tjänsteskrivelse, 17 juni 2026**",
        "- **Ärende:** Uppföljning efter våren",
        "- **Sammanträde:** 17 juni 2026 § 5",
        "1. Nämnden godkänner uppföljningen.\n2. Nämnden begär en ny i höst.",
        "Arbetet går **framåt**.",
        "- Tjänsteutlåtande, 1 juni 2026, SN 2026/7\n- Enkäten",
        "- Anhörigkonsulenten\n- Akten",
    ):
        assert text in run.out, text


def test_the_committee_paper_has_drafts_of_what_is_empty_and_still_says_how_the_work_stands(
    anhorig: Anhorig, plan: Path
) -> None:
    run = anhorig("report", plan, "--as-of", "2026-07-01", "--template", "tjansteskrivelse")
    page = run.out
    assert run.err == (
        "Plan för anhörigstöd: fyll i de här utkasten innan tjänsteskrivelsen skickas: Förslag till beslut, "
        "Ekonomiska konsekvenser, Barnperspektiv, Beslutet skickas till\n"
    )
    drafts = ["Ekonomiska konsekvenser", "Barnperspektiv", "Beslutet skickas till"]
    assert headings(page) == ["Förslag till beslut", "Sammanfattning", "Bakgrund", "Uppföljning av planen", *drafts]
    assert page.count("**Utkast, fylls i av handläggaren:**") == 4
    assert "> 1. Socialnämnden godkänner lägesrapporten." in page
    assert "Inget av planens 2 delmål är bedömt än." in page
    assert "| Träffar | ○ Bedömning saknas | december 2026<br>flyttat från juni 2026 |" in page


def test_a_draft_names_none_of_several_committees(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "plan-f.yaml"
    plan.write_text("titel: P\nnämnd: [Socialnämnden, Barn- och utbildningsnämnden]\n", encoding="utf-8")
    page = anhorig("report", plan, "--as-of", "2026-07-01", "--template", "tjansteskrivelse").out
    assert "> 1. Nämnden godkänner lägesrapporten." in page


def test_the_committee_paper_names_the_plan_unless_the_matter_does(anhorig: Anhorig, plan: Path) -> None:
    asked = ("report", plan, "--occasion", "sommar", "--template", "tjansteskrivelse", "--format", "html")
    assert '</h1>\n<p class="goal">Plan för anhörigstöd</p>' in anhorig(*asked).out
    text = PLAN.replace("titel: Uppföljning efter våren", "ärende: Lägesrapport om Plan för anhörigstöd")
    plan.write_text(text, encoding="utf-8")
    assert anhorig(*asked).out.count("Plan för anhörigstöd") == 2, "in the title of the page and in its heading"


def test_the_committee_paper_says_why_a_subgoal_is_off_plan_and_its_date_moved(anhorig: Anhorig, plan: Path) -> None:
    assessed = "bedömningar: [{datum: 2026-05-02, status: bedöms delvis uppfyllas, kommentar: Helgerna *saknas*}]"
    plan.write_text(PLAN.replace("    titel: Träffar\n", f"    titel: Träffar\n    {assessed}\n"), encoding="utf-8")
    out = anhorig("report", plan, "--occasion", "sommar", "--template", "tjansteskrivelse").out
    assert "**Träffar**\n\n- Helgerna saknas\n- Skäl till att datumet flyttades: Lokalen byggdes om\n" in out
    assert "**Utskick**" not in out


def test_the_committee_paper_of_a_large_plan_leads_nowhere_outside_itself(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "stor.yaml"
    plan.write_text(large_plan.large_plan(), encoding="utf-8")
    asked = ("report", plan, "--occasion", "vt", "--format", "html", "--template")
    for paper in ("tjansteskrivelse", "sammanfattning", "atgardsplan", "lagesrapport"):
        out = anhorig(*asked, paper).out
        places = set(re.findall(r'\bid="([^"]+)"', out))
        assert {link for link in re.findall(r'href="#([^"]+)"', out) if link not in places} == set(), paper
    out = anhorig(*asked, "tjansteskrivelse").out
    assert re.search(r"och \d+ till \(se lägesrapporten\)", out)
    assert re.search(r"Övriga indikatorer finns i lägesrapporten: \d+\.", out)


def test_a_day_in_an_occasion_makes_the_paper_for_it(anhorig: Anhorig, plan: Path) -> None:
    page = anhorig("report", plan, "--as-of", "2026-06-17", "--template", "tjansteskrivelse").out
    assert headings(page)[0] == "Förslag till beslut"


def test_a_project_chooses_the_sections_their_order_and_their_headings(anhorig: Anhorig, plan: Path) -> None:
    (plan.parent / "anhorig.yaml").write_text(
        "tjänsteskrivelse: [barnperspektiv, sammanfattning, förslag, barnperspektiv]\n"
        "etiketter: {tjänsteskrivelse: {barnperspektiv: Barnrättsperspektiv}}\n",
        encoding="utf-8",
    )
    for kind in ("md", "html"):
        page = anhorig("report", plan, "--occasion", "sommar", "--template", "tjansteskrivelse", "--format", kind).out
        shown = [page.index(heading) for heading in ("Barnrättsperspektiv", "Sammanfattning", "Förslag till beslut")]
        assert shown == sorted(shown)
        assert "Ekonomiska konsekvenser" not in page


def test_the_action_plan_has_a_row_an_activity_and_one_for_a_subgoal_without_any(anhorig: Anhorig, plan: Path) -> None:
    page = anhorig("report", plan, "--as-of", "2026-07-01", "--template", "atgardsplan").out
    assert headings(page) == ["Kommande (2)", "Delmålens nummer"]
    assert "En återstår, och det framgår inte hur långt den har kommit. Ett delmål har inga aktiviteter." in page
    assert "Inget delmål har en ansvarig." in page
    assert "| december 2026 | Höstträff | 1 |\n" in page
    assert "| delmålet har inga aktiviteter | – | Utskick | 2 |\n" in page
    plan.write_text(PLAN.replace("titel: Utskick,", "titel: Utskick, ansvarig: Chef,"), encoding="utf-8")
    page = anhorig("report", plan, "--as-of", "2026-07-01", "--template", "atgardsplan").out
    assert "| december 2026 | Höstträff | 1 | inte angiven |" in page
    assert "| delmålet har inga aktiviteter | – | Utskick | 2 | Chef |" in page
    assert "Inget delmål har en ansvarig." not in page


def test_the_committee_paper_has_no_column_of_nobody(anhorig: Anhorig, plan: Path) -> None:
    asked = ("report", plan, "--occasion", "sommar", "--template", "tjansteskrivelse")
    page = anhorig(*asked).out
    assert "Inget delmål har en ansvarig.\n\n| Delmål | Bedömning | Slutdatum |\n" in page
    plan.write_text(PLAN.replace("titel: Utskick,", "titel: Utskick, ansvarig: Chef,"), encoding="utf-8")
    page = anhorig(*asked).out
    assert "| Delmål | Bedömning | Slutdatum | Ansvarig |" in page
    assert "Inget delmål har en ansvarig." not in page


def test_the_committee_paper_of_many_subgoals_that_nobody_has_assessed_lists_them(anhorig: Anhorig, plan: Path) -> None:
    subgoals = ", ".join(f"{{id: d{n}, titel: Delmål nummer {n}}}" for n in range(12))
    plan.write_text(f"titel: Plan\ndelmål: [{subgoals}]\n", encoding="utf-8")
    page = anhorig("report", plan, "--as-of", "2026-07-01", "--template", "tjansteskrivelse").out
    assert all(f"| Delmål nummer {n} | ○ Bedömning saknas |" in page for n in range(12))


def test_the_sheet_of_a_unit_without_tasks_promises_nothing_of_the_year(anhorig: Anhorig, plan: Path) -> None:
    asked = ("report", plan, "--unit", "norr", "--as-of", "2026-04-01", "--template", "enhet")
    assert anhorig(*asked).out.startswith("# Hemvård norr: det här gör vi 2026\n")
    plan.write_text(PLAN.replace("årshjul: [{titel: Följa upp, när: mars, enheter: alla}]\n", ""), encoding="utf-8")
    assert anhorig(*asked).out.startswith("# Hemvård norr: enhetens del av planen\n")


def test_the_whole_action_plan_tells_its_revisions(anhorig: Anhorig, plan: Path) -> None:
    page = anhorig("report", plan, "--as-of", "2026-07-01", "--template", "atgardsplan", "--full").out
    assert headings(page)[-1] == "Revideringar"
    assert "| juni 2026 | december 2026 | Lokalen byggdes om<br>beslutat 2 mars 2026 |" in page


def test_a_units_part_holds_what_concerns_the_unit(anhorig: Anhorig, plan: Path, tmp_path: Path) -> None:
    run = anhorig("report", plan, "--as-of", "2026-07-01", "--unit", "norr")
    assert run.out.startswith("# Hemvård norr: det här gör vi 2026\n\n**Enhetens del av planen, 1 juli 2026**\n")
    assert "Norr om ån." in run.out
    assert "Träffar" in run.out
    assert "Utskick" not in run.out
    assert "40" in run.out
    assert "90" not in run.out
    assert "| mars 2026<br>Passerat | Följa upp | |" in run.out
    anhorig("report", plan, "--unit", "Hemvård norr", "-o", f"{tmp_path}/out/")
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["plan-a-hemvård-norr.md"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--template", "enhet"], "ange vilken med --unit"), (["--unit", "nor"], "menade du 'norr'?")],
)
def test_a_unit_that_is_not_named_or_does_not_exist_is_told(
    arguments: list[str], said: str, anhorig: Anhorig, plan: Path
) -> None:
    run = anhorig("report", plan, *arguments)
    assert (run.code, run.out) == (2, "")
    assert said in run.err


def test_a_unit_is_looked_for_in_every_plan(anhorig: Anhorig, plan: Path) -> None:
    (plan.parent / "plan-b.yaml").write_text("titel: Annan plan\n", encoding="utf-8")
    run = anhorig("report", plan.parent, "--unit", "syd")
    assert run.out.count("**Enhetens del av planen") == 1


@pytest.mark.parametrize("template", ["tjansteskrivelse", "atgardsplan", "sammanfattning"])
@pytest.mark.parametrize("kind", ["md", "html"])
def test_every_template_makes_its_page_of_trelleborg(
    template: str, kind: str, anhorig: Anhorig, golden: Golden
) -> None:
    run = anhorig(
        "report", PLANS / "trelleborg", "--as-of", "2021-09-20", "--no-footer",
        "--template", template, "--format", kind,
    )  # fmt: skip
    assert run.code == 0
    golden.check(f"reports/{template}.{kind}", run.out)


@pytest.mark.parametrize("kind", ["md", "html"])
def test_a_units_part_of_salem(kind: str, anhorig: Anhorig, golden: Golden) -> None:
    run = anhorig(
        "report", PLANS / "salem.yaml", "--as-of", "2022-09-20", "--no-footer", "--unit", "enhet-3", "--format", kind
    )
    assert run.code == 0
    golden.check(f"reports/enhet.{kind}", run.out)


def test_an_earlier_assessment_ends_each_of_its_sentences_once(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan-b.yaml"
    path.write_text(
        """\
titel: P
delmål:
  - id: a
    titel: A
    bedömningar:
      - {datum: 2025-06-30, status: bedöms inte uppfyllas, kommentar: Inget har börjat., orsak: Personal saknas}
      - {datum: 2025-12-31, status: bedöms uppfyllas}
""",
        encoding="utf-8",
    )
    page = anhorig("report", path, "--as-of", "2026-07-01", "--full").out
    assert "▼ Bedöms inte uppfyllas. Inget har börjat. Orsak: Personal saknas.\n" in page


def test_the_papers_count_the_same_activities(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan-b.yaml"
    activities = "[{titel: X, status: genomförd}, {titel: Y, status: avförd}, Z]"
    path.write_text(f"titel: P\ndelmål: [{{id: a, titel: A, aktiviteter: {activities}}}]\n", encoding="utf-8")
    full = anhorig("report", path, "--full").out
    summary = anhorig("report", path, "--template", "sammanfattning").out
    actions = anhorig("report", path, "--template", "atgardsplan").out
    assert "1 av 3 aktiviteter är genomförd." in full
    assert "1 av 3 aktiviteter är genomförd" in summary
    assert "1 av 3 aktiviteter är genomförd." in actions


def test_what_falls_to_who_answers_for_the_plan_is_not_said_to_lack_anybody(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan-b.yaml"
    path.write_text("titel: P\nansvarig: Chef\ndelmål: [{id: a, titel: A}]\n", encoding="utf-8")
    listed = anhorig("todo", path).out
    assert "Ansvaret ligger på den som ansvarar för hela planen; ange om det är någon annan:" in listed
    assert "Saknar ansvarig" not in listed


@pytest.mark.parametrize("ending", ["pdf", "docx"])
@pytest.mark.parametrize("bound", ["_MOST_TAGS", "_MOST_LETTERS"])
def test_a_report_that_is_too_long_for_paper_says_what_to_make_instead(
    anhorig: Anhorig, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, bound: str
) -> None:
    monkeypatch.setattr(page, bound, 50)
    output = tmp_path / f"rapport.{ending}"
    run = anhorig("report", plan, "-o", output)
    assert run.code == 3
    assert f"för lång för att göras som {ending.upper()}: gör den som html" in run.err
    assert not output.exists()
    assert anhorig("report", plan, "-o", tmp_path / "rapport.html").code == 0
