"""The words of the calendar: months, seasons and weekdays, in both languages."""

from typing import NamedTuple

from anhorig_cli.vocabulary.spelling import Language, Term, word_key

MONTH_TERMS = (
    Term("january", "januari", ("jan",)),
    Term("february", "februari", ("feb",)),
    Term("march", "mars", ("mar",)),
    Term("april", "april", ("apr",)),
    Term("may", "maj"),
    Term("june", "juni", ("jun",)),
    Term("july", "juli", ("jul",)),
    Term("august", "augusti", ("aug",)),
    Term("september", "september", ("sep", "sept")),
    Term("october", "oktober", ("okt", "oct")),
    Term("november", "november", ("nov",)),
    Term("december", "december", ("dec",)),
)
"""The months, January first."""

_SHORT = {
    Language.SV: ("jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."),
    Language.EN: ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def month_name(number: int, language: Language, *, short: bool = False) -> str:
    """Return the name of a month, 1 to 12, as it stands in a sentence; shortened as a narrow column needs it."""
    if short:
        return _SHORT[language][number - 1]
    term = MONTH_TERMS[number - 1]
    return term.sv if language is Language.SV else term.name.capitalize()


MONTHS: dict[str, int] = {word_key(spelling): n for n, term in enumerate(MONTH_TERMS, 1) for spelling in term.spellings}
"""Month number (1 to 12) by every spelling."""


class Season(NamedTuple):
    """A season and its months; winter begins in December of the year before the one it ends in."""

    term: Term
    first_month: int
    last_month: int


_SEASONS = (
    Season(Term("spring", "våren", ("vår", "vårterminen", "vårtermin", "vt")), 1, 6),
    Season(Term("summer", "sommaren", ("sommar",)), 6, 8),
    Season(Term("autumn", "hösten", ("höst", "höstterminen", "hösttermin", "ht", "fall")), 8, 12),
    Season(Term("winter", "vintern", ("vinter",)), 12, 2),
)

SEASONS: dict[str, Season] = {word_key(spelling): season for season in _SEASONS for spelling in season.term.spellings}
"""Season by every spelling."""

WEEKDAYS = (
    Term("monday", "måndagen", ("måndag",)),
    Term("tuesday", "tisdagen", ("tisdag",)),
    Term("wednesday", "onsdagen", ("onsdag",)),
    Term("thursday", "torsdagen", ("torsdag",)),
    Term("friday", "fredagen", ("fredag",)),
    Term("saturday", "lördagen", ("lördag",)),
    Term("sunday", "söndagen", ("söndag",)),
)
"""The days of the week, Monday first, as they stand after an ordinal."""

ORDINALS = {
    1: Term("first", "första", ("1:a", "1st")),
    2: Term("second", "andra", ("2:a", "2nd")),
    3: Term("third", "tredje", ("3:e", "3rd")),
    4: Term("fourth", "fjärde", ("4:e", "4th")),
    -1: Term("last", "sista"),
}
"""Which of its weekdays in a month, by number; -1 is the last."""

WEEKDAY_NUMBERS = {word_key(word): n for n, term in enumerate(WEEKDAYS, 1) for word in term.spellings}
"""Number of the weekday (1 to 7, Monday to Sunday) by every spelling."""

ORDINAL_NUMBERS = {word_key(word): n for n, term in ORDINALS.items() for word in term.spellings}
"""Number of an ordinal by every spelling."""

EVERY_MONTH = (
    *("varje månad", "i månaden", "i varje månad", "every month", "each month"),
    *(f"{before} {after}" for before in ("in", "of") for after in ("every month", "each month", "the month")),
)
"""What stands after a weekday that comes back in every month."""
