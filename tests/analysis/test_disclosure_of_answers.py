"""What can be worked out of answers to one question."""

from decimal import Decimal

import pytest

from anhorig_cli.analysis.disclosure_of_answers import PartOfAll, beside_small_ones

MINIMUM = 5


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ((32, 5, 3), {1, 2}),
        ((20, 17, 3), {1, 2}),
        ((36, 1, 3), {1, 2}),
        ((37, 1, 2), {0, 1, 2}),
        ((20, 10, 10), set()),
        ((20, 10, 3), {2}),
        ((20, 15, 3, 2), {2, 3}),
        ((30, 3, 7, 20, 20, 0), {1, 2, 3, 5}),
    ],
    ids=["three", "the least first", "two small", "two too small", "none small", "not all", "four", "two questions"],
)
def test_of_shares_that_make_up_all_enough_are_hidden(counts: tuple[int, ...], hidden: set[int]) -> None:
    shares = [PartOfAll(key, Decimal(count), count < MINIMUM) for key, count in enumerate(counts)]
    assert beside_small_ones(shares, Decimal(40), MINIMUM) == hidden


def test_of_very_many_shares_all_are_hidden_where_one_is_small() -> None:
    shares = [PartOfAll(key, Decimal(key), key < MINIMUM) for key in range(61)]
    assert beside_small_ones(shares, Decimal(40), MINIMUM) == set(range(61))
