"""Choose what a report is: its template, its day and its report occasion; and describe the templates."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple, cast

from anhorig_cli.diagnostics import CannotWorkError, WrongUsageError, did_you_mean, with_help
from anhorig_cli.loading.files import nearest_path, note_as_read
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.register import Register
from anhorig_cli.model.reporting import ReportOccasion
from anhorig_cli.places import is_folder, shown
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.template_files import (
    STATUS_REPORT,
    UNIT_REPORT,
    OwnFolder,
    TemplateChoice,
    TemplateFlawError,
    built_in_files,
    built_in_templates,
    file_name,
    is_template,
    read_own,
    unusable,
)
from anhorig_cli.source import Message, message
from anhorig_cli.views.redaction import as_object, is_view, names_in
from anhorig_cli.views.report.report import ReportView
from anhorig_cli.vocabulary import nearest
from anhorig_cli.workspace.workspace_plan import refuse_stray_file

ENDING = ".j2"


def is_file(template: str) -> bool:
    """Return whether a template is given as a file, rather than by its name alone."""
    return template.endswith(ENDING) or "/" in template or "\\" in template


def kind_of_file(template: str) -> PageKind | None:
    """Return the kind of page that a template file makes; None for a template given by its name alone.

    Raises:
        WrongUsageError: where the file's ending states no kind.
    """
    if not is_file(template):
        return None
    kind = next((kind for kind in PageKind if is_template(Path(template).name, kind)), None)
    if kind is None:
        raise WrongUsageError(
            message("{file}: a template's name ends in .md.j2 or .html.j2, which says its kind", file=template)
        )
    return kind


def template_for(template: str | None, unit: str | None) -> str | None:
    """Return the template to use: where only a unit is given, the one for a unit's part.

    Raises:
        WrongUsageError: where that template is given without a unit.
    """
    if template == UNIT_REPORT and unit is None:
        raise WrongUsageError(
            message("the template '{name}' shows one unit's part: say which with --unit", name=template)
        )
    return UNIT_REPORT if template is None and unit is not None else template


def choose_template(template: str | None, kind: PageKind, project: Settings) -> TemplateChoice:
    """Return the template of a kind that a name or file means in a project; without one, the status report.

    Raises:
        RefusedError: where a link leads out of the project.
        WrongUsageError: where there is no template of that name and kind.
        CannotWorkError: where there is no such file.
    """
    if template is not None and is_file(template):
        choice = _choice_of_file(Path(template), kind, project)
    else:
        name = template or STATUS_REPORT
        known = sorted(known_templates(kind, project))
        if name not in known:
            raise WrongUsageError(no_such_template(name, kind, known, project))
        choice = TemplateChoice(name, tuple(own_folders(project)))
    _note_as_read(choice)
    return choice


def _note_as_read(choice: TemplateChoice) -> None:
    """Note as read what a separate process will read: the template, and all that it may include."""
    for folder in choice.own:
        for file in (file for kind in PageKind for file in folder.files(kind)):
            note_as_read(folder.path / file)


def own_folders(project: Settings) -> Iterator[OwnFolder]:
    """Yield the folder of the project's own templates, if there is one."""
    folder = project.templates
    if folder is not None and is_folder(folder):
        yield OwnFolder(folder, shown(folder))


def known_templates(kind: PageKind, project: Settings) -> set[str]:
    """Return the names of the templates of a kind: built in, and the project's own; the frame `page` is not one."""
    own = {file for folder in own_folders(project) for file in folder.files(kind)}
    return {file.removesuffix(file_name("", kind)) for file in own | built_in_files(kind)} - {"page"}


def _choice_of_file(path: Path, kind: PageKind, project: Settings) -> TemplateChoice:
    if not is_template(path.name, kind):
        raise WrongUsageError(
            message("{file} does not make {kind}; its ending says what it makes", file=str(path), kind=kind.value)
        )
    refuse_stray_file(str(path))
    own = OwnFolder(path.parent, path.parent.as_posix())
    files = list(own.files(kind))
    if path.name not in files:
        flaw = message("there is no template in {file}", file=str(path))
        raise CannotWorkError(with_help(flaw, did_you_mean(nearest_path(str(path), files))))
    return TemplateChoice(path.name.removesuffix(file_name("", kind)), (own, *own_folders(project)))


def no_such_template(name: str, kind: PageKind, known: list[str], project: Settings) -> Message:
    """Return the sentence on a name that no template of a kind has."""
    others = [other.value for other in PageKind if name in known_templates(other, project)]
    if others:
        return message("the template '{name}' makes {other}, not {kind}", name=name, other=others[0], kind=kind.value)
    near = nearest(name, known)
    if near:
        return message("there is no template '{name}'; did you mean '{near}'?", name=name, near=near)
    return message("there is no template '{name}'; 'anhorig template list' lists them", name=name)


# Choose the moment of a report: its day, its report occasion, and the day from which changes are counted.


class MomentRequest(NamedTuple):
    """The moment that is requested; without a day it is that of the occasion, which must then have one.

    With `today`, a report for a day in the future says so.
    """

    as_of: date | None
    occasion: str | None = None
    since: date | None = None
    today: date | None = None


class Moment(NamedTuple):
    """The moment of a plan's report; without `since`, changes are counted from the previous occasion."""

    as_of: date
    occasion: ReportOccasion | None
    since: date | None
    today: date | None = None


def choose_moment(plan: Plan, asked: MomentRequest) -> Moment:
    """Return the moment in a plan that is requested.

    Raises:
        WrongUsageError: where the plan has no such occasion, no day is known, or `since` is not before it.
    """
    occasion = _occasion(plan, asked.occasion) if asked.occasion is not None else None
    day = asked.as_of or (occasion.date.last if occasion and occasion.date else None)
    if day is None:
        raise WrongUsageError(
            message("the report occasion '{name}' has no date: say the day with --as-of", name=asked.occasion)
        )
    if asked.since is not None and asked.since >= day:
        raise WrongUsageError(
            message("--since {since} is not before the day of the report, {day}", since=asked.since, day=day)
        )
    return Moment(day, occasion, asked.since, asked.today)


def _occasion(plan: Plan, name: str) -> ReportOccasion:
    found = Register(plan.reports).first(name)
    if found is not None:
        return found
    names = [known for one in plan.reports if (known := one.id or one.title)]
    if names:
        raise WrongUsageError(
            message(
                "the plan '{plan}' has no report occasion '{name}'; it has: {names}",
                plan=plan.id,
                name=name,
                names=", ".join(names),
            )
        )
    raise WrongUsageError(
        message("the plan '{plan}' has no report occasion '{name}': it lists none", plan=plan.id, name=name)
    )


# Describe templates: which there are, the text of one, and the data that they get.


PURPOSES: dict[str, Message] = {
    "lagesrapport": message("status report: how the work is going, what is off plan and what comes next"),
    "tjansteskrivelse": message("committee report: proposed decision, background, follow-up, consequences"),
    "atgardsplan": message("action plan: a row an activity, with status, last day and who is responsible"),
    "sammanfattning": message("summary on one page"),
    "enhet": message("one unit's part of the plan, with --unit"),
}
"""The purpose of each built-in template."""


class ListedTemplate(NamedTuple):
    """A template: its name, the kinds of page it makes, and its purpose (None for the user's own).

    `own` are the user's own files that replace the built-in ones, as paths from here.
    """

    name: str
    kinds: tuple[PageKind, ...]
    purpose: Message | None
    own: tuple[str, ...]


def list_templates(project: Settings) -> list[ListedTemplate]:
    """Return the templates that a project can use: the built-in ones first, then its own by name."""
    kinds = {kind: known_templates(kind, project) for kind in PageKind}
    known = {name for names in kinds.values() for name in names}
    names = [*(name for name in PURPOSES if name in known), *sorted(known - PURPOSES.keys())]
    return [
        ListedTemplate(
            name,
            tuple(kind for kind in PageKind if name in kinds[kind]),
            PURPOSES.get(name),
            tuple(_own_files(name, project)),
        )
        for name in names
    ]


def _own_files(name: str, project: Settings) -> Iterator[str]:
    for folder in own_folders(project):
        for kind in PageKind:
            file = file_name(name, kind)
            if file in folder.files(kind):
                yield folder.shown_file(file)


def template_text(name: str, kind: PageKind, project: Settings, *, built_in: bool) -> str:
    """Return the text of a template: the project's own where it has one, unless the built-in one is asked for.

    Raises:
        WrongUsageError: where there is no such template.
        CannotWorkError: where it cannot be read.
    """
    file = file_name(name, kind)
    try:
        own = (read_own(folder, file) for folder in own_folders(project)) if not built_in else ()
        text = next((text for text in own if text is not None), None)
    except TemplateFlawError as error:
        raise unusable(error, file, set()) from None
    if text is not None:
        return text
    if file not in built_in_files(kind):
        known = sorted(known_templates(kind, project))
        raise WrongUsageError(no_such_template(name, kind, known, project))
    return (built_in_templates() / file).read_text(encoding="utf-8")


def data_as_json(view: ReportView) -> str:
    """Return all the data that a template gets of a plan, as JSON."""
    return json.dumps(as_object(view), ensure_ascii=False, indent=2) + "\n"


def data_as_lines(value: object, name: str) -> Iterator[tuple[str, str]]:
    """Yield each value that a template gets, with its expression in a template: `plan.subgoals[0].title`."""
    if is_view(value):
        for own in names_in(value):
            yield from data_as_lines(getattr(value, own), f"{name}.{own}")
    elif isinstance(value, tuple):
        for i, one in enumerate(cast("tuple[object, ...]", value)):
            yield from data_as_lines(one, f"{name}[{i}]")
    elif value not in {None, ""}:
        yield name, json.dumps(value, ensure_ascii=False)
