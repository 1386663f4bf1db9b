"""The elements that a Word document is made of."""

import re
from typing import cast

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

_NO_XML = re.compile("[^\\t\\n\\r\\u0020-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")
"""What XML cannot hold; text of a plan has none of it, but a template of the user's own may."""


def element(name: str, *children: BaseOxmlElement, **attributes: object) -> BaseOxmlElement:
    """Make an element such as `w:p`, with attributes of the same namespace and what stands in it."""
    prefix = name.partition(":")[0]
    named = {qn(f"{prefix}:{key}"): plain(str(value)) for key, value in attributes.items()}
    made = cast("BaseOxmlElement", OxmlElement(name, named))
    made.extend(children)
    return made


def text_element(text: str) -> BaseOxmlElement:
    """Make the text of a run, with its spaces kept."""
    made = element("w:t")
    made.text = plain(text)
    made.set(qn("xml:space"), "preserve")
    return made


def as_word_colour(colour: str) -> str:
    """Return a colour of a style sheet (`#1f4e8c`) as Word writes it."""
    return colour.removeprefix("#").upper()


def plain(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return _NO_XML.sub("\ufffd", text)
