"""A symbol for each word of the scales that are shown."""

import pytest

from anhorig_cli.vocabulary import SCALES, SYMBOLS

SHOWN = ("assessment", "activity", "trend", "occurrence")


@pytest.mark.parametrize("name", SHOWN)
def test_every_word_of_a_scale_that_is_shown_has_a_symbol_of_its_own(name: str) -> None:
    symbols = [SYMBOLS[word.name] for word in SCALES[name].words]
    assert len(set(symbols)) == len(symbols)


def test_a_symbol_is_one_character() -> None:
    assert {len(symbol) for symbol in SYMBOLS.values()} == {1}


def test_there_is_no_symbol_without_a_word() -> None:
    words = {word.name for name in SHOWN for word in SCALES[name].words}
    assert set(SYMBOLS) == words | {"overdue"}
