"""A period begins on the first day of its `from` and holds to the last day of its `to`."""

import pytest

from anhorig_cli.model.dates import parse_date
from anhorig_cli.model.period import Period


@pytest.mark.parametrize("text", ["2024", "2021-09/2021-10", "hösten 2021"])
def test_one_date_stands_for_both_ends(text: str) -> None:
    short = Period.from_scalar(text)
    assert short is not None
    whole, named = Period.model_validate(short), parse_date(text)
    assert whole.from_ == whole.to == named


def test_a_period_may_last_until_further_notice() -> None:
    period = Period.model_validate({"from": "2021", "to": "tills vidare"})
    assert period.to is not None
    assert period.to.is_open


def test_a_period_does_not_begin_until_further_notice() -> None:
    with pytest.raises(ValueError, match="bad-date"):
        Period.model_validate({"from": "tills vidare"})
