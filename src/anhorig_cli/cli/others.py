"""Others' plans that a project's settings name: heeded where the user says so, told as passed by where not.

The settings may be a stranger's. So they lead out of the project only with `--with-others`, or where the user's own
settings, which stand in the user's folder and never in a project, trust it.
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


def plans_meant(
    paths: Sequence[str] | None, language: "Language", *, with_others: bool, across: bool = False
) -> "Workspace":
    """Return the workspace of the plans that paths mean, as `Workspace.of`; say which others' plans are passed by.

    With `across`, those of others go with the project's where no path is named.
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
    """Return a function that says of a project, by its folder, whether it is trusted to name others' plans."""
    return (lambda _: True) if with_others else _is_trusted


def _is_trusted(project: Path) -> bool:
    """Return whether the user's own settings trust a project; those that stand in it trust nothing."""
    from anhorig_cli.loading.user_settings import load_user_settings

    folder = config_folder()
    if folder is None or real(folder).is_relative_to(project):
        return False
    trusted = load_user_settings(folder).trusted_projects
    return any(real(os.path.expanduser(one)) == project for one in trusted)  # noqa: PTH111 - pathlib's raises without a home


def config_folder() -> Path | None:
    """Return the folder that the system has for a user's own settings; None where there is no home."""
    return own_folder("APPDATA", "AppData/Roaming") if os.name == "nt" else own_folder("XDG_CONFIG_HOME", ".config")
