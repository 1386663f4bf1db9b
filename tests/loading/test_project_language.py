"""The language of a project is read without its other settings."""

from pathlib import Path

import pytest

from anhorig_cli.loading.project_language import project_language
from anhorig_cli.vocabulary import Language
from effort import little_work


@pytest.mark.parametrize(
    ("settings", "language"),
    [
        ("language: en\n", Language.EN),
        ("språk: engelska\nplaner: planer\n", Language.EN),
        ("planer: {språk: en}\nmallar: [språk, en]\nspråk: sv\n", Language.SV),
        ("planer: &a språk\nmallar: *a\nspråk: en\n", Language.EN),
        ("mallar: språk\nplaner: en\n", None),
        ("språk: tyska\n", None),
        ("språk: [en]\n", None),
        ("- språk\n- en\n", None),
        ("{", None),
        ("\x00språk: en\n", None),
        ("", None),
    ],
)
def test_the_language_that_the_settings_name(settings: str, language: Language | None, tmp_path: Path) -> None:
    (tmp_path / "anhorig.yaml").write_text(settings, encoding="utf-8")
    (tmp_path / "planer").mkdir()
    assert project_language(tmp_path / "planer") == language


@pytest.mark.parametrize("end", ["\n", "\r", "\x85", "\u2028"])
def test_settings_of_instructions_to_yaml_without_end_name_none(end: str, tmp_path: Path) -> None:
    many = "".join(f"%TAG !{n:x}! b{end}" for n in range(60_000))
    (tmp_path / "anhorig.yaml").write_text(f"{many}---{end}language: en\n", encoding="utf-8", newline="")
    with little_work():
        assert project_language(tmp_path) is None


def test_settings_that_are_no_text_or_no_file_name_none(tmp_path: Path) -> None:
    (tmp_path / "anhorig.yaml").write_bytes(b"spr\xe5k: en\n")
    assert project_language(tmp_path) is None
    (tmp_path / "anhorig.yaml").unlink()
    (tmp_path / "anhorig.yaml").symlink_to(tmp_path / "gone")
    assert project_language(tmp_path) is None


def test_however_deep_the_settings_are_nested(tmp_path: Path) -> None:
    (tmp_path / "anhorig.yaml").write_text("planer: " + "[" * 5000 + "]" * 5000 + "\nspråk: en\n", encoding="utf-8")
    assert project_language(tmp_path) in {None, Language.EN}
