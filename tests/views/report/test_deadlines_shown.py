"""A subgoal's start date stands wherever its deadline does, with what it was before."""

from datetime import date

import pytest

from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_page
from anhorig_cli.views.cycle.annual_cycle import CyclePart
from anhorig_cli.views.cycle.calendars import DeadlineEvents
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.pictures.deadlines import deadline_pictures
from anhorig_cli.vocabulary import Language
from plan_text import plan_in
from report_views import report

PLAN = """\
    titel: P
    delmål:
      - id: a
        titel: Utbilda personalen
        påbörjas_senast: 2021-09-30
        revideringar:
          - {fält: påbörjas_senast, från: 2021-02-28, till: 2021-09-30, beslutad: 2021-06-01}
      - id: b
        titel: Nå fler
        påbörjas_senast: 2021-03
        senast: 2021-11-30
        revideringar:
          - {från: 2021-05, till: 2021-11-30, beslutad: 2021-04-01}
      - {id: c, titel: Utan datum}
      - {id: d, titel: Bara sista dag, senast: hösten 2021}
    """
DAY = "2021-09-20"


def test_the_dates_of_a_subgoal_have_what_they_were_before() -> None:
    told = [[(one.name, one.date, one.before) for one in subgoal.dates] for subgoal in report(PLAN, DAY).subgoals]
    assert told == [
        [("start_by", "30 september 2021", "28 februari 2021")],
        [("start_by", "mars 2021", ""), ("due", "30 november 2021", "maj 2021")],
        [],
        [("due", "hösten 2021", "")],
    ]
    before_it_was_moved = report(PLAN, "2021-05-31").subgoals[0].dates
    assert [(one.date, one.before) for one in before_it_was_moved] == [("28 februari 2021", "")]


@pytest.mark.parametrize("kind", PageKind)
@pytest.mark.parametrize("template", ["lagesrapport", "tjansteskrivelse", "atgardsplan"])
def test_every_paper_has_the_start_dates(kind: PageKind, template: str) -> None:
    page = render_page(report(PLAN, DAY, full=True), kind, template=template)
    assert "Startdatum 30 september 2021" in page
    assert "28 februari 2021" in page
    assert "Startdatum mars 2021" in page
    assert "30 november 2021" in page
    assert "maj 2021" in page
    assert "hösten 2021" in page


def test_the_timeline_has_where_a_start_date_was_before() -> None:
    (picture,) = deadline_pictures(report(PLAN, DAY), Formatter.of(Language.SV))
    assert "påbörjas senast 30 september 2021, tidigare 28 februari 2021" in picture.description
    assert "Tidigare startdatum, med en pil dit det flyttades" in {words.text for words in picture.words}
    moved_when_carried_on = """\
        titel: P
        delmål:
          - {id: a, titel: A, påbörjas_senast: 2021-02-28}
          - {id: b, titel: B, påbörjas_senast: 2021-09-30, fortsätter: a}
        """
    (carried_on,) = deadline_pictures(report(moved_when_carried_on, DAY), Formatter.of(Language.SV))
    assert carried_on.description == "B: påbörjas senast 30 september 2021, tidigare 28 februari 2021."


def test_the_calendar_has_what_a_date_was_before() -> None:
    plan = plan_in(PLAN)
    titles = Titles(plan, Formatter.of(Language.SV), lambda _: None)
    events = list(DeadlineEvents(titles, date(2021, 9, 20), CyclePart.of(plan)).of_subgoals())
    told = {event.title: [line for line in event.text.split("\n") if line.startswith("Tidigare")] for event in events}
    assert told == {
        "Påbörjas senast: Utbilda personalen": ["Tidigare datum: 28 februari 2021"],
        "Påbörjas senast: Nå fler": [],
        "Senast: Nå fler": ["Tidigare datum: maj 2021"],
        "Senast: Bara sista dag": [],
    }


@pytest.mark.parametrize(
    ("subgoals", "title"),
    [
        ("[{id: a, titel: A, påbörjas_senast: 2021-02-28}]", "Delmålens startdatum"),
        ("[{id: a, titel: A, senast: 2021-02-28}]", "Delmålens slutdatum"),
        (
            "[{id: a, titel: A, senast: 2021-02-28}, {id: b, titel: B, påbörjas_senast: 2021-02-28}]",
            "Delmålens start- och slutdatum",
        ),
    ],
)
def test_the_timeline_is_named_by_the_dates_that_it_shows(subgoals: str, title: str) -> None:
    (picture,) = deadline_pictures(report(f"titel: P\ndelmål: {subgoals}\n", DAY), Formatter.of(Language.SV))
    assert picture.title == title
