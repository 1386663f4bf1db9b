"""The look of pages and pictures: the palettes, and the municipality's visual identity.

A test checks the contrasts: text at least 4.5 to 1 and lines that carry meaning at least 3 to 1, in grey print too.
"""

from base64 import b64encode
from typing import Literal, NamedTuple

from anhorig_cli.model.appearance import SVG, Logo, lightened

Ink = Literal["text", "soft", "line", "axis", "page", "panel", "accent", "target", "good", "alarm", "alarm-panel"]


class Palette(NamedTuple):
    """The colours on one kind of surface, by their use."""

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
        """Every colour by its name in a style sheet."""
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
"""The colours of a page and its pictures, by their names in its style sheet."""


# The municipality's visual identity, on pages and on paper.


_WIDEST, _HIGHEST = 240, 56
"""The greatest size of a logo on a screen, in CSS pixels; a picture on paper has the same units."""


class FaceView(NamedTuple):
    """The municipality's own colour (`#1f4e8c`), typeface and logo; empty where it has none.

    `logo` is the address of a picture (`data:`) of a `width` and a `height` in pixels; `picture` is the same as an SVG.
    """

    color: str = ""
    typeface: str = ""
    logo: str = ""
    width: float = 0
    height: float = 0
    picture: str = ""

    @property
    def light(self) -> Palette:
        """The colours on paper and on a light screen."""
        return LIGHT._replace(accent=self.color) if self.color else LIGHT

    @property
    def dark(self) -> Palette:
        """The colours on a dark screen, with the municipality's colour lightened."""
        return DARK._replace(accent=lightened(self.color, DARK.page)) if self.color else DARK

    @property
    def palettes(self) -> dict[str, dict[str, str]]:
        """The colours of a page and its pictures, by their names in its style sheet."""
        return {"light": self.light.inks, "dark": self.dark.inks}


NO_FACE = FaceView()


def face_view(color: str | None, typeface: str | None, logo: Logo | None) -> FaceView:
    """Return the view of a colour, a typeface and a logo, each of which may be missing."""
    face = FaceView(color or "", typeface or "")
    if logo is None:
        return face
    scale = min(_WIDEST / logo.width, _HIGHEST / logo.height)
    width, height = round(logo.width * scale, 1), round(logo.height * scale, 1)
    address = f"data:{logo.content_type};base64,{b64encode(logo.data).decode()}"
    is_drawn = logo.content_type == SVG
    picture = logo.data.decode() if is_drawn else _within_svg(address, width, height)
    return face._replace(logo=address, width=width, height=height, picture=picture)


def _within_svg(address: str, width: float, height: float) -> str:
    """Return a bitmap wrapped in an SVG, as every picture on paper is an SVG."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{address}"/></svg>'
    )
