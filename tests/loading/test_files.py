"""Only ordinary files are read, never more than the largest plan, and nothing is waited for."""

import os
import socket
import stat
import sys
from pathlib import Path

import pytest

from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.loading.files import LARGEST, clear_files_read, files_read, note_as_read, read_bytes
from anhorig_cli.source import Location
from anhorig_cli.vocabulary import Language
from touched import touched

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such files on Windows")


def refusal(path: Path) -> str:
    """Return why a file cannot be read."""
    flaw = read_bytes("plan.yaml", path)
    assert isinstance(flaw, Diagnostic)
    assert flaw.rule.slug == "unreadable-file"
    assert flaw.location == Location("plan.yaml", 1, 1)
    return text_of(flaw.message, Language.EN)


def test_the_bytes_of_a_file_are_read_as_they_are(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbftitel: Plan\r\n\x1a\x00slut\n"
    (tmp_path / "plan.yaml").write_bytes(data)
    assert read_bytes("plan.yaml", tmp_path / "plan.yaml") == data


def test_a_file_that_is_not_there_is_said_not_to_be(tmp_path: Path) -> None:
    assert "no such file or folder" in refusal(tmp_path / "plan.yaml")


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    assert "cannot be read" in refusal(tmp_path / "a\0b.yaml")
    assert "cannot be read" in refusal(tmp_path / ("a" * 5000))


@on_posix
def test_a_folder_is_not_an_ordinary_file(tmp_path: Path) -> None:
    assert "not an ordinary file" in refusal(tmp_path)


@on_posix
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.yaml")
    assert "not an ordinary file" in refusal(tmp_path / "plan.yaml")


@on_posix
@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_not_read(device: str) -> None:
    assert "not an ordinary file" in refusal(Path(device))


@on_posix
def test_a_socket_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # a socket's path may have a hundred characters only
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("plan.yaml")
        assert "not an ordinary file" in refusal(Path("plan.yaml"))


@on_posix
def test_what_is_no_ordinary_file_is_not_even_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with touched() as seen:
        for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
            refusal(path)
    assert seen.below(Path("/")) == set()


def test_a_link_is_followed_within_its_project_only(tmp_path: Path) -> None:
    (tmp_path / "projekt").mkdir()
    for name in ("projekt/anhorig.yaml", "projekt/a.yaml", "b.yaml"):
        (tmp_path / name).write_text(f"titel: {name}\n", encoding="utf-8")
    inside, out = tmp_path / "projekt" / "in.yaml", tmp_path / "projekt" / "ut.yaml"
    inside.symlink_to("a.yaml")
    out.symlink_to("../b.yaml")
    assert read_bytes("in.yaml", inside) == b"titel: projekt/a.yaml\n"
    with touched() as seen:
        flaw = read_bytes("ut.yaml", out)
    assert isinstance(flaw, Diagnostic)
    assert (flaw.rule.slug, flaw.location) == ("outside-project", Location("ut.yaml", 1, 1))
    assert seen.below(tmp_path / "b.yaml") == set()


def test_what_took_the_place_of_a_file_meanwhile_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plan.yaml").touch()
    monkeypatch.setattr(os, "fstat", lambda _: os.stat_result((stat.S_IFIFO, *range(9))))
    assert "not an ordinary file" in refusal(tmp_path / "plan.yaml")


def test_what_was_read_is_remembered_whatever_it_is_called(tmp_path: Path) -> None:
    clear_files_read()
    for name in ("a.yaml", "b.yaml", "gone.yaml", "replaced.yaml"):
        (tmp_path / name).touch()
        read_bytes(name, tmp_path / name)
    (tmp_path / "gone.yaml").unlink()
    (tmp_path / "new").touch()
    (tmp_path / "new").replace(tmp_path / "replaced.yaml")
    note_as_read(tmp_path / "b.yaml")
    note_as_read(tmp_path / "saknas.yaml")
    assert set(files_read().values()) == {tmp_path / "a.yaml", tmp_path / "b.yaml"}
    clear_files_read()
    assert files_read() == {}


@on_posix
def test_a_link_to_itself_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "plan.yaml").symlink_to(tmp_path / "plan.yaml")
    assert "cannot be read" in refusal(tmp_path / "plan.yaml")


def test_no_more_is_read_than_tells_that_a_file_is_too_large(tmp_path: Path) -> None:
    with (tmp_path / "plan.yaml").open("wb") as file:
        file.truncate(LARGEST * 100)
    data = read_bytes("plan.yaml", tmp_path / "plan.yaml")
    assert isinstance(data, bytes)
    assert len(data) == LARGEST + 1
