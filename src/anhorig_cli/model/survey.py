"""A survey, focus group or round of interviews, and the map of the columns in a file of survey answers."""

from decimal import Decimal
from typing import Annotated

from anhorig_cli.model.dates import DateField
from anhorig_cli.model.part import CAVEAT, DESCRIPTION, PERIOD, REPORTED, TITLE, Key, Part, id_key
from anhorig_cli.model.period import Period
from anhorig_cli.model.values import ColumnKind, Count, DayOrder, Flag, Id, Text, Texts
from anhorig_cli.source import message


class Survey(Part):
    """A survey, focus group or round of interviews."""

    part = "survey"
    about = message("A survey, a focus group or a round of interviews.")
    printed = message("under Surveys in the status report, with the response rate")
    shown = ("id", "title", "sent", "answered")

    id: Annotated[Id, id_key("The survey's short name; measurements refer to it.", "enkat-2026")]
    title: Annotated[Text, TITLE.documented_as("What the survey is called.", message("Survey to carers 2026"))]
    description: Annotated[Text | None, DESCRIPTION] = None
    method: Annotated[
        Text | None,
        Key("metod", "How it was done: survey, focus group, interviews, or in your own words.", message("survey")),
    ] = None
    period: Annotated[Period | None, PERIOD.documented_as("When it was done.", "2026-02")] = None
    population: Annotated[
        Text | None,
        Key(
            "population",
            "Who was asked.",
            message("All carers with respite care"),
            label_sv="Tillfrågade",
            label_en="Population",
        ),
    ] = None
    sent: Annotated[
        Count | None, Key("utskickade", "How many were asked.", "180", of_people=True, findings=("ANH211",))
    ] = None
    answered: Annotated[
        Count | None,
        Key(
            "besvarade",
            "How many answered. The response rate is worked out.",
            "132",
            of_people=True,
            beside=("sent",),
            findings=("ANH208", "ANH211", "ANH215"),
        ),
    ] = None
    reported: Annotated[DateField | None, REPORTED] = None
    caveat: Annotated[
        Text | None,
        CAVEAT.documented_as(
            "What the answers cannot be used for, such as because few answered.", message("Few under 65 answered")
        ),
    ] = None

    @property
    def response_rate(self) -> Decimal | None:
        """The share of those asked that answered, in per cent; None if either number is unknown or none were asked."""
        return 100 * self.answered / self.sent if self.answered is not None and self.sent else None


# The map of a file of survey answers: what each column holds, and which answers count for which indicator.


class MappedColumn(Part):
    """A column of answers: what it holds, and the indicator that its answers count for."""

    part = "mapped_column"
    about = message("A column of answers: what it is, and which indicator its answers count for.")
    printed = message("nowhere; it is what `anhorig survey import` goes by")
    shown = ("column", "kind")

    column: Annotated[
        Text, Key("kolumn", "The column's heading, as it is in the file.", message("How satisfied are you?"))
    ]
    kind: Annotated[
        ColumnKind,
        Key(
            "typ",
            "What the column is. A column to ignore is never read: names, times, free text. One of respondents "
            "shows whose answers a row holds, one of days when they were sent in, and one of units which unit "
            "they are for. Several options may stand in one cell, or be ticked in a column each.",
            "scale",
        ),
    ]
    indicator: Annotated[
        Text | None,
        Key(
            "indikator",
            "The plan's indicator, by id, that gets a share of the answers. Without it the column is not read.",
            "nojda",
            refers_to=("indicators",),
            may_be_text=False,
            beside=("options", "counted"),
        ),
    ] = None
    options: Annotated[
        Texts, Key("alternativ", "The answers that may be given, the lowest of a scale first.", "[1, 2, 3, 4, 5]")
    ] = ()
    counted: Annotated[
        Texts, Key("räknas", "The answers that count: those who gave one of them are the numerator.", "[4, 5]")
    ] = ()
    units: Annotated[
        Texts,
        Key(
            "enheter",
            "In the column of units: the plan's units that the answers stand for, in the order of the answers. "
            "Without it the answers are the units' own ids or titles.",
            "[norr, soder, oster, vaster, boende]",
            refers_to=("units",),
            may_be_text=False,
            beside=("options",),
        ),
    ] = ()
    question: Annotated[
        Text | None,
        Key(
            "fråga",
            "What the ticked columns of one question have in common. Who has ticked any of them has answered it.",
            message("What support do you have?"),
        ),
    ] = None
    separator: Annotated[
        Text | None, Key("skiljetecken", "What stands between several answers in one cell.", '";"')
    ] = None
    other: Annotated[
        Flag,
        Key(
            "övrigt",
            "Write yes where people could answer in their own words too. Those have answered, and are not shown.",
            "true",
        ),
    ] = False
    day_order: Annotated[
        DayOrder | None, Key("dagordning", "How days such as 03-04-2026 are written in the file.", "month_first")
    ] = None


class SurveyMap(Part):
    """What each column in a file of survey answers holds; the map itself holds no answers."""

    part = "survey_map"
    about = message("What each column is in a file of survey answers. The map contains no answers.")
    printed = message("nowhere; it is what `anhorig survey import` goes by")
    shown = ("columns",)

    columns: Annotated[tuple[MappedColumn, ...], Key("kolumner", "The file's columns. Others are not read.")]
    sheet: Annotated[
        Text | None,
        Key("blad", "The sheet of a workbook that has the answers. Without it the first.", message("Answers")),
    ] = None

    @property
    def counting(self) -> tuple[MappedColumn, ...]:
        """The columns whose answers count for an indicator."""
        return tuple(one for one in self.columns if one.indicator)

    @property
    def read(self) -> tuple[MappedColumn, ...]:
        """The columns to read: those that count, ticked ones of the same questions, and day, respondent and unit."""
        questions = {one.question for one in self.counting if one.kind == "ticked"}
        return tuple(
            one
            for one in self.columns
            if one.indicator
            or one.kind in {"day", "respondent", "unit"}
            or (one.kind == "ticked" and one.question in questions)
        )
