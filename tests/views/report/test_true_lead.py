"""The sentences that open a report say no more than the plan does."""

from datetime import date
from pathlib import Path

import pytest

from anhorig_cli.model.project import Project
from anhorig_cli.views.report.report import report_view
from command_line import Anhorig
from plan_text import plan_in
from report_views import report as report_of

EARLIER = """titel: Plan
delmål:
  - {{id: a, titel: Första, {first}}}
  - {{id: b, titel: Andra, fortsätter: a, senast: 2026-12-31}}
"""


def report(anhorig: Anhorig, folder: Path, text: str, as_of: str = "2026-06-01") -> str:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return anhorig("report", path, "--as-of", as_of).out


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
    assert "Återstår: Tre, senast augusti 2026, och 2 aktiviteter till." in report(anhorig, tmp_path, text)


def test_what_is_late_remains_first_whatever_is_known_of_it(anhorig: Anhorig, tmp_path: Path) -> None:
    text = """titel: Plan
delmål:
  - id: a
    titel: A
    aktiviteter:
      - {titel: Kafé, status: pågår, senast: 2026-08}
      - {titel: Utflykt, senast: 2026-05-12}
"""
    assert "Återstår: Utflykt, senast 12 maj 2026, och en aktivitet till." in report(anhorig, tmp_path, text)


def test_a_subgoal_with_meetings_held_is_not_said_to_may_not_have_begun(anhorig: Anhorig, tmp_path: Path) -> None:
    text = """titel: Plan
delmål:
  - id: a
    titel: A
    påbörjas_senast: 2026-01-31
    aktiviteter: [{titel: Starta grupper, tillfällen: {planerade: 10, hållna: 6}}]
"""
    told = report(anhorig, tmp_path, text)
    assert "framgår inte om" not in told
    assert "Arbetet: pågår" in told


def test_what_was_done_too_late_is_told_to_be_done(anhorig: Anhorig, tmp_path: Path) -> None:
    text = """titel: Plan
årshjul:
  - titel: Träff
    när: [februari, mars, april]
    från: 2026
    utfört: [{tillfälle: 2026-02, datum: 2026-02-10}, {tillfälle: 2026-03, datum: 2026-04-10}]
"""
    told = "2 uppgifter i årshjulet inte utförts i tid. En av dem har utförts senare."
    assert told in report(anhorig, tmp_path, text)
    all_late = text.replace("[februari, mars, april]", "[februari, mars]")
    assert "en uppgift i årshjulet inte utförts i tid. Den har utförts senare." in report(anhorig, tmp_path, all_late)


def full_report(anhorig: Anhorig, folder: Path, text: str) -> str:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return anhorig("report", path, "--full", "--as-of", "2026-06-01").out


def test_a_missing_value_hides_none_that_was_measured_the_same_year(anhorig: Anhorig, tmp_path: Path) -> None:
    text = """titel: Plan
indikatorer:
  - id: i
    titel: Samtal
    mätningar: [{datum: 2025-12, saknas: Stängt}, {datum: 2026-03, värde: 5}, {datum: 2026-04, saknas: Stängt}]
"""
    assert "| Samtal | Stängt | 5 |" in full_report(anhorig, tmp_path, text)


def test_no_heading_of_the_annual_cycle_stands_alone(anhorig: Anhorig, tmp_path: Path) -> None:
    text = """titel: Plan
period: {till: 2025}
årshjul: [{titel: Träff, när: [mars, juni], från: 2025, utfört: [2025-03-04]}]
"""
    told = full_report(anhorig, tmp_path, text)
    assert "Inte utfört i tid" in told
    assert "\n## Årshjul\n" not in told


def test_a_single_activity_is_told_of_in_the_singular(anhorig: Anhorig, tmp_path: Path) -> None:
    text = "titel: Plan\ndelmål: [{id: a, titel: A, aktiviteter: [{titel: Utbilda, status: pågår}]}]\n"
    assert "- 0 av 1 aktivitet är genomförd.\n" in full_report(anhorig, tmp_path, text)


def test_money_without_a_title_is_named_by_where_it_comes_from(anhorig: Anhorig, tmp_path: Path) -> None:
    text = """titel: Plan
delmål: [{id: a, titel: A, finansiering: stim}]
finansiering: [{id: stim, källa: Stimulansmedel, belopp: 100, delar: [{enhet: X, belopp: 100, notering: Till lön}]}]
"""
    told = full_report(anhorig, tmp_path, text)
    assert "- **Finansiering:** Stimulansmedel" in told
    assert "X 100 kronor (Till lön)" in told


@pytest.mark.parametrize(
    ("title", "replaces", "named"),
    [("Plan 2026", "gammal", "Plan 2025"), ("Plan 2025", "gammal", "gammal"), ("Plan 2026", "annan", "annan")],
)
def test_the_plan_that_is_replaced_is_named_by_its_title(
    anhorig: Anhorig, tmp_path: Path, title: str, replaces: str, named: str
) -> None:
    (tmp_path / "gammal.yaml").write_text("titel: Plan 2025\n", encoding="utf-8")
    new = tmp_path / "ny.yaml"
    new.write_text(f"titel: {title}\nersätter: {replaces}\n", encoding="utf-8")
    assert f"- **Ersätter:** {named}\n" in anhorig("report", new, "--as-of", "2026-06-01").out


def test_a_value_that_no_longer_meets_its_target_is_told_not_to(anhorig: Anhorig, tmp_path: Path) -> None:
    text = """titel: Plan
indikatorer:
  - id: i
    titel: Kostnad
    riktning: behålla
    utgångsvärde: 2400
    målvärde: {minst: 2200, högst: 2600}
    mätningar: [{datum: 2026-04-30, värde: 2700}]
"""
    told = "utgångsvärdet når målvärdet, men det senaste värdet gör det inte"
    assert told in report(anhorig, tmp_path, text)
    assert told not in report(anhorig, tmp_path, text.replace("2700", "2500"))


@pytest.mark.parametrize(("value", "told"), [(2, False), (4, False), (6, True)])
def test_whether_few_people_still_meet_a_target_is_not_told(
    anhorig: Anhorig, tmp_path: Path, value: int, told: bool
) -> None:
    least = 8 if told else 3
    text = f"""titel: Plan
indikatorer:
  - id: i
    titel: Anhöriga
    personer: ja
    utgångsvärde: {{värde: 10, datum: 2025}}
    målvärde: {{minst: {least}, senast: 2026}}
    mätningar: [{{datum: 2026-04-30, värde: {value}}}]
"""
    assert ("det senaste värdet gör det inte" in report(anhorig, tmp_path, text)) == told


def test_what_check_does_not_ask_for_is_not_said_to_be_missing(anhorig: Anhorig, tmp_path: Path) -> None:
    judged = "bedömningar: [{datum: 2026-05-01, status: bedöms delvis uppfyllas, kommentar: Nästan klart.}]"
    partly = f"titel: Plan\ndelmål: [{{id: a, titel: A, {judged}}}, {{id: b, titel: B, {judged}}}]\n"
    assert "saknas orsak" not in report(anhorig, tmp_path, partly)
    late = "titel: Plan\ndelmål: [{id: a, titel: A, läge: ej påbörjad, påbörjas_senast: 2026-01}, "
    late += "{id: b, titel: B, läge: ej påbörjad, påbörjas_senast: 2026-02}]\n"
    assert "saknas orsak" not in report(anhorig, tmp_path, late)


def test_days_late_are_counted_from_the_deadline_that_stands_beside_them(anhorig: Anhorig, tmp_path: Path) -> None:
    text = """titel: Plan
delmål:
  - {id: a, titel: A, påbörjas_senast: 2026-01-31, senast: 2026-05-30, läge: ej påbörjad}
  - {id: b, titel: B, påbörjas_senast: 2026-05-31, läge: ej påbörjad}
"""
    told = report(anhorig, tmp_path, text)
    assert "2 delmål är försenade: A (2 dagar) och B (1 dag)." in told
    assert "| 1 A | 30 maj 2026 | 2 |" in told


def test_nothing_is_missed_of_what_is_closed_but_its_cause(anhorig: Anhorig, tmp_path: Path) -> None:
    closed = "bedömningar: [{datum: 2026-03-31, status: ej uppfyllt, slutlig: ja"
    text = "titel: Plan\ndelmål:\n" + "".join(f"  - {{id: {one}, titel: T, {closed}}}]}}\n" for one in "ab")
    assert "För alla dessa saknas orsak." in report(anhorig, tmp_path, text)


def test_a_name_in_a_deviation_keeps_its_capital(anhorig: Anhorig, tmp_path: Path) -> None:
    text = """titel: Plan
enheter: [{id: norr, titel: Hemtjänst Norr}]
delmål: [{id: d, titel: D, indikatorer: i}]
indikatorer:
  - id: i
    titel: I
    målvärde: {minst: 20, senast: 2025, enhet: norr}
    mätningar: [{datum: 2025, värde: 9, enhet: norr}, {datum: 2025, värde: 30}]
"""
    assert "målvärdet för 2025 nåddes inte i tid för Hemtjänst Norr" in report(anhorig, tmp_path, text)


def test_an_entry_of_several_occasions_says_how_many(anhorig: Anhorig, tmp_path: Path) -> None:
    held = "{hållna: [{datum: 2026-03, antal: 3}, {datum: 2026-04-02, deltagare: 12}]}"
    text = f"titel: Plan\ndelmål: [{{id: d, titel: D, aktiviteter: [{{titel: Träffar, tillfällen: {held}}}]}}]\n"
    told = report(anhorig, tmp_path, text)
    assert "4 genomförda träffar" in told
    assert "mars 2026: 3 träffar" in told


def test_an_earlier_subgoals_activities_keep_their_days_and_descriptions(anhorig: Anhorig, tmp_path: Path) -> None:
    activities = (
        "{titel: Seminarium, beskrivning: Med alla vårdcentraler, klar: 2026-01}, "
        "{titel: Broschyr, status: avförd, senast: 2026-02}, {titel: Kurs, status: pågår, senast: 2026-09}"
    )
    told = report(anhorig, tmp_path, EARLIER.format(first=f"aktiviteter: [{activities}]"))
    assert (
        "Aktiviteter: Seminarium (genomförd, januari 2026): Med alla vårdcentraler; "
        "Broschyr (avförd, senast februari 2026); "
        "Kurs (pågår, senast september 2026)"
    ) in told


@pytest.mark.parametrize(
    ("measurements", "told"),
    [
        ("{datum: 2025, kvinnor: 48, män: 20}", "| kvinnor 48, män 20 |"),
        ("{datum: 2025, saknas: Enkäten ställdes in}", "Enkäten ställdes in (2025)"),
    ],
)
def test_what_somebody_has_measured_or_explained_is_told_and_not_asked_for(
    anhorig: Anhorig, tmp_path: Path, measurements: str, told: str
) -> None:
    text = f"titel: Plan\nindikatorer: [{{id: i, titel: I, mätningar: [{measurements}]}}]\n"
    paper = report(anhorig, tmp_path, text)
    assert told in paper
    assert "behöver mätas" not in paper


@pytest.mark.parametrize(
    ("values", "first", "second"),
    [
        (((2024, 6842, "a"), (2024, 11526, "b")), "| I: A | 6 842 |", "| I: B | 11 526 |"),
        (
            ((2024, 6842, "a"), (2024, 11526, "b"), (2025, 7519, "a"), (2025, 12384, "b")),
            "| I: A | 6 842 | 7 519 |",
            "| I: B | 11 526 | 12 384 |",
        ),
    ],
    ids=["one year", "two years"],
)
def test_what_is_measured_only_by_part_stands_year_by_year(
    anhorig: Anhorig, tmp_path: Path, values: tuple[tuple[int, int, str], ...], first: str, second: str
) -> None:
    rows = ", ".join(f"{{datum: {year}, värde: {value}, enhet: {unit}}}" for year, value, unit in values)
    units = "enheter: [{id: a, titel: A}, {id: b, titel: B}]"
    text = f"titel: Plan\n{units}\nindikatorer: [{{id: i, titel: I, mätningar: [{rows}]}}]\n"
    told = report(anhorig, tmp_path, text).replace("\u00a0", " ")
    assert first in told
    assert second in told


def test_a_verdict_that_the_ended_period_still_lacks_is_asked_for(anhorig: Anhorig, tmp_path: Path) -> None:
    judged = "bedömningar: [{datum: 2025-06, status: bedöms uppfyllas}]"
    text = (
        f"titel: Plan\nperiod: 2025\n{judged}\nområden: [{{id: o, titel: Stöd, {judged}}}, {{id: p, titel: Annat}}]\n"
    )
    asked = "Planen som helhet och Stöd behöver slutliga bedömningar, eftersom planens period har slutat."
    assert asked in report(anhorig, tmp_path, text)


def test_a_subgoal_that_is_late_twice_is_counted_once(anhorig: Anhorig, tmp_path: Path) -> None:
    text = """titel: Plan
rapporter: [{id: r, titel: R, datum: 2026-06-01, sammanfattning: Vi har inte börjat.}]
delmål:
  - {id: a, titel: A, påbörjas_senast: 2026-01-31, senast: 2026-03-31, läge: ej påbörjad}
  - {id: b, titel: B, senast: 2026-12-31}
"""
    assert "Räknat ur planen: ett av 2 delmål är försenat" in report(anhorig, tmp_path, text)


@pytest.mark.parametrize(
    ("statuses", "alone", "beside_late"),
    [
        ("delvis uppfyllt, ej uppfyllt", "4 delmål är inte helt uppfyllda.", "Ytterligare 4 är inte helt uppfyllda."),
        (
            "bedöms delvis uppfyllas, bedöms inte uppfyllas",
            "4 delmål bedöms inte bli helt uppfyllda.",
            "Ytterligare 4 bedöms inte bli helt uppfyllda.",
        ),
        (
            "delvis uppfyllt, bedöms inte uppfyllas",
            "4 delmål är inte helt uppfyllda eller bedöms inte bli det.",
            "Ytterligare 4 är inte helt uppfyllda eller bedöms inte bli det.",
        ),
    ],
)
def test_many_that_fall_short_are_told_as_what_they_are_and_as_more_only_beside_late_ones(
    statuses: str, alone: str, beside_late: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    short = "".join(
        f"  - {{id: {name}{n}, titel: D, senast: 2026-12-31, bedömningar: [{{datum: 2026-05-31, status: {status}}}]}}\n"
        for n, status in enumerate(statuses.split(", "))
        for name in "ab"
    )
    late = "  - {id: sent, titel: Sent, senast: 2026-01-31}\n"
    assert f"försenat. {alone}" in report(anhorig, tmp_path, f"titel: Plan\ndelmål:\n{short}").replace("\n", " ")
    assert f"\n{beside_late}" in report(anhorig, tmp_path, f"titel: Plan\ndelmål:\n{late}{short}")


def test_all_subgoals_are_not_said_to_be_so_many_of_as_many(anhorig: Anhorig, tmp_path: Path) -> None:
    achieved = "".join(
        f"  - {{id: d{n}, titel: D{n}, bedömningar: [{{datum: 2026-05, status: uppfyllt}}]}}\n" for n in range(2)
    )
    assert "\nAlla 2 delmål är uppfyllda.\n" in report(anhorig, tmp_path, f"titel: Plan\ndelmål:\n{achieved}")


def test_no_cause_is_missed_of_subgoals_that_are_achieved(anhorig: Anhorig, tmp_path: Path) -> None:
    met = "bedömningar: [{datum: 2026-05-31, status: uppfyllt}], aktiviteter: [{titel: Kvar, status: pågår}]"
    page = report(anhorig, tmp_path, f"titel: P\ndelmål: [{{id: a, titel: A, {met}}}, {{id: b, titel: B, {met}}}]\n")
    assert "Avvikelser från planen" in page
    assert "För alla dessa saknas" not in page


def test_a_unit_of_a_subgoal_is_not_taken_for_who_is_responsible(anhorig: Anhorig, tmp_path: Path) -> None:
    subgoals = "[{id: a, titel: A, ansvarig: syd, enheter: syd}, {id: b, titel: B, enheter: alla}]"
    page = report(anhorig, tmp_path, f"titel: P\nenheter: [{{id: syd, titel: Syd}}]\ndelmål: {subgoals}\n")
    assert "Ansvarig: Syd · Enheter: Syd" in page
    assert "· Alla enheter" in page


def test_what_should_have_begun_is_not_said_to_be_in_time_where_nothing_tells(anhorig: Anhorig, tmp_path: Path) -> None:
    text = "titel: Plan\ndelmål: [{id: a, titel: A, påbörjas_senast: 2026-01-31, aktiviteter: [Ordna träffar]}]\n"
    told = report(anhorig, tmp_path, text)
    assert "Ett delmål skulle ha påbörjats vid det här laget, men det framgår inte om det är påbörjat." in told
    known = text.replace("aktiviteter: [Ordna träffar]", "läge: pågår")
    assert "framgår inte" not in report(anhorig, tmp_path, known)


def test_an_activity_says_by_when_it_is_to_begin_and_when_it_was_finished(anhorig: Anhorig, tmp_path: Path) -> None:
    activities = (
        "{titel: Kurs, påbörjas_senast: 2026-09, senast: 2026-12}, {titel: Resa, klar: 2026-04-02, senast: 2026-05}, "
        "{titel: Möte, klar: 2026-03-01}"
    )
    told = report(anhorig, tmp_path, f"titel: Plan\ndelmål: [{{id: a, titel: A, aktiviteter: [{activities}]}}]\n")
    assert "- Kurs, påbörjas senast september 2026, senast december 2026" in told
    assert "- ✔ Genomförd: Resa, klar 2 april 2026, senast maj 2026" in told
    assert "- ✔ Genomförd: Möte, 1 mars 2026" in told


def test_nothing_that_is_to_come_is_called_late_in_a_paper_made_ahead() -> None:
    text = """titel: Plan
delmål: [{id: d, titel: D, senast: 2027-03-31, ansvarig: X, aktiviteter: [{titel: A, senast: 2027-01}]}]
indikatorer:
  - id: i
    titel: I
    utgångsvärde: {värde: 1, datum: 2025-12}
    målvärde: {minst: 5, senast: 2027-02-28}
    mätningar: [{datum: 2026-06, värde: 3}]
"""
    ahead, then = (
        report_view(plan_in(text), date(2027, 5, 1), Project.default(), lambda _: None, today=today)
        for today in (date(2026, 11, 30), date(2027, 5, 1))
    )
    assert [len(view.summary.overdue) for view in (ahead, then)] == [0, 1]
    assert [view.subgoals[0].activities[0].is_late for view in (ahead, then)] == [False, True]
    assert [view.indicators[0].standing.state for view in (ahead, then)] == ["on_track", "missed"]


def test_a_paper_made_ahead_counts_days_until_it_is_made_and_ends_no_period() -> None:
    text = """titel: Plan
nämnd: Socialnämnden
period: {från: 2026, till: 2026-12-31}
delmål:
  - {id: a, titel: A, senast: 2026-11-01, ansvarig: X}
  - {id: b, titel: B, senast: löpande, ansvarig: X, bedömningar: [{datum: 2026-11, status: bedöms inte uppfyllas,
      nytt_datum: 2026-12-31}]}
"""
    ahead, then = (
        report_view(plan_in(text), date(2027, 2, 1), Project.default(), lambda _: None, today=today)
        for today in (date(2026, 11, 30), date(2027, 2, 1))
    )
    assert [view.subgoals[0].days_late for view in (ahead, then)] == [29, 92]
    asked = [any("Planens period slutade" in one for one in view.summary.asks) for view in (ahead, then)]
    assert asked == [False, True]
    judged = [view.subgoals[1].assessment for view in (ahead, then)]
    assert [one and one.new_date_has_passed for one in judged] == [False, True]


@pytest.mark.parametrize(("names", "told"), [("a", "Ansvarig: inte angiven"), ("ab", "Inget delmål har en ansvarig.")])
def test_that_nobody_is_responsible_is_told_once(anhorig: Anhorig, tmp_path: Path, names: str, told: str) -> None:
    subgoals = "".join(f"  - {{id: {one}, titel: T, senast: 2026-12-31}}\n" for one in names)
    _, _, blocks = report(anhorig, tmp_path, f"titel: Plan\ndelmål:\n{subgoals}").partition("## Delmål")
    assert [told in blocks, blocks.count("nsvarig")] == [True, 1]


LATE_AND_FAILING = """titel: Plan
delmål:
  - {id: a, titel: A, senast: 2026-04-30, bedömningar: [{datum: 2026-03-31, status: bedöms inte uppfyllas}]}
  - {id: b, titel: B, senast: 2026-04-30, bedömningar: [{datum: 2026-04-30, status: ej uppfyllt, kommentar: Nej}]}
  - {id: c, titel: C, senast: 2026-12-31, bedömningar: [{datum: 2026-04-30, status: bedöms delvis uppfyllas}]}
"""


def test_those_that_fall_short_beside_a_late_one_that_does_too_are_more(anhorig: Anhorig, tmp_path: Path) -> None:
    told = report(anhorig, tmp_path, LATE_AND_FAILING)
    assert "Ytterligare ett är inte helt uppfyllt: B.\nYtterligare ett bedöms inte bli helt uppfyllt: C." in told


def test_all_that_fall_short_are_counted_once_among_the_deviations(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(LATE_AND_FAILING, encoding="utf-8")
    told = anhorig("report", path, "--as-of", "2026-06-01", "--full").out
    assert "- Ett delmål blev inte uppfyllt, eller bara delvis." in told
    assert "- Ytterligare ett delmål är inte helt uppfyllt eller bedöms inte bli det." in told


def test_an_area_or_a_plan_that_falls_short_is_a_known_deviation(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        """titel: Plan
områden: [{id: o, titel: Tidigt stöd, bedömningar: [{datum: 2026-04-30, status: bedöms delvis uppfyllas}]}]
delmål: [{id: a, titel: A, bidrar_till: o, senast: 2026-12-31}]
""",
        encoding="utf-8",
    )
    told = anhorig("report", path, "--as-of", "2026-06-01", "--full").out
    assert "- Inte helt uppfyllt eller bedöms inte bli det: Tidigt stöd." in told
    assert "Inga avvikelser är kända." not in told


def test_a_plan_of_two_years_ended_on_its_last_day(anhorig: Anhorig, tmp_path: Path) -> None:
    told = report(anhorig, tmp_path, "titel: Plan\nperiod: 2024/2025\ndelmål: [{id: a, titel: A, senast: löpande}]\n")
    assert "Planens period slutade 31 december 2025:" in told


@pytest.mark.parametrize(
    ("units", "answers", "told"),
    [
        ("alla", "ns", "ja på 1 av de 2 enheter som har svarat (50 %)"),
        ("alla", "nso", "ja på 1 av 3 enheter (33,3 %)"),
        ("[n, s]", "ns", "ja på 1 av 2 enheter (50 %)"),
        ("", "ns", "ja på 1 av de 2 enheter som har svarat (50 %)"),
    ],
)
def test_units_that_have_not_answered_are_not_told_as_all(
    anhorig: Anhorig, tmp_path: Path, units: str, answers: str, told: str
) -> None:
    named = f"enheter: {units}, " if units else ""
    measured = ", ".join(
        f"{{datum: 2026-04-30, enhet: {unit}, värde: {'ja' if unit == 'n' else 'nej'}}}" for unit in answers
    )
    text = f"""titel: Plan
enheter: [{{id: alltihop, titel: Förvaltningen}}, {{id: n, titel: Norr, del_av: alltihop}},
  {{id: s, titel: Söder, del_av: alltihop}}, {{id: o, titel: Öst, del_av: alltihop}}]
indikatorer: [{{id: i, titel: Rutin, måttenhet: ja/nej, {named}mätningar: [{measured}]}}]
"""
    assert told in report(anhorig, tmp_path, text).replace("\N{NO-BREAK SPACE}", " ")


def test_the_one_subgoal_of_a_plan_is_not_counted(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = (
        "titel: P\ndelmål:\n  - {id: d, titel: D, senast: 2026-12-31, bedömningar: [{datum: 2026-05-31, status: %s}]}\n"
    )
    assert "Planens delmål är uppfyllt.\n" in report(anhorig, tmp_path, plan % "uppfyllt")
    summed = "rapporter: [{datum: 2026-06-01, sammanfattning: Kort.}]\n"
    told = report(anhorig, tmp_path, plan % "bedöms inte uppfyllas" + summed)
    assert "delmålet är inte försenat och det är inte helt uppfyllt eller bedöms inte bli det." in told


def test_a_plan_without_subgoals_says_so_once(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("titel: P\nårshjul: [{titel: Möte, när: mars}]\n", encoding="utf-8")
    assert anhorig("report", path, "--as-of", "2026-06-01", "--full").out.count("Planen har inga delmål.") == 1


def test_the_lead_tells_of_what_is_to_change_before_what_is_only_watched(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = """titel: P
delmål: [{id: d, titel: D}]
indikatorer:
  - {id: a, titel: Väntetid, riktning: minska, mätningar: [{datum: 2025, värde: 12}, {datum: 2026-05-31, värde: 11}]}
  - {id: b, titel: Samtal, riktning: följa, mätningar: [{datum: 2025, värde: 1}, {datum: 2026-05-31, värde: 20}]}
"""
    told = report(anhorig, tmp_path, plan)
    assert "Väntetid: från 12 (2025) till 11 (31 maj 2026)." in told
    assert "Samtal: från" not in told


def test_a_deadline_that_has_been_moved_is_a_new_date(anhorig: Anhorig, tmp_path: Path) -> None:
    one = "{id: %s, titel: %s, senast: %s, bedömningar: [{datum: 2026-04-30, status: bedöms inte uppfyllas}]%s}"
    moved = ", revideringar: [{från: 2026-05-31, till: 2026-12-31, beslutad: 2026-05-10, skäl: S, beslut: B}]"
    two = f"titel: P\ndelmål: [{one % ('a', 'A', '2026-12-31', moved)}, {one % ('b', 'B', '2026-12-31', moved)}]\n"
    assert "För alla dessa saknas orsak, åtgärd och ansvarig." in report(anhorig, tmp_path, two)
    passed = two.replace("2026-12-31", "2026-05-31")
    assert "För alla dessa saknas orsak, åtgärd, nytt datum och ansvarig." in report(anhorig, tmp_path, passed)


def test_what_a_met_subgoal_left_undone_is_told_once(anhorig: Anhorig, tmp_path: Path) -> None:
    plan = """titel: P
delmål:
  - id: d
    titel: D
    bedömningar: [{datum: 2026-05-31, status: uppfyllt}]
    aktiviteter: [{titel: Kartlägga, status: pågår, senast: 2026-12}]
"""
    deviations, _, subgoals = report(anhorig, tmp_path, plan).partition("## Delmål")
    assert [deviations.count("Kartlägga"), subgoals.count("Kartlägga")] == [1, 1]
    assert "Återstår: Kartlägga" not in deviations
    assert "| ✔ Uppfyllt<br>Inte genomfört: Kartlägga (pågår) |" in deviations

    more = plan.replace(
        "[{titel: Kartlägga", "[{titel: Mäta, status: avförd}, {titel: Öva, status: pågår}, {titel: Kartlägga"
    )
    assert "| ✔ Uppfyllt<br>3 aktiviteter är inte genomförda |" in report(anhorig, tmp_path, more)


def test_the_full_report_too_asks_on_its_first_page(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("titel: P\nnämnd: N\ndelmål: [{id: a, titel: A, senast: 2026-05-31}]\n", encoding="utf-8")
    told = anhorig("report", path, "--as-of", "2026-06-10", "--full").out
    headings = [line for line in told.splitlines() if line.startswith("## ")]
    assert headings[:2] == ["## Det här behöver nämnden ta ställning till", "## Avvikelser från planen"]
    assert headings.count("## Det här behöver nämnden ta ställning till") == 1


def test_that_nothing_is_new_is_a_line_and_no_list(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("titel: P\ndelmål: [{id: a, titel: A}]\n", encoding="utf-8")
    told = anhorig("report", path, "--as-of", "2026-06-10", "--since", "2026-05-01").out
    assert "\n\nInget är nytt sedan 1 maj 2026.\n" in told


def test_of_a_plan_without_anything_no_deviations_are_told(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("titel: P\n", encoding="utf-8")
    assert "Det som avviker" not in anhorig("report", path, "--as-of", "2026-06-10", "--full").out


@pytest.mark.parametrize(("number", "are_told"), [(4, True), (5, False)])
def test_a_unit_is_told_what_a_few_subgoals_are_for(
    number: int, *, are_told: bool, anhorig: Anhorig, tmp_path: Path
) -> None:
    subgoals = "".join(f"  - {{id: d{n}, titel: D{n}, enheter: u, syfte: Orka mer.}}\n" for n in range(number))
    path = tmp_path / "plan.yaml"
    path.write_text(f"titel: P\nenheter: [{{id: u, titel: U}}]\ndelmål:\n{subgoals}", encoding="utf-8")
    told = anhorig("report", path, "--as-of", "2026-06-10", "--template", "enhet", "--unit", "u").out
    assert told.count("<br>Orka mer.") == (number if are_told else 0)


def test_a_decision_without_a_title_is_named_by_its_minutes(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        """titel: P
beslut: [{id: b, datum: 2026-05-10, organ: Socialnämnden, paragraf: "41"}]
delmål:
  - id: d
    titel: D
    tillagd: b
    senast: 2026-12-31
    revideringar: [{från: 2026-06-30, till: 2026-12-31, beslutad: 2026-05-10, beslut: b, skäl: S}]
""",
        encoding="utf-8",
    )
    told = anhorig("report", path, "--as-of", "2026-06-01", "--full").out
    assert "Beslut: Socialnämnden § 41" in told
    assert "b (10 maj" not in told


@pytest.mark.parametrize(
    ("measured", "is_known"),
    [("2025-H1", False), ("2024", False), ("2025-T2", False), ("2025-10-15", True), ("2025-10", True), ("2025", True)],
)
def test_a_value_of_a_part_of_the_targets_time_does_not_tell_that_it_was_missed(measured: str, is_known: bool) -> None:
    plan = """titel: P
delmål: [{{id: d, titel: D, indikatorer: i}}]
indikatorer: [{{id: i, titel: I, målvärde: {target}, mätningar: [{{datum: {measured}, värde: 9}}]}}]
"""
    known = {"{högst: 5, senast: 2025}": "Målvärdet nåddes inte i tid"}
    known["[{högst: 5, senast: 2025}, {högst: 2, senast: 2027}]"] = "Målvärdet för 2025 nåddes inte i tid"
    for target, sentence in known.items():
        view = report_of(plan.format(target=target, measured=measured), "2026-02-01")
        label = view.indicators[0].standing.label
        assert (sentence in label) == is_known
        assert ("har passerat, och det var inte nått vid den senaste mätningen" in label) != is_known


def test_of_a_role_that_nobody_holds_it_is_said_wherever_it_is_responsible(anhorig: Anhorig, tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(
        """titel: P
roller: [{id: a, titel: Konsulent, till: 2026-05-31}, {id: b, titel: Chef, vakant: ja}, {id: c, titel: Ombud}]
delmål: [{id: d, titel: D, ansvarig: [a, b, c], senast: 2026-12-31}]
årshjul: [{titel: Träff, när: juni, ansvarig: a}]
""",
        encoding="utf-8",
    )
    told = anhorig("report", path, "--as-of", "2026-06-01").out
    assert "Ansvarig: Konsulent (upphörde 31 maj 2026), Chef (vakant) och Ombud" in told
    assert "(ansvarig: Konsulent (upphörde 2026-05-31))" in anhorig("cycle", path, "--as-of", "2026-06-01").out
    assert "Konsulent, Chef (vakant) och Ombud" in anhorig("report", path, "--as-of", "2026-05-31").out


@pytest.mark.parametrize(
    ("days", "told"),
    [
        ((10, 10, 10, 10), "4 delmål är försenade, alla med 22 dagar."),
        ((9, 10, 10, 10), "4 delmål är försenade, bland dem: A (23 dagar), B (22 dagar) och C (22 dagar)."),
        ((7, 8, 9, 10), "4 delmål är försenade. Mest försenat: A (25 dagar), B (24 dagar) och C (23 dagar)."),
    ],
)
def test_none_is_called_the_latest_where_others_are_as_late(
    anhorig: Anhorig, tmp_path: Path, days: tuple[int, ...], told: str
) -> None:
    rows = "".join(f"  - {{id: {n}, titel: {n}, senast: 2026-05-{d:02}}}\n" for n, d in zip("ABCD", days, strict=True))
    assert told in report(anhorig, tmp_path, f"titel: P\ndelmål:\n{rows}")


def test_that_nothing_is_measured_is_told_once_of_a_target_whose_day_has_passed(
    anhorig: Anhorig, tmp_path: Path
) -> None:
    plan = """titel: P
delmål: [{id: d, titel: D, indikatorer: i}]
indikatorer: [{id: i, titel: I, målvärde: {minst: 5, senast: 2026-05-31}}]
"""
    told = report(anhorig, tmp_path, plan)
    assert "inget har mätts" not in told
    assert told.count("målvärdets dag har passerat, och det finns inget värde") == 1
    assert told.count("Målvärdets dag har passerat, och det finns inget värde") == 1


def test_an_overdue_subgoal_is_asked_for_once_and_carry_over_has_no_last_day(anhorig: Anhorig, tmp_path: Path) -> None:
    text = """titel: Plan
delmål:
  - id: a
    titel: A
    senast: 2026-03-31
    aktiviteter: [{titel: Utskick, senast: löpande, status: pågår}]
    bedömningar: [{datum: 2026-03-01, status: bedöms inte uppfyllas}]
"""
    short = report(anhorig, tmp_path, text)
    assert "Ett försenat delmål behöver bedömas eller få ett beslut om nytt datum." in short
    assert "behöver förklaras" not in short
    full = anhorig("report", tmp_path / "plan.yaml", "--as-of", "2026-06-01", "--full").out
    assert "Utskick, löpande" in short
    page = anhorig("report", tmp_path / "plan.yaml", "--as-of", "2026-06-01", "--full", "--format", "html").out
    assert "Löpande." in page
    assert "senast löpande" not in short + full
    assert "Slutdatum löpande" not in page
    on_time = report(anhorig, tmp_path, text.replace("2026-03-31", "2026-12-31"))
    assert "En avvikelse behöver förklaras: orsak, åtgärd eller nytt datum." in on_time


def test_where_no_indicator_has_a_value_there_is_no_column_of_values(anhorig: Anhorig, tmp_path: Path) -> None:
    target = "målvärde: {minst: 5, senast: 2027}"
    told = report(anhorig, tmp_path, f"titel: Plan\nindikatorer: [{{id: i, titel: I, {target}}}]\n")
    assert "| I | minst 5 senast 2027 | inget har mätts |" in told
    assert "Senaste värde" not in told


def test_who_answers_for_everything_is_said_so_once(anhorig: Anhorig, tmp_path: Path) -> None:
    text = "titel: Plan\nansvarig: Enhetschef\ndelmål: [{id: a, titel: A}, {id: b, titel: B}]\n"
    assert "Ansvarig för alla delmål: Enhetschef.\n" in report(anhorig, tmp_path, text)
    for paper in ("atgardsplan", "tjansteskrivelse"):
        page = anhorig("report", tmp_path / "plan.yaml", "--template", paper, "--as-of", "2026-06-01").out
        assert "Ansvarig för allt: Enhetschef.\n" in page
    own = report(anhorig, tmp_path, text.replace("titel: B", "titel: B, ansvarig: Rektor"))
    assert "Ansvarig: Enhetschef, för hela planen" in own


@pytest.mark.parametrize(
    ("moved", "told"),
    [
        ([2], "Ett flyttat datum för delmål 2 behöver ett skäl och ett beslut."),
        ([1, 3, 4], "3 flyttade datum för delmål 1, 3 och 4 behöver ett skäl och ett beslut."),
        ([1, 2, 3, 4, 5, 6], "6 flyttade datum behöver ett skäl och ett beslut."),
    ],
)
def test_a_few_subgoals_whose_dates_lack_a_reason_are_named_by_number(
    anhorig: Anhorig, tmp_path: Path, moved: list[int], told: str
) -> None:
    move = ", revideringar: [{från: 2026-10-31, till: 2026-12-31, beslutad: 2026-01-15}]"
    subgoals = [f"  - {{id: d{n}, titel: D{n}, senast: 2026-12-31{move if n in moved else ''}}}\n" for n in range(1, 7)]
    page = report(anhorig, tmp_path, "titel: Plan\ndelmål:\n" + "".join(subgoals))
    assert f"1. {told}\n" in page
    summary = anhorig("report", tmp_path / "plan.yaml", "--template", "sammanfattning", "--as-of", "2026-06-01").out
    assert "för delmål" not in summary  # whose subgoals have no numbers
    assert "flyttat datum behöver" in summary or "flyttade datum behöver" in summary


def test_by_how_much_a_value_without_a_direction_has_changed_is_in_the_full_report_too(
    anhorig: Anhorig, tmp_path: Path
) -> None:
    values = "utgångsvärde: {värde: 248, datum: 2024-12-31}, mätningar: [{datum: 2025-12-31, värde: 80}]"
    text = f"titel: Plan\nindikatorer: [{{id: i, titel: I, måttenhet: kort, {values}}}]\n"
    assert "minskat med 168 kort sedan utgångsvärdet" in report(anhorig, tmp_path, text)
    path = tmp_path / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    assert "minskat med 168 kort sedan utgångsvärdet" in anhorig("report", path, "--as-of", "2026-06-01", "--full").out


UNMEASURED = """\
titel: Plan
period: {från: 2027, till: 2028}
delmål: [{id: d, titel: D, indikatorer: [i], bedömningar: [{datum: 2027-03-01, status: ASSESSED}]}]
indikatorer: [{id: i, titel: I, utgångsvärde: 2, mätintervall: halvår}]
"""


@pytest.mark.parametrize(
    ("status", "as_of", "is_asked"),
    [
        ("bedöms uppfyllas", "2026-12-01", False),
        ("bedöms uppfyllas", "2027-06-01", True),
        ("uppfyllt", "2027-06-01", False),
    ],
)
def test_a_value_is_asked_for_once_the_plan_has_begun_and_while_the_work_goes_on(
    anhorig: Anhorig, tmp_path: Path, status: str, as_of: str, is_asked: bool
) -> None:
    paper = report(anhorig, tmp_path, UNMEASURED.replace("ASSESSED", status), as_of=as_of)
    assert ("En indikator behöver mätas." in paper) is is_asked
