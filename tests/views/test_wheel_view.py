"""The year as events with numbers: units joined, states kept apart, and nothing of the year lost."""

from wheels import wheel

PLAN = """\
titel: P
enheter: [{id: norr, titel: Norr}, {id: syd, titel: Syd}, {id: ost, titel: Ost}]
årshjul:
  - {titel: Genomgång, när: mars, från: 2026, enheter: alla, ansvarig: Enhetschef, rapporteras_till: Ledningen,
     utfört: [{tillfälle: 2026-03, datum: 2026-03-12, enheter: norr}, {tillfälle: 2025-03}]}
  - {titel: Träff, när: halvårsvis, från: 2026, enheter: [ost, syd]}
  - {titel: Redovisning, när: 6 oktober, från: 2026, ansvarig: norr}
  - {titel: Samtal, enheter: syd}
"""


def test_the_units_of_a_time_are_one_event_with_its_number() -> None:
    found = wheel(PLAN)
    assert [(e.number, e.title, e.when, e.month) for e in found.events] == [
        (1, "Genomgång", "mars 2026", 3),
        (2, "Träff", "första halvåret 2026", 6),
        (3, "Redovisning", "6 oktober 2026", 10),
        (4, "Träff", "andra halvåret 2026", 12),
    ]


def test_an_event_has_the_gravest_state_of_its_units_and_tells_of_each() -> None:
    event = wheel(PLAN).events[0]
    assert event.state == "missed"
    assert [(part.state, part.units, part.done_on) for part in event.parts] == [
        ("missed", ("Syd", "Ost"), ""),
        ("done", ("Norr",), "12 mars 2026"),
    ]
    assert (event.responsible, event.report_to) == ("Enhetschef", "Ledningen")


def test_only_a_whole_month_takes_the_month() -> None:
    assert [event.takes_the_month for event in wheel(PLAN).events] == [True, False, False, False]


def test_each_unit_has_a_ring_in_the_plans_order_and_what_is_of_no_unit_has_its_own() -> None:
    assert [(ring.title, ring.marks) for ring in wheel(PLAN).rings] == [
        ("Norr", ((1, "done"),)),
        ("Syd", ((1, "missed"), (2, "next"), (4, "coming"))),
        ("Ost", ((1, "missed"), (2, "next"), (4, "coming"))),
        ("Gemensamt", ((3, "coming"),)),
    ]


def test_a_units_wheel_has_what_it_does_and_what_it_is_responsible_for() -> None:
    found = wheel(PLAN, unit=0)
    assert found.unit_title == "Norr"
    assert [(event.title, event.state) for event in found.events] == [("Genomgång", "done"), ("Redovisning", "next")]
    assert found.timeless == ()
    assert wheel(PLAN, unit=1).timeless == ("Samtal",)
