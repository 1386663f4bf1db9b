"""The colours of pages and pictures: one palette, on white paper and on a dark screen.

A test keeps the contrasts: text at least 4.5 to 1 and lines that carry meaning at least 3 to 1, in grey print too.
"""

from typing import Literal, NamedTuple

Ink = Literal["text", "soft", "line", "axis", "page", "panel", "accent", "target", "good", "alarm", "alarm-panel"]


class Palette(NamedTuple):
    """The colours of one kind of surface, by the name of what they are for."""

    text: str
    soft: str
    line: str
    axis: str
    page: str
    panel: str
    accent: str
    target: str
    good: str
    alarm: str
    alarm_panel: str

    def of(self, ink: Ink) -> str:
        """Return the colour of an ink."""
        return str(getattr(self, ink.replace("-", "_")))

    @property
    def inks(self) -> dict[str, str]:
        """Return every colour by the name it has in a style sheet."""
        return {name.replace("_", "-"): str(getattr(self, name)) for name in self._fields}


LIGHT = Palette(
    text="#1b1b1f",
    soft="#51525c",
    line="#c3c6d1",
    axis="#6b6d78",
    page="#ffffff",
    panel="#f3f4f8",
    accent="#1f4e8c",
    target="#7a4b00",
    good="#1b6338",
    alarm="#a3231b",
    alarm_panel="#fdf0ee",
)
DARK = Palette(
    text="#ececf1",
    soft="#b9bbc6",
    line="#4a4d59",
    axis="#8f929f",
    page="#17181d",
    panel="#23252d",
    accent="#9cc4ff",
    target="#f0c36a",
    good="#7fd6a0",
    alarm="#ffb0a8",
    alarm_panel="#3a1f1d",
)
PALETTES = {"light": LIGHT.inks, "dark": DARK.inks}
"""The colours of a page and its pictures, by the names they have in its style sheet."""
