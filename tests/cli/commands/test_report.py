"""`anhorig report`: pages on standard output, in files and in folders; whole or not at all."""

import json
import os
import re
import stat
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from anhorig_cli.views.template_reference import view_reference
from command_line import Anhorig
from conftest import COUNTY, PLANS, REAL_PLANS, Golden

AS_OF = ("--as-of", "2021-09-20")
TRELLEBORG = PLANS / "trelleborg"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan-a.yaml"
    path.write_text("titel: Plan för anhörigstöd\nnämnd: Socialnämnden\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["trelleborg", "salem", "nestor", "sormland", "fou-nu", "tibro"])
@pytest.mark.parametrize("ending", ["md", "html"])
def test_the_reports_of_the_real_plans(name: str, ending: str, anhorig: Anhorig, golden: Golden) -> None:
    path = next(p for p in (PLANS / name, PLANS / f"{name}.yaml", PLANS / f"{name}.md") if p.exists())
    day = "2021-09-20" if name == "trelleborg" else "2024-06-01"
    run = anhorig("report", path, "--as-of", day, "--format", ending, "--no-footer")
    assert (run.code, run.err) == (0, "")
    golden.check(f"reports/{name}.{ending}", run.out)


def test_the_trelleborg_report_in_english(anhorig: Anhorig, golden: Golden) -> None:
    run = anhorig("report", TRELLEBORG, *AS_OF, "--language", "en", "--no-footer")
    golden.check("reports/trelleborg.en.md", run.out)


def test_an_earlier_deadline_cannot_be_read_as_a_bound_in_english(anhorig: Anhorig) -> None:
    page = anhorig("report", TRELLEBORG, *AS_OF, "--full", "--language", "en").out
    assert "30 November 2021 (earlier 31 December 2020)" in page
    assert "(before" not in page


def test_a_picture_that_can_be_scrolled_is_named_by_what_it_shows(anhorig: Anhorig) -> None:
    page = anhorig("report", TRELLEBORG, *AS_OF, "--full", "--format", "html").out
    names = re.findall(r'class="wide" role="group" tabindex="0" aria-label="([^"]*)"', page)
    assert "Tidslinje" in names
    assert "Användare av den digitala plattformen En bra plats" in names
    assert all(f">{name}<" in page for name in names)


def test_the_source_of_a_measurement_begins_its_sentence(anhorig: Anhorig, plan: Path) -> None:
    measurements = "[{datum: 2026-01, värde: 7, källa: Egen}, {datum: 2026-02, värde: 8, källa: Egen, notering: Få}]"
    with plan.open("a", encoding="utf-8") as file:
        file.write(f"indikatorer: [{{id: a, titel: A, mätningar: {measurements}}}]\n")
    page = anhorig("report", plan, "--full", "--as-of", "2026-06-01").out
    assert "- januari 2026: 7. Källa: Egen\n" in page
    assert "- februari 2026: 8. Få; källa: Egen\n" in page


def test_the_facts_of_trelleborg_are_in_the_report(anhorig: Anhorig) -> None:
    page = anhorig("report", TRELLEBORG, *AS_OF).out
    for fact in (
        "3 av 9 delmål är försenade",
        "De nio tidigare delmålen bedöms som uppfyllda",
        "inget är bedömt än",
        "8 flyttade datum behöver ett skäl och ett beslut",
        "71 användare",
        "108 användare (september 2021)",
        "minst 10\u00a0% senast 30 november 2021",
        "varken aktiverade kort eller utdelade kort redovisas",
        "16 planerade träffar",
        "cirka 600 deltagare",
        "4 genomförda träffar",
        "5 planerade träffar",
        "färre än 5 deltagare",
        "pandemin",
    ):
        assert fact in page, fact
    assert "3 deltagare" not in page


EARLIER = ["30 november 2020", "31 december 2020", "30 november 2020", "31 januari 2021", "31 januari 2021",
           "28 februari 2021", "28 februari 2021", "28 februari 2021", "31 mars 2021"]  # fmt: skip
REVISED = ["30 november 2021", "30 november 2021", "30 november 2021", "30 juni 2021", "30 november 2021",
           "30 september 2021", "30 september 2021", "30 juni 2021", "31 mars 2021"]  # fmt: skip


def rows(page: str, heading: str) -> list[list[str]]:
    """Return the rows of the table below a heading of a Markdown page."""
    table = page.split(f"# {heading}\n", 1)[1].lstrip().split("\n\n", 1)[0]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in table.splitlines()[2:]]


def test_the_first_page_of_trelleborg_tells_what_is_late_and_the_rest_has_every_row_with_its_date(
    anhorig: Anhorig,
) -> None:
    page = anhorig("report", TRELLEBORG, *AS_OF).out
    late = rows(page, "Avvikelser från planen")
    assert [(row[0].split()[0], row[1], row[2]) for row in late] == [
        ("9", "31 mars 2021", "173"), ("4", "30 juni 2021", "82"), ("8", "30 juni 2021", "82"),
    ]  # fmt: skip
    earlier = rows(page, "Tidigare delmål som drivs vidare")
    assert all(row[0] == "✔ Uppfyllt" for row in earlier)
    assert [re.search(r"datum (.*?), fortsätter", row[1])[1] for row in earlier] == EARLIER  # type: ignore[index]
    assert [row[1].rpartition(" ")[2] for row in earlier] == list("123456789")
    facts = [line for line in page.splitlines() if "datum" in line and line.startswith(("○", "!"))]
    assert [re.search(r"datum ([^·]*\d)", line)[1] for line in facts] == REVISED  # type: ignore[index]
    moved = [re.search(r"flyttat från ([^·]*\d)", line) for line in facts]
    assert [found[1] if found else "" for found in moved] == [*EARLIER[:8], ""]


def test_all_of_the_report_has_the_tables_that_the_short_one_leaves_out(anhorig: Anhorig) -> None:
    page = anhorig("report", TRELLEBORG, *AS_OF, "--full").out
    dates = [row[3].partition("<br>flyttat från ") for row in rows(page, "Åtgärdsplan")]
    assert [now.removeprefix("Startdatum ") for now, _, _ in dates] == REVISED
    assert [earlier for _, _, earlier in dates] == [*EARLIER[:8], ""]
    moved = rows(page, "Ändrade datum och målvärden")
    assert [(row[2], row[3]) for row in moved] == list(zip(EARLIER[:8], REVISED[:8], strict=True))
    for heading in ("Planen i siffror", "Aktiviteter och effekt", "Mätningar", "Målgrupper", "Roller", "Bilagor"):
        assert f"# {heading}\n" in page
    assert "Inte påbörjat i tid" not in page


REPORTED = """\
titel: Plan för anhörigstöd
diarienummer: SN 2025/1
rapporter:
  - {id: v1, datum: 2025-11}
  - {id: v2, titel: Delår, datum: 2026-06-10, sammanträde: Nämnden i juni, diarienummer: SN 2026/7, förslag: Godkänn.}
  - {id: v3}
delmål: [{id: a, titel: A, tillagd: 2026-01, senast: 2026-05, bedömningar: [{datum: 2026-06-11, status: uppfyllt}]}]
"""


@pytest.fixture
def reported(tmp_path: Path) -> Path:
    path = tmp_path / "plan-r.yaml"
    path.write_text(REPORTED, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["v2", "V2", "delår"])
def test_an_occasion_gives_day_meeting_registry_number_and_what_is_new(
    name: str, anhorig: Anhorig, reported: Path
) -> None:
    page = anhorig("report", reported, "--occasion", name).out
    for told in (
        "10 juni 2026",
        "Nämnden i juni",
        "SN 2026/7",
        "1. Förslag: Godkänn.",
        "## Nytt sedan 30 november 2025",
    ):
        assert told in page, told
    assert "SN 2025/1" not in page
    assert "| 1 A | maj 2026 | 10 |" in page
    assert "| Nya delmål | delmål 1 |" in page


def test_a_day_of_ones_own_goes_before_the_occasions(anhorig: Anhorig, reported: Path) -> None:
    page = anhorig("report", reported, "--occasion", "v2", "--as-of", "2026-06-11").out
    assert "**Lägesrapport, 11 juni 2026**" in page
    assert "| ✔ Uppfyllt | delmål 1 |" in page


def test_since_by_hand_says_what_is_new(anhorig: Anhorig, reported: Path) -> None:
    page = anhorig("report", reported, "--occasion", "v2", "--since", "2026-03-01").out
    assert "\n\nInget är nytt sedan 1 mars 2026.\n" in page


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--occasion", "v9"), "planen 'plan-r' har inget rapporttillfälle 'v9'; den har: v1, v2, v3"),
        (("--occasion", "v3"), "rapporttillfället 'v3' har inget datum: ange dagen med --as-of"),
        (("--occasion", "v2", "--since", "2026-06-10"), "--since 2026-06-10 är inte före rapportens dag, 2026-06-10"),
        (("--since", "31/12/2026"), '--since: "31/12/2026" är inget datum – skriv dagen så här: 2026-12-31'),
        (("--since", "9999"), '--since: "9999" är inget datum – året ligger inte mellan 1900 och 2199'),
    ],
)
def test_an_occasion_or_day_that_cannot_be_is_wrong_usage(
    options: tuple[str, ...], told: str, anhorig: Anhorig, reported: Path
) -> None:
    run = anhorig("report", reported, *options)
    assert (run.code, run.out, run.err) == (2, "", told + "\n")


def test_a_plan_without_occasions_says_so(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("report", plan, "--occasion", "v1")
    assert run.code == 2
    assert "planen 'plan-a' har inget rapporttillfälle 'v1': den har inga rapporttillfällen" in run.err


def test_the_same_plan_and_day_give_the_same_bytes(anhorig: Anhorig, tmp_path: Path) -> None:
    for run in ("one", "two"):
        files = [f"{tmp_path}/{run}.{ending}" for ending in ("md", "html")]
        anhorig("report", TRELLEBORG, *AS_OF, "-o", files[0], "-o", files[1])
    for ending in ("md", "html"):
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()


def test_the_ending_decides_the_format(anhorig: Anhorig, plan: Path, tmp_path: Path) -> None:
    run = anhorig("report", plan, "-o", tmp_path / "r.html", "-o", tmp_path / "r.md", "-o", "-", "--format", "html")
    assert run.code == 0
    assert (tmp_path / "r.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (tmp_path / "r.md").read_text(encoding="utf-8").startswith("# Plan för anhörigstöd")
    assert run.out.startswith("<!DOCTYPE html>")


def test_several_plans_go_to_a_folder_one_file_each(anhorig: Anhorig, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "out"
    run = anhorig("report", PLANS, *AS_OF, "--format", "html", "-o", f"{folder}/")
    assert run.code == 0
    plans = [*REAL_PLANS, *COUNTY.glob("*.yaml")]
    assert {p.name for p in folder.iterdir()} == {f"{one.stem}.html" for one in plans}
    assert "skrev " in run.err


def test_of_many_files_in_a_folder_it_is_told_how_many_there_are(anhorig: Anhorig, plan: Path, tmp_path: Path) -> None:
    plans, folder = tmp_path / "many", tmp_path / "out"
    plans.mkdir()
    for n in range(21):
        (plans / f"p{n}.yaml").write_text(plan.read_text(encoding="utf-8").replace("id: plan-a", f"id: p{n}"), "utf-8")
    run = anhorig("report", plans, *AS_OF, "-o", f"{folder}/", "-o", tmp_path / "all.json")
    assert (run.code, run.err) == (0, f"skrev 21 filer i {folder}\nskrev {tmp_path / 'all.json'}\n")
    assert len(list(folder.iterdir())) == 21


def test_several_plans_go_to_standard_output_one_after_the_other(anhorig: Anhorig) -> None:
    run = anhorig("report", PLANS / "salem.yaml", PLANS / "tibro.yaml", *AS_OF)
    assert run.out.count("\n**Lägesrapport, 20 september 2021**\n") == 2


@pytest.mark.parametrize("name", ["one.md", "one.pdfx", "one"])
def test_one_file_for_several_plans_or_an_unknown_ending_is_wrong_usage(
    name: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    run = anhorig("report", PLANS, *AS_OF, "-o", tmp_path / name)
    assert (run.code, run.out) == (2, "")
    assert not (tmp_path / name).exists()


def test_two_plans_with_one_id_are_not_written_over_each_other(anhorig: Anhorig, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "plan-x.yaml").write_text("titel: P\n", encoding="utf-8")
    run = anhorig("report", tmp_path / "a", tmp_path / "b", "-o", f"{tmp_path}/out/")
    assert run.code == 2
    assert not (tmp_path / "out").exists()


def test_findings_never_stop_a_report(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "late.yaml"
    path.write_text("titel: P\ndelmål: [{id: a, titel: A, senast: 2020, fortsätter: saknas}]\n", encoding="utf-8")
    assert anhorig("report", path, *AS_OF).code == 0


def test_a_plan_that_does_not_load_stops_the_report_and_nothing_is_written(
    anhorig: Anhorig, plan: Path, tmp_path: Path
) -> None:
    (tmp_path / "bad.yaml").write_text("titel: P\norganistion: X\n", encoding="utf-8")
    run = anhorig("report", plan, tmp_path / "bad.yaml", "-o", f"{tmp_path}/out/", "--language", "en")
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith(f"{tmp_path}/bad.yaml:2:1: ANH121 ")
    assert not (tmp_path / "out").exists()


def test_the_footer_names_the_version_unless_it_is_left_out(anhorig: Anhorig, plan: Path) -> None:
    assert "Rapporten är gjord med anhorig" in anhorig("report", plan, *AS_OF, "--footer").out
    assert "Rapporten är gjord med anhorig" not in anhorig("report", plan, *AS_OF).out
    assert "anhorig" not in anhorig("report", plan, *AS_OF, "--no-footer").out


def test_the_plans_own_language_is_the_reports(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "english.yaml"
    path.write_text("title: Plan for carers\nlanguage: en\n", encoding="utf-8")
    assert "Status report, 20 September 2021" in anhorig("report", path, *AS_OF).out
    assert "Lägesrapport, 20 september 2021" in anhorig("report", path, *AS_OF, "--language", "sv").out


def test_the_project_relabels_the_scales(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "anhorig.yaml").write_text("labels: {assessment: {expected: Målet kan uppnås}}\n", encoding="utf-8")
    path = tmp_path / "plan-c.yaml"
    path.write_text("titel: P\ndelmål: [{id: a, titel: A, status: expected}]\n", encoding="utf-8")
    page = anhorig("report", path, *AS_OF).out
    assert "Målet kan uppnås" in page
    assert "Bedöms uppfyllas" not in page


def test_a_file_that_is_there_keeps_its_mode_and_its_link(anhorig: Anhorig, plan: Path, tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o600)
    link.symlink_to(real)
    assert anhorig("report", plan, "-o", link).code == 0
    assert link.is_symlink()
    assert real.read_text(encoding="utf-8").startswith("# Plan")
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_what_cannot_be_written_is_one_line_and_leaves_nothing_behind(
    anhorig: Anhorig, plan: Path, tmp_path: Path
) -> None:
    run = anhorig("report", plan, "-o", tmp_path / "no" / "folder.md")
    assert (run.code, len(run.err.splitlines())) == (3, 1)
    run = anhorig("report", plan, "-o", f"{plan}/")
    assert (run.code, len(run.err.splitlines())) == (3, 1)
    assert {p.name for p in tmp_path.iterdir()} == {plan.name}


def test_a_write_that_fails_half_way_leaves_the_old_file(
    anhorig: Anhorig, plan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "r.md"
    old.write_text("old", encoding="utf-8")

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    run = anhorig("report", plan, "-o", old)
    assert run.code == 3
    assert old.read_text(encoding="utf-8") == "old"
    assert {p.name for p in tmp_path.iterdir()} == {plan.name, "r.md"}


def test_a_folder_that_is_not_there_is_said_not_to_be_in_the_users_language(
    anhorig: Anhorig, plan: Path, tmp_path: Path
) -> None:
    missing = tmp_path / "ute" / "r.md"
    assert (
        anhorig("report", plan, "-o", missing).err
        == f"{missing}: går inte att skriva (filen eller mappen finns inte)\n"
    )


@pytest.mark.parametrize(("name", "code"), [("", 2), ("å" * 300 + ".md", 3)])
def test_a_name_that_cannot_be_is_one_line(name: str, code: int, anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("report", plan, "-o", name)
    assert (run.code, len(run.err.splitlines())) == (code, 1)


@pytest.mark.parametrize("day", ["2021-09-20", "2026-11-01"])
def test_the_json_is_all_that_a_template_gets_as_its_schema_says(anhorig: Anhorig, day: str) -> None:
    validator = Draft202012Validator(json.loads(anhorig("report", "--schema").out))
    document = json.loads(anhorig("report", *REAL_PLANS, "--as-of", day, "--format", "json").out)
    validator.validate(document)
    assert [plan["iso_date"] for plan in document["plans"]] == [day] * len(REAL_PLANS)
    names = {field.name for field in view_reference()[0].fields}
    assert all(set(plan) == names for plan in document["plans"])


def test_json_of_several_plans_goes_to_one_file_or_a_file_each(anhorig: Anhorig, tmp_path: Path) -> None:
    plans = (PLANS / "salem.yaml", PLANS / "tibro.yaml", "--as-of", "2026-11-01")
    assert anhorig("report", *plans, "-o", tmp_path / "alla.json").code == 0
    assert anhorig("report", *plans, "-o", f"{tmp_path}/var/", "--format", "json").code == 0
    together = json.loads((tmp_path / "alla.json").read_bytes())["plans"]
    each = [json.loads((tmp_path / "var" / f"{name}.json").read_bytes())["plans"] for name in ("salem", "tibro")]
    assert together == [plan for plans in each for plan in plans]


def test_json_has_no_template(anhorig: Anhorig, tmp_path: Path) -> None:
    run = anhorig("report", PLANS / "salem.yaml", "--template", "checklista", "-o", tmp_path / "a.json")
    assert run.code == 2
    assert "--template" in run.err
    assert not (tmp_path / "a.json").exists()


def test_a_strategy_says_that_a_plan_under_it_could_not_be_read_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, anhorig: Anhorig
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans").mkdir()
    under = "titel: {name}\ndelmål:\n  - {{id: d, titel: D, bidrar_till: lan/a}}\n  - {{id: e, titel: E{flaw}}}\n"
    plans = {
        "lan": "titel: Strategi\ndokumenttyp: strategi\nområden: [{id: a, titel: A}]\n",
        "hel": under.format(name="Hel", flaw=""),
        "trasig": under.format(name="Trasig", flaw=", senast: i höstas, bidrar_till: lan/a"),
    }
    for name, text in plans.items():
        (tmp_path / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")
    told = "Vad en plan bidrar med är inte helt känt: den kunde inte läsas i sin helhet."
    assert told in anhorig("report", "plans/lan.yaml", "--as-of", "2026-07-01").out
    assert told in anhorig("report", "plans/lan.yaml", "--as-of", "2026-07-01", "--full").out
    (tmp_path / "plans" / "trasig.yaml").unlink()
    assert told not in anhorig("report", "plans/lan.yaml", "--as-of", "2026-07-01").out
