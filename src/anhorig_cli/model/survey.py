"""A survey, a focus group or a round of interviews."""

from decimal import Decimal
from typing import Annotated

from anhorig_cli.model.dates import DateField
from anhorig_cli.model.key import (
    CAVEAT,
    DESCRIPTION,
    ID,
    PERIOD,
    REPORTED,
    TITLE,
    Key,
)
from anhorig_cli.model.part import Part
from anhorig_cli.model.period import Period
from anhorig_cli.model.values import Count, Id, Text
from anhorig_cli.source import message


class Survey(Part):
    """A survey, focus group or round of interviews; response rate is answered of sent."""

    part = "survey"
    about = message("A survey, a focus group or a round of interviews.")
    printed = message("under Surveys in the status report, with the response rate")
    shown = (
        "id",
        "title",
        "sent",
        "answered",
    )

    id: Annotated[
        Id,
        ID.saying(
            message("The survey's short name; measurements refer to it."),
            "enkat-2026",
            findings=("ANH201",),
            printed=message("nowhere; it is what others refer to"),
        ),
    ]
    title: Annotated[Text, TITLE.saying(message("What the survey is called."), message("Survey to carers 2026"))]
    description: Annotated[Text | None, DESCRIPTION] = None
    method: Annotated[
        Text | None,
        Key(
            "metod",
            message("How it was done: survey, focus group, interviews, or in your own words."),
            message("survey"),
        ),
    ] = None
    period: Annotated[Period | None, PERIOD.saying(message("When it was done."), "2026-02")] = None
    population: Annotated[
        Text | None,
        Key(
            "population",
            message("Who was asked."),
            message("All carers with respite care"),
            label_sv="Tillfrågade",
            label_en="Population",
        ),
    ] = None
    sent: Annotated[
        Count | None, Key("utskickade", message("How many were asked."), "180", of_people=True, findings=("ANH211",))
    ] = None
    answered: Annotated[
        Count | None,
        Key(
            "besvarade",
            message("How many answered. The response rate is worked out."),
            "132",
            of_people=True,
            beside=("sent",),
            findings=("ANH211",),
        ),
    ] = None
    reported: Annotated[DateField | None, REPORTED] = None
    caveat: Annotated[
        Text | None,
        CAVEAT.saying(
            message("What the answers cannot be used for, such as because few answered."),
            message("Few under 65 answered"),
        ),
    ] = None

    @property
    def response_rate(self) -> Decimal | None:
        """Answered of sent, in per cent; None where either is unknown or none was sent."""
        return 100 * self.answered / self.sent if self.answered is not None and self.sent else None
