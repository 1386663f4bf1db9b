"""What came of money and recommendations, and what an occasion tells, in every paper that has it."""

from datetime import date
from pathlib import Path

import pytest

from anhorig_cli.analysis.open_duties import open_duties
from anhorig_cli.model.project import Project
from plan_text import Found, checked, plan_in
from report_views import report

PLAN = """\
    titel: P
    nämnd: Socialnämnden
    roller: [{id: chef, titel: Chef}]
    ansvarig: chef
    rapporter:
      - id: r
        titel: Bokslut
        ärende: Uppföljning 2025
        datum: 2026-02-01
        händelser: En ny lag kom.
        ekonomi: Kostnaden blev 62.
        framåtblick: Fler behöver stöd.
        barnperspektiv: Beaktat.
    finansiering:
      - {id: f, titel: Statsbidrag, belopp: 1000, utfall: 900, rapporterad: 2026-01-15,
         delar: [{enhet: Norr, belopp: 1000, utfall: 900}]}
    rekommendationer:
      - {id: a, från: Revisorerna, till: Socialnämnden, datum: 2025-01-01, text: Följ upp., senast: 2025-06-30}
      - {id: b, från: Revisorerna, till: chef, datum: 2025-01-01, text: Berätta., svar: Gjort., besvarad: 2025-05}
"""


def found_in(text: str, folder: Path) -> list[Found]:
    plan = folder / "p.yaml"
    plan.write_text(text, encoding="utf-8")
    return checked(plan, date(2026, 2, 1))


def test_an_occasion_tells_what_has_happened_the_economy_and_the_outlook() -> None:
    view = report(PLAN, "2026-02-01")
    assert [(one.name, one.text) for one in view.occasion_texts] == [
        ("events", "En ny lag kom."),
        ("economy", "Kostnaden blev 62."),
        ("outlook", "Fler behöver stöd."),
    ]
    assert view.committee_paper.occasion is not None
    assert view.committee_paper.occasion.matter == "Uppföljning 2025"


def test_the_outcome_is_told_from_the_day_it_was_reported() -> None:
    before, after = report(PLAN, "2026-01-14").funding[0], report(PLAN, "2026-01-15").funding[0]
    assert (before.outcome, before.parts[0].outcome) == ("", "")
    assert after.outcome == after.parts[0].outcome == "900 kronor"


def test_an_answer_in_words_is_an_answer_from_its_day_on() -> None:
    assert [one.is_answered for one in report(PLAN, "2025-04-30").recommendations] == [False, False]
    late, answered = report(PLAN, "2025-07-01").recommendations
    assert (late.is_answered, late.is_late, late.asked_of) == (False, True, "Socialnämnden")
    assert (answered.answer, answered.answered, answered.asked_of) == ("Gjort.", "maj 2025", "Chef")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ("senast: 2025-06-30", "nothing answers the recommendation 'T', which was to be answered by 2025-06-30"),
        ("besvarad: 2025-05-01", "the recommendation 'T' is marked as answered, but the answer is not given"),
        ("senast: 2027-06-30", "nothing answers the recommendation 'T'"),
        ("svar: Gjort., besvarad: 2027-01-01", "nothing answers the recommendation 'T'"),
    ],
)
def test_a_check_tells_what_is_not_answered(answer: str, message: str, tmp_path: Path) -> None:
    found = found_in(f"titel: P\nrekommendationer: [{{titel: T, {answer}}}]\n", tmp_path)
    assert [one.message for one in found if one.slug == "unanswered-recommendation"] == [message]


def test_whom_it_was_given_to_is_to_answer_it_in_time() -> None:
    duties = open_duties(plan_in(PLAN), date(2025, 6, 1), 30, Project.default())
    assert [(one.kind, one.name, one.responsible) for one in duties if one.asked == "recommendation"] == [
        ("now", "a", ("Socialnämnden",))
    ]
    late = open_duties(plan_in(PLAN), date(2025, 7, 1), 30, Project.default())
    assert [one.kind for one in late if one.asked == "recommendation"] == ["late"]


def test_parts_are_to_come_to_the_outcome(tmp_path: Path) -> None:
    text = "titel: P\nfinansiering: [{titel: F, utfall: 900, delar: [{utfall: 300}, {utfall: 500}]}]\n"
    assert "funding-sum" in [one.slug for one in found_in(text, tmp_path)]


@pytest.mark.parametrize(
    ("fields", "minutes"),
    [
        ("organ: SN, paragraf: § 12, diarienummer: SN 2026/7", "SN § 12, SN 2026/7"),
        ('paragraf: "12", diarienummer: SN 2026/7', "§ 12, SN 2026/7"),
        ("diarienummer: SN 2026/7", "SN 2026/7"),
        ("text: Planen antas.", ""),
    ],
)
def test_nothing_of_where_a_decision_stands_is_left_out(fields: str, minutes: str) -> None:
    (decision,) = report(f"titel: P\nbeslut: [{{titel: B, datum: 2026-01-20, {fields}}}]\n").decisions
    assert decision.minutes == minutes


def test_a_measurement_by_a_new_method_says_so_beside_women_and_men() -> None:
    measured = "[{datum: 2026-01, värde: 5}, {datum: 2026-02, värde: 60, kvinnor: 40, män: 20, metodbyte: ja}]"
    (indicator,) = report(f"titel: P\nindikatorer: [{{id: i, titel: I, mätningar: {measured}}}]\n").indicators
    assert [one.details for one in indicator.measurements] == ["", "kvinnor 40, män 20, ny metod"]
