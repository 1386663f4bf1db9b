"""The report view: what was known on the day, counted and in order."""

from datetime import date

from report_views import report

MOVED = """\
    titel: P
    beslut: [{id: b1, titel: Ny tidplan, datum: 2026-03-10, organ: Socialnämnden, paragraf: § 14}]
    delmål:
      - id: a
        titel: Flyttat
        senast: 2026-12-31
        tillagd: b1
        revideringar:
          - {fält: senast, från: 2026-06-30, till: 2026-12-31, beslutad: 2026-03-10, beslut: b1, skäl: Vakans}
        bedömningar:
          - {datum: 2026-01, status: bedöms uppfyllas, kommentar: Först}
          - {datum: 2026-05, status: bedöms inte uppfyllas, orsak: Vakans, åtgärd: Rekrytera, nytt_datum: 2026-12-31}
    """


def test_a_moved_deadline_tells_reason_and_decision() -> None:
    view = report(MOVED)
    move = view.summary.moved[0]
    assert (move.before, move.after, move.reason, move.decision, move.decided) == (
        "30 juni 2026", "31 december 2026", "Vakans", "Ny tidplan", "10 mars 2026",
    )  # fmt: skip
    assert "Ett datum har flyttats." in view.summary.deviations


def test_an_earlier_day_knows_nothing_of_what_came_later() -> None:
    view = report(MOVED.replace("        tillagd: b1\n", ""), date(2026, 2, 1))
    assert view.subgoals[0].due == "30 juni 2026"
    assert view.summary.moved == ()
    assert view.subgoals[0].status == "expected"
    assert view.decisions == ()
    assert report(MOVED, date(2026, 2, 1)).subgoals == ()


def test_the_latest_assessment_stands_first_and_the_earlier_after() -> None:
    subgoal = report(MOVED).subgoals[0]
    assert subgoal.assessment is not None
    assert (subgoal.assessment.date, subgoal.assessment.cause, subgoal.assessment.new_date) == (
        "maj 2026", "Vakans", "31 december 2026",
    )  # fmt: skip
    assert [one.comment for one in subgoal.earlier_assessments] == ["Först"]


def test_the_states_are_counted_in_the_scales_order() -> None:
    words = ["ej uppfyllt", "uppfyllt", "uppfyllt", "avfört"]
    subgoals = "".join(f"  - {{id: d{n}, titel: D, status: {word}}}\n" for n, word in enumerate(words))
    summary = report("titel: P\ndelmål:\n" + subgoals).summary
    assert [(state.status, state.count) for state in summary.states] == [
        ("achieved", 2), ("not_achieved", 1), ("discontinued", 1),
    ]  # fmt: skip
    assert "2 är uppfyllda, ett är inte uppfyllt och ett är avfört." in summary.sentences


def test_late_starts_are_told() -> None:
    view = report("titel: P\ndelmål: [{id: a, titel: A, påbörjas_senast: 2026-02, läge: ej påbörjad}]\n")
    assert view.subgoals[0].is_late_in_starting
    assert "Ett delmål har inte påbörjats i tid." in view.summary.deviations


def test_every_other_list_is_printed() -> None:
    view = report("""\
        titel: P
        period: {från: 2026, till: tills vidare}
        ansvarig: [a, b]
        kontakt: {funktion: Anhörigstöd, telefon: 0410-73 30 00}
        roller:
          - {id: a, titel: Konsulent, omfattning: heltid, vakant: ja, enheter: u}
          - {id: b, titel: Samordnare, antal: 2, från: 2026-01, till: 2026-12}
        enheter: [{id: u, titel: Enheten, ansvarig: a}]
        målgrupper: [{id: g, titel: Unga, kontakt: mest, prioritet: nå fler, del_av: h}, {id: h, titel: Alla}]
        områden: [{id: o, titel: Delaktighet, källa: Strategin, avgränsning: Barn}]
        parter: [{id: p, titel: Regionen, roll: huvudman}]
        delmål: [{id: d, titel: Delmålet, bidrar_till: o, finansiering: f, enheter: alla}]
        finansiering:
          - {id: f, titel: Statsbidrag, källa: Socialstyrelsen, belopp: 2500, period: 2026,
             delar: [{enhet: u, belopp: 2500}]}
          - {källa: Kommunen}
          - {belopp: 10}
        rekommendationer:
          - {från: Revisorerna, datum: 2025, titel: Följ upp, text: Mer, besvaras_av: d}
          - {text: Dokumentera}
        rapporter: [{id: r, datum: 2026-10, nämnd: Socialnämnden}]
        bilagor: [{titel: Bilaga 1, datum: 2026-01-10}, {titel: Senare, datum: 2027}]
        """)
    assert view.period == "från 2026 och tills vidare"
    assert view.responsible == "Konsulent (vakant) och Samordnare"
    assert view.contact == ("Anhörigstöd", "0410-73 30 00")
    assert [r.details for r in view.roles] == [
        ("heltid", "vakant", "Enheten"), ("2 tjänster", "från januari 2026", "till och med december 2026"),
    ]  # fmt: skip
    assert view.target_groups[0].details == ("mest kontakt", "prioriterad: nå fler", "ingår i Alla")
    assert view.areas[0].details == ("Strategin", "omfattar inte: Barn")
    assert view.parties[0].details == ("Huvudman",)
    assert view.units[0].details == ("Konsulent (vakant)",)
    assert view.subgoals[0].funding == ("Statsbidrag",)
    assert view.subgoals[0].units == "Alla enheter"
    assert [f.title for f in view.funding] == ["Statsbidrag", "Kommunen", "Finansiering"]
    assert view.funding[0].details == ("Socialstyrelsen", "2\u00a0500 kronor", "2026", "Enheten 2\u00a0500 kronor")
    assert [r.title for r in view.recommendations] == ["Följ upp", "Dokumentera"]
    assert view.recommendations[0].details == ("Revisorerna", "2025", "besvaras av Delmålet")
    assert view.recommendations[1].details == ("inte besvarad",)
    assert view.reports[0].details == ("oktober 2026", "Socialnämnden")
    assert [a.title for a in view.attachments] == ["Bilaga 1"]


def test_periods_are_said_shortly() -> None:
    for written, said in (
        ("{från: 2026}", "från 2026"),
        ("{till: 2026-06}", "till och med juni 2026"),
        ("2026", "2026"),
        ("{från: 2024, till: 2027}", "2024–2027"),
        ("{från: 2024-01-01, till: 2027}", "1 januari 2024 – 2027"),
    ):
        assert report(f"titel: P\nperiod: {written}\n").period == said


def test_what_a_later_report_or_recommendation_says_is_not_known() -> None:
    view = report("""\
        titel: P
        rapporter: [{id: v2, datum: 2027-06-01, sammanfattning: FRAMTID}, {id: v1, datum: 2026-01, sammanfattning: Då}]
        rekommendationer: [{från: Revisorn, datum: 2028, text: FRAMTID}]
        """)
    assert [(r.title, r.description) for r in view.reports] == [("v2", ""), ("v1", "Då")]
    assert view.recommendations == ()
