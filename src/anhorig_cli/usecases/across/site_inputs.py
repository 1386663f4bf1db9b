"""What a site is made of, as a checksum: where it is the same, the site would be the same."""

import os
from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from anhorig_cli import __version__
from anhorig_cli.loading.plan_loader import read_texts
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.places import is_there
from anhorig_cli.rendering.template_files import shipped
from anhorig_cli.usecases.across.site_changes import tips_of
from anhorig_cli.vocabulary import Language
from anhorig_cli.workspace.workspace import Workspace
from anhorig_cli.workspace.workspace_plan import WorkspacePlan


def checksum_of_inputs(workspace: Workspace, as_of: date, language: Language, *, footer: bool) -> str | None:
    """Return a checksum of all that a site is made of; None where a project's own templates may have a part in it.

    It is for the user alone, since a count of few people could be guessed from it.
    """
    if any(one.templates is not None and is_there(one.templates) for one in workspace.settings):
        return None
    digest = sha256()
    for part in _parts(workspace, as_of, language, footer=footer):
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _parts(workspace: Workspace, as_of: date, language: Language, *, footer: bool) -> Iterator[bytes]:
    yield repr((__version__, as_of.isoformat(), language.value, footer)).encode()
    for folder in (Path(__file__).parents[2], shipped("templates", "templates")):
        yield from _tool(folder)
    for settings in workspace.settings:
        yield _settings(settings)
    yield repr([str(one.files.root) for one in workspace.plans]).encode()
    yield repr(tips_of(workspace, as_of)).encode()
    for plan in workspace.all_around():
        yield from _plan(plan)


def _tool(folder: Path) -> Iterator[bytes]:
    """Give the name, size and time of each file of the tool: two builds may have the same version number."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".j2", ".js", ".mo"}:
            status = path.stat()
            yield f"{path.name} {status.st_size} {status.st_mtime_ns}".encode()


def _settings(settings: Settings) -> bytes:
    return repr((settings.folder, settings.project.model_dump_json(), settings.logo)).encode()


def _plan(one: WorkspacePlan) -> Iterator[bytes]:
    """Give where a plan stands, and the bytes of its files."""
    texts, unreadable = read_texts(one.files)
    yield repr((one.files.name, str(one.files.root), str(one.home), str(one.elsewhere), len(unreadable))).encode()
    for text in texts:
        yield os.fsencode(text.name)
        yield text.data
