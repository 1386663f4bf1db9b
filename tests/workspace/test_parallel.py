"""Work that is shared among processes: the same results, in order, however much there is."""

import os
from pathlib import Path

import pytest

from anhorig_cli.loading.files import files_read, read_bytes
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


def test_what_another_process_has_read_is_known_as_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(chunks, "_processors", lambda: 2)
    files = [tmp_path / f"{n}.txt" for n in range(100)]
    for file in files:
        file.write_bytes(b"text")

    def read(start: int, end: int) -> list[object]:
        return [read_bytes(file.name, file) for file in files[start:end]]

    assert map_chunks(read, len(files)) == [b"text"] * 100
    assert set(files) <= set(files_read().values())


@pytest.mark.parametrize(("number", "processors"), [(290, 2), (100, 2), (41, 3), (1000, 4)])
def test_each_process_is_given_as_much_as_the_others(
    number: int, processors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chunks, "_processors", lambda: processors)
    sizes = map_chunks(lambda start, end: [end - start], number)
    assert sum(sizes) == number
    assert len(sizes) % processors == 0
    assert max(sizes) - min(sizes) <= 1
    assert max(sizes) <= 25, "more at a time would fill the memory"


def test_much_work_is_done_in_parts_where_there_is_one_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "_processors", lambda: 1)
    parts = map_chunks(lambda start, end: [(start, end, os.getpid())], 100)
    assert [(start, end) for start, end, _ in parts] == [(0, 25), (25, 50), (50, 75), (75, 100)]
    assert {process for _, _, process in parts} == {os.getpid()}
