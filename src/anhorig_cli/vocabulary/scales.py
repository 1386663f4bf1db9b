"""The scales of the plan format: status, trend, direction, frequency and other closed word lists."""

from collections.abc import Iterator
from functools import cached_property

from anhorig_cli.vocabulary.spelling import Language, SimilarWords, Term, word_key

SYMBOLS: dict[str, str] = {
    "achieved": "✔",
    "expected": "▲",
    "partly_expected": "◆",
    "partly_achieved": "◐",
    "unlikely": "▼",
    "not_achieved": "✖",
    "discontinued": "⊘",
    "not_assessed": "○",
    "not_applicable": "–",
    "not_started": "○",
    "in_progress": "◔",
    "done": "✔",
    "cancelled": "⊘",
    "better": "↗",
    "unchanged": "→",
    "worse": "↘",
    "unknown": "?",
    "overdue": "!",
    "missed": "✖",
    "next": "▶",
    "coming": "○",
    "passed": "·",
}
"""The symbol of each word that is shown, by its English name; it is never shown without the word."""


WORST_FIRST = ("not_achieved", "unlikely", "partly_achieved", "partly_expected", "not_assessed", "expected", "achieved")
"""The statuses of subgoals that are not dropped, the worst first. One that is not assessed may turn out badly, so it
comes between those that deviate and those that do not."""


Word = Term
"""A word of a scale; its Swedish name is its label unless another is given."""


class Scale:
    """A closed list of words; `names` maps every folded spelling to the English word."""

    def __init__(self, name: str, sv: str, words: tuple[Word, ...]) -> None:
        self.name = name
        self.sv = sv
        self.words = words
        self.names = {word_key(spelling): word.name for word in words for spelling in word.spellings}

    def near(self, text: str) -> str | None:
        """Return the spelling, with spaces, of the word most similar to a text; None where none is."""
        return self._spellings.near(text)

    @cached_property
    def _spellings(self) -> SimilarWords:
        return SimilarWords(spelling.replace("_", " ") for word in self.words for spelling in word.spellings)

    def word(self, name: str) -> Word:
        """Return the word with the English name `name`."""
        return next(word for word in self.words if word.name == name)

    def spelled(self, language: Language) -> str:
        """Return the scale's name in a language."""
        return self.sv if language is Language.SV else self.name.replace("_", " ")

    def spellings(self, language: Language) -> list[str]:
        """Return the words as a plan in a language writes them, in the scale's order."""
        return [word.spelled(language) for word in self.words]

    def label(self, name: str, language: Language) -> str:
        """Return the word as a report prints it."""
        return self.word(name).label(language)


_YEARS_BETWEEN = {
    3: ("tredje", "third"),
    4: ("fjärde", "fourth"),
    5: ("femte", "fifth"),
    6: ("sjätte", "sixth"),
    8: ("åttonde", "eighth"),
    10: ("tionde", "tenth"),
}
_EVERY_SECOND = ("varannat år", "vart andra år", "2 år", "every 2 years", "every other year", "every second year")


def _every(years: int, swedish: str, english: str) -> Word:
    """Return the word for a number of years between occurrences, such as `vart tredje år`."""
    also = (f"var {swedish} år", f"vart {years}:e år", f"{years} år", f"every {years} years", f"every {english} year")
    return Word(f"{years}_years", f"vart {swedish} år", also)


_ALL = (
    Scale(
        "assessment",
        "bedömning",
        (
            Word("achieved", "uppfyllt", ("uppnått", "uppfylld", "uppnådd"), "Uppfyllt", "Achieved"),
            Word("expected", "bedöms uppfyllas", label_en="Expected to be achieved"),
            Word("partly_expected", "bedöms delvis uppfyllas", label_en="Expected to be partly achieved"),
            Word("partly_achieved", "delvis uppfyllt", ("delvis uppnått",), label_en="Partly achieved"),
            Word("unlikely", "bedöms inte uppfyllas", label_en="Not expected to be achieved"),
            Word("not_achieved", "ej uppfyllt", ("inte uppfyllt", "ej uppnått"), label_en="Not achieved"),
            Word("discontinued", "avfört", ("avförd",), label_en="Discontinued"),
            Word("not_assessed", "bedömning saknas", ("ej bedömt",), label_en="Not assessed"),
            Word("not_applicable", "ej tillämpligt", ("inte tillämpligt",), label_en="Not applicable"),
        ),
    ),
    Scale(
        "activity",
        "aktivitet",
        (
            Word("not_started", "ej påbörjad", ("inte påbörjad", "ej påbörjat"), label_en="Not started"),
            Word("in_progress", "pågår", ("påbörjad", "pågående"), label_en="In progress"),
            Word("done", "genomförd", ("genomfört", "klar"), label_en="Done"),
            Word("cancelled", "avförd", ("inställd", "avfört", "inställt"), label_en="Cancelled"),
        ),
    ),
    Scale(
        "trend",
        "trend",
        (
            Word("better", "bättre"),
            Word("unchanged", "oförändrad", ("oförändrat",)),
            Word("worse", "sämre"),
            Word("unknown", "okänd", ("okänt",), "Går inte att följa", "Cannot be followed"),
        ),
    ),
    Scale(
        "direction",
        "riktning",
        (
            Word("increase", "öka", ("ökar", "ökas"), label_sv="Ska öka", label_en="Should increase"),
            Word("decrease", "minska", ("minskar", "minskas"), label_sv="Ska minska", label_en="Should decrease"),
            Word("hold", "behålla", label_sv="Ska behållas", label_en="Should be held"),
            Word("follow", "följa", label_sv="Följs", label_en="Is followed"),
        ),
    ),
    Scale(
        "frequency",
        "mätintervall",
        (
            Word("month", "månad", ("monthly", "månadsvis")),
            Word("quarter", "kvartal", ("quarterly", "kvartalsvis")),
            Word("tertial", "tertial", ("tertialvis",)),
            Word("half_year", "halvår", ("half_yearly", "halvårsvis")),
            Word("year", "år", ("yearly", "årligen")),
        ),
    ),
    Scale(
        "recurrence",
        "återkommer",
        (
            Word(
                "monthly", "månadsvis", ("varje månad", "every month"), label_sv="Varje månad", label_en="Every month"
            ),
            Word(
                "quarterly",
                "kvartalsvis",
                ("varje kvartal", "var tredje månad", "every quarter"),
                label_sv="Varje kvartal",
                label_en="Every quarter",
            ),
            Word(
                "tertial",
                "tertialvis",
                ("varje tertial", "var fjärde månad", "every tertial"),
                label_sv="Varje tertial",
                label_en="Every tertial",
            ),
            Word(
                "half_yearly",
                "halvårsvis",
                ("varje halvår", "var sjätte månad", "every half year"),
                label_sv="Varje halvår",
                label_en="Every half year",
            ),
            Word("yearly", "årligen", ("årsvis", "varje år", "every year"), label_sv="Varje år", label_en="Every year"),
        ),
    ),
    Scale(
        "every",
        "hur ofta",
        (
            Word("1_year", "varje år", ("årligen", "every year", "yearly")),
            Word("2_years", "vartannat år", _EVERY_SECOND),
            *(_every(years, *words) for years, words in _YEARS_BETWEEN.items()),
        ),
    ),
    Scale(
        "occurrence",
        "tillfälle",
        (
            Word("done", "utfört"),
            Word("cancelled", "inställt", label_en="Cancelled"),
            Word("missed", "missat", label_sv="Inte utfört i tid", label_en="Not done in time"),
            Word("next", "härnäst"),
            Word("coming", "kommande"),
            Word("passed", "passerat"),
        ),
    ),
    Scale(
        "party_role",
        "roll",
        (
            Word("accountable", "huvudman", label_en="Accountable body"),
            Word("participates", "deltar", label_en="Takes part"),
            Word("invited", "inbjuden", label_en="Invited"),
            Word("interested", "intresserad", label_en="Interested"),
        ),
    ),
    Scale(
        "document_type",
        "dokumenttyp",
        (
            Word("plan", "plan", ("handlingsplan", "verksamhetsplan", "action_plan")),
            Word("programme", "program", ("program",)),
            Word("strategy", "strategi"),
            Word("policy", "policy"),
            Word("guideline", "riktlinje", ("riktlinjer", "rutin", "guidelines", "routine")),
            Word("follow_up", "uppföljning"),
            Word("response", "svar"),
        ),
    ),
    Scale("priority", "prioritet", (Word("reach_more", "nå fler", label_en="To reach more"),)),
    Scale("contact", "kontakt", (Word("most", "mest", ("flest",), label_sv="Mest kontakt", label_en="Most contact"),)),
    Scale(
        "survey_method",
        "metod",
        (
            Word("survey", "enkät", ("enkätundersökning", "questionnaire")),
            Word("focus_group", "fokusgrupp", ("fokusgrupper", "focus_groups")),
            Word("interviews", "intervjuer", ("intervju", "interview")),
        ),
    ),
    Scale(
        "column_kind",
        "typ",
        (
            Word("ignored", "bortse", ("bortses",)),
            Word("respondent", "svarande"),
            Word("day", "dag", ("datum", "date")),
            Word("unit", "enhet"),
            Word("scale", "skala"),
            Word("choice", "val", ("ett val",)),
            Word("several", "flera", ("flera val",)),
            Word("ticked", "kryss", ("ikryssad",)),
        ),
    ),
    Scale(
        "day_order",
        "dagordning",
        (
            Word("month_first", "månad först", label_en="Month first"),
            Word("day_first", "dag först", label_en="Day first"),
        ),
    ),
    Scale(
        "revised_field",
        "fält",
        (Word("due", "senast"), Word("start_by", "påbörjas_senast"), Word("target", "målvärde")),
    ),
    Scale(
        "committee_paper",
        "tjänsteskrivelse",
        (
            Word("proposal", "förslag", ("förslag till beslut",), "Förslag till beslut", "Proposed decision"),
            Word("summary", "sammanfattning"),
            Word("background", "bakgrund"),
            Word("follow_up", "uppföljning", label_sv="Uppföljning av planen", label_en="Progress"),
            Word(
                "events",
                "väsentliga händelser",
                ("händelser", "viktiga händelser"),
                "Väsentliga händelser",
                "Important events",
            ),
            Word("administration_view", "förvaltningens bedömning", label_en="The administration's view"),
            Word(
                "economy", "ekonomi", ("ekonomiska konsekvenser",), "Ekonomiska konsekvenser", "Economic consequences"
            ),
            Word("outlook", "förväntad utveckling", ("framåtblick",), "Förväntad utveckling", "Outlook"),
            Word("children", "barnperspektiv", ("barnens perspektiv",), label_en="Children's perspective"),
            Word("basis", "beslutsunderlag", label_en="Decision basis"),
            Word(
                "sent_to",
                "skickas till",
                ("beslutet skickas till",),
                "Beslutet skickas till",
                "The decision is sent to",
            ),
        ),
    ),
    Scale("report_length", "rapportens längd", (Word("short", "kort"), Word("full", "fullständig"))),
    Scale(
        "flag",
        "ja eller nej",
        (Word("true", "ja", ("yes", "sant"), label_en="Yes"), Word("false", "nej", ("no", "falskt"), label_en="No")),
    ),
    Scale("open_end", "utan slut", (Word("until_further_notice", "tills vidare", label_en="Until further notice"),)),
    Scale("open_due", "utan slut", (Word("ongoing", "löpande"),)),
    Scale("everyone", "alla", (Word("all", "alla", ("alla enheter", "all units"), "Alla enheter", "All units"),)),
    Scale("language", "språk", (Word("sv", "svenska", ("swedish",)), Word("en", "engelska", ("english",)))),
    Scale(
        "severity",
        "allvar",
        (
            Word("error", "fel"),
            Word("warning", "varning"),
            Word("info", "upplysning", label_en="Information"),
            Word("off", "av"),
        ),
    ),
)

SCALES: dict[str, Scale] = {scale.name: scale for scale in _ALL}
"""Every scale by its name."""


def scales_with(word: str) -> Iterator[Scale]:
    """Yield the scales that have `word` in any spelling, so that a message can say where a misplaced word belongs."""
    key = word_key(word)
    return (scale for scale in _ALL if key in scale.names)
