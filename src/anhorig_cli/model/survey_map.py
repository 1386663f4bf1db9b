"""The map of a survey's file: what each column of answers is, and which answers count for which indicator."""

from typing import Annotated

from anhorig_cli.model.key import Key
from anhorig_cli.model.part import Part
from anhorig_cli.model.values import ColumnKind, DayOrder, Flag, Text, Texts
from anhorig_cli.source import message


class MappedColumn(Part):
    """A column of answers: what it is, and for which indicator its answers count."""

    part = "mapped_column"
    about = message("A column of answers: what it is, and which indicator its answers count for.")
    printed = message("nowhere; it is what `anhorig survey import` goes by")
    shown = ("column", "kind")

    column: Annotated[
        Text,
        Key("kolumn", message("The column's heading, as it is in the file."), message("How satisfied are you?")),
    ]
    kind: Annotated[
        ColumnKind,
        Key(
            "typ",
            message(
                "What the column is. One to ignore is never read: names, times, free text. One of respondents tells "
                "whose answers a row holds, one of days when they were sent in, and one of units which unit they are "
                "of. Several options may stand in one cell, or be ticked in a column each."
            ),
            "scale",
        ),
    ]
    indicator: Annotated[
        Text | None,
        Key(
            "indikator",
            message(
                "The plan's indicator, by id, that gets a share of the answers. Without it the column is not read."
            ),
            "nojda",
            refers_to=("indicators",),
            may_be_text=False,
            beside=("options", "counted"),
        ),
    ] = None
    options: Annotated[
        Texts,
        Key(
            "alternativ",
            message("The answers that may be given, the lowest of a scale first."),
            "[1, 2, 3, 4, 5]",
        ),
    ] = ()
    counted: Annotated[
        Texts,
        Key("räknas", message("The answers that count: those who gave one of them are the numerator."), "[4, 5]"),
    ] = ()
    units: Annotated[
        Texts,
        Key(
            "enheter",
            message(
                "In the column of units: the plan's units that the answers stand for, in the order of the answers. "
                "Without it the answers are the units' own ids or titles."
            ),
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
            message(
                "What the ticked columns of one question have in common. Who has ticked any of them has answered it."
            ),
            message("What support do you have?"),
        ),
    ] = None
    separator: Annotated[
        Text | None,
        Key("skiljetecken", message("What stands between several answers in one cell."), '";"'),
    ] = None
    other: Annotated[
        Flag,
        Key(
            "övrigt",
            message(
                "Write yes where people could answer in their own words too. Those have answered, and are not shown."
            ),
            "true",
        ),
    ] = False
    day_order: Annotated[
        DayOrder | None,
        Key("dagordning", message("How days such as 03-04-2026 are written in the file."), "month_first"),
    ] = None


class SurveyMap(Part):
    """What each column of a survey's file is; it holds no answers."""

    part = "survey_map"
    about = message("What each column is in a file of survey answers. The map contains no answers.")
    printed = message("nowhere; it is what `anhorig survey import` goes by")
    shown = ("columns",)

    columns: Annotated[tuple[MappedColumn, ...], Key("kolumner", message("The file's columns. Others are not read."))]
    sheet: Annotated[
        Text | None,
        Key("blad", message("The sheet of a workbook that has the answers. Without it the first."), message("Answers")),
    ] = None

    @property
    def counting(self) -> tuple[MappedColumn, ...]:
        """The columns whose answers count for an indicator."""
        return tuple(one for one in self.columns if one.indicator)

    @property
    def read(self) -> tuple[MappedColumn, ...]:
        """The columns that are read: those that count or are ticked in the same questions, and those about the row."""
        questions = {one.question for one in self.counting if one.kind == "ticked"}
        return tuple(
            one
            for one in self.columns
            if one.indicator
            or one.kind in {"day", "respondent", "unit"}
            or (one.kind == "ticked" and one.question in questions)
        )
