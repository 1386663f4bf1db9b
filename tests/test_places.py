"""What stands at a place is told of any place, also of one that the system lets nobody look at."""

import errno
import os
from pathlib import Path

import pytest

from anhorig_cli.places import is_file, is_folder, is_there, real


@pytest.mark.parametrize("place", ["a" * 300, "a/" * 2500, "a\0b"])
def test_at_a_name_that_no_file_can_have_there_is_nothing(place: str, tmp_path: Path) -> None:
    assert not any(look(tmp_path / place) for look in (is_file, is_folder, is_there))


def test_a_link_that_nobody_may_follow_ends_at_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> str:
        raise PermissionError(errno.EACCES, "", path)

    (tmp_path / "a").symlink_to("b")
    monkeypatch.setattr(os, "readlink", refuse)
    assert real(tmp_path / "a" / "c") == tmp_path / "a"
