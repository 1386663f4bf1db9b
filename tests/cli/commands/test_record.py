"""`anhorig record`: a measurement more, in the hand of the file."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from command_line import Anhorig
from plan_in_file import PLAN, written_plan


@pytest.fixture(autouse=True)
def _day(on_a_day: Callable[[date], None]) -> None:
    on_a_day(date(2026, 10, 1))


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    return written_plan(tmp_path)


def test_a_measurement_is_written_as_the_others_are(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("record", plan, "stod", "71", "--date", "2026-09-30", "--source", "Systemet")
    line = "      - {datum: 2026-06-30, värde: 60, källa: Systemet} # halvåret\n"
    new = "      - {datum: 2026-09-30, värde: 71, källa: Systemet}\n"
    assert plan.read_text(encoding="utf-8") == PLAN.replace(line, line + new)
    assert (run.code, run.out) == (0, "")
    assert run.err == f"{plan}: mätningen 2026-09-30 är införd: Anhöriga med stöd\n"


def test_a_measurement_has_its_place_among_the_dates(anhorig: Anhorig, plan: Path) -> None:
    anhorig("record", plan, "Anhöriga med stöd", "50", "--date", "2026-05", "--source", "Systemet")
    lines = plan.read_text(encoding="utf-8").splitlines()
    assert lines.index("      - {datum: 2026-05, värde: 50, källa: Systemet}") == 20


def test_a_share_is_written_as_its_two_numbers_and_an_empty_list_is_filled(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("record", plan, "andel", "12/40", "--date", "2026-05-01", "--approximate")
    assert run.code == 0
    new = "    mätningar:\n      - {datum: 2026-05-01, täljare: 12, nämnare: 40, ungefär: ja}\n"
    assert plan.read_text(encoding="utf-8") == PLAN.replace("    mätningar: []\n", new)


def test_a_date_that_is_there_is_refused_unless_it_is_to_be_replaced(anhorig: Anhorig, plan: Path) -> None:
    command = ("record", plan, "stod", "61", "--date", "2026-06-30", "--source", "Listan")
    run = anhorig(*command)
    assert run.code == 2
    assert "--replace" in run.err
    assert plan.read_text(encoding="utf-8") == PLAN
    assert anhorig(*command, "--replace").code == 0
    assert plan.read_text(encoding="utf-8") == PLAN.replace("värde: 60, källa: Systemet", "värde: 61, källa: Listan")


def test_a_correction_that_was_reported_later_stands_beside_the_first(anhorig: Anhorig, plan: Path) -> None:
    anhorig(
        "record", plan, "stod", "61", "--date", "2026-06-30", "--reported", "2026-08-01", "--source", "Systemet"
    )  # fmt: skip
    assert "{datum: 2026-06-30, värde: 61, källa: Systemet, rapporterad: 2026-08-01}" in plan.read_text(
        encoding="utf-8"
    )


NEWEST_FIRST = """titel: Plan
indikatorer:
  - id: stod
    titel: Anhöriga med stöd
    mätningar:
      - {datum: 2026-06-30, värde: 60, källa: Listan}
      - {datum: 2025-12-31, värde: 50}
"""


def test_a_correction_counts_also_where_the_newest_stands_first(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(NEWEST_FIRST, encoding="utf-8")
    assert (
        anhorig(
            "record", plan, "stod", "61", "--date", "2026-06-30", "--reported", "2026-08-01", "--source", "Listan"
        ).code
        == 0
    )
    assert plan.read_text(encoding="utf-8").splitlines()[5:] == [
        "      - {datum: 2026-06-30, värde: 60, källa: Listan}",
        "      - {datum: 2026-06-30, värde: 61, källa: Listan, rapporterad: 2026-08-01}",
        "      - {datum: 2025-12-31, värde: 50}",
    ]
    latest = [anhorig("status", plan, "--as-of", day).out for day in ("2026-07-31", "2026-08-01")]
    assert [("60" in told, "61" in told) for told in latest] == [(True, False), (False, True)]


def test_what_counts_women_and_men_is_replaced_with_both_or_not_at_all(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, PLAN.replace("värde: 60,", "värde: 60, kvinnor: 40, män: 20,"))
    command = ("record", plan, "stod", "61", "--date", "2026-06-30", "--source", "Systemet", "--replace")
    assert anhorig(*command).code == 2
    assert anhorig(*command, "--women", "40", "--men", "21").code == 0
    assert "värde: 61, kvinnor: 40, män: 21, källa: Systemet}" in plan.read_text(encoding="utf-8")


@pytest.mark.parametrize("measurements", ["[]", "[{datum: 2026-03-31, täljare: 1, nämnare: 2}]"])
def test_a_share_of_women_and_of_men_is_replaced_in_its_place(
    measurements: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    plan = written_plan(tmp_path, PLAN.replace("mätningar: []", f"mätningar: {measurements}"))
    command = ("record", plan, "andel", "--date", "2026-06-30")
    assert anhorig(*command, "45/72", "--women", "30/40", "--men", "15/32").code == 0
    first = plan.read_text(encoding="utf-8")
    assert anhorig(*command, "46/73", "--women", "31/41", "--men", "15/32", "--replace").code == 0
    pairs = [("45", "46"), ("72", "73"), ("30\n", "31\n"), ("30,", "31,"), ("40\n", "41\n"), ("40}", "41}")]
    second = first.partition("id: andel")[2]
    for old, new in pairs:
        second = second.replace(f": {old}", f": {new}")
    assert plan.read_text(encoding="utf-8").partition("id: andel")[2] == second


def test_a_unit_is_named_as_it_was_before(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path)
    command = ("record", plan, "andel", "--unit")
    assert anhorig(*command, "Hemvården", "12/40", "--date", "2026-05-31").code == 0
    assert "ersätts" in anhorig(*command, "hemvard", "13/40", "--date", "2026-05-31").err
    assert anhorig(*command, "hemvard", "13/40", "--date", "2026-06-30").code == 0
    assert plan.read_text(encoding="utf-8").count("enhet: Hemvården") == 2


def test_a_value_of_a_target_group(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, "målgrupper: [{id: unga, titel: Unga}]\n" + PLAN)
    command = ("record", plan, "andel", "12/40", "--date", "2026-05-01")
    assert anhorig(*command).code == 0
    assert anhorig(*command, "--target-group", "unga").code == 0
    assert "målgrupp: unga" in plan.read_text(encoding="utf-8")


SHARES = (("kvinnor", 37, 50), ("män", 26, 40))


def test_a_share_may_be_told_in_words(anhorig: Anhorig, plan: Path) -> None:
    texts: list[str] = []
    for share, women in (("12/40", "7/20"), ("12 av 40", "7 of 20")):
        assert anhorig("record", plan, "andel", share, "--date", "2026-05-01", "--women", women).code == 0
        texts.append(plan.read_text(encoding="utf-8"))
        anhorig("undo", plan)
    assert texts[0] == texts[1] != PLAN


def test_words_that_are_not_held_together_are_told(
    anhorig: Anhorig, plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(plan.parent)
    (plan.parent / "anhorig.yaml").write_text("planer: .\n", encoding="utf-8")
    run = anhorig("record", "stod", "2", "500", "--source", "S")
    assert (run.code, run.err) == (3, "stod: det finns ingen sådan plan; sätt citattecken runt ord som hör ihop\n")


def test_shares_of_women_and_of_men_are_counted_too(anhorig: Anhorig, plan: Path) -> None:
    command = ("record", plan, "andel", "63/90", "--date", "2026-05-01", "--women", "37/50", "--men", "26/40")
    assert anhorig(*command).code == 0
    women, men = (f"        {sex}:\n          täljare: {n}\n          nämnare: {d}\n" for sex, n, d in SHARES)
    new = f"    mätningar:\n      - datum: 2026-05-01\n        täljare: 63\n        nämnare: 90\n{women}{men}"
    assert plan.read_text(encoding="utf-8") == PLAN.replace("    mätningar: []\n", new)
    assert anhorig("record", plan, "andel", "50/90", "--date", "2026-04-01").code == 0
    shares = ("--women", "30/50", "--men", "20/40", "--replace")
    assert "en textredigerare" in anhorig("record", plan, "andel", "50/90", "--date", "2026-04-01", *shares).err
    assert [anhorig("undo", plan).code for _ in range(2)] == [0, 0]
    assert plan.read_text(encoding="utf-8") == PLAN


def test_a_value_becomes_a_share_in_its_place(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("record", plan, "stod", "3/4", "--date", "2026-06-30", "--source", "Systemet", "--replace")
    assert run.code == 0
    assert "{datum: 2026-06-30, täljare: 3, nämnare: 4, källa: Systemet} # halvåret" in plan.read_text(encoding="utf-8")


def test_a_dry_run_shows_the_difference_and_changes_nothing(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("record", plan, "stod", "71", "--date", "2026-09-30", "--source", "Systemet", "--dry-run")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith(f"--- {plan}\n+++ {plan}\n@@ ")
    assert "\n+      - {datum: 2026-09-30, värde: 71, källa: Systemet}\n" in run.out
    assert plan.read_text(encoding="utf-8") == PLAN


def test_a_dry_run_shows_what_acts_on_a_terminal_by_its_number(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, PLAN.replace("# halvåret", "# halv\u202eåret"))
    out = anhorig("record", plan, "stod", "7", "--date", "2026-09", "--source", "S", "--dry-run").out
    assert "\\u202e" in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("saknas", "1", "--date", "2026", "--source", "S"), "det finns ingen indikator 'saknas'"),
        (("stodd", "1", "--date", "2026", "--source", "S"), "menade du 'stod'?"),
        (("stod", "många", "--date", "2026", "--source", "S"), "är inget tal"),
        (("stod", "1", "--date", "31/12", "--source", "S"), "är inget datum"),
        (("stod", "1", "--date", "2026"), "--source"),
        (("stod", "1", "--date", "2026", "--source", "a\x07b"), "U+0007"),
    ],
)
def test_what_has_no_meaning_is_wrong_usage_in_one_line(
    arguments: tuple[str, ...], told: str, anhorig: Anhorig, plan: Path
) -> None:
    run = anhorig("record", plan, *arguments)
    assert (run.code, len(run.err.splitlines())) == (2, 1)
    assert told in run.err
    assert plan.read_text(encoding="utf-8") == PLAN


def test_a_title_of_two_indicators_is_wrong_usage_that_lists_them(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, PLAN.replace("titel: Andel nöjda", "titel: Anhöriga med stöd"))
    run = anhorig("record", plan, "Anhöriga med stöd", "1", "--date", "2027", "--source", "S")
    assert run.err == (
        "'Anhöriga med stöd' kan betyda mer än en sak: stod – Anhöriga med stöd; andel – Anhöriga med stöd\n"
    )


def test_a_plan_with_errors_is_not_changed_and_the_errors_are_told(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = written_plan(tmp_path, PLAN + "okänd: 1\n")
    run = anhorig("record", plan, "stod", "1", "--date", "2027", "--source", "S")
    assert run.code == 1
    assert run.err.startswith(f"{plan}:33:1: ANH121 ")
    assert run.err.endswith(f"\n{plan}: inte ändrad: rätta det först\n")
    assert plan.read_text(encoding="utf-8") == PLAN + "okänd: 1\n"


def test_what_cannot_be_spliced_is_refused_with_its_place(anhorig: Anhorig, tmp_path: Path) -> None:
    text = PLAN.replace("    mätningar: []", "    mätningar: *m").replace("    mätningar:\n", "    mätningar: &m\n")
    plan = written_plan(tmp_path, text)
    run = anhorig("record", plan, "andel", "1", "--date", "2027-01")
    assert (run.code, len(run.err.splitlines())) == (3, 1)
    assert run.err.startswith(f"{plan}:")
    assert plan.read_text(encoding="utf-8") == text


def test_the_plan_can_be_named_by_its_id_in_the_project(
    anhorig: Anhorig, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "anhorig.yaml").write_text("språk: sv\n", encoding="utf-8")
    (tmp_path / "plans").mkdir()
    plan = written_plan(tmp_path / "plans")
    monkeypatch.chdir(tmp_path)
    assert anhorig("record", "planen", "andel", "5", "--date", "2026-01").code == 0
    assert "2026-01" in plan.read_text(encoding="utf-8")
    assert anhorig("record", "annan", "andel", "5", "--date", "2027-02").code == 3
    (tmp_path / "plans" / "två.yaml").write_text("titel: Två\n", encoding="utf-8")
    assert anhorig("record", "plans", "andel", "5", "--date", "2027-02").code == 2


@pytest.mark.parametrize("value", ["", "  "])
def test_an_empty_value_is_no_value(value: str, anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("record", plan, "stod", value, "--date", "2026-09-30", "--source", "Systemet")
    assert run.code == 2
    assert plan.read_text(encoding="utf-8") == PLAN


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
@pytest.mark.parametrize(
    ("value", "date", "code", "why"),
    [
        ("52/40", "2026-05-01", "ANH212", "planen skulle få ett fel"),
        ("12/40", "2026-10-02", "ANH208", "det som inte har hänt än inte kan föras in"),
    ],
)
def test_what_would_be_a_fault_is_told_and_not_written(
    value: str, date: str, code: str, why: str, dry: tuple[str, ...], anhorig: Anhorig, plan: Path
) -> None:
    run = anhorig("record", plan, "andel", value, "--date", date, *dry)
    assert (run.code, run.out) == (1, "")
    assert f" {code} " in run.err
    assert run.err.endswith(f"{plan}: inte ändrad, eftersom {why}\n")
    assert plan.read_text(encoding="utf-8") == PLAN


def test_a_fault_that_was_there_before_is_neither_told_nor_in_the_way(anhorig: Anhorig, tmp_path: Path) -> None:
    faulty = "    mätningar: [{datum: 2026-03-31, täljare: 52, nämnare: 40}]\n"
    plan = written_plan(tmp_path, PLAN.replace("    mätningar: []\n", faulty))
    assert "ANH212" in anhorig("check", plan).out
    run = anhorig("record", plan, "stod", "71", "--date", "2026-09-30", "--source", "Systemet")
    assert (run.code, run.err) == (0, f"{plan}: mätningen 2026-09-30 är införd: Anhöriga med stöd\n")


def test_the_settings_of_the_project_hold_for_what_is_told(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "anhorig.yaml").write_text("allvar:\n  ANH212: varning\n", encoding="utf-8")
    plan = written_plan(tmp_path)
    run = anhorig("record", plan, "andel", "52/40", "--date", "2026-05-01")
    assert run.code == 0
    assert "ANH212" in run.err
    assert run.err.splitlines()[1].endswith("[varning]")


@pytest.mark.parametrize("value", ["-5", "-0.5", "-12/40"])
def test_a_negative_value_is_no_option(anhorig: Anhorig, plan: Path, value: str) -> None:
    options = ("--date", "2026-09-30", "--source", "Systemet")
    for words in ((value, *options), (*options, value), (*options, "--", value)):
        assert "there is no option" not in anhorig("record", plan, "stod", *words, "--dry-run", "--language", "en").err
    assert "värde: -5" in anhorig("record", plan, "stod", "-5", *options, "--dry-run").out


def test_nor_is_one_that_an_option_has(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("record", plan, "stod", "5", "--date", "2026-09-30", "--source", "-5", "--dry-run")
    assert "källa: " in run.out


def test_one_before_other_words_is_told_how_to_be_written(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("record", plan, "-5", "stod", "--date", "2026-09-30")
    assert (run.code, "skriv -- före -5" in run.err) == (2, True)


def test_a_figure_says_when_it_was_known_while_its_time_lasts(anhorig: Anhorig, plan: Path) -> None:
    anhorig("record", plan, "stod", "71", "--date", "2026-10", "--source", "Systemet")
    line = "      - {datum: 2026-10, värde: 71, källa: Systemet, rapporterad: 2026-10-01}"
    assert line in plan.read_text(encoding="utf-8").splitlines()
    anhorig("record", plan, "stod", "72", "--date", "2026-10", "--source", "Systemet", "--replace")
    assert line.replace("71", "72") in plan.read_text(encoding="utf-8").splitlines()


def test_it_does_not_where_its_time_has_ended(anhorig: Anhorig, plan: Path) -> None:
    anhorig("record", plan, "stod", "71", "--date", "2026-09", "--source", "Systemet")
    assert "      - {datum: 2026-09, värde: 71, källa: Systemet}" in plan.read_text(encoding="utf-8").splitlines()


def test_a_value_that_is_missing_is_written_with_its_reason_and_no_source(anhorig: Anhorig, plan: Path) -> None:
    run = anhorig("record", plan, "stod", "--missing", "Stängt", "--date", "2026-09-30")
    assert run.code == 0
    assert "      - {datum: 2026-09-30, saknas: Stängt}\n" in plan.read_text(encoding="utf-8")


def test_a_value_comes_in_the_place_of_one_that_was_missing(anhorig: Anhorig, plan: Path) -> None:
    anhorig("record", plan, "stod", "--missing", "Stängt", "--date", "2026-09-30")
    anhorig("record", plan, "stod", "70", "--date", "2026-09-30", "--source", "Systemet", "--replace")
    text = plan.read_text(encoding="utf-8")
    assert "saknas" not in text
    assert "{datum: 2026-09-30, värde: 70, källa: Systemet}" in text


def test_a_value_and_why_it_is_missing_are_not_recorded_together(anhorig: Anhorig, plan: Path) -> None:
    assert anhorig("record", plan, "stod", "70", "--missing", "Stängt").code == 2
    assert plan.read_text(encoding="utf-8") == PLAN


def test_anothers_value_stands_beside_ours_of_the_same_date(anhorig: Anhorig, plan: Path) -> None:
    told = ("--date", "2026-06-30", "--source", "Kolada")
    assert anhorig("record", plan, "stod", "75", "--comparison", "Riket", *told).code == 0
    assert anhorig("record", plan, "stod", "74", "--comparison", "Länet", *told).code == 0
    assert anhorig("record", plan, "stod", "76", "--comparison", "riket", *told).code == 2
    text = plan.read_text(encoding="utf-8")
    assert "{datum: 2026-06-30, värde: 75, jämförelse: Riket, källa: Kolada}" in text
    assert "{datum: 2026-06-30, värde: 74, jämförelse: Länet, källa: Kolada}" in text


@pytest.mark.parametrize(("typed", "written"), [("ja", "ja"), ("Nej", "nej"), ("yes", "ja")])
def test_yes_and_no_are_recorded_where_they_are_measured(
    anhorig: Anhorig, tmp_path: Path, typed: str, written: str
) -> None:
    plan = tmp_path / "plan.yaml"
    text = "titel: P\nindikatorer:\n  - id: rutin\n    titel: Rutin\n    måttenhet: ja/nej\n    källa: Vi\n"
    plan.write_text(text, encoding="utf-8")
    assert anhorig("record", plan, "rutin", typed, "--date", "2026-09-30").code == 0
    new = f"    mätningar:\n      - datum: 2026-09-30\n        värde: {written}\n"
    assert plan.read_text(encoding="utf-8") == text + new
    assert anhorig("record", plan, "rutin", "3", "--date", "2026-09-29").code == 2


def test_no_yes_is_recorded_among_numbers(anhorig: Anhorig, plan: Path) -> None:
    assert anhorig("record", plan, "stod", "ja", "--source", "Vi").code == 2
    assert plan.read_text(encoding="utf-8") == PLAN
