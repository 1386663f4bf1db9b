"""Small counts of people in running text."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.figures import is_people, number_in, spellings_below
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message
from anhorig_cli.vocabulary import Language


@rule("ANH805", "small-count", Severity.WARNING)
def small_count(case: Case) -> Iterator[Finding]:
    """A text mentions so few people that they might be recognised.

    The report prints no count of fewer than five people (`minsta_antal`, `small_count` in `anhorig.yaml`) from the
    plan's own fields, but what stands in running text is printed as it is. Numbers are looked for in digits and in
    letters, beside words for people: “tre kvinnor”, “2 st anhöriga”, “tre av de unga anhöriga”, “män: 3”. *One* is not
    looked for, since “en anhörig” mostly means anyone, nor are those who work with the plan, such as managers.

    **Fix it:** write “a few”, or put the number in the field for it (`deltagare`), where the report can leave it out.

    ```yaml
    # bad
    bakgrund: Vid höstens träff deltog tre anhöriga.
    ```

    ```yaml
    # good
    bakgrund: Vid höstens träff deltog några få anhöriga.
    ```
    """
    least, language = case.project.small_count, case.plan.language
    beginnings = _small_number_pattern(least).finditer(f"\n{case.texts.prose}")
    for route, text in case.texts.at(found.start("number") - 1 for found in beginnings):
        for words in dict.fromkeys(_counts(text, least, language)):
            yield Finding(
                Where(route, words=words),
                message("so few people are counted here that they might be recognised"),
                message("write 'a few' (några få), or put the number in the field for it"),
            )


_LONGEST = 80
"""How many characters before and after a number are examined."""
_NUMBER = re.compile(r"(?:\w+\s?[-–]\s?)?(\w+)(?![.,:/-][0-9]|\s?[§%])")
"""A number, or a range that ends with it."""
_WORD = re.compile(r"[\s*_]+(?:\(\w+\)[\s*_]+)?(\w+)(?!-)")
_ENDS = r"(?i)[*_]*\s*(?:st\b\.?|stycken)?\s*(?:[)|;,.\n]|$)"
_OPENS = re.compile(r"(?:^|[.!?:;(\n])[\s*_]*$")

_MARKS = '()*_:=|.,;!?"”'
_OF = frozenset({"av", "utav", "of"})
_ARE = frozenset({"är", "var", "blev", "are", "were"})
_MEASURE_WORDS = frozenset({"st", "stycken"})
_OWNERS = frozenset({"de", "dem", "dessa", "våra", "the", "these", "those", "our", "their"})
_ADJECTIVES = frozenset({"young", "older", "elderly", "adult", "new", "other", "different", "more", "working"})
_ACTS = frozenset(
    """
    deltog deltar deltagit medverkade närvarade kom svarade svarat besvarade anmälde tackade avböjde avbröt hoppade
    slutade avled attended participated came responded answered replied declined
    """.split()  # noqa: SIM905 - a hundred words read better as text
)
_ONLY = frozenset(
    {"endast", "bara", "enbart", "totalt", "sammanlagt", "högst", "minst", "only", "just", "dem", "dessa"}
)
_LABELS = frozenset(
    """
    punkt steg fas nivå bilaga kapitel kap mål delmål aktivitet insats tabell figur diagram sida sidan sid s nr nummer
    grupp enhet område avdelning version ver v del vecka kl klockan den artikel paragraf § rad år dag termin kvartal
    tertial fråga alternativ prio prioritet lag step phase level chapter goal subgoal table figure page number no group
    unit area part week year day question option priority act
    """.split()  # noqa: SIM905 - a hundred words read better as text
)
"""Words before a number that labels something, as in *delmål 3*, and so does not count people."""
_RATIOS = frozenset({1, 2, 3, 4, 5, 10, 100, 1000})
"""Bases that usually make a ratio, as in *3 av 10*."""


@cache
def _small_number_pattern(minimum_count: int) -> re.Pattern[str]:
    """Return a pattern that quickly finds small numbers as separate words in a whole plan."""
    numbers = "|".join(sorted(spellings_below(minimum_count)))
    return re.compile(rf"[\s(*_>|\[\"'”»+~–](?P<number>{numbers or '(?!)'})\b")


def _counts(text: str, minimum_count: int, language: Language) -> Iterator[str]:
    """Yield the phrases in a text that count fewer people than `minimum_count`."""
    text = f"\n{text}"  # so that the first word, too, has a character before it
    for found in _numbers(text, minimum_count):
        before = text[max(found.start() - _LONGEST, 0) : found.start()]
        around = _Surroundings(found, before, text[found.end() : found.end() + _LONGEST], language)
        yield from around.named_before() if around.is_named else around.counted_after()


def _numbers(text: str, minimum_count: int) -> Iterator[re.Match[str]]:
    """Yield the small numbers in a text, or the ranges that end with one, without overlaps."""
    end = 0
    for beginning in _small_number_pattern(minimum_count).finditer(text):
        start = beginning.start("number")
        found = None if start < end or _is_end_of_thousands(text, start) else _NUMBER.match(text, start)
        number = number_in(found[1]) if found else None
        if found and number is not None and number < minimum_count:
            end = found.end()
            yield found


def _is_end_of_thousands(text: str, start: int) -> bool:
    """Return whether a number is the last group of one written with spaces, as in *10 004*."""
    return start > 1 and text[start - 1] in " \u00a0" and text[start - 2].isdigit()


class _Surroundings:
    """A number with the text before and after it."""

    def __init__(self, number: re.Match[str], before: str, after: str, language: Language) -> None:
        self._number = number
        self._before = before
        self._after = after
        self._language = language
        self._words = ["", "", "", *(word.strip(_MARKS).lower() for word in before.split()[-3:])]

    @property
    def is_named(self) -> bool:
        """Whether people are named directly before the number: *kvinnor: 3*, *kvinnor (3)*."""
        is_joined = self._before.rstrip(" *_").endswith((":", "(", "=", "|"))
        return is_joined and is_people(self._name, self._language)

    def named_before(self) -> Iterator[str]:
        """Yield the people and their number, unless the number counts something after it."""
        if re.match(_ENDS, self._after):
            yield self._before[self._before.lower().rindex(self._name) :] + self._number[0]

    def counted_after(self) -> Iterator[str]:
        """Yield the number and the words after it, up to the people counted or to what they do."""
        if self._is_label or self._is_base:
            return
        found = list(_words(self._after))
        words = [word for word, _ in found]
        length = _words_to_people(self._number[1], words, self._language) or self._words_to_act(words)
        if length:
            yield self._number[0] + self._after[: found[length - 1][1]]

    @property
    def _name(self) -> str:
        """The last word before the number, ignoring punctuation in between; `-` if there is none."""
        return next(word for word in (*reversed(self._words), "-") if word)

    @property
    def _is_label(self) -> bool:
        """Whether the number is part of a label: *delmål 3*."""
        return self._words[-1] in _LABELS

    @property
    def _is_base(self) -> bool:
        """Whether the number is the whole of another number: *fyra* in *tre av fyra*."""
        return self._words[-1] in _OF and number_in(self._words[-2]) is not None

    def _words_to_act(self, words: Sequence[str]) -> int:
        """Return the number of words up to what unnamed people did: *bara två svarade*, *3 st kom*; 0 if none."""
        place = _words_of_measure(words)
        stands_alone = place or self._words[-1] in _ONLY or _OPENS.search(self._before)
        return place + 1 if stands_alone and words[place : place + 1] and words[place] in _ACTS else 0


def _words(after: str) -> Iterator[tuple[str, int]]:
    """Yield the words that follow, separated only by space, in lower case and with the offset of their ends."""
    place = 0
    while found := _WORD.match(after, place):
        place = found.end()
        word = found[1].lower()
        place += word == "st" and after[place : place + 1] == "."
        yield word, place


def _words_of_measure(words: Sequence[str]) -> int:
    """Return the number of words that only mark a count, as *st* in *3 st*: 0 or 1."""
    return int(words[:1] != [] and words[0] in _MEASURE_WORDS)


def _words_to_people(number: str, words: Sequence[str], language: Language) -> int:
    """Return the number of words up to the people counted: *tre unga män*, *3 st av de anhöriga*; 0 if none are."""
    place = _words_of_measure(words)
    place += words[place : place + 2] == ["out", "of"]
    link, base = (*words[place : place + 2], "", "")[:2]
    if link in _ARE:
        return _words_to_noun(words, place + 1, _is_adjective, 2, language)
    if link not in _OF:
        return _words_to_noun(words, place, _is_adjective, 2, language)
    if number_in(base) is None:
        return _words_to_noun(words, place + 1, _is_determiner_or_adjective, 3, language)
    return 0 if _is_ratio(number, base) else _words_to_noun(words, place + 2, _is_determiner_or_adjective, 3, language)


def _is_ratio(number: str, base: str) -> bool:
    """Return whether a number of a base is a ratio that counts nobody, as *tre av fyra* and *3 av 10*."""
    return not (number.isdigit() and base.isdigit()) or number_in(base) in _RATIOS


def _words_to_noun(
    words: Sequence[str], place: int, may_qualify: Callable[[str], bool], most: int, language: Language
) -> int:
    """Return the number of words up to a word for people, past at most `most` words that qualify it; 0 if none."""
    for length, word in enumerate(words[place : place + most + 1], place + 1):
        if is_people(word, language):
            return length
        if not may_qualify(word):
            return 0
    return 0


def _is_determiner_or_adjective(word: str) -> bool:
    """Return whether a word may qualify people after *av*: *de*, *kommunens*, *unga*."""
    return word in _OWNERS or word.endswith("s") or _is_adjective(word)


def _is_adjective(word: str) -> bool:
    """Return whether a word may be a plural adjective; a definite noun (*grupperna*) is not."""
    return word in _ADJECTIVES or (word.endswith(("a", "e")) and not word.endswith("na"))
