"""Describe templates: which there are, what one says, and what they may use."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.template_files import (
    TemplateFlawError,
    built_in_files,
    built_in_templates,
    file_name,
    read_own,
    unusable,
)
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.report.choose_template import known_templates, no_such_template, own_folders
from anhorig_cli.views.redaction import as_object, is_view, names_in
from anhorig_cli.views.report.report import ReportView

PURPOSES: dict[str, Message] = {
    "lagesrapport": message("status report: how the work is going, what deviates and what comes next"),
    "tjansteskrivelse": message("paper to the committee: proposed decision, background, follow-up, consequences"),
    "atgardsplan": message("action plan: a row an activity, with status, last day and who is responsible"),
    "sammanfattning": message("summary on one page"),
    "enhet": message("one unit's part of the plan, with --unit"),
}
"""What each built-in template is for."""


@dataclass(frozen=True, slots=True)
class TemplateListed:
    """A template: its name, the kinds of page it makes, and what it is for (None for the user's own).

    `own` are the files of the user's own that stand before the built-in ones, as a person here would write them.
    """

    name: str
    kinds: tuple[PageKind, ...]
    purpose: Message | None
    own: tuple[str, ...]


def list_templates(project: Settings) -> list[TemplateListed]:
    """Return the templates that a project can use: the built-in ones first, then its own by name."""
    kinds = {kind: known_templates(kind, project) for kind in PageKind}
    known = {name for names in kinds.values() for name in names}
    names = [*(name for name in PURPOSES if name in known), *sorted(known - PURPOSES.keys())]
    return [
        TemplateListed(
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
    """Return all that a template is given of a plan, as JSON."""
    return json.dumps(as_object(view), ensure_ascii=False, indent=2) + "\n"


def data_as_lines(value: object, name: str) -> Iterator[tuple[str, str]]:
    """Give each value that a template is given, with how a template writes it: `plan.subgoals[0].title`."""
    if is_view(value):
        for own in names_in(value):
            yield from data_as_lines(getattr(value, own), f"{name}.{own}")
    elif isinstance(value, tuple):
        for i, one in enumerate(cast("tuple[object, ...]", value)):
            yield from data_as_lines(one, f"{name}[{i}]")
    elif value not in {None, ""}:
        yield name, json.dumps(value, ensure_ascii=False)
