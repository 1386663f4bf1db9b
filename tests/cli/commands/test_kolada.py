"""`anhorig kolada`: look for key figures, and fetch their values into plans."""

import json
import os
import socket
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from anhorig_cli.cli.commands.kolada import source
from anhorig_cli.kolada import connection
from anhorig_cli.kolada.connection import TOP
from command_line import Anhorig, Run
from kolada_answers import FakeKolada, Reply, cell, envelope, key_figure, row, saved

PLAN = """\
# Planen för anhörigstöd
titel: Plan för anhörigstöd
indikatorer:
  - id: stod
    titel: Anhöriga som får stöd
    måttenhet: procent
    kolada: N21492 # hämtas varje höst
    mätningar:
      - {datum: 2023, värde: 84, källa: Kolada} # före omläggningen
      - {datum: 2024, värde: 85, kvinnor: 87, män: 82, källa: Kolada, rapporterad: 2025-11-03}
  - id: nojda
    titel: Nöjda anhöriga
"""
NEW = "      - {datum: 2025, värde: 88, kvinnor: 90, män: 85, källa: Kolada, rapporterad: 2026-11-29}\n"
OF_2025 = row(2025, cell("T", 88.0), cell("K", 90), cell("M", 85))
NEXT = "  - id: nojda\n"


class Project:
    """A project with a plan, and the answers of Kolada that are fetched into it."""

    def __init__(self, anhorig: Anhorig, folder: Path) -> None:
        self._anhorig = anhorig
        self.folder = folder
        self.plan = folder / "planen.yaml"
        self.settings('planer: .\nkommunkod: "1287"\n')
        self.write(PLAN)

    def settings(self, text: str) -> None:
        (self.folder / "anhorig.yaml").write_text(text, encoding="utf-8")

    def write(self, text: str) -> None:
        self.plan.write_bytes(text.encode())

    @property
    def text(self) -> str:
        return self.plan.read_bytes().decode()

    def fetch(self, *answers: object, year: str | None = "2025", options: Sequence[str] = ()) -> Run:
        """Fetch from answers that were saved."""
        named = () if year is None else ("--year", year)
        return self._anhorig("kolada", "fetch", "--from", saved(self.folder / "svar", *answers), *named, *options)

    def run(self, *words: object) -> Run:
        return self._anhorig(*words)

    def told(self, *answers: object, year: str | None = "2025", options: Sequence[str] = ()) -> str:
        """Return the one thing that is told of the indicator, where nothing is written."""
        before = self.plan.read_bytes()
        run = self.fetch(*answers, year=year, options=options)
        assert run.code == 1
        assert self.plan.read_bytes() == before
        place, _, told = run.err.removeprefix("./planen.yaml: inget ändrades\n").partition(": ")
        assert place == "./planen.yaml:7:13"
        assert told.count("\n") == 1
        return told.removesuffix("\n")


@pytest.fixture
def project(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, on_a_day: Callable[[date], None]
) -> Project:
    on_a_day(date(2026, 11, 29))
    monkeypatch.chdir(tmp_path)
    return Project(anhorig, tmp_path)


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, Reply | Sequence[Reply]]], FakeKolada]:
    """Return what has Kolada answer over the network as a test says."""

    def answers(replies: Mapping[str, Reply | Sequence[Reply]]) -> FakeKolada:
        fake = FakeKolada(replies)
        monkeypatch.setattr(connection, "opener", lambda: fake)
        monkeypatch.setattr(source, "time", SimpleNamespace(sleep=fake.slept.append, monotonic=fake.clock))
        return fake

    return answers


def test_a_value_is_written_with_that_of_women_and_men(project: Project) -> None:
    run = project.fetch(key_figure(), OF_2025)
    assert (run.code, run.out, run.err) == (0, "", "./planen.yaml: värden hämtade från Kolada: 1\n")
    assert project.text == PLAN.replace(NEXT, NEW + NEXT)


def test_the_same_value_again_changes_nothing(project: Project) -> None:
    project.fetch(key_figure(), OF_2025)
    before = project.plan.read_bytes()
    run = project.fetch(key_figure(), OF_2025, options=["--date", "2026-12-24"])
    assert (run.code, run.out, run.err) == (0, "", "./planen.yaml: inget ändrades\n")
    assert project.plan.read_bytes() == before


def test_what_was_fetched_is_taken_back_as_any_change(project: Project) -> None:
    project.fetch(key_figure(), OF_2025)
    assert project.run("undo", "planen").code == 0
    assert project.text == PLAN


def test_a_dry_run_shows_the_difference_and_changes_nothing(project: Project) -> None:
    run = project.fetch(key_figure(), OF_2025, options=["--dry-run"])
    assert (run.code, run.err) == (0, "")
    assert f"+{NEW}" in run.out
    assert project.text == PLAN


def test_values_have_their_places_among_the_years(project: Project) -> None:
    rows = [row(year, cell("T", year - 2000)) for year in (2025, 2022, 2021, 2023, 2024)]
    rows[3]["values"][0]["value"], rows[4]["values"][0]["value"] = 84, 85
    assert project.fetch(key_figure(), *rows, year="2021..2025").code == 0
    years = [line.split()[2] for line in project.text.splitlines() if "{datum:" in line]
    assert years == ["2021,", "2022,", "2023,", "2024,", "2025,"]


def test_a_list_with_the_newest_first_keeps_its_order(project: Project) -> None:
    first, second = PLAN.splitlines(keepends=True)[8:10]
    project.write(PLAN.replace(first + second, second + first))
    rows = [row(2025, cell("T", 88)), row(2026, cell("T", 89)), row(2022, cell("T", 83))]
    assert project.fetch(key_figure(), *rows, year="2022..2026", options=["--date", "2026-11-29"]).code == 1
    years = [line.split()[2] for line in project.text.splitlines() if "{datum:" in line]
    assert years == ["2026,", "2025,", "2024,", "2023,", "2022,"]


def test_the_country_is_written_as_what_is_compared_with(project: Project) -> None:
    country = row(2025, cell("T", 86.4), cell("K", 88), cell("M", 84), place="0000")
    run = project.fetch(key_figure(), OF_2025, country, options=["--with-country"])
    assert run.code == 0
    beside = "      - {datum: 2025, värde: 86.4, kvinnor: 88, män: 84, jämförelse: Riket, källa: Kolada}\n"
    assert project.text == PLAN.replace(NEXT, NEW + beside + NEXT)
    assert project.fetch(key_figure(), OF_2025, country, options=["--with-country"]).err.endswith("inget ändrades\n")


def test_without_being_asked_for_the_country_is_left_out(project: Project) -> None:
    assert project.fetch(key_figure(), OF_2025, row(2025, cell("T", 86), place="0000")).code == 0
    assert "Riket" not in project.text


def test_a_mean_of_a_group_is_told_and_noted(project: Project) -> None:
    country = row(2025, cell("T", 86, count=290), place="0000")
    run = project.fetch(key_figure(), OF_2025, country, options=["--with-country"])
    assert run.code == 0
    assert "N21492 i hela landet för 2025 är ett ovägt medelvärde av 290" in run.err
    assert "jämförelse: Riket\n        källa: Kolada\n        notering: Ovägt medelvärde av 290\n" in project.text


def test_a_revised_value_is_told_and_not_written(project: Project) -> None:
    assert project.told(key_figure(), row(2024, cell("T", 85.5), cell("K", 87), cell("M", 83.5)), year="2024") == (
        "Kolada har 85.5 (kvinnor 87, män 83.5) för N21492 i 1287 för 2024, men planen har 85 (kvinnor 87, män 82) "
        "– --update skriver det bredvid det gamla"
    )


def test_a_revised_value_of_men_only_is_told_too(project: Project) -> None:
    told = project.told(key_figure(), row(2024, cell("T", 85), cell("K", 87), cell("M", 83)), year="2024")
    assert "85 (kvinnor 87, män 83)" in told


def test_a_revised_value_is_written_as_a_later_fact_beside_the_old_where_that_is_wanted(project: Project) -> None:
    run = project.fetch(key_figure(), row(2024, cell("T", 85.5)), year="2024", options=["--update"])
    assert (run.code, run.err) == (0, "./planen.yaml: värden hämtade från Kolada: 1\n")
    new = "      - {datum: 2024, värde: 85.5, källa: Kolada, rapporterad: 2026-11-29}\n"
    assert project.text == PLAN.replace(NEXT, new + NEXT)
    assert project.fetch(key_figure(), row(2024, cell("T", 85.5)), year="2024").err.endswith("inget ändrades\n")
    for day, value in (("2026-11-28", "85"), ("2026-11-29", "85,5")):
        status = project.run("status", "planen", "--as-of", day).out
        assert f"Anhöriga som får stöd: {value}" in status


def test_a_revised_value_stands_after_the_old_where_the_newest_is_first(project: Project) -> None:
    first, second = PLAN.splitlines(keepends=True)[8:10]
    project.write(PLAN.replace(first + second, second + first))
    project.fetch(key_figure(), row(2024, cell("T", 85.5)), year="2024", options=["--update"])
    values = [line.split()[4] for line in project.text.splitlines() if "{datum:" in line]
    assert values == ["85,", "85.5,", "84,"]
    assert "Anhöriga som får stöd: 85,5" in project.run("status", "planen").out


def test_a_revised_value_of_the_country_is_put_in_the_place_of_the_old(project: Project) -> None:
    old = "      - {datum: 2024, värde: 80, kvinnor: 81, män: 79, jämförelse: Riket} # preliminärt\n"
    project.write(PLAN.replace(NEXT, old + NEXT))
    answers = [key_figure(), row(2024, cell("T", 85)), row(2024, cell("T", 81.5), place="0000")]
    run = project.fetch(*answers, year="2024", options=["--with-country"])
    assert run.code == 1
    assert "--update ersätter det gamla" in run.err
    assert old in project.text
    assert project.fetch(*answers, year="2024", options=["--with-country", "--update"]).code == 0
    new = "      - {datum: 2024, värde: 81.5, jämförelse: Riket, källa: Kolada} # preliminärt\n"
    assert project.text == PLAN.replace(NEXT, new + NEXT)


def test_a_share_in_two_numbers_is_the_same_as_its_rounded_value(project: Project) -> None:
    project.write(PLAN.replace("{datum: 2023, värde: 84,", "{datum: 2023, täljare: 2, nämnare: 3,"))
    assert project.fetch(key_figure(), row(2023, cell("T", 66.7)), year="2023").code == 0
    assert "66.8" in project.told(key_figure(), row(2023, cell("T", 66.8)), year="2023")


def test_a_share_of_women_is_the_same_as_its_rounded_value(project: Project) -> None:
    project.write(PLAN.replace("kvinnor: 87,", "kvinnor: {täljare: 2, nämnare: 3},"))
    assert project.fetch(key_figure(), row(2024, cell("T", 85), cell("K", 66.67)), year="2024").code == 0
    told = project.told(key_figure(), row(2024, cell("T", 85), cell("K", 66.7), cell("M", 83)), year="2024")
    assert "85 (kvinnor 66.7, män 83)" in told
    assert "85 (kvinnor 66.67, män 82)" in told


def test_a_value_of_the_last_day_is_the_value_of_the_year(project: Project) -> None:
    project.write(PLAN.replace("{datum: 2023, värde: 84,", "{datum: 2023-12-31, värde: 84,"))
    assert project.fetch(key_figure(), row(2023, cell("T", 84)), year="2023").code == 0


def test_a_value_of_a_part_or_of_another_is_not_ours(project: Project) -> None:
    parts = "      - {datum: 2025, värde: 1, målgrupp: unga}\n      - {datum: 2025, värde: 2, jämförelse: Salem}\n"
    project.write(PLAN.replace(NEXT, parts + NEXT))
    assert project.fetch(key_figure(), OF_2025).code == 0
    assert NEW in project.text


def test_no_value_is_told_and_never_zero(project: Project) -> None:
    told = "Kolada har inget värde för N21492 i 1287 för 2025"
    assert project.told(key_figure(), row(2025, cell("T", None, status="OK"))) == told
    assert project.told(key_figure()) == told


def test_a_value_that_was_taken_away_is_told(project: Project) -> None:
    told = "Kolada har tagit bort sitt värde för N21492 i 1287 för 2025"
    assert project.told(key_figure(), row(2025, cell("T", 88, isdeleted=True))) == told
    assert project.told(key_figure(), row(2025, cell("T", None, isdeleted=True))) == told


def test_values_of_women_and_men_alone_are_not_made_into_one_of_all(project: Project) -> None:
    told = (
        "Kolada har värden för N21492 i 1287 bara för kvinnor eller män, och inget för alla, för 2025: inget skrivs in"
    )
    assert project.told(key_figure(), row(2025, cell("K", 90), cell("M", 85))) == told
    assert project.told(key_figure(), row(2025, cell("T", None), cell("K", 90))) == told


def test_a_status_that_is_not_sound_is_shown(project: Project) -> None:
    told = project.told(key_figure(), row(2025, cell("T", None, status="Missing")))
    assert told == 'Kolada anger "Missing" för sitt värde för N21492 i 1287, 2025: det skrivs inte in'
    assert '"Preliminary"' in project.told(key_figure(), row(2025, cell("T", 88, status="Preliminary")))


def test_a_status_of_women_is_shown_and_the_rest_is_written(project: Project) -> None:
    rows = row(2025, cell("T", 88), cell("K", None, status="Missing"), cell("M", 85))
    run = project.fetch(key_figure(), rows)
    assert run.code == 0
    assert 'Kolada anger "Missing" för sitt värde för kvinnor eller män' in run.err
    assert "{datum: 2025, värde: 88, män: 85, källa: Kolada, rapporterad: 2026-11-29}" in project.text


@pytest.mark.parametrize("number", ["1e999", "NaN", "Infinity", "-Infinity", "1e15", "1" * 400, "0." + "1" * 90])
def test_a_number_beyond_reason_is_told(project: Project, number: str) -> None:
    data = envelope([key_figure(), row(2025, cell("T", 4711))]).replace(b"4711", number.encode())
    folder = saved(project.folder / "svar")
    (folder / "svar.json").write_bytes(data)
    run = project.run("kolada", "fetch", "--from", folder, "--year", "2025")
    assert run.code == 1
    assert "inget tal som en plan kan ha" in run.err
    assert project.text == PLAN


def test_two_values_of_the_same_year_are_told(project: Project) -> None:
    told = project.told(key_figure(), row(2025, cell("T", 88)), row(2025, cell("T", 89)))
    assert told.startswith("svaren har två värden för N21492 i 1287 för 2025")
    assert project.fetch(key_figure(), OF_2025, OF_2025).code == 0


def test_an_unknown_key_figure_is_told_and_the_rest_is_written(project: Project) -> None:
    project.write(PLAN + "    kolada: N00001\n")
    run = project.fetch(key_figure(), OF_2025)
    assert run.code == 1
    assert run.err == (
        "./planen.yaml: värden hämtade från Kolada: 1\n"
        "./planen.yaml:14:13: Kolada har inget nyckeltal N00001: sök efter ett annat med 'anhorig kolada search TEXT'\n"
    )
    assert NEW in project.text


def test_a_key_figure_that_ended_is_told_and_its_years_are_written(project: Project) -> None:
    ended = key_figure(title="Anhöriga som får stöd, andel (%) (- 2024)")
    run = project.fetch(ended, row(2022, cell("T", 83)), row(2023, cell("T", 84)), row(2024, cell("T", 85)),
                        year="2022..2025")  # fmt: skip
    assert run.code == 1
    assert "nyckeltalet N21492 upphörde 2024" in run.err
    assert "för 2025" not in run.err
    assert "{datum: 2022, värde: 83, källa: Kolada, rapporterad: 2026-11-29}" in project.text


def test_a_key_figure_of_regions_is_told_in_a_plan_of_a_municipality(project: Project) -> None:
    told = project.told(key_figure(municipality_type="L"), OF_2025)
    assert told == "nyckeltalet N21492 gäller regioner, men 1287 är en kommun: inget hämtas"
    project.settings('planer: .\nkommunkod: "0001"\n')
    at_region = row(2025, cell("T", 88), cell("K", 90), cell("M", 85), place="0001")
    assert "gäller kommuner" in project.told(key_figure(municipality_type="K"), at_region)
    for kind in ("L", "A"):
        project.write(PLAN)
        assert project.fetch(key_figure(municipality_type=kind), at_region).code == 0
        assert NEW in project.text


def test_what_is_no_id_is_told(project: Project) -> None:
    project.write(PLAN.replace("N21492", "hej"))
    assert project.told(key_figure(), OF_2025) == '"hej" är inte id för något nyckeltal i Kolada: inget hämtas'


def test_an_indicator_of_yes_and_no_is_told(project: Project) -> None:
    project.write(PLAN.replace("procent", "ja/nej").replace("värde: 84", "värde: ja").replace(
        "värde: 85, kvinnor: 87, män: 82", "värde: nej"))  # fmt: skip
    assert "har ja eller nej som värden" in project.told(key_figure(), OF_2025)


def test_a_municipality_that_kolada_does_not_know_is_told_at_the_setting(
    project: Project, service: Callable[..., FakeKolada]
) -> None:
    project.settings('planer: .\nkommunkod: "9999"\n')
    kolada = service({"kpi/N21492": envelope([key_figure()])})
    run = project.run("kolada", "fetch", "--year", "2025")
    assert run.code == 1
    assert run.err == (
        "anhorig.yaml:2:12: Kolada har ingen kommun eller region med koden 9999: inget hämtas\n"
        "./planen.yaml: inget ändrades\n"
    )
    assert kolada.asked == ["kpi/N21492", "data/kpi/N21492/municipality/9999/year/2025", "municipality/9999"]
    assert project.text == PLAN


def test_without_a_code_nothing_is_asked_and_it_is_told_how_to_find_it(project: Project) -> None:
    project.settings("planer: .\n")
    run = project.fetch(key_figure(), OF_2025)
    assert (run.code, run.out) == (2, "")
    assert 'till exempel "1287"' in run.err
    assert "scb.se" in run.err
    assert project.text == PLAN


def test_a_plan_without_key_figures_is_told(project: Project) -> None:
    project.write(PLAN.replace("    kolada: N21492 # hämtas varje höst\n", ""))
    run = project.fetch(key_figure(), OF_2025)
    assert (run.code, run.err) == (0, "ingen indikator här anger ett nyckeltal med 'kolada'\n")


def test_a_plan_that_cannot_be_read_is_told_and_the_others_are_filled_in(project: Project) -> None:
    (project.folder / "andra.yaml").write_text("titel: [\n", encoding="utf-8")
    run = project.fetch(key_figure(), OF_2025)
    assert run.code == 1
    assert "andra.yaml:" in run.err
    assert NEW in project.text


def test_a_value_that_would_be_a_fault_in_the_plan_is_not_written(project: Project) -> None:
    project.write(PLAN.replace("måttenhet: procent", "täljare: De som får stöd\n    nämnare: Alla anhöriga"))
    run = project.fetch(key_figure(), row(2025, cell("T", 103)))
    assert run.code == 1
    assert "ANH212" in run.err
    assert "103" not in project.text


def test_years_are_those_of_late_where_none_is_named(project: Project) -> None:
    rows = [row(year, cell("T", 80 + year - 2019)) for year in range(2015, 2027)]
    project.write(PLAN.partition("    mätningar:\n")[0] + NEXT + "    titel: Nöjda anhöriga\n")
    assert project.fetch(key_figure(), *rows, year=None).code == 0
    years = [line.split()[-1] for line in project.text.splitlines() if "datum:" in line]
    assert years == ["2022", "2023", "2024", "2025", "2026"]


def test_a_late_year_that_nobody_named_may_be_without_a_value(project: Project) -> None:
    assert project.fetch(key_figure(), OF_2025, year=None).code == 0
    project.write(PLAN)
    assert project.told(key_figure(), row(2010, cell("T", 1)), year=None).endswith("2022, 2023, 2024, 2025, 2026")


@pytest.mark.parametrize("year", ["i fjol", "2025..2019", "2019-2025", "1969", "2028", "..", "20251", "２０２５"])
def test_a_year_that_is_none_is_wrong_usage(project: Project, year: str) -> None:
    run = project.fetch(key_figure(), OF_2025, year=year)
    assert run.code == 2
    assert "2019..2025" in run.err


def test_what_acts_in_a_terminal_is_made_visible(project: Project) -> None:
    status = "\x1b]0;titel\x07" + "a\u202eb" + "x" * 500
    told = project.told(key_figure(), row(2025, cell("T", 88, status=status)))
    assert "\\u001b]0;titel\\u0007a\\u202eb" in told
    assert len(told) < 200


def test_a_folder_plan_and_one_in_english_are_filled_in(project: Project) -> None:
    project.plan.unlink()
    (project.folder / "stod" / "indicators").mkdir(parents=True)
    (project.folder / "stod" / "plan.yaml").write_text("title: Support\nlanguage: en\n", encoding="utf-8")
    part = project.folder / "stod" / "indicators" / "reach.yaml"
    part.write_text("title: Reached\nunit_of_measure: percent\nkolada: N21492\n", encoding="utf-8")
    country = row(2025, cell("T", 86, count=290), place="0000")
    run = project.fetch(key_figure(), OF_2025, country, options=["--with-country"])
    assert run.code == 0
    assert part.read_text(encoding="utf-8") == (
        "title: Reached\nunit_of_measure: percent\nkolada: N21492\nmeasurements:\n"
        "  - date: 2025\n    value: 88\n    women: 90\n    men: 85\n    source: Kolada\n    reported: 2026-11-29\n"
        "  - date: 2025\n    value: 86\n    comparison: Riket\n    source: Kolada\n    note: Unweighted mean of 290\n"
    )
    assert f"{part.relative_to(project.folder)}:3:9: " in run.err


DATA = "data/kpi/N21492/municipality/1287/year/2025"


def test_the_service_is_asked_once_for_all_plans(project: Project, service: Callable[..., FakeKolada]) -> None:
    (project.folder / "andra.yaml").write_text(PLAN.replace("Plan för", "En till för"), encoding="utf-8")
    kolada = service({"kpi/N21492": envelope([key_figure()]), DATA: envelope([OF_2025])})
    assert project.run("kolada", "fetch", "--year", "2025").code == 0
    assert kolada.asked == ["kpi/N21492", DATA]
    assert NEW in project.text
    assert NEW in (project.folder / "andra.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "replies",
    [
        {"kpi/N21492": OSError(101, "Network is unreachable")},
        {"kpi/N21492": envelope([key_figure()]), DATA: 500},
        {"kpi/N21492": envelope([key_figure()]), DATA: 429},
        {"kpi/N21492": envelope([key_figure()]), DATA: b"<html>"},
        {"kpi/N21492": envelope([key_figure()]), DATA: b"[" * 100_000},
        {"kpi/N21492": envelope([key_figure()]), DATA: envelope([OF_2025], following="https://kolada.example/v3/")},
    ],
)
def test_where_the_service_does_not_answer_nothing_is_written(
    project: Project, service: Callable[..., FakeKolada], replies: Mapping[str, Reply]
) -> None:
    service(replies)
    assert_that_nothing_is_written(project)


def test_of_an_answer_that_is_too_large_nothing_is_written(
    project: Project, service: Callable[..., FakeKolada]
) -> None:
    service({"kpi/N21492": envelope([key_figure()]), DATA: b" " * (25 << 20)})
    assert_that_nothing_is_written(project)


def assert_that_nothing_is_written(project: Project) -> None:
    """Hold that the service is told of in one line, and that the plan is as it was."""
    run = project.run("kolada", "fetch", "--year", "2025")
    assert (run.code, run.out, run.err.count("\n")) == (3, "", 1)
    assert "Kolada" in run.err
    assert project.text == PLAN


def test_26_key_figures_are_fetched_in_two_questions(project: Project, service: Callable[..., FakeKolada]) -> None:
    ids = [f"N{n:05}" for n in range(26)]
    indicators = "".join(f"  - {{id: i{name}, titel: Nyckeltal {name}, kolada: {name}}}\n" for name in ids)
    project.write(f"titel: Plan\nindikatorer:\n{indicators}")
    places = [(",".join(ids[:25]), ids[:25]), (ids[25], ids[25:])]
    kolada = service({
        **{f"kpi/{names}": envelope([key_figure(one) for one in some]) for names, some in places},
        **{
            f"data/kpi/{names}/municipality/1287/year/2025": envelope([row(2025, cell("T", 1), name=n) for n in some])
            for names, some in places
        },
    })  # fmt: skip
    assert project.run("kolada", "fetch", "--year", "2025").code == 0
    assert len(kolada.asked) == 4
    assert project.text.count("källa: Kolada") == 26


def test_key_figures_are_looked_for(project: Project, service: Callable[..., FakeKolada]) -> None:
    found = [
        key_figure("N21493", "Stöd (- 2020)", is_divided_by_gender=False),
        key_figure("U21492", "Stöd i regionen", municipality_type="L"),
        key_figure(),
    ]
    service({"kpi?title=st%C3%B6d&per_page=5000": envelope(found)})
    run = project.run("kolada", "search", "stöd")
    assert (run.code, run.err) == (0, "")
    assert run.out == (
        "N21492  Anhöriga som får stöd, andel (%)  (kvinnor och män)\n"
        "U21492  Stöd i regionen  (regioner, kvinnor och män)\n"
        "N21493  Stöd (- 2020)  (upphörde 2020)\n"
    )
    first: dict[str, Any] = json.loads(project.run("kolada", "search", "stöd", "--format", "json").out)[0]
    assert first == {
        "id": "N21492",
        "title": "Anhöriga som får stöd, andel (%)",
        "description": "Antal anhöriga som får stöd. Källa: SCB.",
        "of": "K",
        "by_sex": True,
        "ended": None,
        "published": "2026-10-15",
    }


def test_many_key_figures_are_shown_in_part_and_none_is_told(project: Project) -> None:
    folder = saved(project.folder / "svar", *(key_figure(f"N{n:05}", f"Stöd {n}") for n in range(60)))
    run = project.run("kolada", "search", "stöd", "--from", folder)
    assert (run.code, run.out.count("\n")) == (0, 50)
    assert run.err == "… och 10 till: skriv mer av titeln, eller --format json\n"
    assert project.run("kolada", "search", "barn", "--from", folder).err == (
        "inget nyckeltal i Kolada har 'barn' i sin titel\n"
    )


def test_what_is_no_text_is_looked_for_in_vain(project: Project, service: Callable[..., FakeKolada]) -> None:
    kolada = service({})
    assert project.run("kolada", "search", "\udcff").code == 0
    assert kolada.asked == ["kpi?title=%3F&per_page=5000"]


@pytest.mark.parametrize("text", ["", "  ", "x" * 201])
def test_nothing_to_look_for_is_wrong_usage(project: Project, text: str) -> None:
    assert project.run("kolada", "search", text, "--from", saved(project.folder / "svar", key_figure())).code == 2


def test_a_title_that_acts_in_a_terminal_is_made_visible(project: Project) -> None:
    folder = saved(project.folder / "svar", key_figure(title="stöd \x1b[31m\ud800 19121212-1212" + "x" * 400))
    for options in ([], ["--format", "json"]):
        run = project.run("kolada", "search", "stöd", "--from", folder, *options)
        assert run.code == 0
        assert "\x1b" not in run.out
        assert "1212-1212" not in run.out
    assert len(project.run("kolada", "search", "stöd", "--from", folder).out) < 400


def test_a_check_opens_no_connection(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, refuse)
    for command in (("check",), ("status",), ("report", "planen", "-o", "ut.html")):
        assert project.run(*command).code == 0


@pytest.mark.skipif("ANHORIG_ASK_KOLADA" not in os.environ, reason="asks the real service")
def test_the_real_service_answers_as_the_tests_believe(project: Project) -> None:
    assert "N" in project.run("kolada", "search", "anhöriga").out
    project.write(PLAN.replace("N21492", "N00951"))  # invånare 65+, andel: has been there for long
    run = project.run("kolada", "fetch", "--year", "2020..2022", "--with-country")
    assert run.code in {0, 1}
    assert project.text.count("källa: Kolada, rapporterad: 2026-11-29") >= 3
    assert "jämförelse: Riket" in project.text


def test_the_address_of_the_service_is_fixed() -> None:
    assert TOP == "https://api.kolada.se/v3/"
