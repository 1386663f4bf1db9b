"""The kinds of content that are left out of a letterhead, and the error for a document that cannot be one."""

from anhorig_cli.source import Message, message

ACTIVEX = message("ActiveX controls")
ADD_INS = message("add-ins and buttons of its own")
BINDINGS = message("links between content controls and data; the text stays")
BUILDING_BLOCKS = message("building blocks (autotext)")
CHARTS = message("charts, diagrams and SmartArt")
COMMENTS = message("comments")
EMBEDDED = message("embedded files and programs (OLE)")
FONTS = message("embedded fonts")
FORM_FIELDS = message("form fields; the text stays")
HIDDEN = message("hidden text and hidden pictures")
LINKS = message("links; the text stays")
MACROS = message("macros")
MAIL_MERGE = message("mail merge")
MEDIA = message("sound and film")
OTHER_FILES = message("links to other files")
OUTSIDE_PICTURES = message("pictures that are fetched from outside")
PICTURES = message("pictures that are not PNG, JPEG, GIF, EMF or WMF, are damaged or are too large")
PICTURE_BULLETS = message("pictures as bullets")
PRINTER = message("printer settings")
PROTECTION = message("protection against changes, and signatures")
SVG = message("SVG pictures with script, style sheets or anything from outside; their PNG stays")
TEMPLATE = message("the link to a template")
TRACKED = message("tracked changes; the text is as when all are accepted")
UNKNOWN = message("what is not on the list of what a letterhead may have")
UNKNOWN_FIELDS = message(
    "fields that are not on the list of what a letterhead may have; what they showed stays as text"
)
VARIABLES = message("document variables")


def field_kind(name: str, *, shows: bool) -> Message:
    """Return the kind to report for a field such as `INCLUDETEXT`; `shows` says whether its result stays as text."""
    if shows:
        return message("the field {name}; what it showed stays as text", name=name)
    return message("the field {name}, which leaves no text", name=name)


class UnfitError(Exception):
    """A document cannot be a letterhead; `reason` says why, as the end of a sentence."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.template)
        self.reason = reason


NOT_WHOLE = message("it is not a whole Word document (.docx)")


class LeftOut:
    """The kinds of content that were left out, each once, with the first place where it was found."""

    def __init__(self) -> None:
        self._places: dict[tuple[str, str], tuple[Message, Message]] = {}

    def add(self, kind: Message, place: Message) -> None:
        """Record that something of a kind was left out of a place."""
        self._places.setdefault((kind.template, str(kind.values.get("name"))), (kind, place))

    def messages(self, file: str) -> tuple[Message, ...]:
        """Return a sentence for each kind that was left out."""
        return tuple(
            message("{file}: left out of the letterhead, in {place}: {kind}", file=file, place=place, kind=kind)
            for kind, place in self._places.values()
        )
