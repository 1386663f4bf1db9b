"""`anhorig compare`: the same indicator in several plans, and only what is measured alike."""

import csv
import io
import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from command_line import Anhorig

DAY = "2026-11-30"
SHARED = "titel: Anhöriga med stöd, kolada: N21492, måttenhet: anhöriga"


def plan(name: str, indicator: str, rest: str = "") -> str:
    """Return a plan of a municipality with one indicator."""
    return f"titel: Plan för anhöriga\norganisation: {name}\n{rest}indikatorer:\n  - {{id: stod, {indicator}}}\n"


def measured(*values: object, more: str = "") -> str:
    """Return measurements of June 2024, 2025 and 2026, as many as there are values, the last of 2026."""
    days = ("2024-06-30", "2025-06-30", "2026-06-30")[-len(values) :]
    rows = (f"{{datum: {day}, värde: {value}{more}}}" for day, value in zip(days, values, strict=True))
    return f"mätningar: [{', '.join(rows)}]"


TARGET = "utgångsvärde: {värde: 40, datum: 2024-12-31}, målvärde: {minst: 80, senast: 2027-12-31}"


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Stand in a project with three municipalities that follow the same key figure."""
    (tmp_path / "anhorig.yaml").write_text("planer: plans\n", encoding="utf-8")
    (tmp_path / "plans").mkdir()
    put(tmp_path, "c", plan("Örby", f"{SHARED}, {TARGET}, {measured(45, 60)}"))
    put(tmp_path, "a", plan("Åby", f"{SHARED}, {TARGET}, {measured(50, 44)}"))
    put(tmp_path, "b", plan("Berg", f"{SHARED}, {measured(30)}"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(folder: Path, name: str, text: str) -> None:
    (folder / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")


def lines(anhorig: Anhorig, *words: object) -> list[str]:
    run = anhorig("compare", *words, "--as-of", DAY)
    assert (run.code, run.err) == (0, "")
    return run.out.splitlines()


def values(anhorig: Anhorig, *words: object) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads("\n".join(lines(anhorig, *words, "--format", "json")))["values"]
    return found


@pytest.mark.usefixtures("county")
def test_plans_stand_in_the_order_of_their_names_whatever_their_values(anhorig: Anhorig) -> None:
    change = "jämfört med utgångsvärdet: från 40 anhöriga (2024-12-31) till"
    assert lines(anhorig, "N21492") == [
        "Anhöriga med stöd (nyckeltal N21492 i Kolada) – 2026-11-30",
        "Måttenhet: anhöriga",
        "  Berg: 30 anhöriga (2026-06-30); ? går inte att följa (det finns bara en mätning)",
        (
            "  Åby: 44 anhöriga (2026-06-30); mål minst 80 anhöriga senast 2027-12-31; "
            f"↗ bättre ({change} 44 anhöriga (2026-06-30))"
        ),
        (
            "  Örby: 60 anhöriga (2026-06-30); mål minst 80 anhöriga senast 2027-12-31; "
            f"↗ bättre ({change} 60 anhöriga (2026-06-30))"
        ),
    ]


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("name", ["N21492", "n21492", "a/stod", "B/STOD", "stod", "anhöriga med stöd"])
def test_the_indicator_is_named_as_one_likes(anhorig: Anhorig, name: str) -> None:
    assert [one["name"] for one in values(anhorig, name)] == ["Berg", "Åby", "Örby"]


@pytest.mark.usefixtures("county")
def test_only_the_plans_that_are_named_are_compared(anhorig: Anhorig) -> None:
    assert [one["plan"] for one in values(anhorig, "N21492", "plans/c.yaml", "plans/b.yaml")] == ["b", "c"]


@pytest.mark.usefixtures("county")
def test_what_was_not_known_on_the_day_is_not_told(anhorig: Anhorig) -> None:
    run = anhorig("compare", "N21492", "--format", "json", "--as-of", "2025-12-31")
    told = [(one["name"], one["value"], one["date"]) for one in json.loads(run.out)["values"]]
    assert told == [("Berg", None, None), ("Åby", 50, "2025-06-30"), ("Örby", 45, "2025-06-30")]
    assert json.loads(run.out)["notes"] == ["Inget värde: Berg."]


@pytest.mark.usefixtures("county")
def test_a_name_that_no_indicator_has(anhorig: Anhorig) -> None:
    run = anhorig("compare", "N21493")
    assert (run.code, run.out) == (2, "")
    assert run.err == "ingen plan har indikatorn 'N21493': menade du 'N21492'?\n"
    assert anhorig("compare", "hemtjänst").err == ("ingen plan har indikatorn 'hemtjänst'; det finns N21492\n")


def test_an_id_that_several_indicators_have_must_be_told_apart(county: Path, anhorig: Anhorig) -> None:
    put(county, "d", plan("Dal", f"titel: Något annat, {measured(3)}"))
    run = anhorig("compare", "stod")
    assert (run.code, run.err) == (
        2,
        "'stod' kan betyda flera indikatorer: ange en av a/stod, b/stod, c/stod, d/stod\n",
    )
    assert [one["plan"] for one in values(anhorig, "d/stod")] == ["d"]


def test_a_strategys_indicator_and_those_that_follow_it(county: Path, anhorig: Anhorig) -> None:
    put(county, "lan", plan("Länet", f"titel: Nöjda, {measured(500)}"))
    put(county, "d", plan("Dal", f"titel: Andel nöjda, följer: lan/stod, {measured(200)}"))
    put(county, "e", plan("Ekby", f"titel: Nöjda, följer: lan/stod, {measured(300)}"))
    named = [(one["name"], one["value"]) for one in values(anhorig, "lan/stod")]
    assert named == [("Dal", 200), ("Ekby", 300), ("Länet", 500)]
    row = "| Dal<br>Andel nöjda | 200 | ? Går inte att följa<br>det finns bara en mätning |"
    assert row in lines(anhorig, "lan/stod", "--format", "md")


def test_another_unit_is_not_compared_and_it_says_why(county: Path, anhorig: Anhorig) -> None:
    put(county, "d", plan("Dal", f"titel: Andel, kolada: N21492, måttenhet: procent, {measured(12)}"))
    told = lines(anhorig, "N21492")
    assert told[1] == "Jämförs inte, eftersom måttenheterna är olika: anhöriga (Berg, Åby och Örby); procent (Dal)."
    assert [line for line in told if line.startswith("Måttenhet")] == ["Måttenhet: anhöriga", "Måttenhet: procent"]
    assert {one["name"]: one["group"] for one in values(anhorig, "N21492")} == {
        "Berg": 1,
        "Åby": 1,
        "Örby": 1,
        "Dal": 2,
    }


def test_a_new_way_of_measuring_is_not_compared_with_the_old(county: Path, anhorig: Anhorig) -> None:
    put(county, "c", plan("Örby", f"{SHARED}, {measured(60, more=', metodbyte: ja')}"))
    told = lines(anhorig, "N21492")
    assert told[1] == (
        "Jämförs inte, eftersom mätmetoden har ändrats: som tidigare (Berg och Åby); "
        "ny mätmetod sedan 30 juni 2026 (Örby)."
    ).replace("30 juni 2026", "2026-06-30")
    assert "Måttenhet: anhöriga, ny mätmetod sedan 2026-06-30" in told


def test_answers_to_a_survey_are_not_compared_with_a_register(county: Path, anhorig: Anhorig) -> None:
    survey = "enkäter: [{id: e, titel: Enkät, metod: enkät, utskickade: 200, besvarade: 90}]\n"
    put(county, "c", plan("Örby", f"{SHARED}, {measured(60, more=', enkät: e')}", survey))
    assert lines(anhorig, "N21492")[1] == (
        "Jämförs inte, eftersom värdena kommer från undersökningar av olika slag: "
        "ingen undersökning (Berg och Åby); enkät (Örby)."
    )


def test_of_how_many_a_share_is_and_the_country_beside(county: Path, anhorig: Anhorig) -> None:
    share = (
        "titel: Nöjda, kolada: U12345, mätningar: [{datum: 2026-06-30, täljare: 30, nämnare: 60},"
        " {datum: 2026-06-30, värde: 61, jämförelse: Riket}]"
    )
    answers = "enkäter: [{id: e, titel: Enkät, besvarade: 90, utskickade: 200}]\n"
    put(county, "d", plan("Dal", share))
    asked = "titel: Nöjda, kolada: U12345, måttenhet: procent, mätningar: [{datum: 2026-06, värde: 50, enkät: e}]"
    put(county, "e", plan("Ekby", asked, answers))
    alone = "? går inte att följa (det finns bara en mätning)"
    assert [line.replace("\N{NO-BREAK SPACE}", " ") for line in lines(anhorig, "U12345")] == [
        "Nöjda (nyckeltal U12345 i Kolada) – 2026-11-30",
        (
            "Jämförs inte, eftersom värdena kommer från undersökningar av olika slag: "
            "ingen undersökning (Dal); enkät (Ekby)."
        ),
        "Måttenhet: %",
        f"  Dal: 50 % (30 av 60) (2026-06-30); av hur många: 60; {alone}; Riket: 61 %",
        "Måttenhet: procent, enkät",
        f"  Ekby: 50 % (2026-06); av hur många: 90; {alone}",
    ]


def test_few_people_are_not_told_of(county: Path, anhorig: Anhorig) -> None:
    put(county, "b", plan("Berg", f"{SHARED}, personer: ja, {measured(3)}"))
    told = lines(anhorig, "N21492")
    assert told[2].startswith("  Berg: färre än 5 (2026-06-30)")
    assert told[-1] == "Siffror som gäller få personer visas inte."
    (berg,) = (one for one in values(anhorig, "N21492") if one["name"] == "Berg")
    assert (berg["value"], berg["suppressed"]) == (None, True)


def test_a_whole_is_not_told_where_a_part_that_is_not_could_be_worked_out(county: Path, anhorig: Anhorig) -> None:
    people = "titel: Stöd, personer: ja, måttenhet: anhöriga"
    put(county, "lan", plan("Länet", f"{people}, {measured(503)}"))
    put(county, "d", plan("Dal", f"{people}, följer: lan/stod, {measured(500)}"))
    put(county, "e", plan("Ekby", f"{people}, följer: lan/stod, {measured(3)}"))
    for kind in ("text", "md", "html", "csv", "json", "svg"):
        told = "\n".join(lines(anhorig, "lan/stod", "--format", kind))
        assert "500" in told
        assert "503" not in told
    assert lines(anhorig, "lan/stod")[-2].startswith("  Länet: visas inte, få personer (2026-06-30)")


def test_nobody_tells_anothers_value_that_the_other_does_not(county: Path, anhorig: Anhorig) -> None:
    people = f"{SHARED}, personer: ja"
    beside = "{datum: 2026-06-30, värde: 3, jämförelse: berg}, {datum: 2026-06-30, värde: 71, jämförelse: Riket}"
    put(county, "a", plan("Åby", f"{people}, mätningar: [{{datum: 2026-06-30, värde: 44}}, {beside}]"))
    assert "Riket: 71 anhöriga" in lines(anhorig, "N21492")[3]
    put(county, "b", plan("Berg", f"{people}, {measured(3)}"))
    told = lines(anhorig, "N21492")
    assert told[3] == "  Åby: 44 anhöriga (2026-06-30); ? går inte att följa (det finns bara en mätning)"
    assert "3 anhöriga" not in "\n".join(lines(anhorig, "N21492", "--format", "html"))


def test_a_plan_that_cannot_be_read_is_told_of_and_the_others_are_compared(county: Path, anhorig: Anhorig) -> None:
    put(county, "b", "titel: [\n")
    run = anhorig("compare", "N21492", "--as-of", DAY)
    assert run.code == 1
    assert "b.yaml:" in run.err
    assert [line.split(":")[0] for line in run.out.splitlines()[2:]] == ["  Åby", "  Örby"]
    assert anhorig("compare", "b/stod").out == ""
    put(county, "c", "titel: [\n")
    told = anhorig("compare", "N21492", "--as-of", DAY).out.splitlines()
    assert told[-1] == "Bara en av de planer som kunde läsas har indikatorn."


def test_a_personal_number_is_not_repeated(county: Path, anhorig: Anhorig) -> None:
    put(county, "b", plan("Berg", f"{SHARED}, {measured(30)}").replace("Plan för", "Plan 19121212-1212 för"))
    for words in (["N21492"], ["19121212-1212"]):
        run = anhorig("compare", *words, "--format", "md")
        assert "1212" not in run.out + run.err


def test_files_of_every_kind(county: Path, anhorig: Anhorig) -> None:
    kinds = ("md", "html", "csv", "json", "svg")
    run = anhorig("compare", "N21492", "--as-of", DAY, *(word for kind in kinds for word in ("-o", f"ut.{kind}")))
    assert (run.code, run.out) == (0, "")
    rows = list(csv.reader(io.StringIO((county / "ut.csv").read_text("utf-8-sig")), delimiter=";"))
    assert [row[:2] + row[9:11] for row in rows] == [
        ["plan", "namn", "datum", "värde"],
        ["b", "Berg", "2026-06-30", "30"],
        ["a", "Åby", "2026-06-30", "44"],
        ["c", "Örby", "2026-06-30", "60"],
    ]
    picture = ET.fromstring((county / "ut.svg").read_text("utf-8"))  # noqa: S314 - our own
    assert [one.text for one in picture.iter("{http://www.w3.org/2000/svg}title")] == [
        "Anhöriga med stöd",
        "Åby",
        "Örby",
    ]
    assert (county / "ut.html").read_text("utf-8").count('class="picture"') == 3
    again = {kind: (county / f"ut.{kind}").read_bytes() for kind in kinds}
    anhorig("compare", "N21492", "--as-of", DAY, *(word for kind in kinds for word in ("-o", f"ut.{kind}")))
    assert {kind: (county / f"ut.{kind}").read_bytes() for kind in kinds} == again


@pytest.mark.usefixtures("county")
def test_a_file_of_another_kind(anhorig: Anhorig) -> None:
    run = anhorig("compare", "N21492", "-o", "ut.docx")
    assert (run.code, run.err) == (2, "ut.docx: skriv ett namn som slutar på .md, .html, .csv, .json eller .svg\n")


def test_that_there_are_no_indicators_at_all_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, anhorig: Anhorig
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "p.yaml").write_text("titel: P\n", encoding="utf-8")
    assert anhorig("compare", "nöjda", ".").err == "ingen plan har indikatorn 'nöjda' eller någon annan indikator\n"


@pytest.mark.usefixtures("county")
def test_the_trend_is_in_words_in_a_table_and_a_code_in_json(anhorig: Anhorig) -> None:
    arguments = ("compare", "N21492", "--as-of", DAY)
    for language, trends in (("sv", {"Bättre", "Går inte att följa"}), ("en", {"Better", "Cannot be followed"})):
        run = anhorig(*arguments, "--format", "csv", "--language", language)
        rows = csv.DictReader(io.StringIO(run.out.removeprefix("\ufeff")), delimiter=";")
        assert {row["trend"] for row in rows} == trends
    found = json.loads(anhorig(*arguments, "--format", "json").out)
    assert {one["trend"] for one in found["values"]} == {"better", "unknown"}


def test_of_as_many_titles_the_one_of_the_plan_that_is_followed_is_the_heading(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, anhorig: Anhorig
) -> None:
    monkeypatch.chdir(tmp_path)
    measured = "måttenhet: timmar, mätningar: [{datum: 2026-06-30, värde: 8}]"
    (tmp_path / "plans").mkdir()
    for name, fields in (("a", "titel: Tid till stöd, följer: strategi/tid"), ("strategi", "titel: Väntetid")):
        text = f"titel: Plan {name}\norganisation: {name}\nindikatorer: [{{id: tid, {fields}, {measured}}}]\n"
        (tmp_path / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert anhorig("compare", "strategi/tid", "--as-of", DAY).out.startswith("Väntetid – ")
