"""Findings for the names of rules, places and words in a project's settings that do not exist."""

from collections.abc import Iterator
from functools import cache

from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.loading.validation import SourceMap
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.project import Project
from anhorig_cli.rules import reading
from anhorig_cli.rules.registry import BY_NAME, BY_SLUG
from anhorig_cli.source import Message, Route, Where, message
from anhorig_cli.vocabulary import SCALES, SimilarWords, word_key

RELABELLED = ("assessment", "activity", "trend", "committee_paper")
"""The scales whose words a project may relabel."""


def unknown_names(project: Project, places: SourceMap) -> list[Diagnostic]:
    """Return findings for settings that name a rule, place or word that does not exist."""
    return [
        reading.UNKNOWN_WORD.at(places.locate(Where(route, "key")), text, help_text)
        for route, text, help_text in _flaws(project)
    ]


_Flaw = tuple[Route, Message, Message | None]


def _flaws(project: Project) -> Iterator[_Flaw]:
    for key, table in (("severity", project.severity), ("thresholds", project.thresholds)):
        for name in table:
            if name not in BY_NAME:
                yield _unknown_rule((key, name), name)
    without_threshold = [name for name in project.thresholds if name in BY_NAME and BY_NAME[name].threshold is None]
    yield from map(_no_threshold, without_threshold)
    for i, ignore in enumerate(project.ignore):
        if ignore.rule not in BY_NAME:
            yield _unknown_rule(("ignore", i, "rule"), ignore.rule)
        yield from _flaws_of_place(("ignore", i, "at"), ignore.at)
    yield from _flaws_of_labels(project)


def _unknown_rule(route: Route, name: str) -> _Flaw:
    return route, message("there is no rule '{slug}'", slug=name), _suggestion(name, _slugs())


def _no_threshold(name: str) -> _Flaw:
    with_threshold = ", ".join(slug for slug, one in BY_SLUG.items() if one.threshold is not None)
    flaw = message("the rule '{slug}' has no threshold", slug=name)
    return ("thresholds", name), flaw, message("rules with a threshold: {rules}", rules=with_threshold)


def _flaws_of_place(route: Route, at: str | None) -> Iterator[_Flaw]:
    if at is not None and not _is_place(at):
        hint = message("write 'plan-id' or 'plan-id/kind/id', such as 'carer-plan/subgoals/d1'")
        yield route, message("'{place}' is not a place in a plan", place=at), hint


def _flaws_of_labels(project: Project) -> Iterator[_Flaw]:
    for scale in RELABELLED:
        for word in project.labels.of(scale):
            if word_key(word) not in SCALES[scale].names:
                flaw = message("'{word}' is not a word of the scale '{scale}'", word=word, scale=SCALES[scale])
                yield ("labels", scale, word), flaw, _suggestion(word, _words(scale))


def _is_place(at: str) -> bool:
    """Return whether an exception's place has the form of a plan, or of a part in a plan."""
    parts = at.split("/")
    return all(part.strip() for part in parts) and (
        len(parts) == 1 or (len(parts) == 3 and PARTS["plan"].name_of(parts[1]) is not None)  # noqa: PLR2004 - plan, kind, id
    )


@cache
def _slugs() -> SimilarWords:
    return SimilarWords(BY_SLUG)


@cache
def _words(scale: str) -> SimilarWords:
    return SimilarWords(SCALES[scale].names)


def _suggestion(word: str, choices: SimilarWords) -> Message | None:
    near = choices.near(word)
    return message("did you mean '{near}'?", near=near) if near else None
