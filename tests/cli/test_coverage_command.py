"""`anhorig coverage`: a strategy's areas and the plans that contribute to them, as a matrix, and what is missing."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from command_line import Anhorig, Run

STRATEGY = """\
titel: Länets strategi
dokumenttyp: strategi
organisation: Länet
parter:
  - {id: a, titel: Astad, roll: huvudman}
  - {id: b, titel: Bstads kommun, roll: huvudman}
  - {id: region, titel: Regionen, roll: huvudman}
  - {id: nka, titel: Ett centrum, roll: deltar}
områden:
  - {id: stod, titel: Stöd}
  - {id: unga, titel: Unga}
  - {id: arbete, titel: Arbete, del_av: vuxna}
  - {id: vuxna, titel: Vuxna}
  - {id: utom, titel: Utom länet}
delmål:
  - {id: e, titel: Eget, bidrar_till: unga}
  - {id: f, titel: Inte vårt, bidrar_till: utom, bedömningar: [{datum: 2026-01-15, status: ej tillämpligt}]}
"""
A = """\
titel: Plan för Astad
organisation: Astads kommun
delmål:
  - {id: d1, titel: Fler nås, bidrar_till: lanet/stod, bedömningar: [{datum: 2026-01-15, status: bedöms uppfyllas}]}
  - {id: d2, titel: Avlösning, bidrar_till: [lanet/stod, lanet/arbete],
     bedömningar: [{datum: 2026-01-15, status: bedöms delvis uppfyllas, kommentar: Sent}]}
  - {id: d3, titel: Avfört, bidrar_till: lanet/unga, bedömningar: [{datum: 2026-01-15, status: avfört, kommentar: Nej}]}
  - {id: d4, titel: Förra året, bidrar_till: lanet/stod, bedömningar: [{datum: 2026-01-15, status: ej uppfyllt}]}
  - {id: d5, titel: Går vidare, bidrar_till: lanet/stod, fortsätter: d4,
     bedömningar: [{datum: 2026-02-15, status: uppfyllt}]}
"""
B = """\
titel: Plan för Bstad
organisation: Bstad
delmål: [{id: x, titel: Något, bidrar_till: [lanet/stöd för alla, lanets/stod]}]
"""
ASTRAY = """\
  plans/b.yaml:3: 'lanet/stöd för alla' finns inte
  plans/b.yaml:3: 'lanets/stod': menade du 'lanet/stod'?
"""
DAY = ("--as-of", "2026-07-01")


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A strategy and two plans, in the folder that the command is given in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ANHORIG_LANGUAGE", "sv")
    (tmp_path / "anhorig.yaml").write_text("planer: plans\n", encoding="utf-8")
    (tmp_path / "plans").mkdir()
    for name, text in (("lanet", STRATEGY), ("a", A), ("b", B)):
        add(tmp_path, name, text)
    return tmp_path


def add(county: Path, name: str, text: str) -> None:
    (county / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")


def matrix(run: Run) -> list[list[str]]:
    """Return the cells of a matrix in CSV, by row."""
    return list(csv.reader(StringIO(run.out.removeprefix("\ufeff")), delimiter=";"))


def document(anhorig: Anhorig) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(anhorig("coverage", "lanet", *DAY, "--format", "json").out)
    return found


@pytest.mark.usefixtures("county")
def test_the_matrix_has_a_cell_for_each_area_and_plan(anhorig: Anhorig) -> None:
    run = anhorig("coverage", "lanet", *DAY, "--format", "csv")
    assert matrix(run) == [
        ["id", "Område", "Strategins egna", "Astads kommun", "Bstad", "Planer"],
        ["stod", "Stöd", "–", "3, bedöms delvis uppfyllas", "–", "1 av 2"],
        ["unga", "Unga", "1, bedömning saknas", "–", "–", "0 av 2"],
        ["vuxna", "Vuxna", "–", "delar av området", "–", "1 av 2"],
        ["arbete", "Arbete", "–", "1, bedöms delvis uppfyllas", "–", "1 av 2"],
        ["utom", "Utom länet", "ej tillämpligt", "–", "–", "0 av 2"],
    ]
    assert run.code == 0


@pytest.mark.usefixtures("county")
def test_what_is_missing_stands_below(anhorig: Anhorig) -> None:
    run = anhorig("coverage", "lanet", *DAY)
    assert run.out.split("\n")[1] == "Till 3 av 5 områden bidrar minst en av 2 planer."
    told = run.out.partition("Områden som ingen plan bidrar till:")[2]
    assert told.split("\n\n") == [
        "\n  Unga",
        "Planer som inte bidrar till något område:\n  Bstad",
        "Huvudmän som ingen plan här har som organisation:\n  Regionen",
        f"Hänvisningar till något som inte finns:\n{ASTRAY}",
    ]


def test_the_body_whose_strategy_it_is_is_not_said_to_have_no_plan(county: Path, anhorig: Anhorig) -> None:
    (county / "plans" / "lanet.yaml").write_text(STRATEGY.replace("organisation: Länet", "organisation: Regionen"))
    assert "Huvudmän som ingen plan här har" not in anhorig("coverage", "lanet", *DAY).out


@pytest.mark.usefixtures("county")
def test_only_where_it_is_asked_for_does_an_uncovered_area_fail(anhorig: Anhorig) -> None:
    assert anhorig("coverage", "lanet", *DAY, "--fail-on", "uncovered").code == 1
    add(Path(), "c", "titel: C\ndelmål: [{id: u, titel: U, bidrar_till: lanet/unga}]\n")
    assert anhorig("coverage", "lanet", *DAY, "--fail-on", "uncovered").code == 0


@pytest.mark.usefixtures("county")
def test_the_plans_can_be_chosen_and_the_strategy_is_none_of_them(anhorig: Anhorig) -> None:
    run = anhorig("coverage", "plans/lanet.yaml", "plans/b.yaml", "plans/lanet.yaml", *DAY, "--format", "csv")
    assert matrix(run)[0] == ["id", "Område", "Strategins egna", "Bstad", "Planer"]
    told = anhorig("coverage", "plans/lanet.yaml", "plans/b.yaml", *DAY).out
    assert told.split("\n")[1] == "En plan bidrar till 0 av 5 områden."


@pytest.mark.usefixtures("county")
def test_a_plan_that_cannot_be_read_has_a_column_that_says_so(anhorig: Anhorig) -> None:
    add(Path(), "c", "titel: [\n")
    run = anhorig("coverage", "lanet", *DAY, "--format", "csv")
    assert [row[5] for row in matrix(run)] == ["c", *["kunde inte läsas"] * 5]
    assert run.code == 1
    assert run.err.startswith("plans/c.yaml:")
    told = anhorig("coverage", "lanet", *DAY).out
    assert "Planer som inte kunde läsas:\n  plans/c.yaml\n" in told
    assert told.split("\n")[1].endswith("minst en av 2 planer. Vad en plan gör är okänt: den kunde inte läsas.")
    assert "Områden som ingen av de planer som kunde läsas bidrar till:\n  Unga\n" in told
    assert "Huvudmän som ingen av de planer som kunde läsas har som organisation:\n  Regionen\n" in told


def test_two_plans_with_one_id_are_told_apart(county: Path, anhorig: Anhorig) -> None:
    (county / "plans" / "till").mkdir()
    add(county, "till/a", A)
    heads = matrix(anhorig("coverage", "lanet", *DAY, "--format", "csv"))[0]
    assert heads[3:5] == ["Astads kommun (a) (plans/a.yaml)", "Astads kommun (a) (plans/till/a.yaml)"]


@pytest.mark.usefixtures("county")
def test_nothing_later_than_the_day_is_known(anhorig: Anhorig) -> None:
    run = anhorig("coverage", "lanet", "--as-of", "2026-01-01", "--format", "csv")
    assert matrix(run)[1][3] == "3, bedömning saknas"
    assert matrix(run)[2][3] == "1, bedömning saknas"


@pytest.mark.usefixtures("county")
def test_json_says_which_subgoals_serve_an_area(anhorig: Anhorig) -> None:
    found = document(anhorig)
    assert [(plan["file"], plan["areas"], plan["is_read"]) for plan in found["plans"]] == [
        ("plans/a.yaml", 3, True), ("plans/b.yaml", 0, True),
    ]  # fmt: skip
    cell = found["areas"][0]["plans"][0]
    assert (cell["number"], cell["worst"]) == (3, "partly_expected")
    assert [one["id"] for one in cell["subgoals"]] == ["d1", "d2", "d5"]
    assert [area["id"] for area in found["areas"] if area["uncovered"]] == ["unga"]


def test_text_of_a_plan_is_only_ever_text(county: Path, anhorig: Anhorig) -> None:
    add(county, "c", 'titel: C\norganisation: "=1+1 | <b>C</b>"\n')
    assert matrix(anhorig("coverage", "lanet", *DAY, "--format", "csv"))[0][3] == "'=1+1 | <b>C</b>"
    assert "=1+1 \\| " in anhorig("coverage", "lanet", *DAY, "--format", "md").out
    page = anhorig("coverage", "lanet", *DAY, "--format", "html").out
    assert "&lt;b&gt;C&lt;/b&gt;" in page
    assert "<b>" not in page


@pytest.mark.parametrize("output_format", ["text", "md", "html", "csv", "json", "svg"])
def test_no_personal_number_is_told(output_format: str, county: Path, anhorig: Anhorig) -> None:
    add(county, "c", "titel: C\norganisation: 19121212-1212\n")
    run = anhorig("coverage", "lanet", *DAY, "--format", output_format)
    assert "1212-1212" not in run.out + run.err
    assert run.code == 1


@pytest.mark.usefixtures("county")
def test_the_picture_has_every_cell_in_words(anhorig: Anhorig) -> None:
    run = anhorig("coverage", "lanet", *DAY, "-o", "t.svg")
    assert run.code == 0
    picture = Path("t.svg").read_text(encoding="utf-8")
    assert "Astads kommun: Stöd: 3, bedöms delvis uppfyllas; Unga: –" in picture
    assert picture.count(">3, bedöms</text>") == 1


@pytest.mark.usefixtures("county")
def test_a_file_is_written_by_its_ending(anhorig: Anhorig) -> None:
    for ending in ("txt", "md", "html", "csv", "json"):
        assert anhorig("coverage", "lanet", *DAY, "-o", f"t.{ending}").code == 0
        first = Path(f"t.{ending}").read_bytes()
        assert anhorig("coverage", "lanet", *DAY, "-o", f"t.{ending}").code == 0
        assert Path(f"t.{ending}").read_bytes() == first
    assert anhorig("coverage", "lanet", *DAY, "-o", "t.xlsx").code == 2
    assert anhorig("coverage", "lanet", *DAY, "-o", "t.md", "--format", "csv").code == 2


@pytest.mark.usefixtures("county")
def test_a_plan_without_areas_is_no_strategy(anhorig: Anhorig) -> None:
    run = anhorig("coverage", "a", *DAY)
    assert run.code == 2
    assert "inga områden" in run.err


@pytest.mark.usefixtures("county")
def test_a_strategy_that_cannot_be_read_is_told_as_check_tells_it(anhorig: Anhorig) -> None:
    add(Path(), "lanet", STRATEGY + "titel: Igen\n")
    run = anhorig("coverage", "lanet", *DAY)
    assert run.code == 1
    assert run.err.startswith("plans/lanet.yaml:")


def test_an_area_that_the_strategy_has_dropped_lacks_no_plan(county: Path, anhorig: Anhorig) -> None:
    dropped = "{id: unga, titel: Unga, bedömningar: [{datum: 2026-01-31, status: avfört, kommentar: Slopat.}]}"
    add(county, "lanet", f"titel: Länet\nområden: [{{id: stod, titel: Stöd}}, {dropped}]\n")
    rows = {row[0]: row[1:] for row in matrix(anhorig("coverage", "lanet", *DAY, "--format", "csv"))}
    assert rows["unga"] == ["Unga", "avfört", "–", "–", "0 av 2"]
    assert anhorig("coverage", "lanet", *DAY, "--fail-on", "uncovered").code == 0
    assert "ANH604" not in anhorig("check", "lanet", *DAY).out


AT_STOD = "bidrar_till: lanet/stod"
ENDED = "bedömningar: [{datum: 2026-01-31, status: ej uppfyllt, slutlig: ja}]"


@pytest.mark.parametrize(
    ("subgoals", "cell"),
    [
        (f"{{id: x, titel: X, {AT_STOD}, bedömningar: [{{datum: 2026-01-31, status: avfört}}]}}", "–"),
        (
            f"{{id: x, titel: X, {AT_STOD}, {ENDED}}}, {{id: y, titel: Y, fortsätter: x, {AT_STOD}}}",
            "1, bedömning saknas",
        ),
        ("{id: x, titel: X, bidrar_till: [lanet/stod, LANET/Stöd]}", "1, bedömning saknas"),
        (f"{{id: x, titel: X, {AT_STOD}}}, {{id: y, titel: Y, {AT_STOD}}}", "2, bedömning saknas"),
    ],
    ids=["dropped", "carried on", "named twice", "two"],
)
def test_each_live_subgoal_counts_once(subgoals: str, cell: str, county: Path, anhorig: Anhorig) -> None:
    add(county, "lanet", "titel: Länet\nområden: [{id: stod, titel: Stöd}]\n")
    add(county, "b", f"titel: B\ndelmål: [{subgoals}]\n")
    heads, stod = matrix(anhorig("coverage", "lanet", "plans/b.yaml", *DAY, "--format", "csv"))
    assert dict(zip(heads, stod, strict=True))["B"] == cell


@pytest.mark.usefixtures("county")
def test_the_schema_says_what_the_document_holds(anhorig: Anhorig) -> None:
    add(Path(), "c", "titel: [\n")
    schema = json.loads(anhorig("coverage", "--schema").out)
    validator = Draft202012Validator(schema)
    found = document(anhorig)
    assert [error.message for error in validator.iter_errors(found)] == []
    found["areas"][0]["plans"][0]["worst"] = 3
    assert [error.message for error in validator.iter_errors(found)] == ["3 is not of type 'string', 'null'"]


@pytest.mark.usefixtures("county")
def test_what_is_no_strategy_is_not_called_one(anhorig: Anhorig) -> None:
    add(Path(), "lanet", STRATEGY.replace("dokumenttyp: strategi\n", ""))
    assert matrix(anhorig("coverage", "lanet", *DAY, "--format", "csv"))[0][2] == "Planens egna"


@pytest.mark.parametrize("kind", ["md", "html"])
def test_a_plan_that_serves_no_area_is_named_below_and_has_no_column(kind: str, county: Path, anhorig: Anhorig) -> None:
    def told() -> str:
        return anhorig("coverage", "lanet", *DAY, "--format", kind).out

    assert "Planer som inte bidrar till något område" in told()
    assert told().count("Bstad") == 1
    assert "Astads kommun" in told()
    add(county, "b", B.replace("lanet/stöd för alla", "lanet/unga"))
    assert "Bstad |" in told() or '<th scope="col">Bstad</th>' in told()
    assert "Planer som inte bidrar till något område" not in told()


def test_nothing_is_said_of_what_is_not_missing(county: Path, anhorig: Anhorig) -> None:
    add(
        county,
        "b",
        "titel: Plan för Bstad\norganisation: Bstad\ndelmål: [{id: x, titel: X, bidrar_till: lanet/unga}]\n",
    )
    told = anhorig("coverage", "lanet", *DAY).out
    assert "Hänvisningar till något som inte finns" not in told
    assert "Planer som inte bidrar" not in told
    assert not told.rstrip().endswith("inga")


def test_plans_that_count_outside_their_period_are_named(county: Path, anhorig: Anhorig) -> None:
    goal = "delmål: [{id: x, titel: Något, bidrar_till: lanet/stod}]\n"
    for name, period in (("c", "från: 2021, till: 2024"), ("d", "från: 2027-01-01, till: 2029"), ("e", "från: 2026")):
        text = f"titel: Plan {name}\norganisation: {name}stad\nperiod: {{{period}}}\n{goal}"
        (county / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")
    told = ["cstad: slutade 2024", "dstad: börjar 2027-01-01"]
    heading = "Planer som räknas här trots att deras period är slut eller inte har börjat:\n"
    assert heading + "".join(f"  {line}\n" for line in told) in anhorig("coverage", "plans/lanet.yaml", *DAY).out
    as_json = json.loads(anhorig("coverage", "plans/lanet.yaml", *DAY, "--format", "json").out)
    assert as_json["outside_period"] == told
    later = anhorig("coverage", "plans/lanet.yaml", "--as-of", "2027-01-01", "--language", "en").out
    assert "dstad: begins" not in later
