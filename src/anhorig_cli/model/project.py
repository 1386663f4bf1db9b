"""Settings: those of a project in `anhorig.yaml`, and a user's own."""

import re
from typing import Annotated

from pydantic import Field

from anhorig_cli.diagnostics import UnreadableValueError
from anhorig_cli.model.appearance import Appearance
from anhorig_cli.model.dates import DateField, quoted
from anhorig_cli.model.part import Key, Part, ReadBy
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
MUNICIPALITY_CODE_HINT = message(
    'write the four digits within quotes, as in "1287"; those of a region begin with 00, and all are on scb.se'
)
_MUNICIPALITY_CODE = "(?a)[0-9]{4}"


def _municipality_code(value: object) -> str:
    text = str(value).strip()
    if not re.fullmatch(_MUNICIPALITY_CODE, text):
        raise UnreadableValueError(
            "bad-id",
            message("{value} is not the code of a municipality or region", value=quoted(text)),
            MUNICIPALITY_CODE_HINT,
        )
    return text


MunicipalityCode = Annotated[str, ReadBy(_municipality_code)]
"""The four-digit code of a municipality, or of a region: 00 and its two digits."""


class Ignore(Part):
    """A finding that the project has accepted: which rule, where, why, and for how long."""

    part = "ignore"
    about = message("A finding that you accept: which rule, where, why and for how long.")
    printed = message("in check, which leaves the finding out")
    shown = ("rule", "at", "reason")

    rule: Annotated[Text, Key("regel", "The rule's name or code.", "overdue-subgoal", findings=("ANH901",))]
    at: Annotated[
        Text | None,
        Key(
            "plats",
            "Where: a plan, or one thing in it as plan-id/kind/id. Without it, everywhere.",
            message("anhorigplan/subgoals/na-fler"),
        ),
    ] = None
    reason: Annotated[
        Text,
        Key("skäl", "Why you accept it. It is what an auditor will read.", message("New schedule is decided in March")),
    ]
    until: Annotated[
        DateField | None,
        Key("till_och_med", "The last day it is accepted; after that it is reported again.", "2027-03-31"),
    ] = None


class Labels(Part):
    """The municipality's own words, in all output, for the words of a scale."""

    part = "labels"
    about = message("Your own words in reports for the words of a scale.")
    printed = message("wherever the word is printed in reports")

    assessment: Annotated[
        dict[str, Text],
        Key("bedömning", "Your own words for how subgoals are judged.", message("expected: On its way")),
    ] = Field(default_factory=dict)
    activity: Annotated[
        dict[str, Text],
        Key("aktivitet", "Your own words for how far activities have come.", message("in_progress: Under way")),
    ] = Field(default_factory=dict)
    trend: Annotated[
        dict[str, Text], Key("trend", "Your own words for how an indicator moves.", message("unchanged: As before"))
    ] = Field(default_factory=dict)
    committee_paper: Annotated[
        dict[str, Text],
        Key("tjänsteskrivelse", "Your own headings in the committee report.", message("economy: What it costs")),
    ] = Field(default_factory=dict)

    def of(self, scale: str) -> dict[str, Text]:
        """Return the project's labels of a scale, by English word; empty for a scale that cannot be relabelled."""
        return {
            "assessment": self.assessment,
            "activity": self.activity,
            "trend": self.trend,
            "committee_paper": self.committee_paper,
        }.get(scale, {})


class Project(Part):
    """The settings of a project; without an `anhorig.yaml` the defaults apply.

    `report` says whether the status report is short or prints everything. `committee_paper` lists the sections of the
    committee report, in order; an empty list means all of them.
    """

    part = "project"
    about = message("The settings of a project. All of them are optional.")
    printed = message("in what commands do; the file is looked for in the folder of the plans and upwards")
    shown = ("language", "due_soon_days")

    plans: Annotated[
        Text, Key("planer", "The folder where the plans are, counted from this file. Without it `plans`.", "plans")
    ] = "plans"
    templates: Annotated[
        Text, Key("mallar", "The folder of your own templates. Without it `templates`.", "templates")
    ] = "templates"
    other_plans: Annotated[
        tuple[Text, ...],
        Key(
            "andra_planer",
            "Folders of others' plans, counted from this file: a strategy beside, or the municipalities' plans. "
            "They are read with `--with-others`, and never written to. Never addresses.",
            "../nykoping/plans",
            findings=("ANH903",),
        ),
    ] = ()
    language: Annotated[
        LanguageName | None,
        Key("språk", "The language of messages: sv or en. A plan's own language is said in the plan.", "sv"),
    ] = None
    requires: Annotated[
        Text | None,
        Key("kräver", "Which versions of the tool will do. An older one then stops, instead of misreading.", '">=0.1"'),
    ] = None
    municipality_code: Annotated[
        MunicipalityCode | None,
        Key(
            "kommunkod",
            "The four digits of your municipality or region, within quotes. `anhorig kolada fetch` asks for its "
            "figures.",
            '"1287"',
        ),
    ] = None
    due_soon_days: Annotated[
        WholeNumber,
        Key(
            "snart_dagar",
            "How many days before a deadline check begins to remind.",
            "30",
            findings=("ANH303", "ANH504", "ANH701"),
        ),
    ] = 30
    small_count: Annotated[
        WholeNumber,
        Key(
            "minsta_antal",
            "Counts of fewer people than this are never printed. Lower it only if you know what may be published.",
            "5",
            findings=("ANH805", "ANH806"),
        ),
    ] = 5
    severity: Annotated[
        dict[str, SeverityName],
        Key(
            "allvar",
            "Rules that are to be milder or stricter in this project: a rule's name and error, warning, info or off.",
            message("no-indicator: info"),
        ),
    ] = Field(default_factory=dict)
    thresholds: Annotated[
        dict[str, WholeNumber],
        Key(
            "gränser",
            "Numbers that rules compare with: a rule's name and a number. `anhorig explain RULE` shows them.",
            "postponed-twice: 3",
        ),
    ] = Field(default_factory=dict)
    labels: Annotated[
        Labels, Key("etiketter", "Your own words in reports, such as “Målet kan uppnås” for expected.")
    ] = Field(default_factory=Labels.model_construct)
    appearance: Annotated[
        Appearance,
        Key("utseende", "The municipality's own colour, logo and typeface in reports.", findings=("ANH902",)),
    ] = Field(default_factory=Appearance.model_construct)
    report: Annotated[
        ReportLength,
        Key(
            "rapport",
            "How long the status report is: short, or full with every table and measurement. `--full` does it once.",
            "full",
        ),
    ] = "short"
    committee_paper: Annotated[
        tuple[PaperSection, ...],
        Key(
            "tjänsteskrivelse", "The sections of the committee report, in order. Without any, all of them.", "proposal"
        ),
    ] = ()
    accessibility_statement: Annotated[
        Text,
        Key(
            "tillgänglighetsredogörelse",
            "The accessibility statement of the website that `anhorig site` makes, in Markdown: how far it follows "
            "the law, what does not work, whom to tell, and where to complain (2018:1937, section 13).",
            message("The website follows the law in full."),
        ),
    ] = ""
    ignore: Annotated[
        tuple[Ignore, ...],
        Key(
            "undanta",
            "Findings that you accept, with a reason. An entry that no longer applies gives a finding itself.",
            findings=("ANH901",),
        ),
    ] = ()

    @classmethod
    def default(cls) -> "Project":
        """Return the default settings, without building the validator, which most runs never need."""
        return cls.model_construct()

    def threshold(self, slug: str, code: str, own: int) -> int:
        """Return the threshold of a rule, looked up by its slug or code in the settings; `own` if none is set."""
        return self.thresholds.get(slug, self.thresholds.get(code, own))


# A user's own settings, which are kept in the user's folder and never in a project.


class UserSettings(Part):
    """What a user decides for all projects on a computer."""

    part = "user_settings"
    about = message(
        "Your own settings, in settings.yaml in the folder ~/.config/anhorig (or in XDG_CONFIG_HOME). "
        "All of them are optional."
    )
    printed = message("in what commands do on your computer")
    shown = ("trusted_projects",)

    trusted_projects: Annotated[
        tuple[Text, ...],
        Key(
            "betrodda_projekt",
            "The folders of projects whose other_plans is heeded without `--with-others`: whole paths, or from ~. "
            "Name only projects whose settings you know.",
            "~/planer/lansstrategi",
        ),
    ] = ()
