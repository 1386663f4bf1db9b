"""Write docs/reference/mallar.md and templates.md: how users write their own templates, and what these may use.

usage: template_pages.py [--check]

The descriptions of the names come from the docstrings of the views. With --check nothing is written, and the exit code
is 1 if a file is not up to date.
"""

import re
import sys
from collections.abc import Container, Iterator

from generated import ROOT, write_or_check

from anhorig_cli.catalog import text_of, translated
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.template_files import STATUS_REPORT, built_in_templates, file_name
from anhorig_cli.usecases.report.choose_report import PURPOSES
from anhorig_cli.views.report.full_tables import TABLES
from anhorig_cli.views.template_reference import FieldReference, ViewReference, view_reference
from anhorig_cli.vocabulary import Language

FILES = {
    Language.SV: ROOT / "docs" / "reference" / "mallar.md",
    Language.EN: ROOT / "docs" / "reference" / "templates.md",
}
NOTE = "<!-- Written by `make docs` from the views' docstrings and the templates; change them there. -->"
BEGINNINGS = {
    Language.SV: """\
# Mallar

{note}

`anhorig report --template NAMN|FIL` gör rapporten med en mall. En egen mall ligger i projektets mapp `templates` (eller
i vilken fil som helst) och heter `NAMN.md.j2` eller `NAMN.html.j2`: slutet på namnet visar vad den ger. Den skrivs i
[Jinja](https://jinja.palletsprojects.com/). En egen mall går före den inbyggda med samma namn.

En mall kan utgå från en inbyggd och ändra bara ett avsnitt:

```jinja
{{% extends "lagesrapport.html.j2" %}}
{{% block goal %}}
{{{{ super() }}}}
<p>Vi började 2024.</p>
{{% endblock %}}
```

Heter filen själv `lagesrapport.html.j2` utgår den från den inbyggda. `{{{{ self.indicators() }}}}` skriver ut ett
avsnitt där du vill ha det. Sidornas utseende ändras i en egen `page.html.j2`, i blocket `style`.

## De inbyggda mallarna

{templates}

## Avsnitten i lägesrapporten

{blocks}

## Det som en mall får använda

- `plan`: planen, som nedan. `anhorig template data PLAN` visar allt som en viss plan ger.
- `label("subgoal", "due")`: rubriken för en nyckel i planen, på rapportens språk.
- `symbols.overdue`, `symbols[subgoal.status]`: tecknet för ett ord. Skriv alltid ut ordet också.
- `_("Summary")`: en av verktygets egna texter, på rapportens språk.
- `version`: verktygets version, tom med `--no-footer`.
- filtret `markdown`: skriver ut Markdown. `words` ger bara orden, utan tecken, där det finns plats för en enda rad. I
  Markdown också `cell` (i en tabell) och `heading` (i en rubrik).
- `plan | table_of("effects")`: en tabell med `caption`, `columns` (`heading`, `kind`) och `rows` (`cells` med `lines`),
  inget där den saknar rader. De heter {tables}.
- `plan | action_list`: åtgärdsplanen som `sentences`, `responsible` (för alla rader) och `groups` (`heading` och
  `table`). `plan | tick_list`: det som en enhet ska bocka av, som `shared` (det som gäller alla rader) och `table`.
- `indicator | measured_table("measurements")`: en tabell över en indikators mätningar; `"computed"` ger det som är
  uträknat och `"parts"` delarna. `plan.areas | areas_table("Rubrik")` ger en tabell över områden.
- `palettes.light`, `palettes.dark`: sidornas och bildernas färger.
- `face`: kommunens `color`, `typeface` och `logo` (en adress till bilden, med `width` och `height`) ur `utseende` i
  `anhorig.yaml`, tomma utan den. En `<p class="face-logo">` med en bild i ger logotypen dess plats, även på papper.
- i HTML också filter som ritar: `plan | states_picture`, `plan | deadline_pictures`,
  `indicator | trend_picture("namn")`, `plan.annual_cycle | wheel_picture("namn")` och `plan.history | slip_pictures`.
  De vars namn slutar på `pictures` ger flera bilder, en för varje sida av papper.
- `plan.annual_cycle.matrix | matrix_table`: året enhet för enhet och månad för månad, med vad tecknen betyder. I HTML
  ritar `plan | months_strip` en enhets år månad för månad.
- `plan.indicators | small_multiples`: indikatorerna i den ordning de behöver läsas, var och en med `title`, `group`,
  `start`, `now`, `target`, `symbol`, `standing` och `numbers` (`date`, `value`, `what`). I HTML ritas de med
  `one | multiple_picture("namn")`, och förklaringen till bilderna med `plan | multiple_key("namn")`.

Allt som skrivs ut skyddas, så att planens innehåll förblir text; det går inte att stänga av. Det som en mall har satt
ihop (med `{{% set %}}`, ett makro, `markdown` eller `super()`) är färdigt: det går att skriva ut och foga ihop men inte
att ändra, så gör `replace`, `upper` och liknande på delarna i stället. Inuti en HTML-tagg kan planens text bara stå
mellan citattecken, och en tagg ska sluta i samma `if`, `for` eller block som den börjar i. Där text inte är text går
bara det ofarliga att skriva ut: tal i `<script>` och `onclick`, tal, färger och enkla ord i `<style>` och `style`, och
i `href` och `src` det som leder till en sida eller en bild på sidan. Annat är ett fel, med fil och rad.

I Markdown blir adresser, omnämnanden som `@namn` och ärendenummer som `#1` inga länkar: ett osynligt tecken (U+2060)
står i dem. Länkar skriver planen i sina längre texter, som `[ord](https://…)`; en adress som står för sig själv i en
sådan text lämnas som den är. En längre text med fler än 40 000 tecken som kan vara Markdown visas som den står.

En mall får 5 sekunder och 512 MB minne för en sida. Den når inga filer och inget nät. Ett namn som inte finns är ett
fel, med fil och rad, och då skrivs ingenting. Ingenting skrivs
heller där en mall sätter ihop ett personnummer som planen inte visar.

Namnen är beständiga: de byts inte och försvinner inte utan att det står i [CHANGELOG](../../CHANGELOG.md).

## Namnen
""",
    Language.EN: """\
# Templates

{note}

`anhorig report --template NAME|FILE` makes the report with a template. One of your own stands in the project's folder
`templates` (or in any file) and is called `NAME.md.j2` or `NAME.html.j2`: the ending says what it makes. It is written
in [Jinja](https://jinja.palletsprojects.com/). A template of your own stands before the built-in one of the same name.

A template can start from a built-in one and change a single section:

```jinja
{{% extends "lagesrapport.html.j2" %}}
{{% block goal %}}
{{{{ super() }}}}
<p>We began in 2024.</p>
{{% endblock %}}
```

Where the file is called `lagesrapport.html.j2` itself, it extends the built-in one. `{{{{ self.indicators() }}}}`
prints a section where you want it. The looks of all pages are changed in a `page.html.j2` of your own, in the block
`style`.

## The built-in templates

{templates}

## The sections of the status report

{blocks}

## What a template may use

- `plan`: the plan, as below. `anhorig template data PLAN` shows all that a certain plan gives.
- `label("subgoal", "due")`: the heading of a key of the plan, in the report's language.
- `symbols.overdue`, `symbols[subgoal.status]`: the sign for a word. Always print the word too.
- `_("Summary")`: one of the tool's own texts, in the report's language.
- `version`: the tool's version, empty with `--no-footer`.
- the filter `markdown`: prints Markdown. `words` gives the words alone, without marks, where there is only a line. In
  Markdown also `cell` (in a table) and `heading` (in a heading).
- `plan | table_of("effects")`: a table with `caption`, `columns` (`heading`, `kind`) and `rows` (`cells` with `lines`),
  nothing where it has no rows. Their names are {tables}.
- `plan | action_list`: the action plan as `sentences`, `responsible` (for every row) and `groups` (`heading` and
  `table`). `plan | tick_list`: what a unit is to tick off, as `shared` (what holds of every row) and `table`.
- `indicator | measured_table("measurements")`: a table of what was measured of an indicator; `"computed"` gives what
  was worked out, and `"parts"` its parts. `plan.areas | areas_table("Heading")` gives a table of areas.
- `palettes.light`, `palettes.dark`: the colours of pages and pictures.
- `face`: the municipality's `color`, `typeface` and `logo` (an address of the picture, with `width` and `height`) from
  `appearance` in `anhorig.yaml`, empty without it. A `<p class="face-logo">` with a picture in it gives the logo its
  place, on paper too.
- in HTML also filters that draw: `plan | states_picture`, `plan | deadline_pictures`,
  `indicator | trend_picture("name")`, `plan.annual_cycle | wheel_picture("name")` and `plan.history | slip_pictures`.
  Those whose names end in `pictures` give several, one for each page of paper.
- `plan.annual_cycle.matrix | matrix_table`: the year unit by unit and month by month, with what its marks mean. In HTML
  `plan | months_strip` draws a unit's year month by month.
- `plan.indicators | small_multiples`: the indicators in the order in which they need to be read, each with `title`,
  `group`, `start`, `now`, `target`, `symbol`, `standing` and `numbers` (`date`, `value`, `what`). In HTML
  `one | multiple_picture("name")` draws one, and `plan | multiple_key("name")` says what the pictures mean.

All that is printed is escaped, so that what the plan says stays text; that cannot be turned off. What a template has
put together (with `{{% set %}}`, a macro, `markdown` or `super()`) is ready: it can be printed and joined, but not
changed, so use `replace`, `upper` and the like on its parts instead. Inside an HTML tag a plan's text can
only stand between quotes, and a tag must end in the same `if`, `for` or block where it begins. Where text is not text
only what is harmless can be printed: numbers in `<script>` and `onclick`, numbers, colours and plain words in `<style>`
and `style`, and in `href` and `src` what leads to a page or to an image of this one. Anything else is an error, with
file and line.

In Markdown, addresses, mentions such as `@name` and issue numbers such as `#1` become no links: an invisible character
(U+2060) stands in them. A plan writes links in its longer texts, as `[words](https://…)`; an address that stands alone
in such a text is left as it is. A longer text with more than 40,000 characters that can be Markdown is shown as it
stands.

A template has 5 seconds and 512 MB of memory for a page. It reaches no files and no network. A name that does not exist
is an error, with file and line, and nothing is written. Neither is
anything written where a template puts together a personal identity number that the plan does not show.

The names are stable: they are not changed or removed unless the [CHANGELOG](../../CHANGELOG.md) says so.

## The names
""",
}
TABLE_HEADS = {Language.SV: "| Namn | Innehåll |\n| --- | --- |", Language.EN: "| Name | Holds |\n| --- | --- |"}


def reference(language: Language) -> str:
    """Return the whole reference in a language."""
    listed = "\n".join(f"- `{name}`: {text_of(purpose, language)}" for name, purpose in PURPOSES.items())
    beginning = BEGINNINGS[language].format(
        note=NOTE,
        templates=listed,
        blocks=", ".join(f"`{b}`" for b in _blocks()),
        tables=", ".join(f'`"{name}"`' for name in TABLES),
    )
    views = tuple(view_reference())
    names = {view.name for view in views}
    return "\n".join([beginning, *(_section(view, names, language) for view in views)])


def _blocks() -> Iterator[str]:
    """Yield the sections of the status report, in order."""
    text = (built_in_templates() / file_name(STATUS_REPORT, PageKind.MD)).read_text(encoding="utf-8")
    yield from re.findall(r"{% block (\w+)", text)


def _section(view: ViewReference, names: Container[str], language: Language) -> str:
    rows = "\n".join(f"| `{field.name}` | {_described(field, names, language)} |" for field in view.fields)
    return f"### `{view.name}`\n\n{translated(view.description, language)}\n\n{TABLE_HEADS[language]}\n{rows}\n"


def _described(field: FieldReference, names: Container[str], language: Language) -> str:
    kind = f"[{field.kind}](#{field.kind})" if field.kind in names else translated(field.kind, language)
    if field.is_list:
        return translated("list of {kind}", language).format(kind=kind)
    return translated("{kind}, or nothing", language).format(kind=kind) if field.may_be_missing else kind


if __name__ == "__main__":
    sys.exit(write_or_check({path: reference(language) for language, path in FILES.items()}, __doc__))
