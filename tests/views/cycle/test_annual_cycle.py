"""The annual cycle of a year as text: what each unit does, what was missed, and what has no time."""

from datetime import date

import pytest

from anhorig_cli.model.project import Project
from anhorig_cli.views.cycle.annual_cycle import YearView, year_view
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.report.report import report_view
from anhorig_cli.vocabulary import Language
from plan_text import plan_in

SUMMER = date(2026, 7, 1)
PLAN = """\
    titel: P
    roller: [{id: konsulent, titel: Anhörigkonsulent}]
    enheter:
      - {id: norr, titel: Hemtjänst norr, ansvarig: Enhetschef, beskrivning: Norr om ån}
      - {id: söder, titel: Hemtjänst söder}
      - {id: boende, titel: Särskilt boende}
      - {id: bistånd, titel: Biståndsenheten}
    årshjul:
      - id: genomgång
        titel: Genomgång
        beskrivning: Vad ska göras i år?
        när: mars
        enheter: alla
        från: 2025
        rapporteras_till: Kvalitetsledningssystemet
        utfört:
          - {tillfälle: 2026-03, datum: 2026-03-12, enheter: norr, notering: Gick bra}
          - {tillfälle: 2025-03}
      - titel: Träff
        när: halvårsvis
        enheter: [söder, Frivilliga]
        ansvarig: konsulent
        från: 2026
        utfört: [{tillfälle: 2025-H2, enheter: Frivilliga}]
      - {titel: Redovisning, när: 10-06, från: 2026, ansvarig: [bistånd, konsulent]}
      - {titel: Samtal, ansvarig: boende}
      - {titel: Telefontid, enheter: norr}
      - {titel: Nedlagt, till: 2025}
    """


def year(text: str = PLAN, *, of: int = 2026, as_of: date = SUMMER, language: Language = Language.SV) -> YearView:
    plan = plan_in(text)
    titles = Titles(plan, Formatter(language, Project.default().labels, 5), lambda _: None)
    return year_view(titles, of, as_of)


def test_an_occurrence_has_its_days_its_state_and_who_did_what() -> None:
    done, missed = year().occurrences[:2]
    assert (done.item, done.title, done.unit, done.unit_title) == ("genomgång", "Genomgång", "norr", "Hemtjänst norr")
    assert (done.first, done.due, done.month, done.when) == ("2026-03-01", "2026-03-31", 3, "mars 2026")
    assert (done.state, done.state_label, done.done, done.done_on) == ("done", "Utfört", "2026-03-12", "12 mars 2026")
    assert (done.note, done.who, done.responsible) == ("Gick bra", ("Enhetschef",), "Enhetschef")
    assert (done.description, done.report_to) == ("Vad ska göras i år?", "Kvalitetsledningssystemet")
    assert (missed.unit, missed.state_label) == ("söder", "Inte utfört i tid")
    assert (missed.done, missed.note, missed.who) == ("", "", ())


def test_an_item_without_an_id_is_called_by_its_title_and_one_without_units_has_none() -> None:
    last = next(one for one in year().occurrences if one.title == "Redovisning")
    assert (last.item, last.unit, last.unit_title) == ("Redovisning", "", "")
    assert (last.who, last.responsible) == (("bistånd", "konsulent"), "Biståndsenheten och Anhörigkonsulent")


def test_the_occurrences_are_those_of_the_year_in_order() -> None:
    assert {one.due[:4] for one in year(of=2025).occurrences} == {"2025"}
    dues = [one.due for one in year(of=2030).occurrences]
    assert len(dues) == 4 + 2 * 2 + 1
    assert dues == sorted(dues)


def test_what_was_done_without_a_date_has_none() -> None:
    assert [(one.state, one.done, one.done_on) for one in year(of=2025).occurrences[:1]] == [("done", "", "")]


@pytest.mark.parametrize("of", [2025, 2026, 2027])
def test_what_was_missed_is_that_of_the_last_year_whatever_the_year_shown(of: int) -> None:
    assert [(t.title, t.when, t.units, t.due, t.days) for t in year(of=of).missed] == [
        ("Genomgång", "mars 2026", "Hemtjänst söder, Särskilt boende och Biståndsenheten", "31 mars 2026", -92),
        ("Träff", "första halvåret 2026", "Hemtjänst söder och Frivilliga", "30 juni 2026", -1),
    ]


@pytest.mark.parametrize("since", [None, date(2024, 6, 10), date(2026, 3, 31)])
def test_a_report_lists_every_time_that_it_counts_as_missed(since: date | None) -> None:
    plan = plan_in("""
        titel: P
        enheter: [{id: norr, titel: Norr}, {id: söder, titel: Söder}]
        årshjul:
          - titel: Träff
            när: kvartalsvis
            enheter: alla
            från: 2024
            utfört: [2024-01-20, {tillfälle: 2026-Q1, enheter: söder}]
        """)
    view = report_view(plan, SUMMER, Project.default(), lambda _: None, since=since)
    assert view.cycle_record is not None
    last_year = ["tredje kvartalet 2025", "fjärde kvartalet 2025", "första kvartalet 2026", "andra kvartalet 2026"]
    before = [
        "andra kvartalet 2024",
        "tredje kvartalet 2024",
        "fjärde kvartalet 2024",
        "första kvartalet 2025",
        "andra kvartalet 2025",
    ]
    told = [time.when for time in view.annual_cycle.missed]
    assert told == ([*before, *last_year] if since and since.year == 2024 else last_year)
    assert view.cycle_record.missed == {None: 7, date(2024, 6, 10): 17, date(2026, 3, 31): 2}[since]


def test_many_units_that_are_all_of_an_items_are_only_counted() -> None:
    nobody = PLAN.replace("{tillfälle: 2026-03, datum: 2026-03-12, enheter: norr, notering: Gick bra}", "2024-01-01")
    no_chief = nobody.replace(", ansvarig: Enhetschef", "")
    assert year(no_chief).missed[0].units == "alla 4 enheter"
    assert year(no_chief, language=Language.EN).missed[0].units == "all 4 units"


def test_units_with_different_responsible_are_told_apart() -> None:
    nobody = PLAN.replace("{tillfälle: 2026-03, datum: 2026-03-12, enheter: norr, notering: Gick bra}", "2024-01-01")
    assert [(t.units, t.responsible) for t in year(nobody).missed[:2]] == [
        ("Hemtjänst norr", "Enhetschef"),
        ("Hemtjänst söder, Särskilt boende och Biståndsenheten", ""),
    ]


def test_a_units_sheet_has_what_it_does_when_and_who() -> None:
    norr, other, *_ = year().units
    assert (norr.id, norr.title, norr.description, norr.responsible) == (
        "norr", "Hemtjänst norr", "Norr om ån", "Enhetschef",
    )  # fmt: skip
    assert [(one.title, one.when, one.state) for one in norr.occurrences] == [("Genomgång", "mars 2026", "done")]
    assert [(item.title, item.when) for item in norr.timeless] == [("Telefontid", "ingen tid angiven")]
    assert [(one.title, one.state) for one in other.occurrences] == [
        ("Genomgång", "missed"), ("Träff", "missed"), ("Träff", "next"),
    ]  # fmt: skip


def test_what_a_unit_is_responsible_for_without_being_named_stands_in_its_sheet() -> None:
    sheets = {sheet.id: sheet for sheet in year().units}
    assert [one.title for one in sheets["bistånd"].occurrences] == ["Genomgång", "Redovisning"]
    assert [item.title for item in sheets["boende"].timeless] == ["Samtal"]


def test_units_that_only_the_cycle_names_have_sheets_after_the_others() -> None:
    assert [(sheet.id, sheet.title) for sheet in year().units][-1] == ("Frivilliga", "Frivilliga")


def test_items_without_a_time_are_told_apart_while_they_are_asked_for() -> None:
    assert [item.title for item in year().timeless] == ["Samtal", "Telefontid"]
    assert year(PLAN.replace("titel: P\n", "titel: P\n    period: {till: 2025}\n")).timeless == ()


def test_every_unit_stands_for_itself_in_a_plan_that_lists_none() -> None:
    text = "titel: P\nårshjul: [{titel: T, när: oktober, enheter: alla}]\n"
    assert [(one.unit, one.unit_title) for one in year(text).occurrences] == [("alla", "Alla enheter")]


def test_the_report_has_the_year_of_its_day() -> None:
    plan = plan_in(PLAN)
    view = report_view(plan, SUMMER, Project.default(), lambda _: None)
    assert view.annual_cycle == year()
    assert view.annual_cycle.year == 2026
