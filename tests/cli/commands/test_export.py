"""`anhorig export`: tables for a spreadsheet and for other programs, in which few people are not told of."""

import csv
import io
import json
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.plan_loader import LoadedPlan, load
from anhorig_cli.rendering.export_data import csv_pieces, json_pieces, schema
from anhorig_cli.usecases.report.export_plans import export_plans
from anhorig_cli.usecases.report.make_reports import view_plans
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace import whole_plans
from anhorig_cli.workspace.workspace import Workspace
from command_line import Anhorig
from conftest import PLANS
from people_plans import people_plan
from plan_text import AS_OF

PLAN = """\
titel: Plan
roller: [{id: chef, titel: Enhetschef}]
enheter: [{id: norr, titel: Norr}, {id: söder, titel: Söder}]
delmål:
  - id: d
    titel: "=SUMMA(A1)"
    senast: 2026-06-15
    ansvarig: chef
    bedömningar: [{datum: 2026-05-31, status: bedöms uppfyllas, kommentar: "Rad ett; rad två"}]
    aktiviteter: [{titel: Ring, status: pågår, senast: 2026-06}]
indikatorer:
  - id: stod
    titel: Anhöriga med stöd
    måttenhet: anhöriga
    personer: ja
    källa: Systemet
    mätningar:
      - {datum: 2026-03-31, värde: 45}
      - {datum: 2026-06-30, värde: 48.5}
      - {datum: 2026-06-30, värde: 3, enhet: norr}
      - {datum: 2026-06-30, värde: 40, enhet: söder}
  - id: andel
    titel: Andel nöjda
    källa: Enkäten
    mätningar: [{datum: 2026-05, täljare: 12, nämnare: 24}]
årshjul: [{titel: Träff, när: mars, ansvarig: chef, från: 2026, utfört: [2026-03-12]}]
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def rows(text: str) -> list[list[str]]:
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def test_measurements_have_decimal_commas_and_tell_nothing_of_few_people(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("export", plan, "--table", "measurements", "--as-of", "2026-07-01")
    assert run.code == 0
    found = rows(run.out)
    assert found[0][:7] == ["plan", "indikator", "titel", "måttenhet", "datum", "värde", "täljare"]
    told = [(row[1], row[4], row[5], row[6], row[14], row[-1]) for row in found[1:]]
    assert told == [
        ("stod", "2026-03-31", "45", "", "", "nej"),
        ("stod", "2026-06-30", "48,5", "", "", "nej"),
        ("stod", "2026-06-30", "", "", "norr", "ja"),
        ("stod", "2026-06-30", "", "", "söder", "ja"),
        ("andel", "2026-05", "50", "12", "", "nej"),
    ]


def test_the_annual_cycle_is_told_in_the_words_of_the_table(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("export", plan, "--table", "cycle", "--as-of", "2026-07-01")
    swedish = [row[5] for row in rows(run.out)]
    assert swedish == ["tillfälle", "Utfört"]
    run = anhorig("export", plan, "--table", "cycle", "--as-of", "2026-07-01", "--language", "en")
    assert [row[5] for row in rows(run.out)] == ["state", "Done"]


def test_who_is_responsible_is_told_alike_in_all_tables(anhorig: Anhorig, plan: Path) -> None:
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace(", ansvarig: chef, från", ", från") + "ansvarig: chef\n", encoding="utf-8")
    tables = [anhorig("export", plan, "--table", name, "--as-of", "2026-07-01").out for name in ("subgoals", "cycle")]
    of_subgoal, of_time = (dict(zip(*rows(table)[:2], strict=True))["ansvarig"] for table in tables)
    assert (of_subgoal, of_time) == ("Enhetschef", "Enhetschef, för hela planen")


@pytest.mark.parametrize(
    ("swedish", "english"),
    [
        ("delmål", "subgoals"),
        ("Områden", "areas"),
        ("aktiviteter", "activities"),
        ("mätningar", "measurements"),
        ("årshjul", "cycle"),
    ],
)
def test_a_table_is_named_in_either_language(anhorig: Anhorig, plan: Path, swedish: str, english: str) -> None:
    of = [anhorig("export", plan, "--table", name, "--as-of", "2026-07-01") for name in (swedish, english)]
    assert (of[0].code, of[0].out) == (0, of[1].out)
    assert of[0].out.count("\r\n") > 0


def test_a_table_that_there_is_not_is_refused_with_those_that_there_are(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("export", plan, "--table", "mål")
    assert (run.code, run.out) == (2, "")
    assert run.err == "det finns ingen tabell 'mål': välj delmål, områden, aktiviteter, mätningar eller årshjul\n"


def test_no_text_is_a_formula_and_every_row_is_one_line(anhorig: Anhorig, plan: Path) -> None:
    out = Path("ut")
    assert anhorig("export", plan, "-o", "ut/", "--as-of", "2026-07-01").code == 0
    assert sorted(path.name for path in out.iterdir()) == [
        "activities.csv",
        "areas.csv",
        "cycle.csv",
        "measurements.csv",
        "subgoals.csv",
    ]
    data = (out / "subgoals.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\r\n") == data.count(b"\n") == 2
    row = rows(data.decode())[1]
    assert row[1:5] == ["d", "'=SUMMA(A1)", "", "2026-06-15"]
    assert "Rad ett; rad två" in row
    assert row[-1] == "ja"
    assert rows((out / "cycle.csv").read_bytes().decode())[1][4:7] == ["2026-03-31", "Utfört", "2026-03-12"]
    assert rows((out / "activities.csv").read_bytes().decode())[1][1:4] == ["d", "Ring", "Pågår"]


def test_areas_and_the_plan_are_told_with_their_last_assessment(anhorig: Anhorig, plan: Path) -> None:
    judged = "bedömningar: [{datum: 2026-05-31, status: uppfyllt}, {datum: 2026-08-31, status: ej uppfyllt}]"
    areas = (
        f"områden: [{{id: kf, titel: Fullmäktiges mål, ansvarig: chef, {judged}}}, {{id: n, titel: N, del_av: kf}}]\n"
    )
    plan.write_text(f"{PLAN}{areas}", encoding="utf-8")
    command = ("export", plan, "--table", "areas", "--as-of", "2026-07-01")
    heads, *found = rows(anhorig(*command).out)
    assert heads == ["plan", "id", "titel", "del_av", "läge", "bedömt", "kommentar", "ansvarig"]
    assert [row[1:] for row in found] == [
        ["kf", "Fullmäktiges mål", "", "Uppfyllt", "2026-05-31", "", "Enhetschef"],
        ["n", "N", "kf", "", "", "", ""],
    ]
    plan.write_text(f"{PLAN}{areas}{judged}\n", encoding="utf-8")
    assert rows(anhorig(*command).out)[1][1:] == ["", "Plan", "", "Uppfyllt", "2026-05-31", "", ""]


def test_json_has_all_tables_and_holds_its_schema(anhorig: Anhorig, plan: Path) -> None:
    document = json.loads(anhorig("export", plan, "--format", "json", "--as-of", "2026-07-01").out)
    Draft202012Validator(json.loads(anhorig("export", "--schema").out)).validate(document)
    assert [one["value"] for one in document["measurements"]] == [45, 48.5, None, None, 50]
    assert document["measurements"][4]["date"] == "2026-05"
    assert document["subgoals"][0]["title"] == "=SUMMA(A1)"


def test_each_plan_is_read_once(anhorig: Anhorig, plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def noted(files: PlanFiles) -> LoadedPlan:
        read.append(files.name)
        return load(files)

    monkeypatch.setattr(whole_plans, "load", noted)
    assert anhorig("export", plan, "--format", "json").code == 0
    assert len(read) == 1


@pytest.mark.parametrize("arguments", [(), ("-o", "fil.csv"), ("--format", "json", "--table", "cycle")])
def test_what_has_no_meaning_is_refused(arguments: tuple[str, ...], anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("export", plan, *arguments)
    assert (run.code, run.out) == (2, "")


def test_the_real_plans_hold_the_schema() -> None:
    found = export_plans(Workspace.of([str(PLANS)]), AS_OF, Language.SV)
    assert all(view.subgoals for view in found.views)
    Draft202012Validator(json.loads(schema())).validate(json.loads(b"".join(json_pieces(AS_OF, found.json_rows))))


def test_no_piece_of_the_document_tells_of_more_than_one_plan() -> None:
    found = export_plans(Workspace.of([str(PLANS)]), AS_OF, Language.SV)
    names = [f'"plan": "{view.subgoals[0].plan}"'.encode() for view in found.views]
    often = [sum(name in piece for name in names) for piece in json_pieces(AS_OF, found.json_rows)]
    assert (len(names), max(often)) == (15, 1)


@given(st.text(min_size=1, max_size=20))
def test_no_title_leaves_its_cell(title: str) -> None:
    (view,) = export_plans(Workspace.of([str(PLANS / "tibro.yaml")]), AS_OF, Language.SV).views
    row = view.subgoals[0]._replace(title=title)
    table = rows(b"".join(csv_pieces([view._replace(subgoals=(row,))], "subgoals", Language.SV)).decode())
    assert [len(one) for one in table] == [12, 12]
    assert table[1][2][:1] not in {"=", "+", "-", "@"}


@given(st.integers(0, 2**32))
def test_no_number_of_people_is_told_that_a_report_does_not_tell(number: int) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder, "people.yaml")  # "plan.yaml" would be a folder's plan, with all of /tmp beside it
        path.write_text(people_plan(Random(number)).text(), encoding="utf-8")  # noqa: S311 - for plans, not for secrets
        workspace = Workspace.of([str(path)])
        (view,) = export_plans(workspace, AS_OF, Language.SV).views
        indicators = view_plans(workspace, AS_OF, Language.SV).views[0].indicators
    told = " ".join(str((one.rows, one.parts)) for one in indicators).replace("\\xa0", " ")
    for row in view.measurements:
        for count in (row.value, row.numerator, row.denominator, row.women, row.men):
            assert count is None or Formatter.of(Language.SV).number(count).replace("\u00a0", " ") in told


def test_plans_that_share_an_id_are_told_apart_in_every_table(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("ale", "berga"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "stöd.yaml").write_text(PLAN, encoding="utf-8")
    document = json.loads(anhorig("export", "ale", "berga", "--format", "json", "--as-of", "2026-07-01").out)
    for table in ("subgoals", "activities", "measurements", "cycle"):
        assert {row["plan"] for row in document[table]} == {"stöd (ale/stöd.yaml)", "stöd (berga/stöd.yaml)"}, table


def test_json_is_as_python_would_write_it(anhorig: Anhorig, plan: Path) -> None:
    for as_of in ("2026-07-01", "1990-01-01"):
        text = anhorig("export", plan, "--format", "json", "--as-of", as_of).out
        assert json.dumps(json.loads(text), indent=2) + "\n" == text
