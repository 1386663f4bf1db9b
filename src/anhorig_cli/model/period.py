"""A period: from, to."""

from typing import Annotated

from pydantic import Field

from anhorig_cli.model.dates import DateField, EndField
from anhorig_cli.model.part import FROM, TO, Part
from anhorig_cli.source import message


class Period(Part):
    """From the first day of `from` to the last day of `to`; a single date form (`2024`) stands for both."""

    part = "period"
    about = message("From the first day of one date to the last day of another; a year alone means both.")
    printed = message("in the plan's heading, and where the period is printed")
    shown = ("from", "to")
    short_for = ("from", "to")

    from_: Annotated[DateField | None, FROM] = Field(None, alias="from")
    to: Annotated[EndField | None, TO] = None
