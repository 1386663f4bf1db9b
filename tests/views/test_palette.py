"""The palette: every colour can be told from what it stands on, on white, in the dark, and in grey print."""

import pytest

from anhorig_cli.views.appearance import DARK, LIGHT, Palette

TEXT = ("text", "soft", "accent", "target", "good", "alarm")
LINES = ("axis", "accent", "target", "good", "alarm", "soft")


def light_of(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((light_of(one), light_of(other)))
    return (lighter + 0.05) / (darker + 0.05)


def in_grey(colour: str) -> str:
    """Return a colour as a printer without colours gives it (ITU-R BT.601)."""
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    grey = round(0.299 * red + 0.587 * green + 0.114 * blue)
    return f"#{grey:02x}{grey:02x}{grey:02x}"


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", TEXT)
def test_text_can_be_read_on_page_and_panel(palette: Palette, ink: str) -> None:
    for ground in ("page", "panel"):
        assert contrast(palette.inks[ink], palette.inks[ground]) >= 4.5
    assert contrast(palette.alarm, palette.alarm_panel) >= 4.5


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", LINES)
def test_lines_and_marks_can_be_seen(palette: Palette, ink: str) -> None:
    assert contrast(palette.inks[ink], palette.page) >= 3


@pytest.mark.parametrize("ink", sorted({*TEXT, *LINES}))
def test_what_is_printed_in_grey_is_dark_enough(ink: str) -> None:
    assert contrast(in_grey(LIGHT.inks[ink]), "#ffffff") >= (4.5 if ink in TEXT else 3)


def test_an_ink_has_the_name_of_a_style_sheet() -> None:
    assert LIGHT.of("alarm-panel") == LIGHT.inks["alarm-panel"] == "#fdf0ee"
