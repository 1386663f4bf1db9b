"""What the two READMEs show holds, and the English one tells of the same things as the Swedish one."""

import re
from pathlib import Path

import pytest

from command_line import Anhorig
from conftest import PLANS

READMES = {"sv": PLANS.parent / "README.md", "en": PLANS.parent / "README.en.md"}


def _text(language: str) -> str:
    return READMES[language].read_text(encoding="utf-8")


def _blocks(language: str, kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", _text(language), re.DOTALL | re.MULTILINE)


def test_both_have_the_same_sections() -> None:
    swedish, english = (re.findall(r"^## .*", _text(language), re.MULTILINE) for language in READMES)
    assert len(swedish) == len(english), [*zip(swedish, english, strict=False)]


@pytest.mark.parametrize("language", READMES)
def test_the_plan_it_shows_is_clean_and_the_one_after_it_continues_it(
    language: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    (tmp_path / "plans").mkdir()
    for block in _blocks(language, "yaml"):
        if name := re.match(r"# (plans/\S+)\n", block):
            (tmp_path / name[1]).write_text(block, encoding="utf-8")
    first, later = sorted((tmp_path / "plans").iterdir(), key=lambda path: len(path.name))
    assert anhorig("check", first, "--as-of", "2026-07-15", "--fail-on", "warning").code == 0
    assert anhorig("check", later, "--as-of", "2026-07-15", "--fail-on", "error").code == 0


@pytest.mark.parametrize("language", READMES)
def test_the_settings_it_shows_are_settings(language: str, anhorig: Anhorig, tmp_path: Path) -> None:
    (settings,) = (block for block in _blocks(language, "yaml") if re.match(r"(språk|language):", block))
    (tmp_path / "anhorig.yaml").write_text(settings, encoding="utf-8")
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "p.yaml").write_text("titel: Plan\n", encoding="utf-8")
    run = anhorig("check", tmp_path / "plans" / "p.yaml", "--format", "json", "--select", "ANH1,ANH9")
    assert [line for line in run.out.splitlines() if '"code"' in line and "ANH901" not in line] == []


@pytest.mark.parametrize("language", READMES)
def test_the_finding_it_shows_is_the_one_that_is_told(language: str, anhorig: Anhorig) -> None:
    (shown,) = re.findall(r"^plans/trelleborg/\S+: ANH301 .*", _text(language), re.MULTILINE)
    out = anhorig("check", "plans", "--as-of", "2021-09-20", "--language", language).out
    assert shown in out.splitlines()
