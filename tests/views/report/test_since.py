"""What is new since the last report."""

import pytest

from report_views import report

PLAN = """\
    titel: P
    beslut: [{id: b1, titel: Ny tidplan, datum: 2026-03-10, organ: Socialnämnden, paragraf: § 14}]
    rapporter:
      - {id: v1, datum: 2025-10-15}
      - {id: v2, datum: 2026-06, sammanträde: Juni, nämnd: Vårdnämnden, diarienummer: VN 26/1, förslag: Godkänn}
      - {id: v3}
    delmål:
      - id: a
        titel: Fler anhöriga nås
        indikatorer: i
        revideringar:
          - {fält: målvärde, från: 200, till: 180, beslutad: 2026-03-10, beslut: b1, skäl: Färre söker}
          - {fält: senast, från: 2026-06-30, till: 2026-12-31, beslutad: 2025-09-01}
        aktiviteter: [{titel: Utskick, klar: 2026-02-15}, {titel: Träffar, klar: 2025-02}]
        bedömningar:
          - {datum: 2025-10-01, status: bedöms uppfyllas}
          - {datum: 2026-05-20, status: bedöms delvis uppfyllas, kommentar: Takten har minskat.}
      - {id: b, titel: Kartläggning, senast: 2025-12, bedömningar: [{datum: 2026-01, status: uppfyllt}]}
      - {id: c, titel: Ny kartläggning, fortsätter: b, tillagd: b1, senast: 2026-12}
    indikatorer:
      - {id: i, titel: Anhöriga med stöd, personer: ja, målvärde: 180,
         mätningar: [{datum: 2025-06, värde: 40}, {datum: 2026-04, värde: 3}]}
    """


def test_everything_that_is_new_is_told_and_counted() -> None:
    news = report(PLAN, "2026-06-30").news
    assert news is not None
    assert news.since == "15 oktober 2025"
    assert news.sentences == (
        "2 delmål har bedömts.",
        "2 datum eller målvärden har ändrats.",
        "En mätning har tillkommit.",
        "En aktivitet har genomförts.",
        "Ett delmål har lagts till.",
        "Ett delmål drivs vidare i ett nytt.",
        "Ett delmål har avslutats.",
        "Ett beslut har fattats.",
    )
    assert [(one.title, one.before_label, one.assessment.status_label) for one in news.reassessed] == [
        ("Fler anhöriga nås", "Bedöms uppfyllas", "Bedöms delvis uppfyllas"),
        ("Kartläggning", "Bedömning saknas", "Uppfyllt"),
    ]
    assert [(move.title, move.field, move.before, move.after, move.decision) for move in news.moved] == [
        ("Fler anhöriga nås", "Målvärde", "200", "180", "Ny tidplan"),
        ("Ny kartläggning", "Slutdatum", "december 2025", "december 2026", "Ny tidplan"),
    ]
    assert [(one.title, [m.value for m in one.measurements]) for one in news.measured] == [
        ("Anhöriga med stöd", ["färre än 5"])
    ]
    assert [(one.title, one.subgoal, one.done_on) for one in news.done] == [
        ("Utskick", "Fler anhöriga nås", "15 februari 2026")
    ]
    assert news.added == ("Ny kartläggning",)
    assert [(one.title, one.by) for one in news.carried_on] == [("Kartläggning", ("Ny kartläggning",))]
    assert [(one.title, one.status_label) for one in news.closed] == [("Kartläggning", "Uppfyllt")]
    assert [one.title for one in news.decisions] == ["Ny tidplan"]


@pytest.mark.parametrize(
    ("as_of", "occasion", "since"),
    [
        ("2026-06-30", None, "15 oktober 2025"),
        ("2026-06-30", "v2", "15 oktober 2025"),
        ("2026-07-01", None, "30 juni 2026"),
        ("2026-07-01", "v2", "15 oktober 2025"),
        ("2026-07-01", "v3", "30 juni 2026"),
        ("2025-10-16", "v2", "15 oktober 2025"),
    ],
)
def test_what_is_new_is_counted_from_the_occasion_before(as_of: str, occasion: str | None, since: str) -> None:
    news = report(PLAN, as_of, occasion=occasion).news
    assert news is not None
    assert news.since == since


def test_the_first_report_has_no_news_unless_a_day_is_given() -> None:
    assert report(PLAN, "2025-10-15").news is None
    news = report(PLAN, "2025-10-15", since="2025-01-01").news
    assert news is not None
    assert [one.title for one in news.done] == ["Träffar"]


def test_it_is_said_when_nothing_is_new() -> None:
    news = report("titel: P\n", since="2026-01-01").news
    assert news is not None
    assert news.is_empty
    assert news.sentences == ("Inget är nytt sedan 1 januari 2026.",)


def test_a_new_subgoal_has_no_assessment_before() -> None:
    subgoal = "{id: a, titel: A, tillagd: 2026-05, bedömningar: [{datum: 2026-06, status: uppfyllt}]}"
    news = report(f"titel: P\ndelmål: [{subgoal}]\n", since="2026-01-01").news
    assert news is not None
    assert [(one.before, one.before_label) for one in news.reassessed] == [("", "")]


def test_the_occasion_gives_committee_meeting_and_registry_number() -> None:
    plan = "    nämnd: Socialnämnden\n    diarienummer: SN 25/9\n" + PLAN
    view = report(plan, "2026-06-30", occasion="v2")
    assert (view.committee, view.meeting, view.registry_number) == ("Vårdnämnden", "Juni", "VN 26/1")
    assert view.occasion is not None
    assert (view.occasion.proposal, view.occasion.date) == (("Godkänn",), "juni 2026")
    of_the_day = report(plan, "2026-06-30")
    assert of_the_day.occasion is None
    assert (of_the_day.committee, of_the_day.meeting, of_the_day.registry_number) == ("Vårdnämnden", "Juni", "VN 26/1")
    between = report(plan, "2026-05-01")
    assert (between.committee, between.meeting, between.registry_number) == ("Socialnämnden", "", "SN 25/9")


def test_a_past_occasion_shows_only_what_was_known_then() -> None:
    view = report(PLAN, "2025-10-15", occasion="v1")
    assert view.indicators[0].target == "200"
    assert [s.title for s in view.subgoals] == ["Fler anhöriga nås", "Kartläggning"]
    assert [move.field for move in view.summary.moved] == ["Slutdatum"]


def test_nothing_is_not_said_where_something_else_is_new() -> None:
    news = report(
        """\
    titel: P
    bedömningar: [{datum: 2026-03-01, status: bedöms uppfyllas}]
    enheter: [{id: n, titel: Norr}]
    områden: [{id: o, titel: Tidigt stöd, bedömningar: [{datum: 2026-03-01, status: bedöms uppfyllas}]}]
    rapporter: [{id: v1, datum: 2026-01-01}]
    delmål:
      - id: a
        titel: A
        aktiviteter:
          - {titel: Träffar, tillfällen: {hållna: [{datum: 2026-02-01}, {datum: 2025-02-01}]}}
          - {titel: Kurs, noteringar: [{datum: 2026-02-02, text: Bokad}]}
    indikatorer:
      - {id: i, titel: I, mätningar: [{datum: 2026-02-28, enhet: n, värde: 12}]}
    årshjul: [{titel: Möte, när: mars, utfört: [{datum: 2026-03-02}, {datum: 2025-03-02}]}]
    rekommendationer:
      - {text: Följ upp, datum: 2025-06-01, svar: Ja, besvarad: 2026-03-03}
      - {text: Mät, datum: 2026-03-04}
      - {text: Senare, datum: 2026-09-01}
    """,
        "2026-06-30",
    ).news
    assert news is not None
    assert news.sentences == (
        "Bedömda: Planen som helhet och Tidigt stöd.",
        "En mätning för en enhet eller målgrupp har tillkommit.",
        "En uppgift i årshjulet har utförts eller ställts in.",
        "2 noteringar eller tillfällen har tillkommit för aktiviteter.",
        "En rekommendation har kommit.",
        "En rekommendation har besvarats.",
    )
