"""Give a thing of a plan another id, and follow it: in the plan, in the project's other plans and in its settings."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from anhorig_cli.diagnostics import RefusedError, UnreadableValueError, WrongUsageError
from anhorig_cli.loading.boundary import unfit_for_windows
from anhorig_cli.loading.folder import id_of
from anhorig_cli.loading.plan_loader import read_texts
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.loading.validation import SourceMap
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import (
    KINDS,
    THE_PLAN,
    RelatedPlans,
    Rewording,
    Thing,
    kind_called,
    list_of,
    looked_for_with,
    things_called,
    things_of,
)
from anhorig_cli.model.register import RESPONSIBLE, Register, is_everyone, things
from anhorig_cli.model.values import parse_id
from anhorig_cli.nodes import Scalar
from anhorig_cli.source import Message, Where, counted, message
from anhorig_cli.usecases.edit.edit_across import EditedAcross, Reworded, edited_across, reword_plan
from anhorig_cli.usecases.edit.edit_plan import tidy
from anhorig_cli.usecases.edit.lookup import ambiguous, missing
from anhorig_cli.usecases.edit.rename_in_settings import renamed_in_settings
from anhorig_cli.usecases.todo.addresses import ADDRESS_FILE, addresses_of
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.workspace_plan import Flawed, OpenedPlan, WorkspacePlan, open_plan

_OF_FILES = frozenset({THE_PLAN, "subgoals", "indicators"})
"""The kinds of which one can have a file of its own, named by its id."""


def rename_id(plans: Sequence[WorkspacePlan], old: str, new: str, kind: str | None = None) -> EditedAcross | Flawed:
    """Return the files in which an id stands, with the new id in its place.

    Args:
        plans: the plan that the thing is in, and after it the others of its project.
        old: the id, or the title of what has an id.
        new: the new id.
        kind: which kind of thing it is, by the name of its list; needed where several have the id.

    Raises:
        WrongUsageError: where there is no such thing, or the new id is none, is taken, or would mean something else.
        CannotWorkError: where a file is written in a way that cannot be changed safely.
    """
    own = open_plan(plans[0].files)
    if isinstance(own, Flawed):
        return own
    thing = _thing(own.plan, old, kind)
    identity = _new_id(thing, new)
    _refuse_taken(identity, _others(thing, plans, own.plan))
    names_plan = {own.plan.id, identity} if thing.kind == THE_PLAN else {f"{own.plan.id}/"}
    others = _opened(plans[1:], names_plan)
    if isinstance(others, Flawed):
        return others
    return _Renaming([(plans[0], own), *others], thing, identity).edited()


class _Renaming:
    """A thing of the first of some plans that gets another id."""

    def __init__(self, opened: Sequence[tuple[WorkspacePlan, OpenedPlan]], thing: Thing, new: str) -> None:
        self._thing = thing
        self._new = new
        together = RelatedPlans([plan.plan for _, plan in opened])
        own = [Rewording((*thing.route, "id"), new)]
        self._changes = [
            Reworded(one, plan, together.rewordings(n, thing, new) + ([] if n else own))
            for n, (one, plan) in enumerate(opened)
        ]

    def edited(self) -> EditedAcross:
        """Return the files in which the id stands, with the new one in its place."""
        first, before = self._changes[0], [one.opened for one in self._changes]
        after = [reword_plan(one.opened, one.rewordings) for one in self._changes]
        _refuse_other_meaning(before, after)
        hints = _hints(first.opened, self._thing, first.plan.settings)
        return self._with_settings(edited_across(self._changes, after, self._sentence, hints))

    def _sentence(self, number: int) -> Message:
        names = {"old": self._thing.id, "new": self._new}
        return counted(number, "'{old}' is '{new}' now", "'{old}' is '{new}' now, in {n} places", **names)

    def _with_settings(self, edited: EditedAcross) -> EditedAcross:
        """Return what is to be written with the settings among it, where they name the thing."""
        first = self._changes[0]
        found = renamed_in_settings(first.plan.settings, first.opened.plan.id, self._thing, self._new)
        if found is None:
            return edited
        later, file, number = found
        summary = (*edited.summary, (file.name, self._sentence(number)))
        return replace(edited, settings=later, files=(*edited.files, file), summary=summary)


def _opened(plans: Sequence[WorkspacePlan], words: Iterable[str]) -> list[tuple[WorkspacePlan, OpenedPlan]] | Flawed:
    """Return the plans in whose files one of some words stands; the first that cannot be read whole in their stead."""
    opened: list[tuple[WorkspacePlan, OpenedPlan]] = []
    sought = [folded(word) for word in words]
    for one in plans:
        texts = [folded(text.data.decode("utf-8", errors="ignore")) for text in read_texts(one.files)[0]]
        if not any(word in text for word in sought for text in texts):
            continue
        found = open_plan(one.files)
        if isinstance(found, Flawed):
            return found
        opened.append((one, found))
    return opened


def _thing(plan: Plan, name: str, kind: str | None) -> Thing:
    kinds = KINDS if kind is None else (_kind(kind),)
    found = things_called(plan, name, kinds)
    if not found:
        every = [thing for one in kinds if one != THE_PLAN for thing in things(plan, one)]
        raise WrongUsageError(missing("", name, Register(every).near(name), every))
    if len(found) > 1:
        choices = [f"--kind {list_of(one.kind).spelled(plan.language)}: {one.id} – {one.title}" for one in found]
        raise ambiguous(name, choices)
    if not found[0].id:
        raise WrongUsageError(message("'{name}' has no id: write one in the file, as 'id: …'", name=name))
    return found[0]


def _kind(word: str) -> str:
    kind = kind_called(word)
    if kind is None:
        names = ", ".join(f"{list_of(one).sv} ({one})" for one in KINDS)
        raise WrongUsageError(
            message("'{word}' is not one of the plan's lists; write one of: {names}", word=word, names=names)
        )
    return kind


def _new_id(thing: Thing, new: str) -> str:
    """Return the new id as a plan holds it; raises `WrongUsageError` where it cannot be that of such a thing."""
    try:
        identity = parse_id(tidy(new))
    except UnreadableValueError as flaw:
        raise WrongUsageError(flaw.sentence) from None
    if identity == thing.id:
        raise WrongUsageError(message("'{id}' is its id already", id=identity))
    if thing.kind == "units" and is_everyone(identity):
        raise WrongUsageError(message("'{id}' means every unit: choose another id", id=identity))
    if thing.kind in _OF_FILES and unfit_for_windows(identity) is not None:
        raise WrongUsageError(message("on Windows no file can be called '{id}': choose another id", id=identity))
    return identity


def _others(thing: Thing, plans: Sequence[WorkspacePlan], plan: Plan) -> list[Thing]:
    """Return what a thing could be taken for, if it had the same name."""
    if thing.kind == THE_PLAN:
        return [Thing(THE_PLAN, (), id_of(one.files), "") for one in plans[1:]]
    return [one for kind in looked_for_with(thing.kind) for one in things_of(plan, kind) if one != thing]


def _refuse_taken(identity: str, others: Iterable[Thing]) -> None:
    taken = next((one for one in others if folded(identity) in {folded(one.id), folded(one.title)}), None)
    if taken is not None:
        name = taken.title or taken.id
        raise WrongUsageError(message("the id '{id}' is taken, by '{other}': choose another", id=identity, other=name))


def _refuse_other_meaning(before: Sequence[OpenedPlan], after: Sequence[OpenedPlan]) -> None:
    """Refuse a new id by which a reference somewhere would come to mean something else than it did."""
    then, now = (RelatedPlans([one.plan for one in plans]) for plans in (before, after))
    for n, opened in enumerate(before):
        meant, means = then.meanings(n), now.meanings(n)
        for route in {**meant, **means}:
            if meant.get(route) != means.get(route):
                place = SourceMap(opened.root, Plan).locate(Where(route))
                raise WrongUsageError(
                    message(
                        "{file}:{line}: the reference here would come to mean something else: choose another id, or "
                        "fix the reference first",
                        file=place.file,
                        line=place.line,
                    )
                )


def _hints(opened: OpenedPlan, thing: Thing, settings: Settings) -> Iterator[Message]:
    """Give what is left to do: a file that keeps its name, and the user's own list of addresses."""
    place = SourceMap(opened.root, Plan).nodes_on((*thing.route, "id"))[-1]
    if place.end <= place.start or not isinstance(place, Scalar):
        yield message("{file}: the file keeps its name, and says its id in it now", file=place.source.name)
    if thing.kind not in RESPONSIBLE:
        return
    with suppress(RefusedError):
        if folded(thing.id) in addresses_of([settings]):
            yield message("{file} names '{id}': write its new id there, too", file=ADDRESS_FILE.as_posix(), id=thing.id)
