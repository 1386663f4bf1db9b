"""The action plan as a list: what is late, what is to come, and last what has ended."""

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.work_lists import ActionListView, action_list
from anhorig_cli.vocabulary import Language
from report_views import report

SWEDISH = Formatter.of(Language.SV)
PLAN = """\
    titel: P
    roller: [{id: chef, titel: Enhetschef}]
    delmål:
      - id: a
        titel: Öppet
        senast: 2026-12-31
        ansvarig: chef
        aktiviteter:
          - {titel: Sen, senast: 2026-03-01, status: pågår}
          - {titel: Senare, senast: 2026-09-01}
          - {titel: Utan dag, status: ej påbörjad}
          - {titel: Klar, status: genomförd, klar: 2026-02-01}
      - id: b
        titel: Avfört
        bedömningar: [{datum: 2026-01-01, status: avfört}]
        aktiviteter: [{titel: Blev inte av, senast: 2026-01-15}]
      - id: c
        titel: Försenat
        senast: 2026-02-28
        aktiviteter: [{titel: Följer delmålet, status: pågår}]
      - {id: d, titel: Tomt}
    """


def listed() -> ActionListView:
    return action_list(report(PLAN, "2026-06-30"), SWEDISH)


def test_every_activity_has_a_row_in_one_group_and_so_has_a_subgoal_without_any() -> None:
    assert {group.name: [action.title for action in group.actions] for group in listed().groups} == {
        "late": ["Följer delmålet", "Sen"],
        "coming": ["Senare", "Utan dag", "Tomt"],
        "ended": ["Klar", "Blev inte av"],
    }


def test_an_activity_without_a_day_or_anybody_responsible_has_its_subgoals() -> None:
    (without_a_day,) = [a for group in listed().groups for a in group.actions if a.title == "Utan dag"]
    assert (without_a_day.dates, without_a_day.responsible) == (("31 december 2026",), "Enhetschef")
    assert (without_a_day.number, without_a_day.subgoal) == (1, "Öppet")


def test_what_has_ended_has_no_day_but_its_own() -> None:
    (done,) = [a for group in listed().groups for a in group.actions if a.title == "Klar"]
    assert (done.dates, done.remark) == ((), "1 februari 2026")


def test_what_was_not_finished_says_what_became_of_the_subgoal() -> None:
    (unfinished,) = [a for group in listed().groups for a in group.actions if a.title == "Blev inte av"]
    assert (unfinished.status, unfinished.status_label, unfinished.remark) == (
        "discontinued",
        "Ej klar",
        "delmålet: avfört",
    )


def test_the_sentences_count_every_activity_once_and_the_subgoals_that_have_none() -> None:
    assert listed().sentences == (
        "1 av 6 aktiviteter är genomförd.",
        "En är försenad.",
        "En hör till ett delmål som är försenat.",
        "En återstår och är inte försenad.",
        "En återstår, och det framgår inte hur långt den har kommit.",
        "En blev inte klar innan delmålet avslutades.",
        "Ett delmål har inga aktiviteter.",
        "En aktivitet utan eget slutdatum har delmålets.",
    )


def test_a_cancelled_activity_has_ended_though_its_subgoal_goes_on() -> None:
    plan = "titel: P\ndelmål: [{id: a, titel: A, aktiviteter: [{titel: X, status: avförd}, Y]}]\n"
    actions = action_list(report(plan), SWEDISH)
    assert actions.sentences == (
        "0 av 2 aktiviteter är genomförda.",
        "En återstår, och det framgår inte hur långt den har kommit.",
        "En är avförd.",
        "Inget delmål har en ansvarig.",
    )
    assert [(group.heading, len(group.actions)) for group in actions.groups] == [("Kommande", 1), ("Avslutade", 1)]


def test_an_unknown_status_is_told_of_what_remains_and_not_denied_of_what_is_late() -> None:
    plan = "titel: P\nansvarig: C\ndelmål: [{id: a, titel: A, aktiviteter: [{titel: X, senast: 2020}, Y]}]\n"
    assert action_list(report(plan), SWEDISH).sentences == (
        "0 av 2 aktiviteter är genomförda.",
        "En är försenad.",
        "En återstår, och det framgår inte hur långt den har kommit.",
    )


def test_a_plan_without_subgoals_says_so() -> None:
    assert action_list(report("titel: P\n"), SWEDISH).sentences == ("Planen har inga delmål.",)


def cells(number: int, actions: ActionListView) -> list[list[str]]:
    table = actions.groups[number].table
    assert table is not None
    return [[" / ".join(line.text for line in cell.lines) for cell in row.cells] for row in table.rows]


def test_who_is_responsible_for_all_has_no_column() -> None:
    one = "titel: P\nroller: [{id: r, titel: R}]\n"
    one += "delmål: [{id: a, titel: A, ansvarig: r}, {id: b, titel: B, ansvarig: r}]\n"
    assert cells(0, action_list(report(one), SWEDISH)) == [
        ["delmålet har inga aktiviteter", "A", "1"],
        ["delmålet har inga aktiviteter", "B", "2"],
    ]


def test_a_name_in_the_municipalitys_own_label_keeps_its_capital_letter() -> None:
    plan = "titel: P\ndelmål: [{id: a, titel: A, aktiviteter: [{titel: B, senast: 2026-03-01, status: pågår}]}]\n"
    own: dict[str, object] = {"labels": {"activity": {"in_progress": "Pågår i Trelleborg"}}}
    (row,) = cells(0, action_list(report(plan, "2026-06-30", settings=own), SWEDISH))
    assert row[0] == "Försenad / pågår i Trelleborg"


def test_last_days_stand_under_each_other_as_numbers_do() -> None:
    table = listed().groups[0].table
    assert table is not None
    assert [column.kind for column in table.columns if column.heading == "Slutdatum"] == ["number"]
