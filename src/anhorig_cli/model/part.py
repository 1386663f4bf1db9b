"""What all parts of a plan have in common: the declaration of their fields' keys, and how fields parse text."""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, get_args

from pydantic import BaseModel, ConfigDict
from pydantic.fields import FieldInfo

from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import Term

if TYPE_CHECKING:
    from pydantic_core import CoreSchema


class Key(NamedTuple):
    """The key of a field, beside the field's type: `due: Annotated[DueField | None, Key("senast", …)]`.

    The English key is the field's name.

    Attributes:
        sv: the Swedish key.
        text: what it is for, in one to three sentences, for editors and the reference; it is translated like a message.
        example: a value as written in a file; for a word of a scale, the English word. A key that holds parts needs no
            example, since the parts have their own.
        beside: the English names of keys of the same part that the example needs beside it.
        findings: the codes of the rules that check it, besides those of its type.
        printed: where it is printed, if not where the rest of its part is.
        also: other spellings that are accepted.
        label_sv: its heading in reports, if that is not the key with a capital letter.
        label_en: the same in English.
        refers_to: the kinds of thing in the plan that it may refer to; empty if it is not a reference.
        may_be_text: whether a reference may be ordinary text, as long as the plan lists nothing of those kinds.
        of_people: whether it counts people, so that small counts are suppressed.
    """

    sv: str
    text: str
    example: str | Message = ""
    beside: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    printed: Message | None = None
    also: tuple[str, ...] = ()
    label_sv: str = ""
    label_en: str = ""
    refers_to: tuple[str, ...] = ()
    may_be_text: bool = True
    of_people: bool = False

    def documented_as(
        self,
        text: str,
        example: str | Message = "",
        *,
        beside: tuple[str, ...] = (),
        findings: tuple[str, ...] = (),
        printed: Message | None = None,
    ) -> "Key":
        """Return the key as described for another part; it keeps its own example if none is given."""
        return self._replace(
            text=text, example=example or self.example, beside=beside, findings=findings, printed=printed
        )

    def term(self, name: str) -> Term:
        """Return the key in both languages; `name` is the English key."""
        return Term(name, self.sv, self.also, self.label_sv, self.label_en)


# The keys that several parts share:
COMMITTEE = Key(
    "nämnd",
    "The committee that decides; it is named in the papers' proposals and questions.",
    message("The social welfare committee"),
)
REGISTRY_NUMBER = Key(
    "diarienummer", "The number in the official register, written as your municipality writes it.", "SN 2026/118"
)
CAVEAT = Key(
    "förbehåll",
    "A caveat that the reader needs to know of, such as that dates may move.",
    message("The dates hold if the post is filled"),
)
RESPONSIBLE = Key(
    "ansvarig",
    "Who is responsible: roles, units or parties, never a person's name. If left out: whoever is "
    "responsible for the level above.",
    message("Carer adviser"),
    label_sv="Ansvarig",
    label_en="Responsible",
    refers_to=("roles", "units", "parties"),
    findings=("ANH204", "ANH804"),
)
FROM = Key("från", "The first day it applies. A year or a month means its first day.", "2026-01-01")
TO = Key(
    "till", "The last day it applies, or “until further notice”. A year or a month means its last day.", "2027-12-31"
)
ID = Key(
    "id",
    "A short name for others to refer to: letters, digits, hyphens. Choose one that lasts; "
    "titles change, ids should not.",
    "na-fler",
    findings=("ANH201",),
)


def id_key(text: str, example: str) -> Key:
    """Return the key of an id that no document prints."""
    printed = message("nowhere; it is what others refer to")
    return ID.documented_as(text, example, findings=("ANH201",), printed=printed)


TITLE = Key("titel", "The name that reports and lists print.", message("Support in time"))
DESCRIPTION = Key(
    "beskrivning",
    "More about it, for whoever wants to know. Markdown may be used.",
    message("What it is and how it is done"),
)
UNITS = Key(
    "enheter",
    "The units it concerns, by id; “all” means every unit. It is then in those units' own sheets.",
    "hemtjanst",
    refers_to=("units",),
)
SOURCE = Key(
    "källa",
    "Where the information comes from, so that someone else can find it again.",
    message("The carer adviser's statistics"),
)
START_BY = Key(
    "påbörjas_senast",
    "When work must have begun. It is late in starting if that day passes and nothing has begun.",
    "2026-03-01",
    also=("startdatum",),
    label_sv="Påbörjas senast",
    label_en="Start by",
    findings=("ANH207", "ANH302"),
)
DUE = Key(
    "senast",
    "The last date, or “ongoing” for what has no end. A month, quarter or year means its last "
    "day. Move it with `anhorig postpone`, so that the old date is kept.",
    "2026-12-31",
    also=("slutdatum",),
    label_sv="Senast",
    label_en="Due",
    findings=("ANH206", "ANH207", "ANH301", "ANH303", "ANH311"),
)
TARGET_GROUPS = Key(
    "målgrupper",
    "The target groups it is for, by id. A group that nothing is for gives a finding.",
    "demens",
    refers_to=("target_groups",),
    findings=("ANH603",),
)
REPORTED = Key(
    "rapporterad",
    "The day it became known, where that is another than the date itself. A report for an earlier day leaves it out.",
    "2026-04-15",
    findings=("ANH215",),
    printed=message("in a report for an earlier day, which leaves it out"),
)
DATE = Key(
    "datum",
    "When it was, or is: a day, or as exact as you know. Reports print it as exactly as it is written.",
    "2026-03-31",
    findings=("ANH208",),
)
TEXT = Key("text", "What it says, in a sentence or two.", message("More carers called after the visits"))
APPROXIMATE = Key("ungefär", "Write yes where the figure is an estimate; reports then print “about”.", "true")
NOTE = Key("notering", "Something the reader of the report should know.", message("One unit was closed in March"))
DIRECTION = Key(
    "riktning",
    "Which way is better. Write follow for a figure that is only watched; then no change is called better or worse.",
    "increase",
)
VALUE = Key(
    "värde",
    "The number, with a decimal point and no spaces: 2500, 12.5. The unit of measure is said on the indicator.",
    "60",
)
UNIT = Key(
    "enhet", "The unit it is for, by id. If left out, it is for the whole plan.", "hemtjanst", refers_to=("units",)
)
PERIOD = Key("period", "The time it covers: a year alone, or from and to.", "2026")
OUTCOME = Key("utfall", "How much it came to, in kronor, digits only; it is printed beside the amount.", "430000")
AMOUNT = Key("belopp", "The amount in kronor, digits only: 450000.", "450000", findings=("ANH210",))


# What every part of a plan has in common.


class Part(BaseModel):
    """A frozen part of a plan; `part` is its name, and `about` describes it.

    Each field has its English name and a `Key` beside its type; `keys` holds these by the English key. Short forms are
    declared here, so that loading, JSON Schemas and editing share them: `short_for` names the keys that a single scalar
    in place of the mapping stands for (`from_scalar` is overridden if that depends on the scalar), and `gathers` gives
    a list and the keys that, written directly on this part, form one entry of that list; `gathered_texts` describe some
    of those keys when written so. `decides` names the fields that must be read before the others. `printed` says in
    which documents and lists the part appears, and `shown` names the keys in its example; if empty, the required keys.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", validate_by_name=True, validate_by_alias=True, defer_build=True
    )

    part: ClassVar[str]
    about: ClassVar[Message]
    printed: ClassVar[Message]
    shown: ClassVar[tuple[str, ...]] = ()
    short_for: ClassVar[tuple[str, ...]] = ()
    keys: ClassVar[dict[str, Key]] = {}
    gathers: ClassVar[tuple[str, tuple[str, ...]] | None] = None
    gathered_texts: ClassVar[Mapping[str, Message]] = {}
    decides: ClassVar[frozenset[str]] = frozenset()

    @classmethod
    def __pydantic_init_subclass__(cls, **_: Any) -> None:
        """Collect the keys of a part when its class is created, so that Pydantic need not process them."""
        cls.keys = {info.alias or name: _pop_key(info) for name, info in cls.model_fields.items()}
        if cls.gathers is not None:
            listed, names = cls.gathers
            entry: type[Part] = get_args(cls.model_fields[listed].annotation)[0]
            for name in names:
                key = entry.keys[name]
                cls.keys[name] = (
                    key.documented_as(cls.gathered_texts[name].template) if name in cls.gathered_texts else key
                )

    @classmethod
    def from_scalar(cls, text: str) -> dict[str, Any] | None:
        """Return the fields that a single scalar stands for; None if this part has no short form."""
        return dict.fromkeys(cls.short_for, text) or None


def _pop_key(info: FieldInfo) -> Key:
    """Return the key in the metadata of a field, after removing it there."""
    key = next(one for one in info.metadata if isinstance(one, Key))
    info.metadata.remove(key)
    return key


def part_in(annotation: Any) -> type[Part] | None:
    """Return the model of the part that a field of a type holds, alone or in a list; None if it holds no part."""
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((part for part in map(part_in, get_args(annotation)) if part is not None), None)


# How a field parses the text in a file to a value, and writes the value as text.


class ReadBy:
    """Annotates a field's type with the functions that parse and serialise its value, and its scale, if any.

    Pydantic's own `PlainValidator` and `PlainSerializer` do the same, but inspect the function's signature for each of
    about a hundred fields every time the tool starts.
    """

    def __init__(self, read: Callable[[Any], Any], write: Callable[[Any], str] = str, *, scale: str = "") -> None:
        self.scale = scale
        self._read = read
        self._write = write

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> "CoreSchema":
        """Return the schema, whatever the annotated type is."""
        from pydantic_core import core_schema  # noqa: PLC0415 - not needed for help pages and dates

        written = core_schema.plain_serializer_function_ser_schema(self._write, return_schema=core_schema.str_schema())
        return core_schema.no_info_plain_validator_function(self._read, serialization=written)


def scale_of(info: "FieldInfo") -> str:
    """Return the name of the scale whose words a field holds; empty if it holds something else."""
    return _scale_in(info.annotation, info.metadata)


def _scale_in(annotation: Any, metadata: Iterable[object]) -> str:
    found = next((one.scale for one in metadata if isinstance(one, ReadBy)), "")
    if found:
        return found
    return next((scale for inner in get_args(annotation) if (scale := _scale_in(inner, _metadata_of(inner)))), "")


def _metadata_of(annotation: Any) -> Iterable[object]:
    """Return the metadata of an annotated type."""
    return getattr(annotation, "__metadata__", ())
