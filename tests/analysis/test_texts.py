"""The free text of a plan, with where it stands."""

import pytest

from anhorig_cli.model.plan import Plan
from anhorig_cli.rules.rule import Texts
from anhorig_cli.source import Route


def found(**facts: object) -> dict[Route, str]:
    return dict(Texts(Plan.model_validate({"id": "p", "title": "Plan", **facts})))


THING = {"id": "x", "title": "X"}


def test_texts_come_with_their_places_in_the_order_of_the_model() -> None:
    there = found(
        goal="Fler anhöriga nås",
        laws=["5 kap. 10 § SoL"],
        contact={"function": "Enhetschef"},
        subgoals=[{**THING, "assessments": [{"date": "2021", "status": "expected", "comment": "Går bra"}]}],
        recommendations=[{"from": "Revisorerna"}],
    )
    assert list(there.items()) == [
        (("title",), "Plan"),
        (("goal",), "Fler anhöriga nås"),
        (("laws", 0), "5 kap. 10 § SoL"),
        (("contact", "function"), "Enhetschef"),
        (("subgoals", 0, "title"), "X"),
        (("subgoals", 0, "assessments", 0, "comment"), "Går bra"),
        (("recommendations", 0, "from"), "Revisorerna"),
    ]


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("anhöriga", ["goal", "background"]),
        ("Plan", ["title", "background"]),  # at its very beginning, and at the end
        ("stöd", ["background"]),  # once, though it stands there twice
        ("kommun", []),
    ],
)
def test_the_texts_that_hold_some_words_are_found_by_places_in_the_prose(words: str, fields: list[str]) -> None:
    texts = Texts(
        Plan.model_validate(
            {"id": "p", "title": "Plan", "goal": "Fler anhöriga", "background": "Stöd: anhöriga får stöd, stöd. Plan"}
        )
    )
    places = [place for place in range(len(texts.prose)) if texts.prose.startswith(words, place)]
    assert [route for route, _ in texts.at(places)] == [(field,) for field in fields]


def test_ids_dates_numbers_and_status_are_no_free_text() -> None:
    there = found(
        registry_number=["SN 2021/114"],
        period={"from": "2021", "to": "2023"},
        subgoals=[{**THING, "due": "2021-11-30", "stage": "pågår", "activities": [{"title": "A", "status": "klar"}]}],
        indicators=[{**THING, "people": "ja", "measurements": [{"date": "2021", "value": "40"}]}],
    )
    assert sorted(there.values()) == ["A", "Plan", "X", "X"]


@pytest.mark.parametrize(
    "facts",
    [
        {"indicators": [{**THING, "direction": "öka"}]},
        {"indicators": [{**THING, "frequency": "år"}]},
        {"parties": [{**THING, "role": "deltar"}]},
        {"target_groups": [{**THING, "priority": "nå fler"}]},
        {"target_groups": [{**THING, "contact": "mest"}]},
        {"subgoals": [{**THING, "revisions": [{"to": "2021"}]}]},
    ],
)
def test_no_word_of_a_scale_is_free_text(facts: dict[str, object]) -> None:
    assert sorted(found(**facts).values()) in (["Plan", "X"], ["Plan"])
