"""The words of the calendar: months and seasons, in both languages."""

from dataclasses import dataclass

from anhorig_cli.vocabulary.spelling import Language, Term, word_key

_MONTHS = (
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

MONTH_NAMES = tuple(term.sv for term in _MONTHS)
"""The months' Swedish names."""

_SHORT = {
    Language.SV: ("jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."),
    Language.EN: ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def month_name(number: int, language: Language, *, short: bool = False) -> str:
    """Return the name of a month, 1 to 12, as it stands in a sentence; shortened as a narrow column needs it."""
    if short:
        return _SHORT[language][number - 1]
    term = _MONTHS[number - 1]
    return term.sv if language is Language.SV else term.name.capitalize()


MONTHS: dict[str, int] = {word_key(spelling): n for n, term in enumerate(_MONTHS, 1) for spelling in term.spellings}
"""Month number (1 to 12) by every spelling."""


@dataclass(frozen=True, slots=True)
class Season:
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
