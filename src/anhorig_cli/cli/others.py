"""Other organisations' plans that a project's settings name: read if the user allows it, else reported as not read.

The settings may be a stranger's. So they lead out of the project only with `--with-others`, or if the project is
trusted by the user's own settings, which are in the user's folder and never in a project.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from anhorig_cli.cli.surroundings import own_folder
from anhorig_cli.cli.terminal.telling import print_sentences
from anhorig_cli.places import real, shown
from anhorig_cli.source import message

if TYPE_CHECKING:
    from anhorig_cli.vocabulary import Language
    from anhorig_cli.workspace.workspace import Workspace


def select_plans(
    paths: Sequence[str] | None, language: "Language", *, with_others: bool, across: bool = False
) -> "Workspace":
    """Return the workspace of the plans at some paths, as `Workspace.of`; print which others' plans are not read.

    With `across`, the other organisations' plans are included if no path is named.
    """
    from anhorig_cli.workspace.workspace import Workspace

    workspace = Workspace.of(paths or (), trust(with_others=with_others))
    print_sentences(
        (
            message(
                "{file}: the others' plans that it names are not read; if you know the settings, add --with-others",
                file=shown(settings.folder / "anhorig.yaml"),
            )
            for settings in workspace.settings
            if settings.folder is not None and settings.passes_others_by
        ),
        language,
    )
    return workspace.with_others() if across and not paths else workspace


def trust(*, with_others: bool = False) -> Callable[[Path], bool]:
    """Return a function of a project's folder: whether the project is trusted to name other organisations' plans."""
    return (lambda _: True) if with_others else _is_trusted


def _is_trusted(project: Path) -> bool:
    """Return whether the user's own settings trust a project; settings inside the project itself do not count."""
    from anhorig_cli.loading.user_settings import load_user_settings

    folder = config_folder()
    if folder is None or real(folder).is_relative_to(project):
        return False
    trusted = load_user_settings(folder).trusted_projects
    return any(real(os.path.expanduser(one)) == project for one in trusted)  # noqa: PTH111 - pathlib's raises without a home


def config_folder() -> Path | None:
    """Return the system's folder for a user's own settings; None if the user has no home folder."""
    return own_folder("APPDATA", "AppData/Roaming") if os.name == "nt" else own_folder("XDG_CONFIG_HOME", ".config")
