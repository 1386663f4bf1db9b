"""Preview a plan: its report as it is now, with the findings, and the state of the files it is made from."""

import os
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from anhorig_cli.diagnostics import AnhorigError, WrongUsageError
from anhorig_cli.loading.boundary import PROJECT_FILE
from anhorig_cli.places import is_file, is_folder
from anhorig_cli.rendering.preview_page import PreviewState
from anhorig_cli.source import message
from anhorig_cli.usecases.check.check_plans import check_plans
from anhorig_cli.workspace.workspace import Trusts, Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan

if TYPE_CHECKING:
    from anhorig_cli.diagnostics import Diagnostic

PageOf = Callable[[Workspace], str | None]
"""Returns the report of one plan; None where it cannot be read."""


def only_plan(workspace: Workspace) -> WorkspacePlan:
    """Return the only plan of a workspace.

    Raises:
        WrongUsageError: where it has several.
    """
    plan, *others = workspace.plans
    if others:
        names = ", ".join(one.files.name for one in workspace.plans)
        raise WrongUsageError(
            message("--watch shows one plan, and here are {n}: name one of {names}", n=len(others) + 1, names=names)
        )
    return plan


def preview_state(
    path: str, as_of: date, page_of: PageOf, last: str | None, trusts: Trusts | None = None
) -> PreviewState:
    """Return what a preview shows of a plan now; where it cannot be read, the last page that could be made.

    `trusts` as in `Workspace.of`.
    """
    findings: tuple[Diagnostic, ...] = ()
    try:
        workspace = Workspace.of([path], trusts)
        findings = tuple(check_plans(workspace, as_of).findings)
        page = page_of(workspace)
    except AnhorigError as error:
        return PreviewState(last, last is not None, findings, error.message)
    return PreviewState(page if page is not None else last, page is None and last is not None, findings)


def checksum_of_sources(selected: WorkspacePlan, template: str | None) -> str:
    """Return the state of what a plan's report is made from: the plan, its project, others' plans, and the template."""
    places = [selected.files.root]
    settings = selected.settings
    if settings.folder is not None:
        of_project = (settings.folder / PROJECT_FILE, settings.plans, settings.templates, settings.logo_file)
        places += [place for place in of_project if place is not None]
        places += [other.place for other in settings.others]
    if template is not None and is_file(template):
        places.append(Path(template).absolute().parent)
    return checksum_of_files(places)


# Recognise changed files by their times and sizes.


MOST_FILES = 10_000
"""How many files are examined; a project has a few hundred."""


def checksum_of_files(places: Iterable[Path]) -> str:
    """Return a checksum that changes as soon as a file in one of the places is saved, added or removed.

    Hidden files, such as an editor's own, are ignored, and links are not followed.
    """
    digest = sha256()
    for path, changed, size in islice(_files(places), MOST_FILES):
        digest.update(f"{path}\0{changed}\0{size}\0".encode(errors="surrogatepass"))
    return digest.hexdigest()[:32]


def _files(places: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    for place in places:
        for path in _below(place) if is_folder(place) else [str(place)]:
            try:
                status = os.lstat(path)
            except OSError:  # gone meanwhile, or never there
                continue
            yield path, status.st_mtime_ns, status.st_size


def _below(folder: Path) -> Iterator[str]:
    for inside, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (f"{inside}/{name}" for name in sorted(names) if not name.startswith("."))
