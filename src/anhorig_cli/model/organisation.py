"""Who: units, roles, parties, target groups, and the contact of a plan."""

from datetime import date
from typing import ClassVar

from pydantic import Field

from anhorig_cli.model.dates import DateField, EndField
from anhorig_cli.model.part import Part
from anhorig_cli.model.values import ContactLevel, Count, Flag, Id, PartyRole, Priority, Text, Texts


class Contact(Part):
    """Where to turn: a function, never a person."""

    part: ClassVar[str] = "contact"

    function: Text | None = None
    email: Text | None = None
    phone: Text | None = None


class Unit(Part):
    """An organisational unit."""

    part: ClassVar[str] = "unit"

    id: Id
    title: Text
    description: Text | None = None
    responsible: Texts = ()
    part_of: Text | None = None


class Role(Part):
    """A function that can be responsible for something; `count` persons hold it, each to `extent`."""

    part: ClassVar[str] = "role"

    id: Id
    title: Text
    description: Text | None = None
    units: Texts = ()
    extent: Text | None = None
    count: Count | None = None
    from_: DateField | None = Field(None, alias="from")
    to: EndField | None = None
    vacant: Flag = False

    def is_held(self, as_of: date) -> bool:
        """Return whether somebody holds the role on a day: it is not vacant, has begun and has not ended."""
        begun = self.from_ is None or self.from_.first <= as_of
        return not self.vacant and begun and (self.to is None or not self.to.has_ended(as_of))


class Party(Part):
    """A body or municipality that owns the work, takes part in it, or is invited to it."""

    part: ClassVar[str] = "party"

    id: Id
    title: Text
    description: Text | None = None
    role: PartyRole | None = None


class TargetGroup(Part):
    """Those the plan is for; `priority` says whom to reach more of, `contact` whom one meets most."""

    part: ClassVar[str] = "target_group"

    id: Id
    title: Text
    description: Text | None = None
    part_of: Text | None = None
    priority: Priority | None = None
    contact: ContactLevel | None = None
