"""The organisation of a plan: units, roles, parties, target groups, and the contact."""

from datetime import date
from typing import Annotated

from pydantic import Field

from anhorig_cli.model.dates import DateField, EndField
from anhorig_cli.model.part import DESCRIPTION, FROM, RESPONSIBLE, TITLE, TO, UNITS, Key, Part, id_key
from anhorig_cli.model.values import ContactLevel, Count, Flag, Id, PartyRole, Priority, Text, Texts
from anhorig_cli.source import message


class Contact(Part):
    """Where to turn: a function, never a person."""

    part = "contact"
    about = message("Where to turn with questions: a function, never a person.")
    printed = message("under About the plan in the status report, and in the committee report")
    shown = ("function", "email")

    function: Annotated[
        Text | None,
        Key(
            "funktion",
            "The function to contact, such as carer adviser; it remains when people change.",
            message("Carer adviser"),
        ),
    ] = None
    email: Annotated[
        Text | None,
        Key(
            "e-post",
            "The function's mailbox. An address that looks like a person's own gives a finding.",
            "anhorigstod@example.org",
            also=("epost",),
            findings=("ANH802",),
        ),
    ] = None
    phone: Annotated[
        Text | None,
        Key(
            "telefon",
            "The function's number, or the switchboard. A mobile number gives a finding.",
            '"08-123 45 00"',
            findings=("ANH803",),
        ),
    ] = None


class Unit(Part):
    """An organisational unit."""

    part = "unit"
    about = message("An organisational unit.")
    printed = message(
        "in the unit's own sheet, in the annual cycle unit by unit, and in the full report's list of units"
    )
    shown = ("id", "title")

    id: Annotated[Id, id_key("The unit's short name: others refer to it, and it is what `--unit` takes.", "hemtjanst")]
    title: Annotated[Text, TITLE.documented_as("What people call the unit.", message("Home care"))]
    description: Annotated[Text | None, DESCRIPTION] = None
    responsible: Annotated[
        Texts,
        RESPONSIBLE.documented_as(
            "Who is responsible for the unit's items in the annual cycle where the item names nobody. The "
            "subgoals, activities and indicators that they answer for stand in the unit's sheet.",
            message("Head of unit"),
            findings=("ANH503", "ANH204"),
            printed=message(
                "where somebody answers for the unit's part of the annual cycle: the unit's sheet, the "
                "lists of what is to be done"
            ),
        ),
    ] = ()
    part_of: Annotated[
        Text | None,
        Key(
            "del_av",
            "The unit above, by id. Whoever is responsible there is responsible here too, where nobody else is named.",
            "aldreomsorg",
            refers_to=("units",),
            may_be_text=False,
            findings=("ANH218",),
            printed=message("in who answers for the unit, and in the sheet of the unit above"),
        ),
    ] = None


class Role(Part):
    """A function that can be responsible for something; `count` people hold it, each working `extent` of full time."""

    part = "role"
    about = message("A function that can be responsible for something.")
    printed = message("under Roles in the full report, and by its title wherever it is responsible")
    shown = ("id", "title")

    id: Annotated[Id, id_key("The role's short name; `ansvarig` refers to it.", "anhorigkonsulent")]
    title: Annotated[
        Text, TITLE.documented_as("What the function is called, in the singular.", message("Carer adviser"))
    ]
    description: Annotated[Text | None, DESCRIPTION] = None
    units: Annotated[Texts, UNITS.documented_as("The units where the role is.", "hemtjanst")] = ()
    extent: Annotated[Text | None, Key("omfattning", "How much of full time it is, in words or per cent.", "75 %")] = (
        None
    )
    count: Annotated[Count | None, Key("antal", "How many hold the role: posts, not names.", "2")] = None
    from_: Annotated[
        DateField | None, FROM.documented_as("The day the role begins; before it nobody holds it.", "2026-01-01")
    ] = Field(None, alias="from")
    to: Annotated[
        EndField | None,
        TO.documented_as(
            "The day the role ends. What it is responsible for after that gives a finding.",
            "2026-12-31",
            findings=("ANH601",),
        ),
    ] = None
    vacant: Annotated[
        Flag,
        Key(
            "vakant",
            "Write yes while nobody holds the post. Check then lists what nobody does, so that the "
            "work can be given to another.",
            "true",
            findings=("ANH601",),
        ),
    ] = False

    def is_held(self, as_of: date) -> bool:
        """Return whether somebody holds the role on a day: it is not vacant, has begun and has not ended."""
        begun = self.from_ is None or self.from_.first <= as_of
        return not self.vacant and begun and (self.to is None or not self.to.has_ended(as_of))


class Party(Part):
    """A body or municipality that is accountable for the work, takes part in it, or is invited to it."""

    part = "party"
    about = message("A body or municipality that owns the work, takes part in it or is invited to it.")
    printed = message("under Parties in the full report")
    shown = ("id", "title", "role")

    id: Annotated[Id, id_key("The party's short name; `ansvarig` and the parts of a grant refer to it.", "regionen")]
    title: Annotated[Text, TITLE.documented_as("What the body or municipality is called.", message("The region"))]
    description: Annotated[Text | None, DESCRIPTION] = None
    role: Annotated[
        PartyRole | None,
        Key("roll", "What part it has in the work. Only invited does not mean that it has said yes.", "participates"),
    ] = None


class TargetGroup(Part):
    """A group that the plan is for; `priority` marks one to reach more of, `contact` the one met most today."""

    part = "target_group"
    about = message("Those the plan is for.")
    printed = message("under Target groups in the full report, with what is done for each")
    shown = ("id", "title")

    id: Annotated[Id, id_key("The group's short name; subgoals, activities and measurements refer to it.", "demens")]
    title: Annotated[
        Text,
        TITLE.documented_as(
            "Who they are. Say whether you mean the carers or the cared-for.", message("Carers of people with dementia")
        ),
    ]
    description: Annotated[Text | None, DESCRIPTION] = None
    part_of: Annotated[
        Text | None,
        Key(
            "del_av",
            "The wider group that this one is part of, by id. What is for the wider one is for this one too.",
            "alla-anhoriga",
            refers_to=("target_groups",),
            may_be_text=False,
            findings=("ANH218",),
        ),
    ] = None
    priority: Annotated[
        Priority | None, Key("prioritet", "Write reach more for a group that you reach too few of.", "reach_more")
    ] = None
    contact: Annotated[
        ContactLevel | None, Key("kontakt", "Write most for the group that you meet most today.", "most")
    ] = None
