"""Figures: how few decimals a finding tells, and how plans write numbers of people in words.

Those who work with the plan are not among them, such as managers and coordinators: how many they are is no secret.
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
_ROOM = Context(prec=100)
"""Room for any share that can be written: of a denominator of 1e-29, say, which the usual 28 digits have not."""


def rounded(number: Decimal) -> Decimal:
    """Return a number with at most two decimals, and no noise after them."""
    return number.quantize(_MOST_DECIMALS, ROUND_HALF_UP, _ROOM).normalize() + 0  # the sum turns 1E+2 into 100


def figure(indicator: Indicator, number: Decimal) -> Decimal | Term:
    """Return a value of an indicator as a finding tells it: yes or no where it is one."""
    if indicator.is_yes_no and number in {0, 1}:
        return SCALES["flag"].word("true" if number else "false")
    return rounded(number)


def disclosed(case: Case, indicator: Indicator, measurement: Measurement) -> Decimal | Message | Term:
    """Return a measurement's value as a finding may disclose it: as little of few people as a report does."""
    disclosure = case.disclosure
    if not disclosure.is_suppressed(indicator, measurement):
        return figure(indicator, measurement.amount or Decimal(0))
    if disclosure.is_small_count(indicator, measurement):
        return message("fewer than {n}", n=disclosure.minimum_count)
    if is_share(indicator, measurement) and not measurement.is_part:
        return message("a share of few people")
    return message("a value that is not shown")


# Words for people as plans count them, in Swedish and English, and numbers as they are written in a text.


_BOTH = frozenset(
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
_PEOPLE = {Language.SV: _BOTH, Language.EN: _BOTH | {"men"}}
"""English *men* are Swedish for *but*."""

_NUMBERS = {
    word: number
    for words in (
        "noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton",
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen",
    )
    for number, word in enumerate(words.split())
}
_UNLIKE_COUNTS = frozenset({"noll", "en", "zero", "one"})
"""*En anhörig* mostly means anyone."""
_DIGITS = re.compile("0|[1-9][0-9]?")


def is_people(word: str, language: Language = Language.SV) -> bool:
    """Return whether a word is one for people, in any case; in the genitive too."""
    small, known = word.lower(), _PEOPLE[language]
    return small in known or small.removesuffix("s") in known


def number_in(word: str) -> int | None:
    """Return the number below a hundred that a word is, in digits or letters; None for another word, and for *one*."""
    if _DIGITS.fullmatch(word):
        return int(word)
    small = word.lower()
    return None if small in _UNLIKE_COUNTS else _NUMBERS.get(small)


def spellings_below(number: int) -> set[str]:
    """Return how the numbers below one are written in a text, but for *one* in letters."""
    words = [word for word, value in _NUMBERS.items() if value < number and word not in _UNLIKE_COUNTS]
    return {*map(str, range(min(number, _HUNDRED))), *words, *map(str.title, words), *map(str.upper, words)}


_HUNDRED = 100
