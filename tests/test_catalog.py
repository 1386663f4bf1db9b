"""Messages in the reader's language."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import anhorig_cli
from anhorig_cli.catalog import text_of, translated
from anhorig_cli.model.dates import parse_date
from anhorig_cli.model.parts import PARTS
from anhorig_cli.source import Location, message
from anhorig_cli.vocabulary import Language

PO = Path(anhorig_cli.__file__).parent / "locale" / "sv" / "LC_MESSAGES" / "anhorig.po"


def swedish_texts() -> dict[str, str]:
    with PO.open("rb") as file:
        return {str(entry.id): str(entry.string) for entry in read_po(file, locale="sv") if entry.id}


SWEDISH = swedish_texts()


def names_in(template: str) -> set[str]:
    """Return the names of the values that a template has places for."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}


def is_template(text: str) -> bool:
    """Tell whether a text is a message's template, and not a page with examples, where braces are YAML."""
    return "\n" not in text


def test_every_text_of_the_catalog_is_found_and_nothing_else() -> None:
    assert {key: translated(key, Language.SV) for key in SWEDISH} == SWEDISH
    for other in ("", " ", "\uffff", "\ud800", "no such text", min(SWEDISH)[:-1], max(SWEDISH) + "x"):
        assert translated(other, Language.SV) == other


def test_a_message_is_said_in_the_readers_language() -> None:
    flaw = message("{value} is not a date", value='"snarast"')
    assert text_of(flaw, Language.EN) == '"snarast" is not a date'
    assert text_of(flaw, Language.SV) == '"snarast" är inget datum'


def test_text_from_a_plan_is_never_a_template() -> None:
    flaw = message("{value} is not a date", value="{value.__class__} {0} {")
    assert text_of(flaw, Language.EN) == "{value.__class__} {0} { is not a date"


def test_braces_of_a_template_without_values_are_said_once() -> None:
    assert text_of(message("begins with '[' or '{{'"), Language.EN) == "begins with '[' or '{'"


def test_a_message_within_a_message_is_said_in_the_same_language() -> None:
    flaw = message("{part} is not reported", part=message("the numerator"))
    assert text_of(flaw, Language.EN) == "the numerator is not reported"
    assert text_of(flaw, Language.SV).startswith("täljaren ")


def test_a_place_is_said_by_its_line() -> None:
    flaw = message("the id '{id}' is already on line {line}", id="d1", line=Location("plan.yaml", 12, 3))
    assert text_of(flaw, Language.EN) == "the id 'd1' is already on line 12"


def test_what_is_spelt_differently_in_each_language_is_spelt_in_the_readers() -> None:
    autumn = parse_date("ht 2021")
    assert text_of(message("before {date}", date=autumn), Language.EN) == "before autumn 2021"
    assert text_of(message("before {date}", date=autumn), Language.SV).endswith("hösten 2021")


def test_several_values_are_parted_by_strokes() -> None:
    keys = tuple(PARTS["plan"].term(name) for name in ("units", "roles"))
    assert text_of(message("not among {keys}", keys=keys), Language.EN) == "not among units/roles"
    assert text_of(message("not among {keys}", keys=keys), Language.SV).endswith("enheter/roller")


def test_a_text_without_a_translation_stays_as_it_is() -> None:
    for language in Language:
        assert translated("xyzzy", language) == "xyzzy"


def test_an_empty_text_is_empty_in_every_language() -> None:
    assert [translated("", language) for language in Language] == ["", ""]


def test_every_text_has_a_swedish_translation_that_is_in_use() -> None:
    for english, swedish in SWEDISH.items():
        assert swedish, english
        assert translated(english, Language.SV) == swedish
        assert translated(english, Language.EN) == english


def test_a_translation_has_places_for_the_same_values() -> None:
    for english, swedish in SWEDISH.items():
        if is_template(english):
            assert names_in(swedish) == names_in(english), english


def test_a_carer_and_the_person_cared_for_are_never_swapped() -> None:
    for english, swedish in SWEDISH.items():
        if "carer" in re.sub(r"carers?-[\w-]+", "", english):  # ids of an example name nobody
            assert "anhörig" in swedish.lower(), english
        assert ("närstående" in swedish.lower()) is ("cared-for" in english), english


# Words that the texts had for something that has another word, or that mean something else to whoever reads them.

MISUSED: dict[Language, dict[str, tuple[str, str]]] = {
    Language.EN: {
        r"\bserv(e|es|ed|ing)\b": ("an area that no plan serves", "an area that no plan contributes to"),
        r"\btake[ns]? away\b|\btaken? (it|them) out\b": ("take it out", "remove it"),
        r"\bmend(s|ed)?\b": ("how is it mended?", "how is it fixed?"),
        r"\blies? behind\b": ("the value lies behind", "the value is behind"),
        r"\bwholly\b": ("not wholly met", "not fully met"),
        r"\bgrave(r|st)?\b": ("the gravest findings", "the most serious findings"),
        r"\b(a|the|no|own) responsible\b(?! (for|role|unit))": ("it has no responsible", "nobody is responsible"),
        r"\btold (by|of)\b|\btells? of\b": ("told by no report", "printed in no report"),
        r"\bis late, the latest first\b": ("What is late, the latest first", "What is late, the most overdue first"),
    },
    Language.SV: {
        r"\b[Mm]ätsätt|sättet att mäta": ("nytt mätsätt", "ny mätmetod"),
        r"\b[Mm]issa(t|d|de|s)\b": ("tillfället är missat", "uppgiften är inte utförd i tid"),
        r"\b[Ss]ista dagar\b|[Dd]elmålens sista dag": ("delmålens sista dagar", "delmålens slutdatum"),
        r"\bpricka(r|t|s)? av\b|markera\w* som utför": ("tillfället är markerat som utfört", "det är avbockat"),
        r"\b[Aa]nteckning": ("en anteckning", "en notering"),
        r"\beditor": ("en editor", "en textredigerare"),
        r"\bblanksteg": ("hårda blanksteg", "hårda mellanslag"),
        r"\bavslutningskod": ("avslutningskoden är 1", "slutkoden är 1"),
        r"\bLagrum\b": ("Lagrum: socialtjänstlagen", "Lagstöd: socialtjänstlagen"),
        r"\b(planen|filen|mallen|kartan|verktyget|kommandot|ändelsen|regeln) säger\b": (
            "planen säger inte när",
            "planen anger inte när",
        ),
        r"\bskiljer sig(?! åt| från)\b": ("enheterna skiljer sig", "enheterna är olika"),
        r"\b[Ff]ått en fortsättning\b": ("delmål som har fått en fortsättning", "delmål som drivs vidare"),
        r"\bslutar med \.": ("ett namn som slutar med .svg", "ett namn som slutar på .svg"),
        r"\balla (\w+ )?aktiviteter är inte\b": (
            "alla dess aktiviteter är inte genomförda",
            "inte alla dess aktiviteter är genomförda",
        ),
    },
}
ROOT = Path(__file__).parent.parent
ENGLISH_PAGES = {"commands.md", "settings.md", "gathering.md", "rules.md", "templates.md", "plan-format.md"}


def texts_in(language: Language) -> Iterator[tuple[str, str]]:
    """Give every text and page that is read in a language, after its first words or its name."""
    for english, swedish in SWEDISH.items():
        text = english if language is Language.EN else swedish
        yield text[:60], text
    for page in [*ROOT.glob("README*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "starter").rglob("*.md")]:
        is_english = "en" in page.parts or page.name.endswith(".en.md") or page.name in ENGLISH_PAGES
        if is_english is (language is Language.EN):
            yield str(page.relative_to(ROOT)), page.read_text(encoding="utf-8")


def prose(text: str) -> str:
    """Return a text without its code, options and values."""
    return re.sub(r"```.*?```|`[^`]*`|--[\w-]+|\{[^}]*\}|\(#[^)]*\)", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("language", MISUSED)
def test_no_text_has_a_word_for_something_that_has_another(language: Language) -> None:
    found = [
        (name, word) for name, text in texts_in(language) for word in MISUSED[language] if re.search(word, prose(text))
    ]
    assert found == []


@pytest.mark.parametrize(("word", "samples"), [one for words in MISUSED.values() for one in words.items()])
def test_a_misused_word_is_found_and_the_better_one_is_not(word: str, samples: tuple[str, str]) -> None:
    misused, better = samples
    assert re.search(word, misused)
    assert not re.search(word, better)
