"""On paper the same colours as on a page: the files for Typst and Word name them themselves."""

import re
from pathlib import Path

import pytest

from anhorig_cli.rendering.template_files import built_in_templates
from anhorig_cli.views.appearance import LIGHT

PAPER = Path(__file__).parents[3] / "src" / "anhorig_cli" / "rendering" / "paper"
WORD = [*(PAPER / "word").glob("*.py"), *(PAPER / "word" / "letterhead").glob("*.xml")]
FILES = [PAPER / "pdf.typ", built_in_templates() / "pictures" / "wheel.typ", *WORD]
RULE = "8a8d99"
"""A line between rows, darker than on a screen, since it is printed thin."""
COLOUR = re.compile(r"(?:#|color(?: w:val)?=)\"?([0-9A-Fa-f]{6})\b")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_no_colour_is_its_own(file: Path) -> None:
    named = {found.lower() for found in COLOUR.findall(file.read_text(encoding="utf-8"))}
    assert named <= {RULE, *(colour.removeprefix("#") for colour in LIGHT.inks.values())}


def test_there_are_colours_to_hold() -> None:
    assert sum(bool(COLOUR.search(file.read_text(encoding="utf-8"))) for file in FILES) > 3
