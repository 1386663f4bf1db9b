"""What is said of a field where it is declared: its key in a plan, what it is for, and what it refers to."""

from copy import copy

from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Term


class Key:
    """The key of a field, beside the field's type: `due: Annotated[DueField | None, Key("senast", …)]`.

    The English key is the field's name. It is a plain class, since it is made some hundred times at every start.

    Args:
        sv: the Swedish key.
        text: what it is for, in one line, for whoever writes it in an editor.
        also: other spellings that are accepted.
        label_sv: what a report heads it, where that is not the key with a capital.
        label_en: the same in English.
        refers_to: the kinds of thing in the plan that it may lead to; none where it does not refer.
        may_be_text: whether what refers may be ordinary text, as long as the plan lists nothing of those kinds.
        of_people: whether it counts people, so that small counts are not told.
    """

    __slots__ = ("also", "label_en", "label_sv", "may_be_text", "of_people", "refers_to", "sv", "text")

    def __init__(
        self,
        sv: str,
        text: Message,
        *,
        also: tuple[str, ...] = (),
        label_sv: str = "",
        label_en: str = "",
        refers_to: tuple[str, ...] = (),
        may_be_text: bool = True,
        of_people: bool = False,
    ) -> None:
        self.sv = sv
        self.text = text
        self.also = also
        self.label_sv = label_sv
        self.label_en = label_en
        self.refers_to = refers_to
        self.may_be_text = may_be_text
        self.of_people = of_people

    def saying(self, text: Message) -> "Key":
        """Return the key with another text."""
        saying = copy(self)
        saying.text = text
        return saying

    def term(self, name: str) -> Term:
        """Return the key in both languages; `name` is the English one."""
        return Term(name, self.sv, self.also, self.label_sv, self.label_en)


# The keys that several parts share:
COMMITTEE = Key("nämnd", message("The committee that decides."))
REGISTRY_NUMBER = Key("diarienummer", message("The number in the official register."))
CAVEAT = Key("förbehåll", message("A reservation, such as that dates may move."), label_en="Reservation")
RESPONSIBLE = Key(
    "ansvarig",
    message("Who is responsible: roles, units or parties, never a person's name."),
    label_sv="Ansvarig",
    label_en="Responsible",
    refers_to=("roles", "units", "parties"),
)
FROM = Key("från", message("The first day it holds."))
TO = Key("till", message("The last day it holds."))
ID = Key("id", message("A short name that others can refer to: letters, digits, hyphens."))
TITLE = Key("titel", message("What it is called."))
DESCRIPTION = Key("beskrivning", message("More about it. Markdown may be used."))
UNITS = Key("enheter", message("The units it concerns; “alla” stands for every unit."), refers_to=("units",))
SOURCE = Key("källa", message("Where the information comes from."))
START_BY = Key(
    "påbörjas_senast",
    message("The date by which work is to have begun."),
    label_sv="Påbörjas senast",
    label_en="Start by",
)
DUE = Key("senast", message("The last date, or “ongoing” for what has no end."), label_sv="Senast", label_en="Due")
TARGET_GROUPS = Key("målgrupper", message("The target groups it concerns, by id."), refers_to=("target_groups",))
REPORTED = Key("rapporterad", message("The day it became known, if another than the date."))
DATE = Key(
    "datum",
    message("When: a day as 2026-03-31, a month, a quarter, a tertial, a half year, a year, a range or a season."),
)
TEXT = Key("text", message("What it says."))
APPROXIMATE = Key("ungefär", message("Whether the figure is approximate."))
NOTE = Key("notering", message("A remark."))
DIRECTION = Key("riktning", message("Whether the value should increase, decrease or be held."))
VALUE = Key("värde", message("The value, with a decimal point: 12.5."))
UNIT = Key("enhet", message("The organisational unit it concerns."), refers_to=("units",))
PERIOD = Key("period", message("The time it holds for: a year alone, or from and to."))
OUTCOME = Key("utfall", message("How much it came to, in kronor, digits only."))
AMOUNT = Key("belopp", message("The amount in kronor, digits only."))
