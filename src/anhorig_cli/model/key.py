"""What is said of a field where it is declared: its key in a plan, what it is for, and what it refers to."""

from copy import copy

from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Term


class Key:
    """The key of a field, beside the field's type: `due: Annotated[DueField | None, Key("senast", …)]`.

    The English key is the field's name. It is a plain class, since it is made some hundred times at every start.

    Args:
        sv: the Swedish key.
        text: what it is for, in a sentence or three, for whoever writes it in an editor or reads the reference.
        example: a value, as it stands in a file; a word of a scale is the English one. A key that holds parts needs
            none, since the parts have theirs.
        beside: keys of the same part that the example needs beside it, by their English names.
        findings: the codes of the rules that look at it, besides those of its type.
        printed: where it is seen, if not where the rest of its part is.
        also: other spellings that are accepted.
        label_sv: what a report heads it, where that is not the key with a capital.
        label_en: the same in English.
        refers_to: the kinds of thing in the plan that it may lead to; none where it does not refer.
        may_be_text: whether what refers may be ordinary text, as long as the plan lists nothing of those kinds.
        of_people: whether it counts people, so that small counts are not reported.
    """

    __slots__ = (
        "also",
        "beside",
        "example",
        "findings",
        "label_en",
        "label_sv",
        "may_be_text",
        "of_people",
        "printed",
        "refers_to",
        "sv",
        "text",
    )

    def __init__(
        self,
        sv: str,
        text: Message,
        example: str | Message = "",
        *,
        beside: tuple[str, ...] = (),
        findings: tuple[str, ...] = (),
        printed: Message | None = None,
        also: tuple[str, ...] = (),
        label_sv: str = "",
        label_en: str = "",
        refers_to: tuple[str, ...] = (),
        may_be_text: bool = True,
        of_people: bool = False,
    ) -> None:
        self.sv = sv
        self.text = text
        self.example = example
        self.beside = beside
        self.findings = findings
        self.printed = printed
        self.also = also
        self.label_sv = label_sv
        self.label_en = label_en
        self.refers_to = refers_to
        self.may_be_text = may_be_text
        self.of_people = of_people

    def saying(
        self,
        text: Message,
        example: str | Message = "",
        *,
        beside: tuple[str, ...] = (),
        findings: tuple[str, ...] = (),
        printed: Message | None = None,
    ) -> "Key":
        """Return the key with what is said of it in another part; without an example, with the one it has."""
        saying = copy(self)
        saying.text = text
        saying.example = example or self.example
        saying.beside = beside
        saying.findings = findings
        saying.printed = printed
        return saying

    def term(self, name: str) -> Term:
        """Return the key in both languages; `name` is the English one."""
        return Term(name, self.sv, self.also, self.label_sv, self.label_en)


# The keys that several parts share:
COMMITTEE = Key(
    "nämnd",
    message("The committee that decides; it is named in the papers' proposals and questions."),
    message("The social welfare committee"),
)
REGISTRY_NUMBER = Key(
    "diarienummer",
    message("The number in the official register, written as your municipality writes it."),
    "SN 2026/118",
)
CAVEAT = Key(
    "förbehåll",
    message("A reservation that the reader needs to know of, such as that dates may move."),
    message("The dates hold if the post is filled"),
    label_en="Reservation",
)
RESPONSIBLE = Key(
    "ansvarig",
    message(
        "Who is responsible: roles, units or parties, never a person's name. If left out: whoever is "
        "responsible for the level above."
    ),
    message("Carer adviser"),
    label_sv="Ansvarig",
    label_en="Responsible",
    refers_to=("roles", "units", "parties"),
    findings=(
        "ANH204",
        "ANH804",
    ),
)
FROM = Key("från", message("The first day it applies. A year or a month means its first day."), "2026-01-01")
TO = Key(
    "till",
    message("The last day it applies, or “until further notice”. A year or a month means its last day."),
    "2027-12-31",
)
ID = Key(
    "id",
    message(
        "A short name for others to refer to: letters, digits, hyphens. Choose one that lasts; "
        "titles change, ids should not."
    ),
    "na-fler",
    findings=("ANH201",),
)
TITLE = Key("titel", message("The name that reports and lists print."), message("Support in time"))
DESCRIPTION = Key(
    "beskrivning",
    message("More about it, for whoever wants to know. Markdown may be used."),
    message("What it is and how it is done"),
)
UNITS = Key(
    "enheter",
    message("The units it concerns, by id; “all” means every unit. It is then in those units' own sheets."),
    "hemtjanst",
    refers_to=("units",),
)
SOURCE = Key(
    "källa",
    message("Where the information comes from, so that someone else can find it again."),
    message("The carer adviser's statistics"),
)
START_BY = Key(
    "påbörjas_senast",
    message("When work must have begun. It is late in starting if that day passes and nothing has begun."),
    "2026-03-01",
    also=("startdatum",),
    label_sv="Påbörjas senast",
    label_en="Start by",
    findings=(
        "ANH207",
        "ANH302",
    ),
)
DUE = Key(
    "senast",
    message(
        "The last date, or “ongoing” for what has no end. A month, quarter or year means its last "
        "day. Move it with `anhorig postpone`, so that the old date is kept."
    ),
    "2026-12-31",
    also=("slutdatum",),
    label_sv="Senast",
    label_en="Due",
    findings=(
        "ANH206",
        "ANH207",
        "ANH301",
        "ANH303",
        "ANH311",
    ),
)
TARGET_GROUPS = Key(
    "målgrupper",
    message("The target groups it is for, by id. A group that nothing is for gives a finding."),
    "demens",
    refers_to=("target_groups",),
    findings=("ANH603",),
)
REPORTED = Key(
    "rapporterad",
    message(
        "The day it became known, where that is another than the date itself. A report for an "
        "earlier day leaves it out."
    ),
    "2026-04-15",
    findings=("ANH215",),
    printed=message("in a report for an earlier day, which leaves it out"),
)
DATE = Key(
    "datum",
    message("When it was, or is: a day, or as exact as you know. Reports print it as exactly as it is written."),
    "2026-03-31",
    findings=("ANH208",),
)
TEXT = Key("text", message("What it says, in a sentence or two."), message("More carers called after the visits"))
APPROXIMATE = Key("ungefär", message("Write yes where the figure is an estimate; reports then print “about”."), "true")
NOTE = Key(
    "notering", message("Something the reader of the report should know."), message("One unit was closed in March")
)
DIRECTION = Key(
    "riktning",
    message(
        "Which way is better. Write follow for a figure that is only watched; then no change is called better or worse."
    ),
    "increase",
)
VALUE = Key(
    "värde",
    message(
        "The number, with a decimal point and no spaces: 2500, 12.5. The unit of measure is said on the indicator."
    ),
    "60",
)
UNIT = Key(
    "enhet",
    message("The unit it is for, by id. If left out, it is for the whole plan."),
    "hemtjanst",
    refers_to=("units",),
)
PERIOD = Key("period", message("The time it covers: a year alone, or from and to."), "2026")
OUTCOME = Key(
    "utfall", message("How much it came to, in kronor, digits only; it is printed beside the amount."), "430000"
)
AMOUNT = Key("belopp", message("The amount in kronor, digits only: 450000."), "450000", findings=("ANH210",))
