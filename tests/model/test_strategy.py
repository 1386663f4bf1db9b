"""What the plan answers to: areas, recommendations, funding, decisions and attachments."""

import pytest

from anhorig_cli.model.dates import parse_date
from anhorig_cli.model.strategy import Area, Decision, Funding, Recommendation


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        (["100000", "50000.50"], "150000.50"),
        (["0"], "0"),
        (["100000", None], None),
        ([], None),
    ],
)
def test_the_parts_of_a_funding_are_summed_when_every_part_has_an_amount(
    amounts: list[str | None], total: str | None
) -> None:
    parts = [{"unit": "hemvard"} if amount is None else {"unit": "hemvard", "amount": amount} for amount in amounts]
    found = Funding.model_validate({"parts": parts}).parts_sum
    assert (None if found is None else str(found)) == total


def test_an_amount_is_not_negative() -> None:
    with pytest.raises(ValueError, match="bad-number"):
        Funding.model_validate({"amount": "-1"})


def test_a_recommendation_tells_from_whom_it_came() -> None:
    assert Recommendation.model_validate({"from": "Revisorerna", "date": "2021"}).from_ == "Revisorerna"


def test_a_decision_may_take_effect_on_another_day_than_it_was_made() -> None:
    decision = Decision.model_validate({"date": "2021-12-14", "effective": "2022-01-01"})
    assert (decision.date, decision.effective) == (parse_date("2021-12-14"), parse_date("2022-01-01"))


def test_an_area_tells_what_it_leaves_out() -> None:
    area = Area.model_validate({"id": "a1", "title": "Stöd till barn", "excludes": ["Barn med egen insats"]})
    assert area.excludes == ("Barn med egen insats",)
