"""A plan: the goal, and everything that hangs on it."""

from collections.abc import Callable
from typing import ClassVar

from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.indicator import Indicator, Survey
from anhorig_cli.model.organisation import Contact, Party, Role, TargetGroup, Unit
from anhorig_cli.model.part import Part
from anhorig_cli.model.period import Period
from anhorig_cli.model.reporting import ReportOccasion
from anhorig_cli.model.strategy import Area, Attachment, Decision, Funding, Recommendation
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.values import DocumentType, Id, LanguageName, Text, Texts
from anhorig_cli.vocabulary import Language


class Plan(Part):
    """A set of dated facts; what they mean on a day is a question for `snapshot.Snapshot`."""

    part: ClassVar[str] = "plan"

    id: Id
    document_type: DocumentType = "plan"
    title: Text
    organisation: Text | None = None
    committee: Texts = ()
    registry_number: Texts = ()
    language: LanguageName = Language.SV
    period: Period | None = None
    goal: Text | None = None
    background: Text | None = None
    laws: Texts = ()
    replaces: Texts = ()
    caveat: Text | None = None
    contact: Contact | None = None
    responsible: Texts = ()
    units: tuple[Unit, ...] = ()
    roles: tuple[Role, ...] = ()
    parties: tuple[Party, ...] = ()
    target_groups: tuple[TargetGroup, ...] = ()
    areas: tuple[Area, ...] = ()
    subgoals: tuple[Subgoal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    surveys: tuple[Survey, ...] = ()
    annual_cycle: tuple[CycleItem, ...] = ()
    decisions: tuple[Decision, ...] = ()
    reports: tuple[ReportOccasion, ...] = ()
    funding: tuple[Funding, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    attachments: tuple[Attachment, ...] = ()


PlanLookup = Callable[[str], Plan | None]
"""Finds another plan of the project by its id."""
