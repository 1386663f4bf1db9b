"""Keys that people write of a part which has none of that name, and what they mean by them."""

from anhorig_cli.source import Message, message

_UNIT_OF_MEASURE = message("did you mean 'måttenhet' (unit_of_measure)? 'enhet' (unit) is a part of the organisation")
_TARGET = message("did you mean 'målvärde' (target)?")
_DUE = message("did you mean 'senast' (due)?")
_INDICATOR = message(
    "what is to be reached in numbers is the 'målvärde' (target) of an indicator, which the subgoal names in "
    "'indikatorer' (indicators)"
)
_WORDS: tuple[tuple[str, tuple[str, ...], Message], ...] = (
    ("indicator", ("enhet", "unit"), _UNIT_OF_MEASURE),
    ("indicator", ("mål", "goal"), _TARGET),
    ("subgoal", ("mål", "målvärde", "goal", "target"), _INDICATOR),
    ("subgoal", ("slut", "end", "deadline"), _DUE),
    ("activity", ("slut", "end", "deadline"), _DUE),
)

MEANT: dict[tuple[str, str], Message] = {(part, word): told for part, words, told in _WORDS for word in words}
"""What is said of a key, by the part that it stands in and how it is written."""
