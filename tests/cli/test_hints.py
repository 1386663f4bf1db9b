"""Hints that lead to the goal: the command that fixes it, and keys in the plan's own language."""

import re
from pathlib import Path

import pytest

from command_line import Anhorig

DAY = ("--as-of", "2026-07-01", "-q")
IN_ENGLISH = ("--language", "en")
SWEDISH = """\
titel: P
delmål:
  - id: d1
    titel: Fler nås
    aktiviteter: [{titel: Nå ut, senast: 2025}, {titel: '100 $ "x"', senast: 2025}]
"""
ENGLISH = """\
title: P
subgoals:
  - id: d1
    title: More carers
"""


def told(anhorig: Anhorig, text: str, slug: str, *options: str) -> list[str]:
    Path("p.yaml").write_text(text, encoding="utf-8")
    return [
        line.split(" – ", 1)[1].rpartition(" [")[0]
        for line in anhorig("check", "p.yaml", *DAY, "--select", slug, *options).out.splitlines()
    ]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_the_command_that_mends_it_is_named(anhorig: Anhorig) -> None:
    (hint,) = told(anhorig, SWEDISH, "not-assessed")
    assert hint.endswith("(anhorig assess p.yaml d1)")
    assert [hint.partition(" (")[2] for hint in told(anhorig, SWEDISH, "late-activity")] == [
        'anhorig done p.yaml "Nå ut")',
        "anhorig done p.yaml)",
    ]


def test_of_many_the_command_is_named_without_its_part(anhorig: Anhorig) -> None:
    subgoals = "".join(f"  - {{id: d{n}, titel: D{n}}}\n" for n in range(3))
    (hint,) = told(anhorig, f"titel: P\ndelmål:\n{subgoals}", "not-assessed")
    assert hint.endswith("(anhorig assess p.yaml)")


def test_the_command_in_a_hint_does_what_it_says(anhorig: Anhorig) -> None:
    (hint,) = told(anhorig, SWEDISH, "not-assessed")
    command = hint.rpartition("(anhorig ")[2].removesuffix(")").split()
    run = anhorig(*command, "bedöms uppfyllas", "--comment", "Bra", "--date", "2026-06-30")
    assert run.code == 0
    assert told(anhorig, Path("p.yaml").read_text(), "not-assessed") == []


def test_an_english_plan_gets_english_keys_and_a_swedish_one_swedish(anhorig: Anhorig) -> None:
    assert told(anhorig, ENGLISH, "no-responsible") == ["ange rollen eller enheten under 'responsible'"]
    assert told(anhorig, ENGLISH, "no-responsible", "--language", "en") == ["name the role or unit under 'responsible'"]
    assert told(anhorig, SWEDISH, "no-responsible") == ["ange rollen eller enheten under 'ansvarig'"]
    assert told(anhorig, SWEDISH, "no-responsible", "--language", "en") == ["name the role or unit under 'ansvarig'"]


def test_a_key_with_its_value_is_in_the_plans_own_language(anhorig: Anhorig) -> None:
    english = "title: P\nunits: [{id: a, title: A}, {id: b, title: B}]\nannual_cycle: [{title: X, units: a}]\n"
    swedish = "titel: P\nenheter: [{id: a, titel: A}, {id: b, titel: B}]\nårshjul: [{titel: X, enheter: a}]\n"
    assert told(anhorig, english, "unit-without-item", *IN_ENGLISH)[0].endswith("or write 'units: all'")
    assert told(anhorig, english, "unit-without-item")[0].endswith("eller skriv 'units: all'")
    assert told(anhorig, swedish, "unit-without-item", *IN_ENGLISH)[0].endswith("or write 'enheter: alla'")


def test_the_keys_that_there_are_stand_in_the_plans_own_language(anhorig: Anhorig) -> None:
    survey = "[{id: a, titel: A, xyzzy: 1}]"
    assert (
        "known here: id, titel, beskrivning"
        in told(anhorig, f"titel: P\nenkäter: {survey}\n", "unknown-key", *IN_ENGLISH)[0]
    )
    assert "finns här: id, title, description" in told(anhorig, f"title: P\nsurveys: {survey}\n", "unknown-key")[0]


WORDS = "[{id: a, title: A, assessments: [{status: late}, {date: 2026-01-01, status: expected}]}]"


@pytest.mark.parametrize("language", ["sv", "en"])
def test_an_english_plan_is_told_of_its_own_words_and_keys_alone(anhorig: Anhorig, language: str) -> None:
    Path("p.yaml").write_text(
        f"title: P\nsubgoals: {WORDS}\nindicators: [{{id: i, title: I, measurements: [{{value: 1}}]}}]\n"
    )
    out = anhorig("check", "p.yaml", "--select", "ANH1", "--language", language).out
    assert ": achieved, expected, partly_expected" in out
    assert "'date'" in out
    assert not re.search(r"uppfyllt,|datum'", out)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_swedish_plan_is_told_of_its_own_words_and_keys_alone(anhorig: Anhorig, language: str) -> None:
    plan = "titel: P\nperiod: {från: 2024, till: 2026}\ndelmål: [{id: a, titel: A, senast: 2027}]\n"
    Path("p.yaml").write_text(plan.replace("2027", "2027, status: sen"), encoding="utf-8")
    out = anhorig("check", "p.yaml", "--select", "ANH1", "--language", language).out
    assert ": uppfyllt, bedöms uppfyllas, " in out
    assert "achieved" not in out
    Path("p.yaml").write_text(plan, encoding="utf-8")
    assert "'senast'" in anhorig("check", "p.yaml", "--select", "outside-period", "--language", language).out


@pytest.mark.parametrize("language", ["sv", "en"])
def test_english_settings_are_told_of_their_own_words_and_keys_alone(anhorig: Anhorig, language: str) -> None:
    Path("plans").mkdir()
    Path("plans/p.yaml").write_text("title: P\n")
    Path("anhorig.yaml").write_text(
        "due_soon_days: 30\nreport: long\nignore: [{zzzz: 1, rule: no-indicator, reason: y}]\n"
    )
    out = anhorig("check", "--select", "ANH1", "--language", language).out
    assert ": short, full" in out
    assert "rule, at, reason, until" in out


@pytest.mark.parametrize("language", ["sv", "en"])
def test_a_plans_own_id_that_is_spelled_as_a_key_stays_as_it_is(anhorig: Anhorig, language: str) -> None:
    plan = "title: P\nunits: [{id: enheter, title: Home care}]\nannual_cycle: [{title: X, units: enhetr}]\n"
    (hint,) = told(anhorig, plan, "broken-reference", "--language", language)
    assert "'enheter'" in hint
    assert "units" not in hint


HINT = "skriv en av planens 'roller', eller lägg till rollen bland dem: en roll, inte en person"


@pytest.mark.parametrize("text", ["a, b", "a och Bistånd", "a & b; A"])
def test_names_in_one_text_lead_to_a_list_of_them(anhorig: Anhorig, text: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    units = "enheter: [{id: a, titel: A}, {id: b, titel: Bistånd}]\n"
    plan.write_text(f'titel: P\n{units}delmål: [{{id: d, titel: D, ansvarig: "{text}"}}]\n', encoding="utf-8")
    told = ", ".join(re.split(r", | och | & |; ", text))
    assert f"skriv flera som en lista: [{told}]" in anhorig("check", plan).out


def test_a_name_that_is_not_listed_leads_to_the_list(anhorig: Anhorig) -> None:
    plan = "titel: P\nroller: [{id: chef, titel: Chef}]\ndelmål: [{id: a, titel: A, ansvarig: Utredare}]\n"
    assert told(anhorig, plan, "unknown-name") == [HINT]


DATES = {
    "senast 15 nov 2026": "skriv så här: 2026-11-15",
    "i december 2026": "skriv så här: 2026-12",
    "under 2026": "skriv så här: 2026",
    "före utgången av 2026": "skriv så här: 2026",
    "HT26": "skriv så här: HT 2026",
    "hösten -26": "skriv så här: hösten 2026",
    "dec -26": "skriv så här: 2026-12",
    "31/12-26": "skriv så här: 2026-12-31",
    "vecka 40 2026": "skriv så här: 2026-09-28/2026-10-04",
    "2024-W41": "skriv så här: 2024-10-07/2024-10-13",
    "2024 v. 41": "skriv så här: 2024-10-07/2024-10-13",
    "v. 40": "en vecka skrivs som sina dagar, med år: 2021-11-29/2021-12-05",
    "senast 15 nov": "skriv också året",
    "31 feb": "den dagen finns inte",
    "31 november": "den dagen finns inte",
    "29 feb": "skriv också året",
    "kvartal 4": "skriv också året",
    "hösten": "skriv också året",
    "före sommaren 2026": "skriv en dag (2021-11-30)",
    "vecka 60 2026": "en vecka skrivs som sina dagar",
    "vid behov": "skriv 'löpande', eller utelämna det om inget är planerat",
}


@pytest.mark.parametrize("text", DATES)
def test_a_date_in_other_words_gets_the_hint_that_leads_to_it(anhorig: Anhorig, text: str) -> None:
    plan = f"titel: P\ndelmål:\n  - {{id: a, titel: A, senast: {text}}}\n"
    (hint,) = told(anhorig, plan, "bad-date")
    assert hint.startswith(DATES[text])


TARGETS = {
    "minst 60 % senast 2027": "{minst: 60, senast: 2027}",
    "minst 60 % senast december 2027": "{minst: 60, senast: 2027-12}",
    "60 procent senast 31 december 2027": "{värde: 60, senast: 2027-12-31}",
    "at least 60 % by 2027": "{minst: 60, senast: 2027}",
    "≥ 60": "{minst: 60}",
    "60–70 %": "{minst: 60, högst: 70}",
    "över 60": "skriv bara siffror",
    "70-60": "skriv bara siffror",
}


@pytest.mark.parametrize("text", TARGETS)
def test_a_target_in_words_gets_its_fields(anhorig: Anhorig, text: str) -> None:
    (hint,) = told(anhorig, f'titel: P\nindikatorer:\n  - {{id: a, titel: A, målvärde: "{text}"}}\n', "bad-number")
    assert TARGETS[text] in hint


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        ("minst 60 % senast 2027", "{at_least: 60, by: 2027}"),
        ("60–70", "{at_least: 60, at_most: 70}"),
        ("1/3", "numerator: 1, denominator: 3"),
    ],
)
def test_a_number_in_words_gets_the_fields_of_an_english_plan(anhorig: Anhorig, text: str, fields: str) -> None:
    plan = f'title: P\nindicators:\n  - {{id: a, title: A, target: "{text}"}}\n'
    assert told(anhorig, plan, "bad-number")[0].endswith(f": {fields}")


SYNTAX = {
    "delmål:\n  * id: a\n    titel: A\n": "skriv ett vanligt bindestreck",
    "delmål:\n  1. Möten\n  2. Kurser\n": "i stället för siffran som rad 2 börjar med",
    "delmål:\n  -id: a\n    titel: A\n": "mellanslag efter bindestrecket på rad 2",
    "delmål:\n  - id:a\n    titel: A\n": "mellanslag efter kolonet på rad 2: id: …",
    "mål:Nå fler\norganisation: X\n": "mellanslag efter kolonet på rad 1: mål: …",
}


@pytest.mark.parametrize("text", SYNTAX)
def test_a_mark_that_is_not_yamls_gets_the_hint_for_it(anhorig: Anhorig, text: str) -> None:
    hints = told(anhorig, text, "ANH1")
    assert any(SYNTAX[text] in hint for hint in hints)


def test_a_vacant_role_that_ends_is_told_what_its_last_day_means(anhorig: Anhorig) -> None:
    role = "roller: [{id: c, titel: C, vakant: ja, till: 2027-10}]"
    (hint,) = told(anhorig, f"titel: P\n{role}\ndelmål: [{{id: d, titel: D, ansvarig: c}}]\n", "role-not-held")
    assert hint.startswith("'till' är när rollen upphör, inte vakansen")


def test_a_time_but_one_is_told_how_it_is_written(anhorig: Anhorig) -> None:
    text = "titel: P\nårshjul: [{titel: Café, när: 'första tisdagen i månaden, inte juli'}]\n"
    (hint,) = told(anhorig, text, "bad-recurrence")
    assert hint == "räkna upp tiderna då det görs; eller skriv alla, och ställ in en med 'inställt'"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("record", "stod", "5", "--unit", "a", "--unit", "b"), "--unit har bara ett värde, inte 'a', 'b':"),
        (
            ("record", "stod", "-5", "--date=2026-01-01", "--unit", "a", "--date", "2026-02-01"),
            "--date har bara ett värde, inte '2026-02-01', '2026-01-01':",
        ),
        (("check", "--as-of", "2026-01-01", "--as-of", "2026-02-01"), "--as-of har bara ett värde, inte '2026-01-01',"),
        (("add", "subgoal", "--title", "A", "--title", "B"), "--title har bara ett värde, inte 'A', 'B': behåll ett"),
    ],
)
def test_an_option_with_one_value_is_not_given_two(arguments: tuple[str, ...], told: str, anhorig: Anhorig) -> None:
    run = anhorig(*arguments)
    assert (run.code, run.out) == (2, "")
    assert told in run.err


@pytest.mark.parametrize(
    "options", [("--select", "ANH3", "--select", "ANH4"), ("--language", "sv", "--language=sv"), ("-q", "-q")]
)
def test_several_values_where_they_may_be_or_the_same_twice_are_read(
    options: tuple[str, ...], anhorig: Anhorig
) -> None:
    Path("p.yaml").write_text(SWEDISH, encoding="utf-8")
    run = anhorig("check", "p.yaml", *DAY, *options)
    assert (run.code, run.err) == (0, "")
