"""JSON with one long list, piece by piece."""

import json
from typing import Any

import pytest

from anhorig_cli.cli.formats.json_text import HERE, pieces

ITEMS: list[dict[str, Any]] = [{"text": f'ett "{n}"\noch mer', "place": {"line": n, "more": []}} for n in range(250)]


@pytest.mark.parametrize("number", [0, 1, 2, 99, 100, 101, 250])
@pytest.mark.parametrize("around", ["{}", '{{"version": 1, "found": {}, "n": 2}}', '{{"runs": [{{"found": {}}}]}}'])
def test_the_text_is_as_if_it_were_written_whole(number: int, around: str) -> None:
    def document(items: Any) -> Any:
        return json.loads(around.format(json.dumps(items)))

    text = "".join(pieces(document(HERE), ITEMS[:number]))
    assert text == json.dumps(document(ITEMS[:number]), indent=2) + "\n"


def test_no_piece_is_the_whole_of_a_long_list() -> None:
    some = list(pieces(HERE, ITEMS))
    assert len(some) > 3
    assert max(map(len, some)) < len("".join(some)) / 2
