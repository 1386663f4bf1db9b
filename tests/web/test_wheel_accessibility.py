"""The wheel's page in a real browser: WCAG 2.2 AA, narrow, and no network."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from chromium import flaws, show
from command_line import Anhorig
from conftest import PLANS


@pytest.mark.parametrize(
    ("kind", "width", "scheme", "plans"),
    [
        ("months", 1440, "light", PLANS / "salem.yaml"),
        ("rings", 1440, "light", PLANS),
        ("rings", 320, "dark", PLANS / "salem.yaml"),
        ("months", 320, "dark", PLANS),
    ],
)
def test_the_page_of_a_wheel_has_no_flaw(
    kind: str, width: int, scheme: str, plans: Path, tab: Page, anhorig: Anhorig, tmp_path: Path
) -> None:
    file = tmp_path / "wheel.html"
    anhorig("wheel", plans, "--kind", kind, "--as-of", "2024-06-01", "-o", file)
    show(tab, file, width, scheme)
    assert flaws(tab) == []
