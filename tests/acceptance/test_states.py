"""What a plan's text says of a state on a day: in the findings, and in the report."""

from datetime import date
from pathlib import Path

import pytest

from command_line import Anhorig
from plan_text import checked
from report_views import report

CLOSED = """\
    titel: Plan 2023
    period: 2023
    delmål:
      - id: d
        titel: Fler anhöriga får stöd
        senast: 2023-12-31
        ansvarig: Anhörigkonsulent
        läge: pågår
        bedömningar:
          - {datum: 2023-12-31, rapporterad: 2024-02-10, status: ej uppfyllt, orsak: Tjänsten var vakant.}
    """
HALFWAY = """\
    titel: Delårsbokslut
    delmål:
      - id: d
        titel: Fler val
        senast: 2013-12-31
        bedömningar: [{datum: 2013-08-31, status: STATUS}]
    """


def slugs(text: str, as_of: str, tmp_path: Path) -> list[str]:
    plan = tmp_path / "plan.yaml"
    plan.write_text("\n".join(line.removeprefix("    ") for line in text.split("\n")), encoding="utf-8")
    return [found.slug for found in checked(plan, date.fromisoformat(as_of))]


def test_a_year_end_plan_whose_goals_are_all_judged_has_no_error(tmp_path: Path) -> None:
    assert not {"overdue-subgoal", "deviation-without-plan", "not-assessed"} & {*slugs(CLOSED, "2029-01-01", tmp_path)}


def test_what_was_not_met_is_a_deviation_with_its_cause_and_not_asked_for() -> None:
    view = report(CLOSED, "2029-01-01")
    assert view.summary.overdue == ()
    assert [subgoal.title for subgoal in view.summary.not_met] == ["Fler anhöriga får stöd"]
    (deviation,) = view.deviations
    assert deviation.what == ("Slutligt bedömt: ej uppfyllt",)
    assert deviation.cause == "Tjänsten var vakant."
    assert view.summary.deviations == ("Ett delmål blev inte uppfyllt, eller bara delvis.",)
    assert view.summary.asks == ()


def test_before_the_judgement_was_reported_the_goal_was_overdue(tmp_path: Path) -> None:
    assert "overdue-subgoal" in slugs(CLOSED, "2024-01-15", tmp_path)
    assert len(report(CLOSED, "2024-01-15").summary.overdue) == 1


def test_status_tells_what_was_not_met(anhorig: Anhorig, tmp_path: Path) -> None:
    slugs(CLOSED, "2029-01-01", tmp_path)
    told = anhorig("status", tmp_path / "plan.yaml", "--as-of", "2029-01-01").out
    assert "✖ ej uppfyllt: Fler anhöriga får stöd" in told
    assert "Inget är försenat" in told


def test_what_was_not_met_is_new_since_the_day_before() -> None:
    news = report(CLOSED, "2024-03-01", since="2024-01-31").news
    assert news is not None
    assert [one.title for one in news.closed] == ["Fler anhöriga får stöd"]


@pytest.mark.parametrize(
    ("status", "is_asked_for"),
    [
        ("bedöms delvis uppfyllas", True),
        ("bedöms delvis uppfyllas, kommentar: Hälften är med.", False),
        ("delvis uppfyllt", True),
        ("delvis uppfyllt, kommentar: Arbetet har börjat.", False),
        ("bedöms inte uppfyllas, kommentar: Nej.", True),
        ("bedöms inte uppfyllas, orsak: Tjänsten är vakant.", False),
        ("bedöms uppfyllas", False),
    ],
)
def test_check_and_report_ask_for_the_same_explanations(status: str, is_asked_for: bool, tmp_path: Path) -> None:
    text = HALFWAY.replace("STATUS", status)
    asked = "En avvikelse behöver förklaras: orsak, åtgärd eller nytt datum."
    assert ("deviation-without-plan" in slugs(text, "2013-10-01", tmp_path)) is is_asked_for
    assert (asked in report(text, "2013-10-01").summary.asks) is is_asked_for


def test_a_judgement_that_could_not_be_made_is_not_asked_for_once_more(tmp_path: Path) -> None:
    text = HALFWAY.replace("STATUS", "bedömning saknas, kommentar: Inget har mätts.")
    assert "not-assessed" not in slugs(text, "2013-10-01", tmp_path)
    summary = report(text, "2013-10-01").summary
    assert "Ett delmål behöver bedömas." not in summary.asks
    assert "Ett har inte kunnat bedömas." in summary.sentences


WORK_LEFT = """\
    titel: Uppfyllt med ogjorda aktiviteter
    delmål:
      - id: d
        titel: D
        aktiviteter: [{titel: Kartlägga, status: pågår}, {titel: Föreläsa, status: avförd}]
        bedömningar: [{datum: 2025-12-31, status: uppfyllt}]
    """


def test_met_with_activities_that_are_not_done_is_said_by_both(tmp_path: Path) -> None:
    assert "achieved-with-work-left" in slugs(WORK_LEFT, "2026-02-01", tmp_path)
    view = report(WORK_LEFT, "2026-02-01")
    assert view.summary.deviations == ("Ett delmål är uppfyllt, men inte alla dess aktiviteter är genomförda.",)
    assert view.deviations[0].what == ("Uppfyllt, men inte allt är genomfört: Kartlägga (pågår) och Föreläsa (avförd)",)


def test_neither_calls_an_area_or_a_group_of_a_plan_without_subgoals_unserved(tmp_path: Path) -> None:
    text = """\
    titel: Nyckeltal
    områden: [{id: g, titel: Kommunen}]
    målgrupper: [{id: v, titel: Vuxna}]
    """
    assert slugs(text, "2013-06-01", tmp_path) == []
    view = report(text, "2013-06-01")
    assert not any(area.is_uncovered for area in view.areas)
    assert not any(group.is_unserved for group in view.target_groups)


def test_an_area_that_does_not_apply_is_answered_in_both(tmp_path: Path) -> None:
    text = """\
    titel: Avser ej nämnd
    områden: [{id: g, titel: Grundskolor}]
    delmål:
      - {id: d, titel: Grundskolor, bidrar_till: g, bedömningar: [{datum: 2013-08, status: ej tillämpligt}]}
    """
    assert "uncovered-area" not in slugs(text, "2013-10-01", tmp_path)
    (area,) = report(text, "2013-10-01").areas
    assert (area.is_uncovered, area.answer) == (False, "Ej tillämpligt")


LATER = """\
    titel: Plan
    roller: [{id: chef, titel: Chef}, {id: konsulent, titel: Konsulent, vakant: ja}]
    målgrupper: [{id: unga, titel: Unga}]
    indikatorer:
      - id: stöd
        titel: Anhöriga med stöd
        utgångsvärde: {värde: 0, datum: 2024-12-31}
        målvärde: {värde: 100, senast: 2026-12-31}
        mätningar: [{datum: 2025-12-31, värde: 20}]
    delmål:
      - {id: nu, titel: Något annat, ansvarig: chef}
      - {id: nytt, titel: Nytt, tillagd: 2026-09-01, ansvarig: konsulent, målgrupper: unga, indikatorer: stöd}
    """


@pytest.mark.parametrize(("as_of", "is_there"), [("2026-08-31", False), ("2026-09-01", True)])
def test_what_only_a_later_subgoal_uses_is_neither_in_the_report_nor_found(
    as_of: str, is_there: bool, tmp_path: Path
) -> None:
    found = slugs(LATER, as_of, tmp_path)
    assert ("off-track" in found) is is_there
    assert ("role-not-held" in found) is is_there
    assert "unserved-target-group" not in found
    view = report(LATER, as_of)
    assert bool(view.indicators) is is_there
    assert bool(view.target_groups) is is_there
    assert [role.title for role in view.roles] == ["Chef", *(["Konsulent"] if is_there else [])]
    assert any(one.kind == "indicator" for one in view.deviations) is is_there


def test_a_vacant_role_of_the_unit_above_is_found_by_check(tmp_path: Path) -> None:
    text = """\
    titel: Plan
    roller: [{id: chef, titel: Enhetschef, vakant: ja}]
    enheter: [{id: stor, titel: Stor, ansvarig: chef}, {id: liten, titel: Liten, del_av: stor}]
    årshjul: [{titel: Följa upp stödet, när: november, enheter: liten}]
    """
    assert "role-not-held" in slugs(text, "2026-06-01", tmp_path)


def test_a_recommendation_is_not_answered_by_a_subgoal_to_come_in_either(tmp_path: Path) -> None:
    text = """\
    titel: Plan
    rekommendationer: [{från: Revisorerna, text: Följ upp stödet, besvaras_av: d}]
    delmål: [{id: d, titel: Stödet följs upp, tillagd: 2026-09-01}]
    """
    assert "unanswered-recommendation" in slugs(text, "2026-08-31", tmp_path)
    assert not report(text, "2026-08-31").recommendations[0].is_answered
    assert "unanswered-recommendation" not in slugs(text, "2026-09-01", tmp_path)


def test_check_and_report_ask_for_the_same_responsible(tmp_path: Path) -> None:
    text = """\
    titel: Plan
    delmål:
      - {id: a, titel: Delat, aktiviteter: [{titel: A, ansvarig: X}, {titel: B, ansvarig: Y}]}
      - {id: b, titel: Inte helt, aktiviteter: [{titel: A, ansvarig: X}, {titel: B}]}
    """
    assert slugs(text, "2026-06-01", tmp_path).count("no-responsible") == 1
    assert "Ett delmål behöver en ansvarig." in report(text, "2026-06-01").summary.asks


def test_a_strategys_area_counts_the_subgoals_of_other_plans(anhorig: Anhorig, tmp_path: Path) -> None:
    (tmp_path / "anhorig.yaml").write_text("planer: plans\n", encoding="utf-8")
    (tmp_path / "plans").mkdir()
    texts = {
        "kf": "titel: Kommunens mål\nområden: [{id: m4, titel: Mål 4}, {id: m5, titel: Mål 5}]\n"
        "delmål: [{id: m, titel: Eget, bidrar_till: m4}]\n",
        "namnd": "titel: Nämndens plan\ndelmål: [{id: n1, titel: Nämndmål, bidrar_till: kf/m5}]\n",
    }
    for name, text in texts.items():
        (tmp_path / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")
    told = anhorig("report", tmp_path / "plans" / "kf.yaml", "--as-of", "2024-06-01").out
    assert "| Mål 5 | andra planer |" in told
    assert "| Mål 5 | ○ Nämndens plan: Nämndmål (bedömning saknas) |" in told
    assert "uncovered-area" not in [found.slug for found in checked(tmp_path / "plans", date(2024, 6, 1))]


MONTHS = """\
    titel: Plan
    delmål: [{id: a, titel: Fler timmar, indikatorer: t}]
    indikatorer:
      - id: t
        titel: Timmar
        utgångsvärde: {värde: 1000, datum: 2025-12-31}
        mätningar: [{datum: 2026-04, värde: 1300}, {datum: PERIOD, värde: 1400}]
    """


@pytest.mark.parametrize(
    ("period", "first_day", "last_day"),
    [("2026-05", "2026-05-01", "2026-05-31"), ("2026-Q4", "2026-10-02", "2026-12-31")],
)
def test_a_figure_is_told_from_the_last_day_of_its_time_and_check_says_what_is_left_out(
    period: str, first_day: str, last_day: str, tmp_path: Path
) -> None:
    text = MONTHS.replace("PERIOD", period)
    assert report(text, first_day).indicators[0].latest == "1\u00a0300"
    assert "figure-awaited" in slugs(text, first_day, tmp_path)
    assert report(text, last_day).indicators[0].latest == "1\u00a0400"
    assert "figure-awaited" not in slugs(text, last_day, tmp_path)


def test_a_figure_that_was_reported_while_its_time_lasts_is_told(tmp_path: Path) -> None:
    text = MONTHS.replace("PERIOD", "2026-05, rapporterad: 2026-05-20")
    assert report(text, "2026-05-19").indicators[0].latest == "1\u00a0300"
    assert report(text, "2026-05-20").indicators[0].latest == "1\u00a0400"
    assert "figure-awaited" not in slugs(text, "2026-05-19", tmp_path)


EVENTS = """\
    titel: Plan
    delmål:
      - id: a
        titel: A
        senast: 2026-12
        revideringar: [{från: 2026-06, till: 2026-12, beslutad: 2026-05, rapporterad: 2026-05-20}]
        aktiviteter:
          - titel: Möten
            klar: 2026-05
            rapporterad: 2026-05-20
            noteringar: [{datum: 2026-05, rapporterad: 2026-05-20, text: Alla kom.}]
    beslut: [{titel: Beslutet, datum: 2026-05, rapporterad: 2026-05-20}]
    bilagor: [{titel: Bilagan, datum: 2026-05, rapporterad: 2026-05-20}]
    rekommendationer: [{text: Följ upp, datum: 2026-05, rapporterad: 2026-05-20}]
    enkäter: [{id: e, titel: E, period: 2026-05, besvarade: 80, rapporterad: 2026-05-20}]
    årshjul: [{titel: Avstämning, när: maj, utfört: [{datum: 2026-05, rapporterad: 2026-05-20}]}]
    """


@pytest.mark.parametrize(("as_of", "is_known"), [("2026-05-19", False), ("2026-05-20", True)])
def test_every_dated_fact_may_say_when_it_was_reported(as_of: str, is_known: bool) -> None:
    view = report(EVENTS, as_of)
    (subgoal,) = view.subgoals
    assert subgoal.due == ("december 2026" if is_known else "juni 2026")
    assert subgoal.activities[0].status == ("done" if is_known else "")
    assert bool(subgoal.activities[0].notes) is is_known
    assert bool(view.decisions) is is_known
    assert bool(view.attachments) is is_known
    assert bool(view.recommendations) is is_known
    assert bool(view.surveys[0].answered) is is_known
    assert [one.state for one in view.annual_cycle.occurrences] == ["done" if is_known else "next"]


def test_how_many_occasions_there_were_is_told_only_where_it_is_known() -> None:
    text = """\
    titel: Plan
    delmål:
      - id: a
        titel: A
        aktiviteter:
          - {titel: X, tillfällen: {hållna: [{datum: vintern 2021/2022, deltagare: 20}]}}
          - {titel: Y, tillfällen: {hållna: [{datum: vintern 2021/2022, antal: 4}, {datum: 2021-12-06}]}}
    """
    first, second = report(text, "2022-06-01").subgoals[0].activities
    assert first.occasions == ("genomförda träffar (antal framgår inte), vintern 2021/2022: 20 deltagare",)
    assert second.occasions[0] == "5 genomförda träffar"


ACTION_PLAN = """\
titel: Provplan
delmål:
  - {id: b, titel: Avfört delmål, bedömningar: [{datum: 2025-02-01, status: avfört}]}
  - id: a
    titel: Information
    aktiviteter:
      - {titel: Broschyr, status: avförd}
      - {titel: Områden, klar: 2025-01-31}
      - {titel: Trycka, status: ej påbörjad}
      - Sprida
"""


def test_the_action_plan_says_what_is_settled_and_puts_it_last(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    plan.write_text(ACTION_PLAN, encoding="utf-8")
    page = anhorig("report", plan, "--template", "atgardsplan", "--as-of", "2025-06-01").out
    coming, settled = page.index("## Kommande (2)"), page.index("## Avslutade (3)")
    assert coming < page.index("| ○ Ej påbörjad | Trycka |") < page.index("| Sprida |") < settled
    for row in ("| ⊘ Avfört<br>", "| ⊘ Avförd | Broschyr |", "| ✔ Genomförd<br>31 januari 2025 | Områden |"):
        assert page.index(row) > settled
