"""Write docs/reference/planformat.md and plan-format.md from the keys that the models declare.

usage: format_pages.py [--check]

With --check nothing is written, and the exit code is 1 if a file is not up to date.
"""

import re
import sys
from collections.abc import Iterator

from generated import ROOT, write_or_check
from rule_pages import heading

from anhorig_cli.diagnostics import Rule
from anhorig_cli.schema.reference import KeyPage, PartPage, part_pages
from anhorig_cli.vocabulary import Language

FILES = {
    Language.SV: ROOT / "docs" / "reference" / "planformat.md",
    Language.EN: ROOT / "docs" / "reference" / "plan-format.md",
}
RULES = {Language.SV: "regler.md", Language.EN: "rules.md"}
NOTE = "<!-- Written by `make docs` from the keys that the models declare; change them there. -->"
INTRODUCTIONS = {
    Language.SV: """\
# Planformatet

{note}

Alla nycklar i en plan och i inställningarna: vad de är till för, vad de kan innehålla, ett exempel, vilka
[anmärkningar](regler.md) de kan ge och var i papperen de syns. Samma text får du med `anhorig explain
delmål.senast`; vet du inte i vilken del nyckeln finns räcker `anhorig explain senast`.

Nycklarna finns på svenska och engelska, och en fil får använda vilka som helst. Bara `titel` måste finnas i en
plan. Nycklar som börjar med `x-` är era egna och lämnas i fred.

- **Datum** skrivs så noga som ni vet: en dag (`2026-03-31`), en månad (`2026-03`), ett kvartal (`2026-Q1`), ett
  tertial (`2026-T1`), ett halvår (`2026-H1`), ett år (`2026`), ett intervall (`2026-03/2026-05`) eller en årstid
  (`våren 2026`). En sista dag är den sista i det som står: `2026-03` betyder den 31 mars.
- **Tal** skrivs utan mellanslag och med decimalpunkt: `2500`, `12.5`.
- **Id** är korta namn av bokstäver, siffror, bindestreck, understreck och punkter. Den som hänvisar skriver id:t,
  eller titeln; till en annan plan `plan-id/id`.
- **En lista** med bara en sak kan skrivas utan streck: `ansvarig: Anhörigkonsulent`.
- **Text** som innehåller kolon och mellanslag, eller börjar med ett tecken som `%` eller `@`, skrivs inom
  citattecken.
- **Personnummer, personers namn och egna adresser** hör inte hemma i en plan: den är offentlig
  ([ANH801](regler.md#anh801-personal-number-fel) och de följande).

## Delarna
""",
    Language.EN: """\
# The plan format

{note}

Every key of a plan and of the settings: what it is for, what it may hold, an example, which [findings](rules.md) it
may give, and where in the papers it is seen. `anhorig explain subgoals.due` prints the same; if you do not know
which part a key is in, `anhorig explain due` will do.

The keys are there in Swedish and English, and a file may use either. Only `title` must be in a plan. Keys that
begin with `x-` are your own and are left alone.

- **Dates** are written as exactly as you know: a day (`2026-03-31`), a month (`2026-03`), a quarter (`2026-Q1`), a
  tertial (`2026-T1`), a half year (`2026-H1`), a year (`2026`), a range (`2026-03/2026-05`) or a season (`spring
  2026`). A last day is the last one of what is written: `2026-03` means 31 March.
- **Numbers** have no spaces and a decimal point: `2500`, `12.5`.
- **Ids** are short names of letters, digits, hyphens, underscores and full stops. Whoever refers writes the id, or
  the title; into another plan `plan-id/id`.
- **A list** of one thing may be written without a hyphen: `responsible: Carer adviser`.
- **Text** with a colon and a space in it, or that begins with a character such as `%` or `@`, is put in quotes.
- **Personal numbers, names and addresses** do not belong in a plan: it is public
  ([ANH801](rules.md#anh801-personal-number-error) and those after it).

## The parts
""",
}
WORDS = {
    Language.SV: {
        "values": "Värden",
        "findings": "Anmärkningar",
        "seen": "Syns",
        "required": "Måste finnas.",
        "elsewhere": "på engelska",
        "keys": "Nycklar",
    },
    Language.EN: {
        "values": "Values",
        "findings": "Findings",
        "seen": "Seen",
        "required": "It must be there.",
        "elsewhere": "in Swedish",
        "keys": "Keys",
    },
}


def reference(language: Language) -> str:
    """Return the whole reference in a language."""
    parts = part_pages(language)
    pieces = [INTRODUCTIONS[language].format(note=NOTE).rstrip()]
    pieces.append("\n".join(f"- [{part.name}](#{_anchor(part.name)}): {part.about}" for part in parts))
    for part in parts:
        pieces += _part(part, language)
    return "\n\n".join(pieces) + "\n"


def _part(part: PartPage, language: Language) -> Iterator[str]:
    """Yield the blocks of Markdown about a part."""
    words = WORDS[language]
    yield f"## {part.name}"
    yield f"{part.about} ({words['elsewhere']} `{part.elsewhere}`)"
    listed = " · ".join(f"[{_last(key.name)}](#{_anchor(key.name)})" for key in part.keys)
    yield f"{words['keys']}: {listed}"
    for key in part.keys:
        yield from _key(key, language)


def _key(key: KeyPage, language: Language) -> Iterator[str]:
    """Yield the blocks of Markdown about a key."""
    words = WORDS[language]
    yield f"### {key.name}"
    yield f"{key.text} {words['required']}" if key.is_required else key.text
    facts = [f"- {words['elsewhere'].capitalize()}: `{key.elsewhere}`", f"- {words['values']}: {_linked(key.values)}"]
    if key.findings:
        facts.append(f"- {words['findings']}: {', '.join(_rule(rule, language) for rule in key.findings)}")
    facts.append(f"- {words['seen']}: {key.printed}")
    yield "\n".join(facts)
    yield f"```yaml\n{key.example}```"


def _rule(rule: Rule, language: Language) -> str:
    return f"[{rule.code}]({RULES[language]}#{_anchor(heading(rule, language))}) `{rule.slug}`"


def _linked(values: str) -> str:
    """Return the description of a value, with links to the parts whose keys it mentions."""
    return re.sub(r"(?<=under )`([^`]+)`", lambda found: f"[{found[1]}](#{_anchor(found[1])})", values)


def _last(name: str) -> str:
    return name.rpartition(".")[2]


def _anchor(title: str) -> str:
    """Return the anchor of a heading: its lower-case words and hyphens, without other characters."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


if __name__ == "__main__":
    sys.exit(write_or_check({path: reference(language) for language, path in FILES.items()}, __doc__))
