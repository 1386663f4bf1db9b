"""A plan: its goal, and everything that belongs to it."""

from collections.abc import Callable
from datetime import date
from typing import Annotated

from anhorig_cli.model.assessment import Assessment
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.organisation import Contact, Party, Role, TargetGroup, Unit
from anhorig_cli.model.part import CAVEAT, COMMITTEE, REGISTRY_NUMBER, RESPONSIBLE, Key, Part
from anhorig_cli.model.period import Period
from anhorig_cli.model.reporting import ReportOccasion
from anhorig_cli.model.strategy import Area, Attachment, Decision, Funding, Recommendation
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.survey import Survey
from anhorig_cli.model.values import DocumentType, Id, LanguageName, Text, Texts
from anhorig_cli.source import message
from anhorig_cli.vocabulary import Language


class Plan(Part):
    """A set of dated facts; `snapshot.Snapshot` determines what follows from them on a day."""

    part = "plan"
    about = message("A plan: its goal, and everything that hangs on it.")
    printed = message("in the heading of every paper, and under About the plan in the status report")
    shown = ("title", "organisation", "period")

    id: Annotated[
        Id,
        Key(
            "id",
            "The plan's short name, for other plans, settings and commands. Without it the name of "
            "the file or folder is used, so it is seldom needed.",
            "anhorigplan-2026",
            findings=("ANH119",),
            printed=message("nowhere; it is how commands, settings and other plans name the plan"),
        ),
    ]
    document_type: Annotated[
        DocumentType,
        Key(
            "dokumenttyp",
            "What kind of document it is; without it a plan. It decides what check asks for: a policy "
            "is not asked for indicators, a strategy not for activities.",
            "strategy",
            findings=("ANH304", "ANH305", "ANH306", "ANH308", "ANH404"),
            printed=message("in what check and the papers ask for; the word itself is not printed"),
        ),
    ] = "plan"
    title: Annotated[
        Text, Key("titel", "The plan's title, as in the decision.", message("Plan for support to carers 2026"))
    ]
    organisation: Annotated[
        Text | None,
        Key("organisation", "The municipality or organisation whose plan it is.", message("Example municipality")),
    ] = None
    committee: Annotated[
        Texts,
        COMMITTEE.documented_as(
            "The committee, or committees, that decide on the plan and are sent its reports.",
            message("The social welfare committee"),
            findings=("ANH702",),
        ),
    ] = ()
    registry_number: Annotated[
        Texts,
        REGISTRY_NUMBER.documented_as(
            "The plan's number in the official register; several if there are more. A report occasion "
            "may have its own.",
            "SN 2026/118",
        ),
    ] = ()
    language: Annotated[
        LanguageName, Key("språk", "The language of the plan's papers: sv or en. Without it Swedish.", "en")
    ] = Language.SV
    period: Annotated[
        Period | None,
        Key(
            "period",
            "The years that the plan covers. Dates outside them give a finding, and so does a plan whose "
            "period has ended without another plan in its place.",
            "2026",
            findings=("ANH206", "ANH703"),
        ),
    ] = None
    goal: Annotated[
        Text | None,
        Key(
            "mål",
            "What the plan as a whole is to lead to, for carers. It comes first in every report.",
            message("Carers get support in time"),
        ),
    ] = None
    background: Annotated[
        Text | None,
        Key(
            "bakgrund",
            "Why there is a plan. Markdown may be used. In a plan that is a Markdown file it is the "
            "text below the keys.",
            message("Many carers turn to us too late."),
            findings=("ANH805",),
        ),
    ] = None
    laws: Annotated[
        Texts,
        Key(
            "lagrum",
            "The law the plan is based on, with its number. Check reports an act that no longer holds.",
            "13 kap. 9 § socialtjänstlagen (2025:400)",
            label_sv="Lagrum",
            label_en="Legal basis",
            findings=("ANH217",),
        ),
    ] = ()
    replaces: Annotated[
        Texts,
        Key(
            "ersätter",
            "The id of the plan that this one replaces. Then check does not report that nothing replaces the old "
            "one; its subgoals are still to be finally assessed.",
            "anhorigplan-2023",
            findings=("ANH703",),
        ),
    ] = ()
    caveat: Annotated[
        Text | None,
        CAVEAT.documented_as(
            "A caveat for the whole plan, such as that dates may move. Reports print it beside the deviations.",
            message("The dates hold if the post is filled"),
        ),
    ] = None
    contact: Annotated[
        Contact | None,
        Key("kontakt", "Where readers turn with questions: a function, never a person.", findings=("ANH802", "ANH803")),
    ] = None
    responsible: Annotated[
        Texts,
        RESPONSIBLE.documented_as(
            "Who is responsible for everything where nobody else is named. It is printed as for the whole plan.",
            message("Carer adviser"),
            findings=("ANH204", "ANH304", "ANH601", "ANH804"),
        ),
    ] = ()
    assessments: Annotated[
        tuple[Assessment, ...],
        Key(
            "bedömningar",
            "Your judgements of whether the plan's goal as a whole is, or will be, met. Say what they "
            "rest on in the comment.",
        ),
    ] = ()
    units: Annotated[
        tuple[Unit, ...],
        Key(
            "enheter",
            "The units that others refer to by id. Once any is listed, a name that is not in the list gives a finding.",
            findings=("ANH203", "ANH502"),
        ),
    ] = ()
    roles: Annotated[
        tuple[Role, ...],
        Key(
            "roller",
            "The functions that can be responsible. If you list them, check finds misspelt names and vacant roles.",
            findings=("ANH203", "ANH601"),
        ),
    ] = ()
    parties: Annotated[
        tuple[Party, ...],
        Key(
            "parter",
            "Other bodies that take part: regions, associations, other municipalities.",
            label_sv="Parter",
            label_en="Parties",
            findings=("ANH203",),
        ),
    ] = ()
    target_groups: Annotated[
        tuple[TargetGroup, ...],
        Key(
            "målgrupper",
            "Those the plan is for, so that you can follow who is reached. A group that nothing is for gives a "
            "finding.",
            findings=("ANH203", "ANH603"),
        ),
    ] = ()
    areas: Annotated[
        tuple[Area, ...],
        Key(
            "områden",
            "The areas of a strategy, or goals above this plan, that subgoals contribute to. An area that "
            "nothing contributes to gives a finding.",
            findings=("ANH604",),
        ),
    ] = ()
    subgoals: Annotated[
        tuple[Subgoal, ...],
        Key(
            "delmål",
            "What the plan is to reach, one by one. Each is followed up by itself: date, responsible, "
            "activities, judgement.",
            findings=("ANH305", "ANH308"),
        ),
    ] = ()
    indicators: Annotated[
        tuple[Indicator, ...],
        Key(
            "indikatorer",
            "What you measure to see whether it makes a difference. Activities say what was done, "
            "indicators what came of it.",
            also=("nyckeltal",),
            findings=("ANH404", "ANH408"),
        ),
    ] = ()
    surveys: Annotated[
        tuple[Survey, ...],
        Key(
            "enkäter",
            "Surveys and interviews that figures come from: measurements refer to them, and the answers are printed.",
            label_sv="Enkäter och intervjuer",
            label_en="Surveys",
            findings=("ANH211",),
        ),
    ] = ()
    annual_cycle: Annotated[
        tuple[CycleItem, ...],
        Key(
            "årshjul",
            "What comes back every year and is ticked off, unit by unit.",
            findings=("ANH501", "ANH502", "ANH503", "ANH504"),
        ),
    ] = ()
    decisions: Annotated[
        tuple[Decision, ...],
        Key(
            "beslut",
            "Political decisions about the plan. A moved date refers to the decision that moved it.",
            findings=("ANH702",),
        ),
    ] = ()
    reports: Annotated[
        tuple[ReportOccasion, ...],
        Key(
            "rapporter",
            "When the plan is reported to the committee, and what is said then. What has happened "
            "since the last occasion is gathered from these.",
            label_sv="Rapporttillfällen",
            label_en="Report occasions",
            findings=("ANH314", "ANH701"),
        ),
    ] = ()
    funding: Annotated[
        tuple[Funding, ...],
        Key("finansiering", "Money for the work, such as a state grant, and how it is divided.", findings=("ANH210",)),
    ] = ()
    recommendations: Annotated[
        tuple[Recommendation, ...],
        Key(
            "rekommendationer",
            "What auditors or others have asked for, with the subgoals that answer it.",
            findings=("ANH605",),
        ),
    ] = ()
    attachments: Annotated[tuple[Attachment, ...], Key("bilagor", "Documents that go with the plan.")] = ()

    @property
    def begins(self) -> PlanDate | None:
        """The date on which its period begins; None if that is not given."""
        return self.period.from_ if self.period else None

    @property
    def ends(self) -> PlanDate | None:
        """The date on which its period ends; None if that is not given."""
        return self.period.to if self.period else None

    @property
    def first_day(self) -> date | None:
        """The first day of its period; None if that is not given."""
        return self.begins.first if self.begins else None


PlanLookup = Callable[[str], Plan | None]
"""Returns another plan of the project by its id, or None."""
