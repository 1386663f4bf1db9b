"""Who: units, roles, parties, target groups, and the contact of a plan."""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from anhorig_cli.model.dates import DateField, EndField
from anhorig_cli.model.key import DESCRIPTION, FROM, ID, RESPONSIBLE, TITLE, TO, UNITS, Key
from anhorig_cli.model.part import Part
from anhorig_cli.model.values import ContactLevel, Count, Flag, Id, PartyRole, Priority, Text, Texts
from anhorig_cli.source import Message, message


class Contact(Part):
    """Where to turn: a function, never a person."""

    part: ClassVar[str] = "contact"
    about: ClassVar[Message] = message("Where to turn with questions: a function, never a person.")

    function: Annotated[Text | None, Key("funktion", message("The function to turn to, such as carer adviser."))] = None
    email: Annotated[
        Text | None, Key("e-post", message("The function's e-mail address, not a person's."), also=("epost",))
    ] = None
    phone: Annotated[Text | None, Key("telefon", message("The telephone number."))] = None


class Unit(Part):
    """An organisational unit."""

    part: ClassVar[str] = "unit"
    about: ClassVar[Message] = message("An organisational unit.")

    id: Annotated[Id, ID]
    title: Annotated[Text, TITLE]
    description: Annotated[Text | None, DESCRIPTION] = None
    responsible: Annotated[Texts, RESPONSIBLE] = ()
    part_of: Annotated[
        Text | None, Key("del_av", message("What it is a part of, by id."), refers_to=("units",), may_be_text=False)
    ] = None


class Role(Part):
    """A function that can be responsible for something; `count` persons hold it, each to `extent`."""

    part: ClassVar[str] = "role"
    about: ClassVar[Message] = message("A function that can be responsible for something.")

    id: Annotated[Id, ID]
    title: Annotated[Text, TITLE]
    description: Annotated[Text | None, DESCRIPTION] = None
    units: Annotated[Texts, UNITS] = ()
    extent: Annotated[Text | None, Key("omfattning", message("How much of full time, in words or per cent."))] = None
    count: Annotated[Count | None, Key("antal", message("How many hold the role."))] = None
    from_: Annotated[DateField | None, FROM] = Field(None, alias="from")
    to: Annotated[EndField | None, TO] = None
    vacant: Annotated[Flag, Key("vakant", message("Whether nobody holds the role now."))] = False

    def is_held(self, as_of: date) -> bool:
        """Return whether somebody holds the role on a day: it is not vacant, has begun and has not ended."""
        begun = self.from_ is None or self.from_.first <= as_of
        return not self.vacant and begun and (self.to is None or not self.to.has_ended(as_of))


class Party(Part):
    """A body or municipality that owns the work, takes part in it, or is invited to it."""

    part: ClassVar[str] = "party"
    about: ClassVar[Message] = message(
        "A body or municipality that owns the work, takes part in it or is invited to it."
    )

    id: Annotated[Id, ID]
    title: Annotated[Text, TITLE]
    description: Annotated[Text | None, DESCRIPTION] = None
    role: Annotated[PartyRole | None, Key("roll", message("What part it has in the work."))] = None


class TargetGroup(Part):
    """Those the plan is for; `priority` says whom to reach more of, `contact` whom one meets most."""

    part: ClassVar[str] = "target_group"
    about: ClassVar[Message] = message("Those the plan is for.")

    id: Annotated[Id, ID]
    title: Annotated[Text, TITLE]
    description: Annotated[Text | None, DESCRIPTION] = None
    part_of: Annotated[
        Text | None,
        Key("del_av", message("What it is a part of, by id."), refers_to=("target_groups",), may_be_text=False),
    ] = None
    priority: Annotated[Priority | None, Key("prioritet", message("Whether this is a group to reach more of."))] = None
    contact: Annotated[ContactLevel | None, Key("kontakt", message("Whether this is the group one meets most."))] = None
