"""A kind of mapping in a plan, and its keys."""

import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

from anhorig_cli.vocabulary.spelling import Choices, Language, Spelled, Term


@dataclass(frozen=True)
class Part:
    """A kind of mapping in a plan: its name and its keys."""

    name: str
    terms: tuple[Term, ...]
    names: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "names", {spelling: term.name for term in self.terms for spelling in term.spellings})

    def name_of(self, spelling: str) -> str | None:
        """Return the English name of a key as a file spells it, compared in NFC; None where it is not one of these."""
        return self.names.get(spelling) or self.names.get(unicodedata.normalize("NFC", spelling))

    def near(self, text: str) -> str | None:
        """Return the spelling of a key most like a text, None where nothing is near."""
        return self._spellings.near(text)

    def near_in(self, language: Language | None, text: str) -> str | None:
        """Return the spelling of a key most like a text: a language's own where that is near too."""
        near = self.near(text)
        if near is None or language is None:
            return near
        own = self.term(self.names[near]).spelled(language)
        return Choices([own]).near(text) or near

    def is_alone(self, text: str, near: str) -> bool:
        """Return whether no other key than the one that is near a text is near it, too."""
        others = (spelling for spelling, name in self.names.items() if name != self.names[near])
        return Choices(others).near(text) is None

    @cached_property
    def _spellings(self) -> Choices:
        return Choices(self.names)

    @cached_property
    def in_each_language(self) -> Spelled:
        """The keys as a message lists them."""
        return Spelled.of(self.terms)

    def term(self, name: str) -> Term:
        """Return the term with the English name `name`."""
        return next(term for term in self.terms if term.name == name)
