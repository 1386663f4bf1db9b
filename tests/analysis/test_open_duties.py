"""What is to be done about a plan: what is late, what is near, and who is to do it."""

from datetime import date

import pytest

from anhorig_cli.analysis.open_duties import OpenDuty, open_duties
from anhorig_cli.model.project import Project
from anhorig_cli.rules.reporting.report_near import report_near
from anhorig_cli.rules.rule import Case
from anhorig_cli.rules.subgoals.assessed_long_ago import assessed_long_ago
from anhorig_cli.rules.subgoals.not_assessed import not_assessed
from plan_text import plan_in

AS_OF = date(2026, 7, 1)


def duties(text: str, as_of: date = AS_OF, days: int = 30, **thresholds: int) -> list[OpenDuty]:
    slugs = {slug.replace("_", "-"): number for slug, number in thresholds.items()}
    return open_duties(plan_in(text), as_of, days, Project(thresholds=slugs))


def told(text: str, as_of: date = AS_OF, days: int = 30) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Return why, what, the name and who, of each duty in order."""
    return [(one.kind, one.asked, one.name, one.responsible) for one in duties(text, as_of, days)]


def test_a_subgoal_is_late_or_near() -> None:
    text = """\
        titel: P
        period: {från: 2026-06-01}
        ansvarig: chef
        delmål:
          - {id: sent, titel: A, senast: 2026-06-30, ansvarig: lots}
          - {id: idag, titel: B, senast: 2026-07-01}
          - {id: nära, titel: C, senast: 2026-07-31}
          - {id: långt-fram, titel: D, senast: 2026-08-01}
          - {id: löpande, titel: E, senast: löpande}
          - {id: klart, titel: F, senast: 2026-06-30, bedömningar: [{datum: 2026-06-30, status: uppfyllt}]}
        """
    assert told(text)[:3] == [
        ("late", "subgoal", "sent", ("lots",)),
        ("now", "subgoal", "idag", ("chef",)),
        ("now", "subgoal", "nära", ("chef",)),
    ]
    assert {one[2] for one in told(text) if one[0] != "unassigned"} == {"sent", "idag", "nära"}


@pytest.mark.parametrize(("due", "first"), [("2026-09", 31), ("2026-Q3", 60), ("hösten 2026", 60), ("2026", 60)])
def test_what_lasts_longer_than_a_month_is_told_twice_as_early(due: str, first: int) -> None:
    judged = "{datum: 2026-04-01, status: bedöms uppfyllas}"
    subgoal = f"{{id: d, titel: D, ansvarig: x, senast: {due}, bedömningar: [{judged}]}}"
    text = f"{{titel: P, ansvarig: x, delmål: [{subgoal}]}}"
    last = plan_in(text).subgoals[0].due
    assert last is not None
    told_on = [ahead for ahead in range(70) if duties(text, date.fromordinal(last.last.toordinal() - ahead))]
    assert told_on == list(range(min(first, 60) + 1 if first == 60 else 31))


def test_a_start_is_asked_for_where_the_work_is_known_not_to_have_begun() -> None:
    text = """\
        titel: P
        period: {från: 2026-06-01}
        ansvarig: x
        delmål:
          - {id: sent, titel: A, ansvarig: x, påbörjas_senast: 2026-06-30, läge: ej påbörjad}
          - {id: snart, titel: B, ansvarig: x, påbörjas_senast: 2026-07-31, läge: ej påbörjad}
          - {id: pågår, titel: C, ansvarig: x, påbörjas_senast: 2026-06-30, läge: pågår}
          - {id: båda, titel: D, ansvarig: x, påbörjas_senast: 2026-05-31, senast: 2026-06-30, läge: ej påbörjad}
        """
    assert told(text) == [
        ("late", "start", "sent", ("x",)),
        ("late", "subgoal", "båda", ("x",)),
        ("now", "start", "snart", ("x",)),
    ]


def test_activities_are_named_with_their_subgoal_where_others_are_called_the_same() -> None:
    text = """\
        titel: P
        period: {från: 2026-06-01}
        delmål:
          - id: d
            titel: D
            ansvarig: x
            aktiviteter:
              - {titel: Utbilda, senast: 2026-06}
              - {titel: Broschyr, senast: 2026-07-10, ansvarig: y}
              - {titel: Klart, senast: 2026-06, klar: 2026-06-02}
          - {id: e, titel: E, ansvarig: x, aktiviteter: [{titel: utbilda, senast: 2026-12}]}
        """
    assert told(text) == [
        ("late", "activity", "d/Utbilda", ("x",)),
        ("now", "activity", "Broschyr", ("y",)),
    ]


CYCLE = """\
    titel: P
    enheter:
      - {id: norr, titel: Norr, ansvarig: chef, del_av: alla-enheter}
      - {id: söder, titel: Söder}
      - {id: alla-enheter, titel: Hela, ansvarig: områdeschef}
    roller:
      - {id: chef, titel: Enhetschef}
      - {id: områdeschef, titel: Områdeschef}
    årshjul:
      - titel: Genomgång
        när: månadsvis
        enheter: [norr, söder]
        från: 2026-05
        utfört: [{datum: 2026-05-20, enheter: norr}]
    """


def test_times_of_the_annual_cycle_are_gathered_by_who_does_them() -> None:
    found = [one for one in duties(CYCLE) if one.asked == "cycle_item" and one.kind != "unassigned"]
    assert [(one.kind, str(one.period), one.units, one.responsible, one.of_all_units) for one in found] == [
        ("late", "2026-06", ("norr",), ("chef",), False),
        ("now", "2026-07", ("norr",), ("chef",), False),
        ("now", "2026-07", ("söder",), ("söder",), False),
    ]


def test_a_vacant_role_hands_on_to_the_next_in_the_chain() -> None:
    vacant = CYCLE.replace("titel: Enhetschef}", "titel: Enhetschef, vakant: ja}")
    assert [one.responsible for one in duties(vacant) if one.units == ("norr",)] == [("områdeschef",)] * 2
    text = """\
        titel: P
        ansvarig: chef
        roller:
          - {id: lots, titel: Anhöriglots, till: 2026-05}
          - {id: chef, titel: Chef}
        delmål:
          - id: d
            titel: D
            senast: 2026-06
            ansvarig: lots
            aktiviteter: [{titel: A, senast: 2026-06, ansvarig: lots}]
          - {id: e, titel: E, senast: 2026-06, ansvarig: [lots, chef]}
        """
    assert {one.responsible for one in duties(text)} == {("chef",)}
    assert {one.responsible for one in duties(text.replace("        ansvarig: chef\n", "", 1)) if one.name == "d"} == {
        ()
    }


def test_an_indicator_is_to_be_measured_when_an_interval_has_passed_before_the_end_of_the_plan() -> None:
    text = """\
        titel: P
        period: {från: 2026-01-01, till: 2026-12-31}
        delmål: [{id: d, titel: D, ansvarig: x, indikatorer: i}]
        indikatorer: [{id: i, titel: I, mätintervall: kvartal, mätningar: [{datum: 2026-03-31, värde: 3}]}]
        """
    assert told(text, date(2026, 6, 29)) == []
    assert told(text, date(2026, 6, 30)) == [("measure", "indicator", "i", ("x",))]
    assert [one[2] for one in told(text, date(2027, 1, 1)) if one[0] == "measure"] == ["i"]
    measured = text.replace("2026-03-31, värde", "2026-10-01, värde")
    assert [one for one in told(measured, date(2027, 7, 1)) if one[0] == "measure"] == []


def test_a_value_of_the_last_day_of_a_month_lasts_until_the_last_day_of_another() -> None:
    text = """\
        titel: P
        delmål: [{id: d, titel: D, ansvarig: x, indikatorer: i}]
        indikatorer: [{id: i, titel: I, mätintervall: halvår, mätningar: [{datum: 2025-H1, värde: 3}]}]
        """
    days = [date(2025, 12, 30), date(2025, 12, 31)]
    assert [[one.day for one in duties(text, day) if one.kind == "measure"] for day in days] == [[], days[1:]]


REPORT = """\
    titel: P
    rapporter: [{titel: Delårsrapport, datum: 2026-07-31}, {titel: Årsrapport, datum: 2026-12-31}]
    delmål:
      - {id: d, titel: D, ansvarig: x, senast: 2026-12-31}
      - {id: före, titel: E, ansvarig: x, senast: 2026-07-30}
      - {id: bedömt, titel: F, ansvarig: x, bedömningar: [{datum: 2026-06-30, status: bedöms uppfyllas}]}
    """


def test_subgoals_are_to_be_assessed_before_the_nearest_report() -> None:
    found = duties(REPORT)
    assert [(one.kind, one.name, one.report and one.report.title) for one in found] == [
        ("now", "före", None),
        ("assess", "d", "Delårsrapport"),
    ]
    assert [(one.kind, one.name) for one in duties(REPORT, date(2026, 8, 1))] == [("late", "före"), ("assess", "d")]
    assert [one.name for one in duties(REPORT, date(2026, 12, 15)) if one.kind == "assess"] == ["d", "bedömt"]


def test_after_a_report_it_is_asked_for_as_long_as_check_finds_that_it_was_not_assessed() -> None:
    text = """\
        titel: P
        rapporter: [{titel: Delår 2025, datum: 2025-08-31}, {titel: Delår 2026, datum: 2026-06-30}]
        delmål: [{id: d, titel: D, ansvarig: x, bedömningar: [{datum: 2025-06-30, status: bedöms uppfyllas}]}]
        """
    days = [
        date(2026, 5, 30),
        date(2026, 5, 31),
        date(2026, 6, 30),
        date(2026, 7, 1),
        date(2026, 8, 29),
        date(2026, 8, 30),
    ]
    todo = [[one.report.title for one in duties(text, day) if one.report] for day in days]
    plan = plan_in(text)
    found = [
        [plan.reports[int(finding.where.route[1])].title for finding in report_near.check(Case(plan, day))]
        for day in days
    ]
    assert todo == found == [[], *[["Delår 2026"]] * 4, []]
    assert [one.kind for one in duties(text, date(2026, 7, 2), report_near=1)] == ["reassess"]
    assert [one.kind for one in duties(text, date(2026, 12, 1), report_near=365)] == ["assess"]


def test_an_assessment_for_a_report_is_not_late_before_the_last_day_of_the_reports_time() -> None:
    text = "titel: P\nrapporter: [{titel: R, datum: 2026-06}]\ndelmål: [{id: d, titel: D, ansvarig: x}]\n"
    assert [one.day for one in duties(text, date(2026, 6, 20)) if one.kind == "assess"] == [date(2026, 6, 30)]


def test_a_subgoal_that_should_have_been_assessed_is_asked_for_without_a_report() -> None:
    text = "titel: P\nperiod: {från: 2026-01-01}\ndelmål: [{id: d, titel: D, ansvarig: x}]\n"
    assert told(text) == []
    assert told(text, date(2026, 8, 1)) == [("assess", "subgoal", "d", ("x",))]
    assert duties(text, date(2026, 8, 1))[0].day is None
    judged = text.replace("ansvarig: x", "ansvarig: x, bedömningar: [{datum: 2026-05-31, status: bedöms uppfyllas}]")
    assert told(judged, date(2026, 8, 1)) == []


JUDGED_LONG_AGO = """\
    titel: P
    ansvarig: chef
    områden: [{id: o, titel: O, bedömningar: [{datum: 2025-02-01, status: bedöms uppfyllas}]}]
    delmål:
      - {id: gammalt, titel: A, ansvarig: x, bedömningar: [{datum: 2025-06-30, status: bedöms uppfyllas}]}
      - {id: nytt, titel: B, ansvarig: x, bedömningar: [{datum: 2025-07-01, status: bedöms uppfyllas}]}
      - {id: klart, titel: C, ansvarig: x, bedömningar: [{datum: 2020-07-01, status: uppfyllt}]}
    """


def test_an_old_judgement_is_to_be_made_anew_where_check_finds_it_old() -> None:
    found = duties(JUDGED_LONG_AGO)
    assert [(one.kind, one.asked, one.name, one.responsible, one.day, one.judged) for one in found] == [
        ("reassess", "subgoal", "gammalt", ("x",), None, date(2025, 6, 30)),
        ("reassess", "area", "o", ("chef",), None, date(2025, 2, 1)),
    ]
    assert len(list(assessed_long_ago.check(Case(plan_in(JUDGED_LONG_AGO), AS_OF)))) == len(found)
    assert [one.name for one in duties(JUDGED_LONG_AGO, assessed_long_ago=364)] == ["gammalt", "nytt", "o"]
    reported = JUDGED_LONG_AGO.replace("ansvarig: chef", "rapporter: [{datum: 2027-01-31}]")
    assert not [one for one in duties(reported) if one.kind == "reassess"]


def test_a_deviation_that_nothing_explains_is_to_be_explained() -> None:
    text = """\
        titel: P
        period: {från: 2025-07-01, till: 2026-06-30}
        ansvarig: chef
        bedömningar: [{datum: 2026-05-31, status: bedöms uppfyllas}]
        områden: [{id: o, titel: O, ansvarig: y, bedömningar: [{datum: 2026-06-30, status: ej uppfyllt}]}]
        delmål:
          - {id: a, titel: A, ansvarig: x, bedömningar: [{datum: 2026-05-31, status: bedöms inte uppfyllas}]}
          - {id: b, titel: B, ansvarig: x, bedömningar: [{datum: 2026-05-31, status: bedöms inte uppfyllas, orsak: Y}]}
        """
    assert told(text) == [
        ("late", "plan", "plan", ("chef",)),
        ("explain", "subgoal", "a", ("x",)),
    ]


def test_each_of_the_units_that_an_item_names_is_asked_for_its_own() -> None:
    text = """\
        titel: P
        period: {från: 2026-07-01}
        enheter: [{id: norr, titel: Norr}, {id: söder, titel: Söder}]
        årshjul:
          - {id: café, titel: Café, när: juli, enheter: alla, ansvarig: [norr, söder, chef]}
        """
    found = duties(text)
    assert [(one.units, one.responsible) for one in found] == [
        (("norr",), ("norr", "chef")),
        (("söder",), ("söder", "chef")),
    ]
    alone = duties(text.replace("[norr, söder, chef]", "norr"))
    assert [(one.units, one.responsible) for one in alone] == [(("norr", "söder"), ("norr",))]


def test_what_nobody_is_responsible_for_is_told_to_who_is_for_the_plan() -> None:
    text = """\
        titel: P
        period: {från: 2026-06-01}
        ansvarig: chef
        delmål: [{id: d, titel: D}, {id: e, titel: E, ansvarig: x}]
        årshjul: [{titel: Träff, när: mars}]
        """
    assert told(text) == [("unassigned", "subgoal", "d", ("chef",)), ("unassigned", "cycle_item", "Träff", ("chef",))]


@pytest.mark.parametrize("period", ["", "period: {till: 2026}\n"])
def test_what_was_never_assessed_is_asked_for_at_once_where_nothing_says_when_the_plan_began(period: str) -> None:
    text = f"titel: P\n{period}delmål: [{{id: d, titel: D, senast: löpande, ansvarig: x}}]\n"
    assert told(text) == [("assess", "subgoal", "d", ("x",))]
    assert len(list(not_assessed.check(Case(plan_in(text), AS_OF)))) == 1


def test_a_judgement_that_the_last_report_was_given_on_is_to_be_made_anew() -> None:
    text = """\
        titel: P
        rapporter: [{titel: Delår, datum: 2025-08-31}, {titel: Helår, datum: 2026-02-15}]
        delmål:
          - {id: gammalt, titel: A, ansvarig: x, bedömningar: [{datum: 2025-06-30, status: bedöms uppfyllas}]}
          - {id: nytt, titel: B, ansvarig: x, bedömningar: [{datum: 2026-01-31, status: bedöms uppfyllas}]}
          - {id: klart, titel: C, ansvarig: x, bedömningar: [{datum: 2025-06-30, status: uppfyllt}]}
        """
    found = duties(text)
    assert [(one.kind, one.name, one.judged) for one in found] == [("reassess", "gammalt", date(2025, 6, 30))]
    assert told(text.replace("titel: P", "titel: P\n        dokumenttyp: uppföljning")) == []


def test_the_reason_of_an_area_is_not_asked_for_while_a_subgoal_is_to_give_its_own() -> None:
    text = """\
        titel: P
        period: {från: 2026-01-01}
        ansvarig: chef
        områden: [{id: o, titel: O, bedömningar: [{datum: 2026-06-30, status: bedöms inte uppfyllas}]}]
        delmål:
          - {id: d, titel: D, ansvarig: x, bedömningar: [{datum: 2026-06-30, status: bedöms inte uppfyllas}]}
        """
    assert told(text) == [("explain", "subgoal", "d", ("x",))]
    met = text.replace("ansvarig: x, bedömningar: [{datum: 2026-06-30, status: bedöms inte uppfyllas}]", "ansvarig: x")
    assert [one[:3] for one in told(met) if one[0] == "explain"] == [("explain", "area", "o")]
