"""Subgoals that carry an earlier one on without saying so."""

import re
from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.model.dates import PlanDate
from anhorig_cli.model.snapshot import Snapshot
from anhorig_cli.model.subgoal import CLOSED, Subgoal
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message
from anhorig_cli.vocabulary import folded

_GOING_ON = frozenset(
    {"fortsatt", "fortsatta", "fortsätt", "fortsätta", "fortsätter", "continue", "continued", "continuing"}
)
_ALIKE = 0.8
"""Two words are more alike than this where they are the same but for their ending: `rutin` and `rutiner`."""
_SHORT = 4
"""Words of so few letters are the same, or they are different: `II` and `III`."""

_Words = tuple[str, ...]


@rule("ANH310", "continued-without-reference", Severity.WARNING, across=True)
def continued_without_reference(case: Case) -> Iterator[Finding]:
    """A subgoal has the title of an earlier one, and does not say that it carries it on.

    The earlier one is met, discontinued or overdue, and here is the same again with a later date. Without `fortsätter`
    the report cannot tell that a date was moved, and an overdue subgoal stays overdue. Titles are the same word for
    word, but for endings and for "fortsatt". With another number or another word they are different subgoals: "Enkät
    2025" and "Enkät 2026".

    **Mend it:** write the earlier subgoal's id as `fortsätter`; or, if it is a new subgoal, give it a title of its own.

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
    ended: dict[_Words, list[tuple[int, Subgoal, _Words]]] = {}
    for i, subgoal in snapshot.subgoals:
        words = _words(subgoal.title)
        if words and _has_ended(snapshot, subgoal):
            ended.setdefault(_initials(words), []).append((i, subgoal, words))
    for i, subgoal in snapshot.subgoals:
        if not ended or subgoal.continues or not snapshot.is_open(subgoal):
            continue
        words = _words(subgoal.title)
        for j, earlier, its_words in reversed(ended.get(_initials(words), [])):
            if _is_earlier(snapshot, earlier, subgoal) and _are_alike(words, its_words):
                yield Finding(
                    Where(("subgoals", i, "title")),
                    message(
                        "the subgoal '{title}' has the title of an earlier one on line {line}, "
                        "and does not say that it carries it on",
                        title=subgoal.title,
                        line=Where(("subgoals", j, "title")),
                    ),
                    message("write 'fortsätter: {id}' (continues), or give it a title of its own", id=earlier.id),
                )
                break


def _words(title: str) -> _Words:
    """Return the words of a title, without the one that says that something goes on."""
    return tuple(word for word in re.findall(r"\w+", folded(title)) if word not in _GOING_ON)


def _initials(words: _Words) -> _Words:
    return tuple(word[0] for word in words)


def _has_ended(snapshot: Snapshot, subgoal: Subgoal) -> bool:
    if snapshot.carried_on_by(subgoal):
        return False
    return snapshot.status(subgoal) in CLOSED or snapshot.is_overdue(subgoal)


def _is_earlier(snapshot: Snapshot, one: Subgoal, other: Subgoal) -> bool:
    """Tell whether a subgoal is earlier than another: by when they were added, else by their deadlines."""
    if isinstance(one.added, PlanDate) and isinstance(other.added, PlanDate) and one.added.first != other.added.first:
        return one.added.first < other.added.first
    if (one.added is None) != (other.added is None):
        return one.added is None
    first = snapshot.due(one) or snapshot.start_by(one)
    second = snapshot.due(other) or snapshot.start_by(other)
    return first is not None and second is not None and first.last < second.last


def _are_alike(words: _Words, others: _Words) -> bool:
    """Tell whether two titles with the same initials are the same but for the endings of their words."""
    return all(word == other or _has_other_ending(word, other) for word, other in zip(words, others, strict=True))


def _has_other_ending(word: str, other: str) -> bool:
    from difflib import SequenceMatcher  # noqa: PLC0415 - used only where two titles could be the same

    is_word = word.isalpha() and other.isalpha() and min(len(word), len(other)) > _SHORT
    return is_word and SequenceMatcher(None, word, other).ratio() > _ALIKE
