"""An indicator, its baseline and target, its measurements, and surveys."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.survey import Survey
from anhorig_cli.model.target import Baseline, Target


def measurement(**facts: str) -> Measurement:
    return Measurement.model_validate({"date": "2021-09", **facts})


def survey(**facts: str) -> Survey:
    return Survey.model_validate({"id": "e1", "title": "Enkät till anhöriga", **facts})


def test_a_baseline_may_be_written_as_its_value() -> None:
    assert Baseline.from_scalar("40") == {"value": "40"}


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("80", {"value": "80"}),
        ("increase", {"direction": "increase"}),
        ("öka", {"direction": "öka"}),
        ("Minska", {"direction": "Minska"}),
        ("många", {"value": "många"}),
    ],
)
def test_a_target_may_be_written_as_its_value_or_its_direction(text: str, means: dict[str, str]) -> None:
    assert Target.from_scalar(text) == means


@pytest.mark.parametrize(
    ("facts", "level"),
    [
        ({"value": "80"}, 80),
        ({"at_least": "10"}, 10),
        ({"at_most": "0"}, 0),
        ({"value": "0", "at_least": "10"}, 0),
        ({"direction": "increase"}, None),
    ],
)
def test_the_level_of_a_target_is_the_number_to_reach(facts: dict[str, str], level: int | None) -> None:
    assert Target.model_validate(facts).level == level


@pytest.mark.parametrize(
    ("unit", "is_in_percent"),
    [
        ("%", True),
        ("procent", True),
        ("Procent", True),
        ("per cent", True),
        ("procentenheter", False),
        ("möten", False),
    ],
)
def test_an_indicator_is_in_percent_as_its_unit_says(unit: str, is_in_percent: bool) -> None:
    indicator = Indicator.model_validate({"id": "i", "title": "Nöjda", "unit_of_measure": unit})
    assert indicator.is_in_percent is is_in_percent


def test_what_is_measured_of_the_same_unit_is_so_however_it_is_spelt() -> None:
    assert measurement(unit="Norr").scope == measurement(unit="norr").scope == ("norr", "")
    assert measurement(unit="norr", target_group="Unga").scope == ("norr", "unga")


def test_the_amount_of_a_measurement_is_its_value() -> None:
    assert measurement(value="108").amount == 108


def test_the_amount_of_a_share_is_its_percentage() -> None:
    assert measurement(numerator="12", denominator="80").amount == 15


def test_a_value_beside_a_share_is_the_amount_and_both_parts_are_kept() -> None:
    both = measurement(value="15.2", numerator="12", denominator="79")
    assert both.amount == Decimal("15.2")
    assert both.numerator == 12
    assert both.denominator == 79


@pytest.mark.parametrize(
    "facts", [{}, {"numerator": "12"}, {"denominator": "80"}, {"numerator": "0", "denominator": "0"}]
)
def test_a_measurement_without_what_it_takes_has_no_amount(facts: dict[str, str]) -> None:
    assert measurement(**facts).amount is None


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_share_of_a_whole_lies_between_nothing_and_all_of_it(one: int, other: int) -> None:
    part, whole = sorted((one, other))
    amount = measurement(numerator=str(part), denominator=str(whole)).amount
    assert amount is None if whole == 0 else amount is not None and 0 <= amount <= 100


@pytest.mark.parametrize(
    ("facts", "is_part"), [({}, False), ({"unit": "hemvard"}, True), ({"target_group": "barn"}, True)]
)
def test_a_measurement_of_one_unit_or_target_group_is_of_a_part(facts: dict[str, str], is_part: bool) -> None:
    assert measurement(value="1", **facts).is_part is is_part


@pytest.mark.parametrize(
    ("facts", "is_share"),
    [
        ({"numerator": "Aktiverade kort"}, True),
        ({"denominator": "Utdelade kort"}, True),
        ({"measurements": [{"date": "2021", "numerator": "12", "denominator": "80"}]}, True),
        ({"measurements": [{"date": "2021", "value": "12"}]}, False),
        ({}, False),
    ],
)
def test_an_indicator_with_a_numerator_or_a_denominator_is_a_share(facts: dict[str, object], is_share: bool) -> None:
    assert Indicator.model_validate({"id": "i1", "title": "Kort", **facts}).is_share is is_share


@pytest.mark.parametrize(
    ("facts", "rate"),
    [
        ({"sent": "80", "answered": "60"}, 75),
        ({"sent": "80", "answered": "0"}, 0),
        ({"sent": "0", "answered": "0"}, None),
        ({"sent": "80"}, None),
        ({"answered": "60"}, None),
    ],
)
def test_the_response_rate_is_answered_of_sent(facts: dict[str, str], rate: int | None) -> None:
    assert survey(**facts).response_rate == rate


class _Read(tuple[Measurement, ...]):  # noqa: SLOT001 - counts on the class
    """Measurements that count how often somebody goes through them."""

    times = 0

    def __iter__(self) -> Iterator[Measurement]:
        _Read.times += 1
        return super().__iter__()


def test_whether_it_is_a_share_is_worked_out_once_since_it_is_asked_for_each_of_many_measurements() -> None:
    indicator = Indicator(id="i", title="I", measurements=(measurement(value="4"),))
    vars(indicator)["measurements"] = _Read(indicator.measurements)
    assert not any(indicator.is_share for _ in range(1000))
    assert _Read.times <= 2  # once for each of two things that it looks for


def test_a_copy_with_other_measurements_may_be_a_share() -> None:
    indicator = Indicator(id="i", title="I")
    assert not indicator.is_share
    assert indicator.model_copy(update={"measurements": (measurement(denominator="4"),)}).is_share
