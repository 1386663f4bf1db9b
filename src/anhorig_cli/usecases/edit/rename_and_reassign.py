"""Give a part of a plan another id, or transfer what somebody is responsible for to somebody else."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from anhorig_cli.diagnostics import (
    Diagnostic,
    RefusedError,
    UnreadableValueError,
    WrongUsageError,
    did_you_mean,
    with_help,
)
from anhorig_cli.editing.edit import replace_scalar
from anhorig_cli.loading.boundary import PROJECT_FILE, unfit_for_windows
from anhorig_cli.loading.files import read_bytes
from anhorig_cli.loading.folder import id_of
from anhorig_cli.loading.plan_loader import FileText, read_texts
from anhorig_cli.loading.project_loader import Settings, read_project
from anhorig_cli.loading.validation import SourceMap
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Ignore
from anhorig_cli.model.register import RESPONSIBLE, Named, Register, is_everyone, references, things
from anhorig_cli.model.rewording import (
    KINDS,
    THE_PLAN,
    RelatedPlans,
    Rewording,
    Thing,
    kind_called,
    kinds_sharing_references,
    list_of,
    things_called,
    things_of,
)
from anhorig_cli.model.values import parse_id
from anhorig_cli.nodes import Scalar
from anhorig_cli.places import shown
from anhorig_cli.source import Message, Route, Where, counted, message
from anhorig_cli.usecases.addresses import ADDRESS_FILE, addresses_of
from anhorig_cli.usecases.edit.edit_across import EditedPlans, RewordedPlan, edited_across, reword_plan
from anhorig_cli.usecases.edit.edit_plan import ChangedFile, tidy
from anhorig_cli.usecases.edit.lookup import ambiguous, label_of, not_found
from anhorig_cli.usecases.edit.written_change import unexpected_result, with_splices
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.workspace_plan import OpenedPlan, WorkspacePlan, open_plan

_KINDS_WITH_FILES = frozenset({THE_PLAN, "subgoals", "indicators"})
"""The kinds of parts that can have a file of their own, named by their id."""


def rename_id(plans: Sequence[WorkspacePlan], old: str, new: str, kind: str | None = None) -> EditedPlans:
    """Return the files that mention an id, with the new id in its place.

    Args:
        plans: the plan that holds the thing, and after it the other plans of its project.
        old: the thing's id or title.
        new: the new id.
        kind: the kind of thing, by the name of its list; needed where several have the id.

    Raises:
        WrongUsageError: where there is no such thing, or the new id is invalid, is taken, or would change the meaning
            of a reference.
        CannotWorkError: where a file is written in a way that cannot be changed safely.
    """
    own = open_plan(plans[0].files)
    thing = _named_thing(own.plan, old, kind)
    identity = _new_id(thing, new)
    _refuse_taken(identity, _possible_clashes(thing, plans, own.plan))
    names_plan = {own.plan.id, identity} if thing.kind == THE_PLAN else {f"{own.plan.id}/"}
    others = _opened_with_words(plans[1:], names_plan)
    return _renamed_across([(plans[0], own), *others], thing, identity)


def _renamed_across(opened: Sequence[tuple[WorkspacePlan, OpenedPlan]], thing: Thing, new: str) -> EditedPlans:
    """Return the changed files of plans, and of their settings, where a thing of the first plan has another id."""

    def sentence(number: int) -> Message:
        return counted(number, "'{old}' is '{new}' now", "'{old}' is '{new}' now, in {n} places", old=thing.id, new=new)

    together = RelatedPlans([plan.plan for _, plan in opened])
    first, *others = [
        RewordedPlan(one, plan, together.rewordings(n, thing, new)) for n, (one, plan) in enumerate(opened)
    ]
    first = first._replace(rewordings=[*first.rewordings, Rewording((*thing.route, "id"), new)])
    changes = [first, *others]
    after = [reword_plan(one.opened, one.rewordings) for one in changes]
    _refuse_other_meaning([one.opened for one in changes], after)
    settings = first.plan.settings
    edited = edited_across(changes, after, sentence, _hints(first.opened, thing, settings))
    found = renamed_in_settings(settings, first.opened.plan.id, thing, new)
    if found is None:
        return edited
    later, file, number = found
    summary = (*edited.summary, (file.name, sentence(number)))
    return replace(edited, settings=later, files=(*edited.files, file), summary=summary)


def _opened_with_words(plans: Sequence[WorkspacePlan], words: Iterable[str]) -> list[tuple[WorkspacePlan, OpenedPlan]]:
    """Return the plans, opened, whose files contain one of some words; raises as `open_plan`."""
    opened: list[tuple[WorkspacePlan, OpenedPlan]] = []
    sought = [folded(word) for word in words]
    for one in plans:
        texts = [folded(text.data.decode("utf-8", errors="ignore")) for text in read_texts(one.files)[0]]
        if any(word in text for word in sought for text in texts):
            opened.append((one, open_plan(one.files)))
    return opened


def _named_thing(plan: Plan, name: str, kind: str | None) -> Thing:
    kinds = KINDS if kind is None else (_kind_of_word(kind),)
    found = things_called(plan, name, kinds)
    if not found:
        every = [thing for one in kinds if one != THE_PLAN for thing in things(plan, one)]
        raise WrongUsageError(not_found("", name, Register(every).near(name), every))
    if len(found) > 1:
        choices = [f"--kind {list_of(one.kind).spelled(plan.language)}: {one.id} – {one.title}" for one in found]
        raise ambiguous(name, choices)
    if not found[0].id:
        raise WrongUsageError(message("'{name}' has no id: write one in the file, as 'id: …'", name=name))
    return found[0]


def _kind_of_word(word: str) -> str:
    kind = kind_called(word)
    if kind is None:
        names = ", ".join(f"{list_of(one).sv} ({one})" for one in KINDS)
        raise WrongUsageError(
            message("'{word}' is not one of the plan's lists; write one of: {names}", word=word, names=names)
        )
    return kind


def _new_id(thing: Thing, new: str) -> str:
    """Return the new id as a plan holds it; raises `WrongUsageError` where such a thing cannot have it."""
    try:
        identity = parse_id(tidy(new))
    except UnreadableValueError as flaw:
        raise WrongUsageError(flaw.sentence) from None
    if identity == thing.id:
        raise WrongUsageError(message("'{id}' is its id already", id=identity))
    if thing.kind == "units" and is_everyone(identity):
        raise WrongUsageError(message("'{id}' means every unit: choose another id", id=identity))
    if thing.kind in _KINDS_WITH_FILES and unfit_for_windows(identity) is not None:
        raise WrongUsageError(message("on Windows no file can be called '{id}': choose another id", id=identity))
    return identity


def _possible_clashes(thing: Thing, plans: Sequence[WorkspacePlan], plan: Plan) -> list[Thing]:
    """Return the things that would be confused with a thing if they had its id."""
    if thing.kind == THE_PLAN:
        return [Thing(THE_PLAN, (), id_of(one.files), "") for one in plans[1:]]
    return [one for kind in kinds_sharing_references(thing.kind) for one in things_of(plan, kind) if one != thing]


def _refuse_taken(identity: str, others: Iterable[Thing]) -> None:
    taken = next((one for one in others if folded(identity) in {folded(one.id), folded(one.title)}), None)
    if taken is not None:
        name = taken.title or taken.id
        raise WrongUsageError(message("the id '{id}' is taken, by '{other}': choose another", id=identity, other=name))


def _refuse_other_meaning(before: Sequence[OpenedPlan], after: Sequence[OpenedPlan]) -> None:
    """Refuse a new id that would make a reference somewhere resolve to something else."""
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
    """Yield what is left to do: a file that keeps its name, and the user's own list of addresses."""
    node = SourceMap(opened.root, Plan).nodes_on((*thing.route, "id"))[-1]
    if node.end <= node.start or not isinstance(node, Scalar):
        yield message("{file}: the file keeps its name, and says its id in it now", file=node.source.name)
    if thing.kind not in RESPONSIBLE:
        return
    with suppress(RefusedError):
        if folded(thing.id) in addresses_of([settings]):
            yield message("{file} names '{id}': write its new id there, too", file=ADDRESS_FILE.as_posix(), id=thing.id)


# Transfer responsibility from one role, unit or party to another, in one plan or in several.


def reassign(plans: Sequence[WorkspacePlan], old: str, new: str) -> EditedPlans:
    """Return the files that name somebody as responsible, with somebody else in their place.

    Where both are named, the first is removed. The plan's lists of roles, units and parties stay as they are.

    Args:
        plans: the plans.
        old: who is responsible now: an id or title, or the name used in a plan that does not list them.
        new: who is to be responsible; a plan that lists roles, units or parties must list them, too.

    Raises:
        WrongUsageError: where the first is responsible for nothing, or a plan does not list the other.
        CannotWorkError: where a file is written in a way that cannot be changed safely.
    """
    old, new = tidy(old), tidy(new)
    changes: list[RewordedPlan] = []
    for one in plans:
        opened = open_plan(one.files)
        changes.append(RewordedPlan(one, opened, _rewordings_of_responsible(opened, old, new)))
    if not any(one.rewordings for one in changes):
        raise WrongUsageError(_not_responsible([one.opened for one in changes], old))
    after = [reword_plan(one.opened, one.rewordings) for one in changes]
    return edited_across(changes, after, _reassigned(old, new))


def _rewordings_of_responsible(opened: OpenedPlan, old: str, new: str) -> list[Rewording]:
    """Return the rewordings that make `new` responsible in place of `old`; none where `old` is not responsible."""
    plan = opened.plan
    register = Register(things(plan, *RESPONSIBLE), plan.id)
    listed = [one for one in references(plan) if one.kinds == RESPONSIBLE and one.route[-2] == "responsible"]
    keys_by_route = [(one.route, register.key(one.text)) for one in listed]
    old_key = register.key(old)
    if all(key != old_key for _, key in keys_by_route):
        return []
    _refuse_several(register, old)
    text = _spelled_as_listed(opened, register, new)
    if register.key(text) == old_key:
        raise WrongUsageError(message("'{old}' and '{new}' are the same", old=old, new=new))
    return _replacements(keys_by_route, old_key, register.key(text), text)


def _replacements(keys_by_route: Sequence[tuple[Route, str]], old_key: str, new_key: str, text: str) -> list[Rewording]:
    """Return the rewordings of `old_key` into `text`; in a list that has `new_key` already, `old_key` is removed."""
    lists_with_new = {route[:-1] for route, key in keys_by_route if key == new_key}
    found: list[Rewording] = []
    for route, key in keys_by_route:
        if key == old_key:
            found.append(Rewording(route, None if route[:-1] in lists_with_new else text))
            lists_with_new.add(route[:-1])
    return found


def _refuse_several(register: Register[Named], name: str) -> None:
    places = register.all_places(name)
    if len(places) > 1:
        raise ambiguous(name, [label_of(register.things[place]) for place in places])


def _spelled_as_listed(opened: OpenedPlan, register: Register[Named], name: str) -> str:
    """Return `name` as a plan spells it; raises `WrongUsageError` where the plan should list it and does not."""
    _refuse_several(register, name)
    plan, thing = opened.plan, register.first(name)
    if thing is not None:
        spelled = (one for one in (thing.id, thing.title) if one and folded(one) == folded(name))
        return next(spelled, name)
    bodies = (*plan.committee, plan.organisation or "")
    if not plan.roles or folded(name) in map(folded, bodies):
        return name
    flaw = message("{file}: the plan lists no role, unit or party '{name}'", file=opened.files.name, name=name)
    near = register.near(name)
    advice = message("add it to the plan's '{list}'", list=PARTS["plan"].term("roles"))
    raise WrongUsageError(with_help(flaw, did_you_mean(near) or advice))


def _reassigned(old: str, new: str) -> Callable[[int], Message]:
    def sentence(number: int) -> Message:
        return counted(
            number,
            "'{new}' is responsible in place of '{old}', in one place",
            "'{new}' is responsible in place of '{old}', in {n} places",
            old=old,
            new=new,
        )

    return sentence


def _not_responsible(plans: Sequence[OpenedPlan], old: str) -> Message:
    """Return the sentence that says that somebody is responsible for nothing, and who may have been meant."""
    register = Register([thing for one in plans for thing in things(one.plan, *RESPONSIBLE)])
    near = None if register.has(old) else register.near(old)
    flaw = message("the plan does not say that '{name}' is responsible for anything", name=old)
    return with_help(flaw, did_you_mean(near))


# Rename an id in the project's settings, too: in the places of the findings that it accepts.


def renamed_in_settings(
    settings: Settings, plan_id: str, thing: Thing, new: str
) -> tuple[Settings, ChangedFile, int] | None:
    """Return the settings with a thing's new id, their file, and the number of places; None where they do not name it.

    Raises:
        RefusedError: where the settings file cannot be read.
        CannotWorkError: where it is written in a way that cannot be changed safely.
    """
    listed = settings.project.ignore
    places = {i: at for i, one in enumerate(listed) if (at := _renamed_place(one.at or "", plan_id, thing, new))}
    if not places or settings.folder is None:
        return None
    path = settings.folder / PROJECT_FILE
    name = shown(path)
    data = read_bytes(name, path)
    if isinstance(data, Diagnostic):
        raise RefusedError([data])
    ignored = tuple(_with_place(one, places.get(i)) for i, one in enumerate(listed))
    text = _with_places_written(FileText(name, "", data), settings.folder, places, ignored)
    project = settings.project.model_copy(update={"ignore": ignored})
    return replace(settings, project=project), ChangedFile(name, path, data, text.data), len(places)


def _with_places_written(
    file: FileText, folder: Path, places: Mapping[int, str], ignored: tuple[Ignore, ...]
) -> FileText:
    """Return the settings file with other places in its exceptions, when it is read again as intended."""
    before = read_project(file.data, folder, file.name)
    if before.places is None:
        raise unexpected_result(file.name)
    nodes = {i: before.places.nodes_on(("ignore", i, "at"))[-1] for i in places}
    text = with_splices(file, dict.fromkeys(replace_scalar(node, places[i]) for i, node in nodes.items()))
    after = read_project(text.data, folder, file.name).project
    if after != before.project.model_copy(update={"ignore": ignored}):
        raise unexpected_result(file.name)
    return text


def _renamed_place(at: str, plan_id: str, thing: Thing, new: str) -> str | None:
    """Return the place of an exception with the new id in it; None where it is the place of something else."""
    plan, slash, rest = at.partition("/")
    if folded(plan) != folded(plan_id):
        return None
    if thing.kind == THE_PLAN:
        return f"{new}{slash}{rest}"
    kind, slash, name = rest.partition("/")
    is_meant = PARTS["plan"].name_of(kind) == thing.kind and folded(name) == folded(thing.id)
    return f"{plan}/{kind}{slash}{new}" if is_meant else None


def _with_place(one: Ignore, at: str | None) -> Ignore:
    return one if at is None else one.model_copy(update={"at": at})
