"""A period: a first and a last date."""

from typing import Annotated

from pydantic import Field

from anhorig_cli.model.dates import DateField, EndField
from anhorig_cli.model.part import FROM, TO, Part
from anhorig_cli.source import message


class Period(Part):
    """A period from the first day of `from` to the last day of `to`; a date alone, such as `2024`, is both."""

    part = "period"
    about = message("From the first day of one date to the last day of another; a year alone means both.")
    printed = message("in the plan's heading, and where the period is printed")
    shown = ("from", "to")
    short_for = ("from", "to")

    from_: Annotated[DateField | None, FROM] = Field(None, alias="from")
    to: Annotated[EndField | None, TO] = None
