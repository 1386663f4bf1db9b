"""The keys by which the rows of a sheet are known when it comes back."""

import pytest

from anhorig_cli.views.sheets import SheetRow


@pytest.mark.parametrize("title", ["Följa upp stödet", "Följa upp stödet " * 40])
def test_rows_about_the_same_thing_have_keys_of_their_own(title: str) -> None:
    first = SheetRow(("item", title), cells=(title,), state=(), now="")
    assert len({first.key, first._replace(turn=2).key, first._replace(turn=3).key}) == 3


def test_a_long_key_is_shortened_and_keeps_its_kind() -> None:
    key = SheetRow(("item", "a" * 5000), cells=(), state=(), now="").key
    assert len(key) < 500
    assert key.startswith("item")
