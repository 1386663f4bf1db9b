"""Folders of others' plans that settings name: the one way out of a project, for plan files alone.

A path of the settings is judged by its letters first, without a look at the disk. Only where the user trusts the
project is anything listed; then no link is followed, nothing hidden is looked at, and no more than so much.
"""

import os
import re
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.boundary import has_drive, unfit_for_windows
from anhorig_cli.loading.discovery import PlanFiles, find_plans
from anhorig_cli.places import is_folder, real, shown
from anhorig_cli.source import Message, message

MOST = 50_000
"""So many files and folders are looked at below a folder: far more than a county's plans in folders of parts."""
_ADDRESS = r"(?i)[a-z][a-z0-9+.-]+:(?!\\)|[^/\\]+@[^/\\]+:|[/\\]{2}"
"""What begins an address: `https:`, `git@example.se:`, and what Windows reads as another computer."""


class PathFlaw(NamedTuple):
    """Why a path cannot be used, and what to do."""

    message: Message
    help: Message


class OtherFolder(NamedTuple):
    """A folder of others' plans: its real path, and the plans in it, which are not read yet."""

    place: Path
    plans: tuple[PlanFiles, ...]


def flaw_of_path(path: str) -> PathFlaw | None:
    """Return what is wrong with a path of the settings by its letters; None where it may lead to a folder beside."""
    if re.match(_ADDRESS, path):
        return PathFlaw(
            message("'{path}' is an address, and nothing is fetched", path=path),
            message("fetch it yourself, and write the way to the folder from here, such as ../nykoping/plans"),
        )
    if has_drive(path) or path.startswith(("/", "\\", "~")):
        return PathFlaw(
            message("'{path}' does not begin in this folder", path=path),
            message("write the way to the folder from here, such as ../nykoping/plans"),
        )
    if any(step.startswith(".") and step.strip(".") for step in re.split(r"[/\\]", path)):
        return PathFlaw(
            message("'{path}' leads to what is hidden", path=path), message("name a folder that is not hidden")
        )
    unfit = unfit_for_windows(path)
    if unfit is not None:
        return PathFlaw(
            message("on Windows no folder can have the name '{name}'", name=unfit), message("choose another name")
        )
    return None


def place_of(folder: Path, path: str) -> Path:
    """Return where a path without a flaw leads from the folder of the settings, no link followed."""
    return Path(os.path.normpath(real(folder) / PurePosixPath(path.replace("\\", "/"))))


def other_folder(folder: Path, path: str) -> OtherFolder | PathFlaw:
    """Return the plans in a folder that the settings in another one name by a path without a flaw."""
    place = place_of(folder, path)
    remove = message("fix the path, or remove it")
    if real(place) != place:
        what = message("'{path}' leads through a link, and no link is followed", path=path)
        return PathFlaw(what, message("write the way without the link"))
    if not is_folder(place):
        return PathFlaw(message("there is no folder '{path}'", path=path), remove)
    if _holds_more_than(place, MOST):
        what = message("'{path}' contains more than {most} files and folders", path=path, most=MOST)
        return PathFlaw(what, message("name the folder of the plans themselves"))
    try:
        return OtherFolder(place, tuple(find_plans(shown(place))))
    except CannotWorkError as error:
        return PathFlaw(error.message, remove)


def _holds_more_than(folder: Path, most: int) -> bool:
    """Return whether more than so many files and folders stand in a folder and below, links and hidden ones aside."""
    left = most
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as listed:
                for entry in listed:
                    left -= 1
                    if left < 0:
                        return True
                    if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=False):
                        waiting.append(Path(entry.path))
        except OSError:
            continue  # whoever reads the folder will say why it cannot be read
    return False
