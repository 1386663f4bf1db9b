"""The appearance of a municipality's documents: colour, logo and typeface, as given in the settings."""

import math
import re
import unicodedata
from decimal import Decimal
from functools import partial
from typing import Annotated, NamedTuple

from anhorig_cli.diagnostics import UnreadableValueError
from anhorig_cli.model.dates import quoted
from anhorig_cli.model.part import Key, Part, ReadBy
from anhorig_cli.model.values import Text
from anhorig_cli.source import Message, message

UNFIT = "unfit-appearance"
"""The rule that an unusable colour, logo or typeface breaks."""
PNG, SVG = "image/png", "image/svg+xml"
"""The content types that a logo may have."""
LEAST_CONTRAST = 7.0
"""The contrast that text must have with its background (WCAG 2.2, 1.4.6, level AAA)."""
_PAPER = "#ffffff"
_BLACK, _WHITE = 0, 255
_COLOUR = r"(?ai)#?([0-9a-f]{6}|[0-9a-f]{3})"
_TYPEFACE = "[A-Za-z0-9À-ÖØ-öø-ÿ][A-Za-z0-9À-ÖØ-öø-ÿ -]{0,59}"
_STEPS = 100
COLOUR_HINT = message('write six digits within quotes, such as "#1f4e8c"')
TYPEFACE_HINT = message("write one name of letters, digits, spaces and hyphens, at most 60, such as Open Sans")


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21 (WCAG 2.2)."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    red, green, blue = (_linear_channel(part / 255) for part in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_LINEAR_UP_TO = 0.04045
"""Up to this value an sRGB channel is proportional to its linear value (WCAG 2.2, relative luminance)."""


def _linear_channel(part: float) -> float:
    """Return the linear value of an sRGB channel, both from 0 to 1 (WCAG 2.2)."""
    if part <= _LINEAR_UP_TO:
        return part / 12.92
    return math.pow((part + 0.055) / 1.055, 2.4)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def lightened(colour: str, page: str) -> str:
    """Return a colour lightened only as far as needed to be readable on a dark page."""
    return _mixed_until_clear(colour, _WHITE, page)


def _darkened(colour: str) -> str:
    """Return a colour darkened only as far as needed to be readable on white paper."""
    return _mixed_until_clear(colour, _BLACK, _PAPER)


def _mixed_until_clear(colour: str, towards: int, page: str) -> str:
    mixes = (_mixed(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(mixed for mixed in mixes if contrast(mixed, page) >= LEAST_CONTRAST)


def _mixed(colour: str, towards: int, share: float) -> str:
    red, green, blue = (round(part + (towards - part) * share) for part in _channels(colour))
    return f"#{red:02x}{green:02x}{blue:02x}"


def parse_colour(value: object) -> str:
    """Return the colour that three or six hexadecimal digits give, as `#1f4e8c`.

    Raises:
        UnreadableValueError: if the value is not a colour, or its contrast with white paper is too low.
    """
    text = str(value).strip()
    found = re.fullmatch(_COLOUR, text)
    if found is None:
        flaw = message("{value} is not a colour in hexadecimal digits", value=quoted(text))
        raise UnreadableValueError(UNFIT, flaw, COLOUR_HINT)
    digits = found[1].lower()
    colour = f"#{digits}" if len(digits) == 6 else "#" + "".join(digit * 2 for digit in digits)  # noqa: PLR2004 - two digits per channel
    against_paper = contrast(colour, _PAPER)
    if against_paper < LEAST_CONTRAST:
        flaw = message(
            "the colour {value} is too weak on white paper: its contrast is {ratio} to 1, and text needs 7 to 1",
            value=quoted(text),
            ratio=_rounded_down(against_paper),
        )
        raise UnreadableValueError(UNFIT, flaw, partial(_hint_for_weak, colour))
    return colour


def _rounded_down(ratio: float) -> Decimal:
    """Return a ratio rounded down to one decimal, so that 6.97 does not appear as 7."""
    return Decimal(int(ratio * 10)) / 10


def _hint_for_weak(colour: str) -> Message:
    return message('choose a darker one; the nearest of the same hue is "{colour}"', colour=_darkened(colour))


def parse_typeface(value: object) -> str:
    """Return the name of a typeface: at most 60 letters, digits, spaces and hyphens.

    Raises:
        UnreadableValueError: if the value contains anything else.
    """
    text = unicodedata.normalize("NFC", str(value)).strip()
    if re.fullmatch(_TYPEFACE, text):
        return text
    raise UnreadableValueError(
        UNFIT, message("{value} is not the name of a typeface", value=quoted(text)), TYPEFACE_HINT
    )


class Logo(NamedTuple):
    """A logo ready to embed: its content type (`PNG` or `SVG`), its bytes, and its size in its own units."""

    content_type: str
    data: bytes
    width: float
    height: float


ColourCode = Annotated[str, ReadBy(parse_colour)]
TypefaceName = Annotated[str, ReadBy(parse_typeface)]


class Appearance(Part):
    """What the municipality's documents look like; by default the tool's own colour and typeface, and no logo.

    `logo` is the path of an image, relative to the folder of the settings.
    """

    part = "appearance"
    about = message("What the municipality's papers look like: its colour, logo and typeface.")
    printed = message("in web pages, PDF and Word")
    shown = ("color", "logo")

    color: Annotated[
        ColourCode | None,
        Key(
            "färg",
            "The colour of headings and charts, in quotes. It must be dark enough to read on white: contrast 7 to 1.",
            '"#1f4e8c"',
            findings=("ANH902",),
        ),
    ] = None
    logo: Annotated[
        Text | None,
        Key("logotyp", "The logo: a PNG or SVG file inside the project.", "logotyp.svg", findings=("ANH902",)),
    ] = None
    typeface: Annotated[
        TypefaceName | None,
        Key(
            "typsnitt",
            "A typeface by name; it is used in web pages and Word where the reader has it.",
            "Open Sans",
            findings=("ANH902",),
        ),
    ] = None
