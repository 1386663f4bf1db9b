"""A project: the settings in `anhorig.yaml`."""

from typing import Annotated, ClassVar

from pydantic import Field

from anhorig_cli.diagnostics import UnreadableValueError
from anhorig_cli.model.dates import DateField, quoted
from anhorig_cli.model.part import Part
from anhorig_cli.model.reading import ReadBy
from anhorig_cli.model.values import LanguageName, PaperSection, ReportLength, SeverityName, Text, parse_number
from anhorig_cli.source import message


def _whole(value: object) -> int:
    number = parse_number(str(value))
    if number < 0:
        raise UnreadableValueError("bad-number", message("{value} is less than zero", value=quoted(str(value))))
    if number != number.to_integral_value():
        raise UnreadableValueError("bad-number", message("{value} is not a whole number", value=quoted(str(value))))
    return int(number)


WholeNumber = Annotated[int, ReadBy(_whole)]


class Ignore(Part):
    """A finding that the project has accepted: which rule, where, why, and for how long."""

    part: ClassVar[str] = "ignore"

    rule: Text
    at: Text | None = None
    reason: Text
    until: DateField | None = None


class Labels(Part):
    """The municipality's own words for the words of a scale, in output."""

    part: ClassVar[str] = "labels"

    assessment: dict[str, Text] = Field(default_factory=dict)
    activity: dict[str, Text] = Field(default_factory=dict)
    trend: dict[str, Text] = Field(default_factory=dict)
    committee_paper: dict[str, Text] = Field(default_factory=dict)

    def of(self, scale: str) -> dict[str, Text]:
        """Return the project's labels of a scale, by English word; empty for a scale that cannot be relabelled."""
        return {
            "assessment": self.assessment,
            "activity": self.activity,
            "trend": self.trend,
            "committee_paper": self.committee_paper,
        }.get(scale, {})


class Project(Part):
    """The settings of a project; without an `anhorig.yaml` the defaults hold.

    `report` says whether the status report is short or prints everything. `committee_paper` are the sections of the
    paper to the committee, in order; none of them means all.
    """

    part: ClassVar[str] = "project"

    plans: Text = "plans"
    templates: Text = "templates"
    language: LanguageName | None = None
    requires: Text | None = None
    due_soon_days: WholeNumber = 30
    small_count: WholeNumber = 5
    severity: dict[str, SeverityName] = Field(default_factory=dict)
    thresholds: dict[str, WholeNumber] = Field(default_factory=dict)
    labels: Labels = Field(default_factory=Labels.model_construct)
    report: ReportLength = "short"
    committee_paper: tuple[PaperSection, ...] = ()
    ignore: tuple[Ignore, ...] = ()

    @classmethod
    def default(cls) -> "Project":
        """Return the settings of a project without any; made without a validator, which most runs never need."""
        return cls.model_construct()
