"""Plans whose files have names that are no text, or act on a terminal: every command that writes a file manages."""

import os
import sys
from pathlib import Path

import pytest

from command_line import Anhorig

PLAN = "titel: Plan\ndelmål: [{id: d, titel: D, senast: 2026-01-31, ansvarig: Chef}]\n"
NAMES = (b"\xff\xfe.yaml", b"ny\nrad.yaml", b"\x1b[31mr.yaml")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Plans with odd names, each of which has the same id as one in another folder; one stands beside them."""
    monkeypatch.chdir(tmp_path)
    for place in (b"a", b"b"):
        Path(os.fsdecode(place)).mkdir()
        for name in NAMES:
            Path(os.fsdecode(place + b"/" + name)).write_text(PLAN, encoding="utf-8")
    return tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("command", ["site a -o ut/", "report a -o ut/", "overview a -o o.html", "export a -o ut/"])
def test_pages_are_made_of_them(anhorig: Anhorig, folder: Path, command: str) -> None:
    run = anhorig(*command.split(), "--as-of", "2026-06-01")
    assert run.code == 0, run.err
    assert any(path.is_file() for path in folder.glob("ut/**/*")) or (folder / "o.html").is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
@pytest.mark.parametrize("ending", ["txt", "md", "html", "json", "ics"])
def test_what_is_to_be_done_in_them_is_listed(anhorig: Anhorig, folder: Path, ending: str) -> None:
    run = anhorig("todo", "a", "--as-of", "2026-06-01", "-o", f"lista.{ending}")
    assert run.code == 0, run.err
    text = (folder / f"lista.{ending}").read_bytes().decode()
    assert "\x1b" not in text
    assert "D" in text


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_drafts_are_written_of_them(anhorig: Anhorig, folder: Path) -> None:
    run = anhorig("todo", "a", "--as-of", "2026-06-01", "--each", "--format", "eml", "-o", "utkast/")
    assert run.code == 0, run.err
    assert list(folder.glob("utkast/*.eml"))
