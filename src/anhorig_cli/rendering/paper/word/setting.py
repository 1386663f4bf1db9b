"""What the parts of a document need to know of the Word document they are put in."""

from dataclasses import dataclass

from docx.parts.document import DocumentPart

from anhorig_cli.rendering.paper.word.numbering import Numbering
from anhorig_cli.rendering.paper.word.styles import Styles


@dataclass(frozen=True, slots=True)
class Setting:
    """A Word document that is being written in.

    `language` is the tag that is written on each run (`sv-SE`), or empty where the document's own is the right one.
    `accent` is the colour of what stands out (`1F4E8C`), `widest` how many millimetres a picture has room for.
    """

    part: DocumentPart
    styles: Styles
    numbering: Numbering
    language: str
    accent: str
    widest: float
