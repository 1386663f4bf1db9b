"""The sentences that open a report say no more than the plan does."""

from pathlib import Path

import pytest

from command_line import Anhorig

EARLIER = """titel: Plan
delmål:
  - {{id: a, titel: Första, {first}}}
  - {{id: b, titel: Andra, fortsätter: a, senast: 2026-12-31}}
"""


def report(anhorig: Anhorig, folder: Path, text: str) -> str:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return anhorig("report", path, "--as-of", "2026-06-01").out


@pytest.mark.parametrize(
    ("first", "told"),
    [
        ("syfte: X", "Det tidigare delmålet är inte bedömt; arbetet drivs vidare."),
        ("bedömningar: [{datum: 2026-01, status: uppfyllt}]", "Det tidigare delmålet är uppfyllt och drivs vidare."),
        (
            "bedömningar: [{datum: 2026-01, status: bedöms uppfyllas}]",
            "Det tidigare delmålet har bedömningen ”bedöms uppfyllas”; arbetet drivs vidare.",
        ),
    ],
)
def test_an_earlier_subgoal_is_said_to_be_what_it_was_assessed_as(
    anhorig: Anhorig, tmp_path: Path, first: str, told: str
) -> None:
    assert told in report(anhorig, tmp_path, EARLIER.format(first=first))


def test_what_remains_is_what_is_known_not_to_be_done(anhorig: Anhorig, tmp_path: Path) -> None:
    text = """titel: Plan
delmål:
  - id: a
    titel: A
    senast: 2026-03-31
    aktiviteter:
      - Okänd
      - {titel: Ett, status: pågår}
      - {titel: Två, status: ej påbörjad}
      - {titel: Tre, status: pågår, senast: 2026-08}
"""
    assert "Återstår: Tre, senast augusti 2026 och 2 aktiviteter till." in report(anhorig, tmp_path, text)


def test_a_subgoal_that_is_late_twice_is_counted_once(anhorig: Anhorig, tmp_path: Path) -> None:
    text = """titel: Plan
rapporter: [{id: r, titel: R, datum: 2026-06-01, sammanfattning: Vi har inte börjat.}]
delmål:
  - {id: a, titel: A, påbörjas_senast: 2026-01-31, senast: 2026-03-31, läge: ej påbörjad}
  - {id: b, titel: B, senast: 2026-12-31}
"""
    assert "Räknat ur planen: ett av 2 delmål är försenat" in report(anhorig, tmp_path, text)


@pytest.mark.parametrize(
    ("late", "told"),
    [
        ("", "4 delmål är inte helt uppfyllda eller bedöms inte bli det."),
        ("  - {id: sent, titel: Sent, senast: 2026-01-31}\n", "Ytterligare 4 är inte helt uppfyllda"),
    ],
)
def test_those_that_fall_short_are_more_only_where_others_are_late(
    late: str, told: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    judged = "bedömningar: [{datum: 2026-05-31, status: bedöms inte uppfyllas}]"
    short = "".join(f"  - {{id: d{n}, titel: D{n}, senast: 2026-12-31, {judged}}}\n" for n in range(4))
    assert f"\n{told}" in report(anhorig, tmp_path, f"titel: Plan\ndelmål:\n{late}{short}")


def test_no_cause_is_missed_of_subgoals_that_are_achieved(anhorig: Anhorig, tmp_path: Path) -> None:
    met = "bedömningar: [{datum: 2026-05-31, status: uppfyllt}], aktiviteter: [{titel: Kvar, status: pågår}]"
    page = report(anhorig, tmp_path, f"titel: P\ndelmål: [{{id: a, titel: A, {met}}}, {{id: b, titel: B, {met}}}]\n")
    assert "Avvikelser från planen" in page
    assert "För alla dessa saknas" not in page


def test_a_unit_of_a_subgoal_is_not_taken_for_who_is_responsible(anhorig: Anhorig, tmp_path: Path) -> None:
    subgoals = "[{id: a, titel: A, ansvarig: syd, enheter: syd}, {id: b, titel: B, enheter: alla}]"
    page = report(anhorig, tmp_path, f"titel: P\nenheter: [{{id: syd, titel: Syd}}]\ndelmål: {subgoals}\n")
    assert "Ansvarig: Syd; Enheter: Syd" in page
    assert "; Alla enheter" in page
