"""Names of persons where a role is meant."""

import re
from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.texts import texts
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Route, Where, message

_ROLE = (
    r"(?:[a-zåäö]*(?:chef|konsulent|samordnare|handläggare|sekreterare|utredare|stödjare|ombud|strateg|ledare|ansvarig|lots)"
    r"|director|manager|coordinator|secretary)"
)
_NAME = r"[A-ZÅÄÖ][a-zåäöéü]{1,20}(?:-[A-ZÅÄÖ][a-zåäöéü]{1,20})? [A-ZÅÄÖ][a-zåäöéü]{1,20}(?:-[A-ZÅÄÖ][a-zåäöéü]{1,20})?"
_BESIDE_ROLE = re.compile(rf"(?i:\b{_ROLE})(?:: | är |, | )(?P<name>{_NAME})\b")
_BEFORE_ROLE = re.compile(rf"\b(?P<name>{_NAME})(?:, | \()(?i:{_ROLE})\b")
_LAST_NAME = re.compile(r".+(?:son|berg|gren|ström|[qk]vist|lund|dahl|stedt|mark|blad|ius|sén|ell|lén)")
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
_ALONE = re.compile(rf"(?P<name>{_NAME})")


@rule("ANH804", "personal-name", Severity.WARNING)
def personal_name(case: Case) -> Iterator[Finding]:
    """A person seems to be named.

    Responsibility is by role, so that it does not leave with the person, and so that nobody's name stays in git for
    ever. A name beside a role in a text, and a name where a responsible is written, are found; other names are not.

    **Mend it:** write the role alone.

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
    for route, text in texts(case.plan):
        if any(_is_name(found["name"]) for found in _possible_names(route, text)):
            yield Finding(
                Where(route),
                message("a person seems to be named here"),
                message("write the role alone"),
            )


def _possible_names(route: Route, text: str) -> Iterator[re.Match[str]]:
    yield from _BESIDE_ROLE.finditer(text)
    yield from _BEFORE_ROLE.finditer(text)
    if "responsible" in route or route[-1:] == ("function",):
        yield from _ALONE.finditer(text)


def _is_name(words: str) -> bool:
    """Tell whether two words with capitals are a person's name: a common first name, or a last name of a common form."""
    first, _, last = words.partition(" ")
    return first.partition("-")[0] in _FIRST_NAMES or _LAST_NAME.fullmatch(last) is not None
