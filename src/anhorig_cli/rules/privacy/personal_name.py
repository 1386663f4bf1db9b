"""Names of people where a role is meant."""

import re
from collections.abc import Iterable, Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message

_ROLE = (
    r"(?:[a-zåäö]*(?:chef|konsulent|samordnare|handläggare|sekreterare|utredare|stödjare|ombud|strateg|ledare|ansvarig|lots)"
    r"|director|manager|coordinator|secretary)"
)
_WORD = r"[A-ZÅÄÖ][a-zåäöéü]{1,20}(?:-[A-ZÅÄÖ][a-zåäöéü]{1,20})?"
_TWO_CAPITALS = re.compile(r"[A-ZÅÄÖ][a-zåäöéü-]+(?:[A-ZÅÄÖ][a-zåäöéü]+)?\s[A-ZÅÄÖ]")  # a fast test of a whole plan
_TWO_WORDS = rf"\b(?=(?P<first>{_WORD})\s(?P<last>{_WORD})\b)"
_ROLE_BEFORE = rf"(?i)\b{_ROLE}(?::\s|\sär\s|,\s|\s)"
_ROLE_AFTER = rf"(?i)(?:,\s|\s\(){_ROLE}\b"
_LAST_NAME = r".+(?:son|berg|gren|ström|[qk]vist|lund|dahl|stedt|mark|blad|ius|sén|ell|lén)"
_FIRST_NAMES = frozenset(
    """
    Alexander Alice Anders Andreas Anette Anita Ann Anna Anne Anneli Annika Barbro Bengt Birgitta Björn Bo Britt
    Camilla Carina Caroline Cecilia Charlotte Christer Christina Daniel David Elin Elisabeth Elsa Emelie Emil Emma
    Erik Ester Eva Filip Fredrik Gabriel Gun Gunilla Gunnar Gustav Göran Hanna Hans Helena Henrik Håkan Ida Ingela
    Inger Ingrid Jan Jenny Jessica Joakim Johan Johanna John Jonas Josefin Julia Karin Karl Katarina Kenneth
    Kerstin Kjell Kristina Lars Lena Leif Lennart Linda Linnea Lisa Louise Magnus Maja Malin Marcus Margareta
    Maria Marianne Marie Martin Mats Mattias Mia Michael Mikael Mikaela Mohamed Monica Nils Olof Oskar Oscar
    Patrik Per Peter Pia Rickard Rikard Robert Roger Sara Sebastian Simon Sofia Stefan Susanne Sven Therese Thomas
    Tommy Torbjörn Ulf Ulla Ulrika Urban Veronica Viktor Viktoria William Yvonne Åke Åsa Östen
    """.split()  # noqa: SIM905 - a hundred names read better as text
)


@rule("ANH804", "personal-name", Severity.WARNING)
def personal_name(case: Case) -> Iterator[Finding]:
    """A person seems to be named.

    Responsibility is by role, so that it does not leave with the person, and so that nobody's name stays in git for
    ever. A name beside a role in a text, and a name where it is written who is responsible, are found; other names are
    not.

    **Fix it:** write the role alone.

    ```yaml
    # bad
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        ansvarig: Anna Exempelsson
    ```

    ```yaml
    # good
    delmål:
      - id: d1
        titel: Fler anhöriga nås
        ansvarig: Anhörigkonsulent
    ```
    """
    if not _TWO_CAPITALS.search(case.texts.prose) or not any(_names(case.texts.prose)):
        return
    for route, text in case.texts:
        holds_only_a_name = "responsible" in route or route[-1:] == ("function",)
        names = list(_names(text))
        reported = names if holds_only_a_name or not names else _beside_roles(text, names)
        for words in dict.fromkeys(_without_overlaps(reported)):
            yield Finding(
                Where(route, words=words),
                message("a person seems to be named here"),
                message("write the role alone"),
            )


def names_a_person(text: str) -> bool:
    """Return whether a short text looks like a person's name, or is a common first name."""
    return text in _FIRST_NAMES or any(_names(text))


def _names(text: str) -> Iterator[re.Match[str]]:
    """Yield what looks like a person's name: two words, a common first name or a typical last name among them."""
    for found in re.finditer(_TWO_WORDS, text):
        if found["first"].partition("-")[0] in _FIRST_NAMES or re.fullmatch(_LAST_NAME, found["last"]):
            yield found


def _without_overlaps(names: Iterable[re.Match[str]]) -> Iterator[str]:
    """Yield each name; of overlapping ones, as for a person with two first names, only the first."""
    end = 0
    for found in names:
        if found.start() >= end:
            end = found.end("last")
            yield f"{found['first']} {found['last']}"


def _beside_roles(text: str, names: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the names directly before or after a role, as in "enhetschef Anna Berg"."""
    before = {found.end() for found in re.finditer(_ROLE_BEFORE, text)}
    after = {found.start() for found in re.finditer(_ROLE_AFTER, text)}
    return (name for name in names if name.start() in before or name.end("last") in after)
