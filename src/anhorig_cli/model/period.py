"""A period: from, to."""

from typing import Any, ClassVar

from pydantic import Field

from anhorig_cli.model.dates import DateField, EndField
from anhorig_cli.model.part import Part


class Period(Part):
    """From the first day of `from` to the last day of `to`; a single date form (`2024`) stands for both."""

    part: ClassVar[str] = "period"

    from_: DateField | None = Field(None, alias="from")
    to: EndField | None = None

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:
        """Read `2024` or `2021-09/2021-10` as both ends."""
        return {"from": text, "to": text}
