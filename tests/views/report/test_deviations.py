"""What is not as the plan says, in the summary and in the table of deviations."""

from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_page
from report_views import report

PLAN = """\
    titel: P
    delmål:
      - id: a
        titel: Utbildning
        senast: 2026-12
        ansvarig: Enhetschef
        aktiviteter: [{titel: Kurs, senast: 2026-05}, {titel: Film, senast: 2026-05, status: avförd}]
        bedömningar:
          - {datum: 2026-06, status: bedöms inte uppfyllas, orsak: Vakans, åtgärd: Rekrytera, nytt_datum: 2027-06}
      - {id: b, titel: Avlösning, senast: 2026-03}
      - {id: c, titel: Träffar, påbörjas_senast: 2026-02, läge: ej påbörjad}
      - {id: d, titel: Klart, bedömningar: [{datum: 2026, status: uppfyllt}], aktiviteter: [{titel: K, senast: 2025}]}
      - {id: e, titel: Delvis, bedömningar: [{datum: 2026, status: delvis uppfyllt}]}
      - {id: f, titel: Allt gjort, indikatorer: i, läge: genomförd}
    indikatorer:
      - id: i
        titel: Anhöriga med stöd
        ansvarig: Konsulent
        riktning: öka
        utgångsvärde: {värde: 100, datum: 2024-12-31}
        målvärde: {minst: 200, senast: 2026-12-31}
        mätningar: [{datum: 2025-06-30, värde: 110}, {datum: 2025-12-31, värde: 100}]
    årshjul:
      - {titel: Avstämning, när: kvartalsvis, från: 2026, utfört: [{tillfälle: 2026-Q1}]}
    rekommendationer: [{text: Följ upp}]
    """


def test_the_deviations_are_told_with_cause_action_and_new_date() -> None:
    told = [(one.kind_label, one.title, one.what) for one in report(PLAN).deviations]
    assert told == [
        ("Delmål", "Avlösning", ("Försenat: skulle vara klart senast mars 2026",)),
        ("Delmål", "Utbildning", ("Bedöms inte uppfyllas", "En aktivitet är försenad")),
        ("Delmål", "Träffar", ("Inte påbörjat i tid: skulle påbörjas senast februari 2026",)),
        ("Delmål", "Delvis", ("Delvis uppfyllt",)),
        (
            "Indikator",
            "Anhöriga med stöd",
            (
                "Ligger efter",
                "vid jämn takt borde värdet 31 december 2025 ha varit 150",
                "senaste värde: 100",
                "prognos 31 december 2026: 100",
            ),
        ),
        ("Årshjul", "tiden efter 1 juli 2025", ("En uppgift är inte utförd i tid",)),
    ]  # fmt: skip
    explained = report(PLAN).deviations[1]
    assert (explained.cause, explained.action, explained.new_date, explained.responsible) == (
        "Vakans", "Rekrytera", "juni 2027", "Enhetschef",
    )  # fmt: skip


def test_the_summary_counts_the_deviations() -> None:
    assert report(PLAN).summary.deviations == (
        "Ett delmål är försenat: slutdatumet har passerat och delmålet är inte slutligt bedömt.",
        "Ett delmål har inte påbörjats i tid.",
        "Ytterligare 2 delmål är inte helt uppfyllda eller bedöms inte bli det.",
        "En aktivitet är försenad.",
        "En indikator ligger efter jämn takt mot målvärdet.",
        "För ett delmål är allt genomfört, men en indikator har inte blivit bättre.",
        "En uppgift i årshjulet är inte utförd i tid.",
    )


def test_the_summary_says_what_needs_to_be_done() -> None:
    front = report(PLAN).front
    assert front.requests == (
        "Ett försenat delmål behöver bedömas eller få ett beslut om nytt datum.",
        "4 delmål behöver en ansvarig.",
        "En rekommendation behöver ett svar.",
    )
    assert front.remaining == (
        "2 delmål behöver bedömas.",
        "En avvikelse behöver förklaras: orsak, åtgärd eller nytt datum.",
    )
    assert report(PLAN).summary.asks == (*front.requests, *front.remaining)


def test_what_the_office_is_to_do_does_not_stand_under_what_the_committee_decides() -> None:
    plan = "titel: P\nnämnd: Nämnden\ndelmål: [{id: a, titel: A, ansvarig: X}]\n"
    alone = render_page(report(plan), PageKind.MD)
    assert "ta ställning till" not in alone
    assert "## Återstår för förvaltningen\n\nEtt delmål behöver bedömas." in alone
    both = render_page(report(plan.replace(", ansvarig: X", "")), PageKind.MD)
    decided, _, left = both.partition("**Återstår för förvaltningen:** Ett delmål behöver bedömas.")
    assert "1. Ett delmål behöver en ansvarig." in decided
    assert left
    assert "**Återstår att göra:** " in render_page(
        report(plan.replace("nämnd: Nämnden\n", "").replace(", ansvarig: X", "")), PageKind.MD
    )


def test_nothing_deviates_and_nothing_is_asked_for_in_a_plan_that_says_nothing() -> None:
    summary = report("titel: P\n").summary
    assert (summary.deviations, summary.asks) == (("Inga avvikelser är kända.",), ())
    assert report("titel: P\n").deviations == ()


def test_a_target_missed_and_changed_is_told() -> None:
    view = report("""\
        titel: P
        delmål: [{id: d, titel: D, indikatorer: i, revideringar: [{fält: målvärde, från: 90, till: 80, skäl: X}]}]
        indikatorer: [{id: i, titel: I, målvärde: {minst: 80, senast: 2025}, mätningar: [{datum: 2025, värde: 3}]}]
        """)
    told = "Målvärdets dag har passerat för en indikator, och inget värde visar att det nåddes i tid."
    assert told in view.summary.deviations
    assert "Ett målvärde har ändrats." in view.summary.deviations
    assert view.deviations[0].what == ("Målvärdet nåddes inte i tid", "senaste värde: 3")


def test_the_projects_own_words_for_a_scale_are_heeded_everywhere() -> None:
    labels = {"assessment": {"unlikely": "Målet nås inte"}, "activity": {"done": "Klar"}, "trend": {"better": "Framåt"}}
    plan = """\
        titel: P
        delmål:
          - id: a
            titel: A
            indikatorer: i
            aktiviteter: [{titel: X, klar: 2026-02}]
            bedömningar: [{datum: 2026-03, status: bedöms inte uppfyllas}]
        indikatorer:
          - {id: i, titel: I, riktning: öka, mätningar: [{datum: 2025-06, värde: 1}, {datum: 2026-06, värde: 2}]}
        """
    view = report(plan, since="2026-01-01", settings={"labels": labels})
    assert view.deviations[0].what == ("Målet nås inte",)
    assert view.summary.sentences[1:] == (
        "Bedömningar: 1 målet nås inte.",
        "Klar: 1 av 1.",
        "Indikatorer: 1 framåt.",
    )
    assert view.effects[0].progress == "Klar: 1 av 1"
    assert view.news is not None
    assert view.news.reassessed[0].assessment.status_label == "Målet nås inte"
