"""The marks of days on a track of time: the deadline that holds, one that held before, and the report's own day."""

from anhorig_cli.views.pictures.drawing import DrawnOutline, Sheet
from anhorig_cli.views.pictures.marks import circle, diamond

TODAY_DASH = "3 2"
"""How the line of the report's day is broken."""


def draw_deadline(sheet: Sheet, x: float, y: float) -> None:
    """Draw the deadline that holds now."""
    sheet.shape(DrawnOutline(diamond(x, y, 7.5), fill="accent"))


def draw_earlier(sheet: Sheet, x: float, y: float) -> None:
    """Draw a deadline that another has taken the place of."""
    sheet.shape(DrawnOutline(circle(x, y, 5), "page", "axis", 2))


def draw_today(sheet: Sheet, x: float, y: float, reach: float = 8) -> None:
    """Draw the day of the report, `reach` to either side of the track."""
    sheet.line(((x, y - reach), (x, y + reach)), "soft", 1.5, TODAY_DASH)
