"""Several plans as one wheel: what they do together is one event, and each has a ring and a row."""

from anhorig_cli.views.cycle.annual_cycle import year_view
from anhorig_cli.views.cycle.wheel import PlanYear, WheelView, wheel_of_plans
from anhorig_cli.views.names import Titles
from anhorig_cli.views.pictures.wheels import months_wheel, rings_wheel
from picture_text import flaws
from plan_text import plan_in
from wheels import AS_OF, SWEDISH

ALE = """\
titel: Ales plan
enheter: [{id: hem, titel: Hemtjänsten}, {id: lss, titel: LSS}]
årshjul:
  - {titel: Avstämning i länet, när: mars, från: 2025, ansvarig: Samordnare, utfört: [2025-03-10, 2026-03-12]}
  - {titel: Genomgång, när: oktober, från: 2025, enheter: alla, ansvarig: Enhetschef, rapporteras_till: Ledningen,
     utfört: [{tillfälle: 2026-10, datum: 2026-02-01, enheter: hem}]}
  - {titel: Samtal}
"""
BERGA = """\
titel: Bergas plan
årshjul:
  - {titel: Avstämning i länet, när: mars, från: 2025, ansvarig: Utredare, utfört: [2025-03-10]}
  - {titel: Genomgång, när: maj, från: 2025}
"""
DALBY = "titel: Dalbys plan\n"


def wheel_of(**plans: str) -> WheelView:
    years = [
        PlanYear(name, year_view(Titles(plan_in(text), SWEDISH, lambda _: None), AS_OF.year, AS_OF))
        for name, text in plans.items()
    ]
    return wheel_of_plans("Länet", years, AS_OF, SWEDISH)


THREE = wheel_of(Ale=ALE, Berga=BERGA, Dalby=DALBY)


def test_what_plans_do_with_one_title_at_one_time_is_one_event() -> None:
    assert [(event.number, event.title, event.when) for event in THREE.events] == [
        (1, "Avstämning i länet", "mars 2026"),
        (2, "Genomgång", "maj 2026"),
        (3, "Genomgång", "oktober 2026"),
    ]
    together = THREE.events[0]
    assert together.state == "missed"
    assert [(part.state, part.units, part.done_on) for part in together.parts] == [
        ("missed", ("Berga",), ""),
        ("done", ("Ale",), "12 mars 2026"),
    ]
    assert together.responsible == "Ale: Samordnare; Berga: Utredare"


def test_the_units_of_a_plan_are_named_where_they_do_not_stand_alike() -> None:
    parts = [(part.state, part.units) for part in THREE.events[2].parts]
    assert parts == [("next", ("Ale (LSS)",)), ("done", ("Ale (Hemtjänsten)",))]
    assert (THREE.events[2].responsible, THREE.events[2].report_to) == ("Enhetschef", "Ledningen")


def test_each_plan_has_a_ring_with_the_gravest_state_of_its_units() -> None:
    assert [(ring.title, ring.marks) for ring in THREE.rings] == [
        ("Ale", ((1, "done"), (3, "next"))),
        ("Berga", ((1, "missed"), (2, "next"))),
    ]


def test_each_plan_has_a_row_that_counts_its_occurrences() -> None:
    assert [(row.title, row.done, row.missed) for row in THREE.matrix.rows] == [("Ale", 2, 0), ("Berga", 0, 1)]


def test_a_plan_without_a_time_in_the_year_is_named_and_so_is_whose_what_has_no_time_is() -> None:
    assert (THREE.idle, THREE.timeless) == (("Dalby",), ("Samtal (Ale)",))
    for drawing in (months_wheel(THREE, SWEDISH), rings_wheel(THREE, SWEDISH)):
        assert "Ingen tid är bestämd i år i: Dalby" in {words.text for words in drawing.words}
        assert flaws(drawing) == []


def test_many_plans_of_an_event_are_counted_in_the_picture_and_named_in_the_table() -> None:
    nine = wheel_of(**{f"Kommun {n}": BERGA for n in range(9)})
    assert "inte utfört i tid (9 planer)" in rings_wheel(nine, SWEDISH).description
    assert nine.events[0].parts[0].units == tuple(f"Kommun {n}" for n in range(9))
    assert nine.events[0].responsible == "Utredare"


def test_thirty_plans_are_drawn_with_no_word_on_another() -> None:
    many = wheel_of(**{f"Kommun {n}": ALE.replace("Genomgång", f"Genomgång {n}") for n in range(30)})
    assert many.is_crowded
    assert flaws(rings_wheel(many, SWEDISH)) == []
    assert len(many.matrix.rows) == 30


def test_plans_without_any_time_are_one_wheel_that_says_so() -> None:
    none = wheel_of(Dalby=DALBY, Eksta=DALBY)
    assert none.events == ()
    assert "Inget ska göras vid en bestämd tid det här året." in rings_wheel(none, SWEDISH).description
