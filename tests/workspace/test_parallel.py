"""Work that is shared among processes: the same results, in order, however much there is."""

import os

import pytest

from anhorig_cli.workspace import parallel as chunks
from anhorig_cli.workspace.parallel import map_chunks


@pytest.mark.parametrize("number", [0, 1, 39, 40, 41, 100])
def test_the_results_come_in_order(number: int) -> None:
    assert map_chunks(lambda start, end: [n * n for n in range(start, end)], number) == [n * n for n in range(number)]


def test_little_work_stays_in_this_process() -> None:
    assert set(map_chunks(lambda start, end: [os.getpid()] * (end - start), 39)) == {os.getpid()}


def test_much_work_is_shared_where_there_are_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "_processors", lambda: 2)
    others = set(map_chunks(lambda start, end: [os.getpid()] * (end - start), 100))
    assert os.getpid() not in others
    assert 1 <= len(others) <= 2
