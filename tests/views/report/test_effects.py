"""Activity beside effect, the annual cycle unit by unit, and what the work covers."""

from report_views import report


def test_activities_are_counted_beside_the_indicators() -> None:
    view = report("""\
        titel: P
        delmål:
          - id: a
            titel: A
            indikatorer: [i, saknas]
            aktiviteter: [{titel: X, status: genomförd}, {titel: Y, status: avförd}, Z]
          - {id: b, titel: B}
          - {id: c, titel: C, aktiviteter: [{titel: X, status: avförd}]}
        indikatorer:
          - {id: i, titel: I, riktning: öka, mätningar: [{datum: 2025, värde: 1}, {datum: 2026-06, värde: 2}]}
        """)
    assert [(e.title, e.done, e.activities, e.cancelled, e.progress) for e in view.effects] == [
        ("A", 1, 3, 1, "1 av 3 aktiviteter är genomförd; en är avförd; status framgår inte för en"),
        ("C", 0, 1, 1, "0 av 1 aktivitet är genomförd; en är avförd"),
    ]
    assert [indicator.title for indicator in view.effects[0].indicators] == ["I"]
    assert not view.effects[0].is_without_effect


def test_all_done_without_effect_is_told() -> None:
    view = report("""\
        titel: P
        delmål: [{id: a, titel: A, indikatorer: i, aktiviteter: [{titel: X, klar: 2025-02}]}]
        indikatorer:
          - {id: i, titel: I, riktning: öka, mätningar: [{datum: 2025-06, värde: 2}, {datum: 2026-06, värde: 2}]}
        """)
    assert view.effects[0].is_without_effect


CYCLE = """\
    titel: P
    enheter: [{id: söder, titel: Söder}, {id: norr, titel: Norr}]
    rapporter: [{id: v1, datum: 2026-03-31}]
    årshjul:
      - titel: Avstämning
        när: kvartalsvis
        från: 2025
        enheter: [norr, söder, Frivilliga]
        utfört: [2025-02-10, {tillfälle: 2026-Q1, enheter: norr}, {tillfälle: 2026-Q2, enheter: [norr, söder]}]
      - {titel: Redovisning, när: mars, från: 2026}
    """


def test_what_each_unit_has_done_and_missed_is_counted() -> None:
    record = report(CYCLE, "2026-07-01", since="2025-12-31").cycle_record
    assert record is not None
    assert (record.since, record.done, record.missed) == ("31 december 2025", 3, 4)
    assert [(unit.unit, unit.done, unit.missed) for unit in record.units] == [
        ("Söder", 1, 1), ("Norr", 2, 0), ("Frivilliga", 0, 2), ("", 0, 1),
    ]  # fmt: skip


def test_it_is_counted_from_the_last_report_and_else_for_a_year() -> None:
    since_report = report(CYCLE, "2026-07-01").cycle_record
    assert since_report is not None
    assert (since_report.since, since_report.done, since_report.missed) == ("31 mars 2026", 2, 1)
    for_a_year = report(CYCLE.replace("rapporter: [{id: v1, datum: 2026-03-31}]", ""), "2026-07-01").cycle_record
    assert for_a_year is not None
    assert (for_a_year.since, for_a_year.done) == ("1 juli 2025", 3)


def test_what_is_ticked_off_late_is_told_once_as_not_done_in_time() -> None:
    text = """\
        titel: P
        rapporter: [{id: v1, datum: 2026-03-15}, {id: v2, datum: 2026-06-15}]
        årshjul:
          - titel: Avstämning
            när: kvartalsvis
            från: 2025-07
            utfört: [2025-09-10, {tillfälle: 2025-Q4, datum: 2026-02-10}, {tillfälle: 2026-Q1, datum: 2026-04-20}]
        """

    def told(as_of: str) -> tuple[int, int, int]:
        record = report(text, as_of).cycle_record
        assert record is not None
        return record.done, record.missed, record.late

    assert told("2026-04-01") == (0, 1, 0)  # the first quarter
    assert told("2026-06-15") == (0, 1, 1)  # it was done in April
    assert told("2026-07-01") == (0, 1, 0)  # the second quarter
    assert told("2026-03-14") == (1, 1, 1)  # in a year: the third quarter in time, the fourth late


def test_a_cycle_of_which_nothing_is_known_yet_has_no_record() -> None:
    assert report("titel: P\n").cycle_record is None
    assert report("titel: P\nårshjul: [{titel: A, när: mars}]\n").cycle_record is None


def test_target_groups_are_told_with_what_reaches_them() -> None:
    view = report("""\
        titel: P
        målgrupper:
          - {id: alla, titel: Anhöriga}
          - {id: unga, titel: Unga, del_av: alla, prioritet: nå fler}
          - {id: äldre, titel: Äldre, del_av: alla}
        delmål:
          - {id: a, titel: Först, målgrupper: alla}
          - {id: b, titel: Sedan, målgrupper: alla, fortsätter: a}
        """)
    assert [(g.title, g.subgoals, g.is_served, g.is_to_reach) for g in view.target_groups] == [
        ("Anhöriga", ("Sedan",), True, False),
        ("Unga", (), False, True),
        ("Äldre", (), True, False),
    ]


def test_areas_are_told_with_what_contributes_to_them_here_and_in_other_plans() -> None:
    view = report(
        """\
        titel: P
        områden: [{id: o, titel: Delaktighet}, {id: p, titel: Samverkan}]
        delmål: [{id: a, titel: A, bidrar_till: [o, länet/stöd, saknas/x]}]
        """,
        länet="titel: Länets strategi\nområden: [{id: stöd, titel: Stöd}, {id: barn, titel: Barn}]\n",
    )
    assert [(area.title, area.subgoals, area.is_covered) for area in view.areas] == [
        ("Delaktighet", ("A",), True), ("Samverkan", (), False),
    ]  # fmt: skip
    assert [(s.title, [(area.title, area.is_covered) for area in s.areas]) for s in view.strategies] == [
        ("Länets strategi", [("Stöd", True), ("Barn", False)])
    ]


def test_money_is_told_with_what_it_pays_for() -> None:
    view = report("""\
        titel: P
        enheter: [{id: u, titel: Enheten}]
        delmål: [{id: a, titel: A, finansiering: f}, {id: b, titel: B}]
        finansiering: [{id: f, titel: Bidrag, källa: Staten, belopp: 2500, delar: [{enhet: u, belopp: 2500}]}]
        """)
    found = view.funding[0]
    assert (found.source, found.amount, found.subgoals) == ("Staten", "2\u00a0500 kronor", ("A",))
    assert [(part.receiver, part.amount) for part in found.parts] == [("Enheten", "2\u00a0500 kronor")]


def test_a_recommendation_is_not_answered_before_the_answer_was_there() -> None:
    plan = """\
        titel: P
        delmål: [{id: a, titel: A, tillagd: 2026-03, aktiviteter: [{id: x, titel: X}]}, {id: b, titel: B}]
        rekommendationer: [{text: Följ upp, besvaras_av: [a, x]}, {text: Mät, besvaras_av: b}]
        """
    told = [(one.answers, one.is_answered) for one in report(plan, "2026-02-28").recommendations]
    assert told == [((), False), (("B",), True)]
    assert [one.answers for one in report(plan, "2026-03-01").recommendations] == [("A", "X"), ("B",)]
