"""The names of files as CI services know them: seen from the top of the repository, whatever folder one stands in."""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from anhorig_cli.loading.boundary import is_work_tree
from anhorig_cli.places import real

_WORKSPACES = (("GITHUB_ACTIONS", "GITHUB_WORKSPACE"), ("GITLAB_CI", "CI_PROJECT_DIR"))


def workspace(environment: Mapping[str, str]) -> Path | None:
    """Return the folder that a CI service sees files from: its own, where one stands in it, else the repository's top.

    None where there is neither.
    """
    try:
        here = real("")
    except OSError:
        return None  # the folder one stands in is gone
    for service, variable in _WORKSPACES:
        named = environment.get(variable, "")
        if environment.get(service) == "true" and named:
            folder = real(named)
            if here.is_relative_to(folder):
                return folder
    return next((folder for folder in (here, *here.parents) if is_work_tree(folder)), None)


@lru_cache(maxsize=1024)
def name_in_workspace(name: str, top: Path | None) -> str:
    """Return a file's path from a folder: the whole one where it lies outside, as it was typed without a folder."""
    typed = Path(os.path.normpath(name))
    if top is None:
        return typed.as_posix()
    try:
        place = real(typed.parent) / typed.name
    except (OSError, ValueError):
        return typed.as_posix()
    return (place.relative_to(top) if place.is_relative_to(top) else place).as_posix()
