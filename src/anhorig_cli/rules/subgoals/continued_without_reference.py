"""Subgoals that seem to continue an earlier one without a reference to it."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message
from anhorig_cli.vocabulary import folded

_CONTINUATION_WORDS = frozenset(
    {"fortsatt", "fortsatta", "fortsätt", "fortsätta", "fortsätter", "continue", "continued", "continuing"}
)
_ALIKE = 0.8
"""A similarity above this means that two words differ only in their endings, as `rutin` and `rutiner`."""
_SHORT, _LONG = 4, 60
"""Lengths at or beyond which words must be identical to match: short ones such as `II`, and overlong ones."""
_MOST_EARLIER = 50
"""How many earlier subgoals, the last ones in the plan, are compared with each subgoal."""
_MOST_COMPARED = 2000
"""How many pairs of words are compared in a plan, since that takes time."""
_Words = tuple[str, ...]


@rule("ANH310", "continued-without-reference", Severity.WARNING, across=True)
def continued_without_reference(case: Case) -> Iterator[Finding]:
    """A subgoal has the same title as an earlier one, but does not say that it is a continuation.

    The earlier one is met, discontinued or overdue, and here is the same again with a later date. Without `fortsätter`
    the report cannot tell that a date was moved, and an overdue subgoal stays overdue. The titles must agree word for
    word, apart from endings and “fortsatt”. With another number or another word they are different subgoals: “Enkät
    2025” and “Enkät 2026”.

    **Fix it:** write the earlier subgoal's id as `fortsätter`; or, if it is a new subgoal, give it a title of its own.

    ```yaml
    # bad
    delmål:
      - id: utbildning
        titel: Utbildning för all personal
        senast: 2025-12-31
        bedömningar:
          - datum: 2025-12-15
            status: uppfyllt
      - id: utbildning-2
        titel: Fortsatt utbildning för all personal
        senast: 2026-12-31
    ```

    ```yaml
    # good
    delmål:
      - id: utbildning
        titel: Utbildning för all personal
        senast: 2025-12-31
        bedömningar:
          - datum: 2025-12-15
            status: uppfyllt
      - id: utbildning-2
        titel: Fortsatt utbildning för all personal
        fortsätter: utbildning
        senast: 2026-12-31
    ```
    """
    snapshot = case.snapshot
    ended: dict[_Words, list[_Titled]] = {}
    for i, subgoal in snapshot.subgoals:
        if _has_ended(snapshot, subgoal):
            one = _titled(snapshot, i, subgoal)
            ended.setdefault(_key(one.words), []).append(one)
    comparison = _Comparison()
    for i, subgoal in snapshot.subgoals:
        if not ended or subgoal.continues or not snapshot.is_open(subgoal):
            continue
        one = _titled(snapshot, i, subgoal)
        earlier = comparison.earlier(one, ended.get(_key(one.words), []))
        if earlier is not None:
            yield Finding(
                Where(("subgoals", i, "title")),
                message(
                    "the subgoal '{title}' has the title of an earlier one on line {line} but does not say that it "
                    "continues it",
                    title=subgoal.title,
                    line=Where(("subgoals", earlier.place, "title")),
                ),
                message("write 'fortsätter: {id}' (continues), or give it a title of its own", id=earlier.subgoal.id),
            )


class _Titled(NamedTuple):
    """A subgoal with its index in the plan, the words of its title, and the last day of its deadline."""

    place: int
    subgoal: Subgoal
    words: _Words
    last: date | None


def _titled(snapshot: Snapshot, place: int, subgoal: Subgoal) -> _Titled:
    deadline = snapshot.due(subgoal) or snapshot.start_by(subgoal)
    return _Titled(place, subgoal, _words(subgoal.title), deadline.last if deadline else None)


def _words(title: str) -> _Words:
    """Return the words of a title, without words such as `fortsatt` (continued)."""
    return tuple(word for word in re.findall(r"\w+", folded(title)) if word not in _CONTINUATION_WORDS)


def _key(words: _Words) -> _Words:
    """Return a key that similar titles share: only the initial of words that have endings, other words in full."""
    return tuple(word[0] if _has_endings(word) else word for word in words)


def _has_endings(word: str) -> bool:
    return _SHORT < len(word) < _LONG and word.isalpha()


def _has_ended(snapshot: Snapshot, subgoal: Subgoal) -> bool:
    if snapshot.is_carried_on(subgoal):
        return False
    return snapshot.is_final(subgoal) or snapshot.is_overdue(subgoal)


def _is_earlier(one: _Titled, other: _Titled) -> bool:
    """Return whether a subgoal is earlier than another, by the dates they were added, or else by their deadlines."""
    first, second = one.subgoal.added, other.subgoal.added
    if isinstance(first, PlanDate) and isinstance(second, PlanDate) and first.first != second.first:
        return first.first < second.first
    if (first is None) != (second is None):
        return first is None
    return one.last is not None and other.last is not None and one.last < other.last


class _Comparison:
    """Finds earlier subgoals with the same title; the comparison of two words is cached."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], bool] = {}

    def earlier(self, one: _Titled, ended: Sequence[_Titled]) -> _Titled | None:
        """Return the last subgoal in the plan that is earlier and has the same title; None if there is none."""
        if not one.words:
            return None
        last = islice(reversed(ended), _MOST_EARLIER)
        return next((other for other in last if _is_earlier(other, one) and self._are_alike(one, other)), None)

    def _are_alike(self, one: _Titled, other: _Titled) -> bool:
        """Return whether two titles differ only in the endings of their words."""
        return all(a == b or self._has_other_ending(a, b) for a, b in zip(one.words, other.words, strict=True))

    def _has_other_ending(self, word: str, other: str) -> bool:
        from difflib import SequenceMatcher  # noqa: PLC0415 - needed only when two titles may be the same

        pair = word, other
        if pair not in self._known:
            if len(self._known) == _MOST_COMPARED:
                return False
            self._known[pair] = SequenceMatcher(None, word, other).ratio() > _ALIKE
        return self._known[pair]
