"""Pieces of text put in the place of others."""

import pytest

from anhorig_cli.source import Splice, spliced


def test_splices_are_made_wherever_they_stand_in_the_list() -> None:
    assert spliced("abcdef", [Splice(4, 5, "X"), Splice.at(1, "1"), Splice.at(1, "2")]) == "a12bcdXf"


def test_two_splices_of_the_same_text_are_a_mistake() -> None:
    with pytest.raises(ValueError, match="Splice"):
        spliced("abcdef", [Splice(1, 4, "X"), Splice(2, 3, "Y")])
