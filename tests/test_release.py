"""Before a release it is said, and everywhere alike, where the tool is installed from."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from release import PAGES, filled_in, main

PLACE = "anhorig-cli==1.0"


def test_while_it_is_unset_nothing_can_be_released(capsys: pytest.CaptureFixture[str]) -> None:
    assert main("") == 1
    assert "INSTALL_FROM is empty" in capsys.readouterr().err


def test_a_page_that_says_something_else_is_told_and_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("generated.ROOT", tmp_path)
    page = tmp_path / "ci.md"
    page.write_text('env:\n  INSTALL_FROM: ""   # fyll i\n')
    monkeypatch.setattr(sys, "argv", ["release.py", "--check"])
    assert main(PLACE, (page,)) == 1
    assert "ci.md" in capsys.readouterr().err
    monkeypatch.setattr(sys, "argv", ["release.py"])
    assert main(PLACE, (page,)) == 0
    assert page.read_text() == f'env:\n  INSTALL_FROM: "{PLACE}"   # fyll i\n'
    monkeypatch.setattr(sys, "argv", ["release.py", "--check"])
    assert main(PLACE, (page,)) == 0


def test_each_page_has_a_line_to_fill_in() -> None:
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        assert filled_in(text, PLACE) != text
