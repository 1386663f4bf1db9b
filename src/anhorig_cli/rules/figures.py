"""Figures in findings, and how running text writes numbers of people.

Words for those who work with the plan, such as managers and coordinators, are not included: their number is not secret.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from anhorig_cli.analysis.counted_people import is_share
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.rules.rule import Case
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import SCALES, Language, Term

_MOST_DECIMALS = Decimal("0.01")
_PRECISE = Context(prec=100)
"""Precise enough for any share that a plan can hold, such as one with a denominator of 1e-29; the default is not."""


def rounded(number: Decimal) -> Decimal:
    """Return a number rounded to at most two decimals, without trailing zeros."""
    return number.quantize(_MOST_DECIMALS, ROUND_HALF_UP, _PRECISE).normalize() + 0  # adding 0 turns 1E+2 into 100


def figure(indicator: Indicator, number: Decimal) -> Decimal | Term:
    """Return a value of an indicator as findings print it: rounded, or yes or no if the indicator has those."""
    if indicator.is_yes_no and number in {0, 1}:
        return SCALES["flag"].word("true" if number else "false")
    return rounded(number)


def disclosed(case: Case, indicator: Indicator, measurement: Measurement) -> Decimal | Message | Term:
    """Return a measurement's value as far as a finding may disclose it: no more than a report does."""
    disclosure = case.disclosure
    if not disclosure.is_suppressed(indicator, measurement):
        return figure(indicator, measurement.amount or Decimal(0))
    if disclosure.is_small_count(indicator, measurement):
        return message("fewer than {n}", n=disclosure.minimum_count)
    if is_share(indicator, measurement) and not measurement.is_part:
        return message("a share of few people")
    return message("a value that is not shown")


# Words for the people that plans count, in Swedish and English, and numbers as written in running text.


_PEOPLE_IN_BOTH = frozenset(
    """
    anhörig anhöriga anhörige anhörigvårdare anhörigvårdarna närstående närståendevårdare familjevårdare vårdare
    vårdarna deltagare deltagaren deltagarna kursdeltagare gruppdeltagare brukare brukaren brukarna klient klienter
    klienterna
    patient patienter patienterna besökare besökarna användare användarna svarande respondent respondenter
    respondenterna sökande boende medlem medlemmar medlemmarna gruppmedlemmar elev elever eleverna invånare invånarna
    volontär
    volontärer volontärerna frivilliga pensionär pensionärer pensionärerna
    person personer personerna människa människor människorna individ individer individerna kvinna kvinnor kvinnorna
    man män männen flicka flickor flickorna pojke pojkar pojkarna tjej tjejer tjejerna kille killar killarna
    barn barnen ungdom ungdomar ungdomarna tonåring tonåringar tonåringarna unga vuxna
    förälder föräldrar föräldrarna morföräldrar farföräldrar mamma mammor mammorna pappa pappor papporna mödrar mödrarna
    fäder fäderna make maka makar makarna makor hustru hustrur hustrurna fru fruar fruarna sambo sambor samborna
    syskon syskonen syster systrar systrarna bror bröder bröderna son söner sönerna dotter döttrar döttrarna
    barnbarn barnbarnen släkting släktingar släktingarna familj familjer familjerna hushåll hushållen
    carer carers caregiver caregivers participant participants attendee attendees respondents client clients patients
    resident residents user users member members pupil pupils volunteer volunteers persons people individual individuals
    woman women girl girls boy boys child children adult adults teenager teenagers parent parents mother mothers
    father fathers spouse spouses husband husbands wife wives sibling siblings sister sisters brother brothers sons
    daughter daughters relative relatives family families household households
    """.split()  # noqa: SIM905 - a hundred words read better as text
)
_PEOPLE = {Language.SV: _PEOPLE_IN_BOTH, Language.EN: _PEOPLE_IN_BOTH | {"men"}}
"""English *men* is excluded from Swedish, where it means *but*."""

_NUMBERS = {
    word: number
    for words in (
        "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    )
    for number, word in enumerate(words.split())
}
_SELDOM_COUNTS = frozenset({"noll", "en", "zero", "one"})
"""*En anhörig* mostly means anyone."""
_DIGITS = re.compile("0|[1-9][0-9]?")


def is_people(word: str, language: Language = Language.SV) -> bool:
    """Return whether a word is one for people, regardless of case; a genitive s is allowed."""
    small, known = word.lower(), _PEOPLE[language]
    return small in known or small.removesuffix("s") in known


def number_in(word: str) -> int | None:
    """Return the number below a hundred that a word means, in digits or letters; None otherwise, and for *one*."""
    if _DIGITS.fullmatch(word):
        return int(word)
    small = word.lower()
    return None if small in _SELDOM_COUNTS else _NUMBERS.get(small)


def spellings_below(number: int) -> set[str]:
    """Return the spellings of all numbers below `number`, in digits and in letters except for *zero* and *one*."""
    words = [word for word, value in _NUMBERS.items() if value < number and word not in _SELDOM_COUNTS]
    return {*map(str, range(min(number, _HUNDRED))), *words, *map(str.title, words), *map(str.upper, words)}


_HUNDRED = 100
