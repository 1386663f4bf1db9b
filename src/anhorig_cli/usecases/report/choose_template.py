"""Choose a template: what a name or a file means in a project."""

from collections.abc import Iterator
from pathlib import Path

from anhorig_cli.diagnostics import CannotWorkError, WrongUsageError
from anhorig_cli.loading.files import note_as_read
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.places import is_folder, shown
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.template_files import (
    STATUS_REPORT,
    UNIT_REPORT,
    OwnFolder,
    TemplateChoice,
    built_in_files,
    file_name,
    is_template,
)
from anhorig_cli.source import Message, message
from anhorig_cli.vocabulary import nearest
from anhorig_cli.workspace.workspace_plan import refuse_stray_file

ENDING = ".j2"


def is_file(template: str) -> bool:
    """Return whether a template is named as a file, and not by its name alone."""
    return template.endswith(ENDING) or "/" in template or "\\" in template


def kind_of_file(template: str) -> PageKind | None:
    """Return the kind of page that a template named as a file makes; None for a template named by its name alone.

    Raises:
        WrongUsageError: where the file's ending says no kind.
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
    """Return the template to use: where only a unit is named, the one that shows a unit's part.

    Raises:
        WrongUsageError: where that template is named, and no unit.
    """
    if template == UNIT_REPORT and unit is None:
        raise WrongUsageError(
            message("the template '{name}' shows one unit's part: say which with --unit", name=template)
        )
    return UNIT_REPORT if template is None and unit is not None else template


def choose_template(template: str | None, kind: PageKind, project: Settings) -> TemplateChoice:
    """Return the template of a kind that a name or file means to a project; the status report, without any.

    Raises:
        RefusedError: where a link leads out of the project.
        WrongUsageError: where there is no template of that name and kind.
        CannotWorkError: where there is no such file.
    """
    if template is not None and is_file(template):
        choice = _in_file(Path(template), kind, project)
    else:
        name = template or STATUS_REPORT
        known = sorted(known_templates(kind, project))
        if name not in known:
            raise WrongUsageError(no_such_template(name, kind, known, project))
        choice = TemplateChoice(name, tuple(own_folders(project)))
    _note_as_read(choice)
    return choice


def _note_as_read(choice: TemplateChoice) -> None:
    """Remember what is read in a process of its own: the template, and all that it may include."""
    for folder in choice.own:
        for file in (file for kind in PageKind for file in folder.files(kind)):
            note_as_read(folder.path / file)


def own_folders(project: Settings) -> Iterator[OwnFolder]:
    """Give the folder of the project's own templates, where there is one."""
    folder = project.templates
    if folder is not None and is_folder(folder):
        yield OwnFolder(folder, shown(folder))


def known_templates(kind: PageKind, project: Settings) -> set[str]:
    """Return the names of the templates of a kind: built in, and the project's own; the frame of pages is none."""
    own = {file for folder in own_folders(project) for file in folder.files(kind)}
    return {file.removesuffix(file_name("", kind)) for file in own | built_in_files(kind)} - {"page"}


def _in_file(path: Path, kind: PageKind, project: Settings) -> TemplateChoice:
    if not is_template(path.name, kind):
        raise WrongUsageError(
            message("{file} does not make {kind}; its ending says what it makes", file=str(path), kind=kind.value)
        )
    refuse_stray_file(str(path))
    own = OwnFolder(path.parent, path.parent.as_posix())
    if path.name not in own.files(kind):
        raise CannotWorkError(message("there is no template in {file}", file=str(path)))
    return TemplateChoice(path.name.removesuffix(file_name("", kind)), (own, *own_folders(project)))


def no_such_template(name: str, kind: PageKind, known: list[str], project: Settings) -> Message:
    """Return what to say of a name that no template of a kind has."""
    others = [other.value for other in PageKind if name in known_templates(other, project)]
    if others:
        return message("the template '{name}' makes {other}, not {kind}", name=name, other=others[0], kind=kind.value)
    near = nearest(name, known)
    if near:
        return message("there is no template '{name}'; did you mean '{near}'?", name=name, near=near)
    return message("there is no template '{name}'; 'anhorig template list' lists them", name=name)
