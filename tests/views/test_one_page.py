"""The summary on one page: three cards of what is off plan and of what is achieved, with three of each named."""

import pytest

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.one_page import CardView, OnePageView, one_page
from anhorig_cli.vocabulary import Language
from report_views import report

SWEDISH = Formatter.of(Language.SV)


def page(subgoals: str, rest: str = "", as_of: str = "2026-06-30") -> OnePageView:
    return one_page(report(f"titel: P\ndelmål: [{subgoals}]\n{rest}", as_of), SWEDISH)


def told(card: CardView) -> str:
    return " ".join(part for part in (card.number, card.of, card.what) if part)


def late(number: int, day: str) -> str:
    return f"{{id: d{number}, titel: Delmål {number}, senast: {day}}}"


def test_the_latest_subgoals_are_named_first_and_no_more_than_three() -> None:
    days = ("2026-06-20", "2026-01-01", "2026-05-01", "2026-06-29")
    (card,) = page(", ".join(late(number, day) for number, day in enumerate(days))).minus
    assert told(card) == "4 delmål är försenade"
    assert [(item.title, item.text) for item in card.items] == [
        ("Delmål 1", "180 dagar"),
        ("Delmål 2", "60 dagar"),
        ("Delmål 0", "10 dagar"),
    ]
    assert card.more == "och 1 till (se lägesrapporten)"


def test_one_of_a_kind_is_told_in_the_singular() -> None:
    (card,) = page(f"{late(1, '2026-06-29')}, {{id: x, titel: X}}").minus
    assert (told(card), card.items[0].text) == ("1 av 2 delmål är försenat", "1 dag")


def test_an_indicator_behind_says_what_it_was_compared_with() -> None:
    indicator = (
        "indikatorer: [{id: i, titel: Träffar, måttenhet: st, utgångsvärde: {värde: 0, datum: 2025-12-31}, "
        "målvärde: {minst: 100, senast: 2026-12-31}, mätningar: [{datum: 2026-06-30, värde: 10}]}]"
    )
    (card,) = page("{id: x, titel: X}", indicator).minus
    assert told(card) == "1 indikator ligger efter"
    assert card.items[0].text == "10 st, vid jämn takt 50 st"


def test_an_indicator_without_a_value_when_its_day_has_passed_is_not_called_behind() -> None:
    target = "måttenhet: st, målvärde: {minst: 100, senast: 2026-03-31}"
    indicators = f"indikatorer: [{{id: i, titel: Träffar, {target}}}, {{id: j, titel: Samtal, {target}}}]"
    (card,) = page("{id: x, titel: X, indikatorer: [i, j]}", indicators).minus
    assert told(card) == "2 indikatorer har inget värde fast målvärdenas dag har passerat"
    assert card.items[0].title == "Träffar"
    assert card.items[0].text.startswith("minst 100 st")


def test_of_those_that_have_got_better_the_ones_that_keep_pace_are_named_first() -> None:
    start = "måttenhet: st, utgångsvärde: {värde: 0, datum: 2025-12-31}, målvärde: {minst: 100, senast: 2026-12-31}"
    indicators = ", ".join(
        f"{{id: {name}, titel: {name}, {start}, mätningar: [{{datum: 2026-06-30, värde: {value}}}]}}"
        for name, value in (("Släpar", 10), ("Lunkar", 20), ("Springer", 70))
    )
    found = page("{id: x, titel: X}", f"indikatorer: [{indicators}]")
    assert [item.title for item in found.minus[0].items] == ["Släpar", "Lunkar"]
    assert [item.title for item in found.plus[0].items] == ["Springer", "Släpar", "Lunkar"]


def test_what_is_achieved_stands_apart_from_what_is_off_plan() -> None:
    achieved = "{id: a, titel: A, bedömningar: [{datum: 2026-01-01, status: uppfyllt}]}"
    activities = "{id: b, titel: B, aktiviteter: [{titel: C, status: genomförd}, {titel: D}]}"
    found = page(f"{achieved}, {activities}")
    assert found.minus == ()
    assert [(card.symbol, card.tone, told(card)) for card in found.plus] == [
        ("achieved", "good", "1 av 2 delmål är uppfyllt"),
        ("achieved", "good", "1 av 2 aktiviteter är genomförd"),
    ]


def test_three_cards_of_each_at_most() -> None:
    cycle = "årshjul: [{titel: T, när: [januari, februari], utfört: [{tillfälle: 2025-01}]}]"
    failing = "{id: f, titel: F, bedömningar: [{datum: 2026-01-01, status: ej uppfyllt}]}"
    activity = "{id: g, titel: G, aktiviteter: [{titel: H, senast: 2026-02-01}]}"
    found = page(f"{late(1, '2026-01-01')}, {failing}, {activity}", cycle)
    assert [told(card) for card in found.minus] == [
        "1 av 3 delmål är försenat",
        "2 uppgifter i årshjulet är inte utförda i tid",
        "1 delmål är inte helt uppfyllt eller bedöms inte bli det",
    ]


@pytest.mark.parametrize(("as_of", "proposals"), [("2026-06-30", ("Godkänna.",)), ("2026-06-29", ())])
def test_the_decisions_are_those_of_the_days_occasion(as_of: str, proposals: tuple[str, ...]) -> None:
    occasion = "rapporter: [{id: r, datum: 2026-06-30, förslag: [Godkänna.], förvaltningens_bedömning: Bra.}]"
    found = page("{id: x, titel: X}", occasion, as_of)
    assert found.proposals == proposals
    assert found.opinion == ("Bra." if proposals else "")
    assert found.remaining == ("Ett delmål behöver bedömas.",)
