"""A plan: the goal, and everything that hangs on it."""

from collections.abc import Callable
from typing import Annotated, ClassVar

from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.indicator import Indicator, Survey
from anhorig_cli.model.key import CAVEAT, COMMITTEE, REGISTRY_NUMBER, RESPONSIBLE, Key
from anhorig_cli.model.organisation import Contact, Party, Role, TargetGroup, Unit
from anhorig_cli.model.part import Part
from anhorig_cli.model.period import Period
from anhorig_cli.model.reporting import ReportOccasion
from anhorig_cli.model.strategy import Area, Attachment, Decision, Funding, Recommendation
from anhorig_cli.model.subgoal import Assessment, Subgoal
from anhorig_cli.model.values import DocumentType, Id, LanguageName, Text, Texts
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Language


class Plan(Part):
    """A set of dated facts; what they mean on a day is a question for `snapshot.Snapshot`."""

    part: ClassVar[str] = "plan"
    about: ClassVar[Message] = message("A plan: its goal, and everything that hangs on it.")

    id: Annotated[Id, Key("id", message("The plan's short name; without it, the name of the file or folder."))]
    document_type: Annotated[
        DocumentType,
        Key(
            "dokumenttyp", message("What kind of document it is; without it: a plan. It decides what a check asks for.")
        ),
    ] = "plan"
    title: Annotated[Text, Key("titel", message("The plan's title, as in the decision."))]
    organisation: Annotated[
        Text | None, Key("organisation", message("The municipality or organisation whose plan it is."))
    ] = None
    committee: Annotated[Texts, COMMITTEE] = ()
    registry_number: Annotated[Texts, REGISTRY_NUMBER] = ()
    language: Annotated[LanguageName, Key("språk", message("The language of the plan and its reports: sv or en."))] = (
        Language.SV
    )
    period: Annotated[Period | None, Key("period", message("The years the plan holds for."))] = None
    goal: Annotated[Text | None, Key("mål", message("What the plan as a whole is to reach."))] = None
    background: Annotated[Text | None, Key("bakgrund", message("Why there is a plan. Markdown may be used."))] = None
    laws: Annotated[
        Texts,
        Key("lagrum", message("Sections of law that the plan rests on."), label_sv="Lagrum", label_en="Legal basis"),
    ] = ()
    replaces: Annotated[Texts, Key("ersätter", message("Earlier plans that this one replaces."))] = ()
    caveat: Annotated[Text | None, CAVEAT] = None
    contact: Annotated[Contact | None, Key("kontakt", message("Where to turn with questions."))] = None
    responsible: Annotated[Texts, RESPONSIBLE] = ()
    assessments: Annotated[
        tuple[Assessment, ...],
        Key("bedömningar", message("Dated judgements of whether the plan's goal is, or will be, met.")),
    ] = ()
    units: Annotated[tuple[Unit, ...], Key("enheter", message("The organisational units that others refer to."))] = ()
    roles: Annotated[tuple[Role, ...], Key("roller", message("The functions that can be responsible."))] = ()
    parties: Annotated[
        tuple[Party, ...],
        Key("parter", message("Bodies and municipalities that take part."), label_sv="Parter", label_en="Parties"),
    ] = ()
    target_groups: Annotated[tuple[TargetGroup, ...], Key("målgrupper", message("Those the plan is for."))] = ()
    areas: Annotated[
        tuple[Area, ...], Key("områden", message("The areas of a strategy that subgoals contribute to."))
    ] = ()
    subgoals: Annotated[tuple[Subgoal, ...], Key("delmål", message("What the plan is to reach, part by part."))] = ()
    indicators: Annotated[
        tuple[Indicator, ...], Key("indikatorer", message("What is measured, to see the effect."), also=("nyckeltal",))
    ] = ()
    surveys: Annotated[
        tuple[Survey, ...],
        Key(
            "enkäter",
            message("Surveys, focus groups and interviews."),
            label_sv="Enkäter och intervjuer",
            label_en="Surveys",
        ),
    ] = ()
    annual_cycle: Annotated[tuple[CycleItem, ...], Key("årshjul", message("What the units do every year."))] = ()
    decisions: Annotated[tuple[Decision, ...], Key("beslut", message("Political decisions about the plan."))] = ()
    reports: Annotated[
        tuple[ReportOccasion, ...],
        Key(
            "rapporter",
            message("When the plan is reported to the committee."),
            label_sv="Rapporttillfällen",
            label_en="Report occasions",
        ),
    ] = ()
    funding: Annotated[
        tuple[Funding, ...], Key("finansiering", message("Money for the work, and how it is divided."))
    ] = ()
    recommendations: Annotated[
        tuple[Recommendation, ...], Key("rekommendationer", message("What an auditor, say, has asked for."))
    ] = ()
    attachments: Annotated[tuple[Attachment, ...], Key("bilagor", message("Documents that go with the plan."))] = ()


PlanLookup = Callable[[str], Plan | None]
"""Finds another plan of the project by its id."""
