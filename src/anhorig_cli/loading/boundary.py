"""What lies inside a project: no link, and no folder that settings name, is followed out of it.

Where the project stands in a git repository, all of its work tree is inside; else the folder with the settings is.
What a person names on the command line may lie anywhere, but a link that stands in a project is not of their naming.
"""

import os
import re
import stat
import unicodedata
from pathlib import Path, PureWindowsPath

from anhorig_cli import places
from anhorig_cli.diagnostics import Diagnostic
from anhorig_cli.places import is_file, is_folder, real
from anhorig_cli.rules import reading
from anhorig_cli.source import Location, message

PROJECT_FILE = "anhorig.yaml"
PLANS_FOLDER = "plans"
"""The folder that is searched where there are no settings."""

GIT_FOLDER = ".git"
_MOUNT_POINT = 0xA0000003
"""What Windows calls a folder that leads to another one (a junction)."""

_DEVICE = r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])"
_RESERVED = rf"(?is){_DEVICE} *(?:\..*)?"
_FORBIDDEN = r'[<>:"|?*\x00-\x1f]'
_PARTS = r"[/\\]+"


def is_project(folder: Path) -> bool:
    """Return whether a folder holds settings: `anhorig.yaml`, also one that cannot be read."""
    settings = folder / PROJECT_FILE
    return places.is_link(settings) or (os.path.lexists(settings) and not is_folder(settings))


def project_folder(start: Path) -> Path | None:
    """Return the nearest folder with an `anhorig.yaml`, upwards from a file or folder."""
    here = real(start)
    return next((folder for folder in (here, *here.parents) if is_project(folder)), None)


def is_work_tree(folder: Path) -> bool:
    """Return whether a folder is the top of the files of a git repository."""
    git = folder / GIT_FOLDER
    return is_file(git) or os.path.lexists(git / "HEAD")


def bounds(folder: Path) -> Path | None:
    """Return the real path of the folder that nothing in a folder may lead out of; None outside every project."""
    here = real(folder)
    settings: Path | None = None
    for place in (here, *here.parents):
        if is_work_tree(place):
            return place
        if settings is None and is_project(place):
            settings = place
    return settings


def leads_out(place: Path, within: Path) -> bool:
    """Return whether a path, its links followed, ends outside a folder (a real path), or in what git keeps there."""
    end = real(place)
    if not end.is_relative_to(within):
        return True
    return any(part.casefold() == GIT_FOLDER for part in end.relative_to(within).parts)


def is_outside(named: str, folder: Path, within: Path) -> bool:
    """Return whether a path in the settings of a folder leads out of the folder that nothing in it may lead out of.

    What nothing on Windows can be called leads nowhere.
    """
    path = named.replace("\\", "/")
    return has_drive(named) or (unfit_for_windows(path) is None and leads_out(folder / path, within))


def is_link(status: os.stat_result) -> bool:
    """Return whether an `lstat` is that of a link, or of a folder of Windows that leads to another one."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _MOUNT_POINT


def stray_link(path: Path, home: Path | None = None) -> Path | None:
    """Return the first link on the way to a path that leads out of the project it stands in, as far as it was named.

    Args:
        path: a path, as somebody named it.
        home: the folder that links in it may not lead out of either, where they stand in no project.
    """
    here = Path(path.anchor) if path.anchor else real("")
    named = Path(path.anchor)
    for step in path.relative_to(path.anchor).parts:
        named /= step
        place = here / step
        status = _status(place)
        if status is None:
            return None
        if is_link(status) and strays(place, home):
            return named
        here = place if stat.S_ISREG(status.st_mode) else real(place)
    return None


def _status(place: Path) -> os.stat_result | None:
    try:
        return os.lstat(place)
    except (OSError, ValueError):
        return None


def strays(link: Path, home: Path | None = None) -> bool:
    """Return whether a link leads out of the project it stands in, or else of a folder."""
    folder = real(link.parent)
    within = bounds(folder)
    if within is None and home is not None and folder.is_relative_to(home):
        within = home
    return within is not None and leads_out(link, within)


def home_without_settings(path: Path) -> Path | None:
    """Return the folder one stands in, for a path in its `plans`: without settings that is the project."""
    try:
        here = real("")
    except OSError:
        return None  # the folder one stands in is gone
    plans = here / PLANS_FOLDER
    return here if Path(os.path.normpath(here / path)).is_relative_to(plans) else None


def outside(name: str) -> Diagnostic:
    """Return what is said of a link that leads out, by its name."""
    text = message("the link leads out of the project, and nothing behind it is read")
    help_text = message("put the file or folder itself there, or remove the link")
    return reading.OUTSIDE_PROJECT.at(Location(name, 1, 1), text, help_text)


def same_name(name: str) -> str:
    """Return a name or path as it is to a system that does not tell capitals, composed letters or last dots apart."""
    return unicodedata.normalize("NFC", name).casefold().rstrip(". ")


def has_drive(path: str) -> bool:
    r"""Return whether a path begins with what Windows reads as a drive or another computer: `C:`, `\\host\share`."""
    return bool(PureWindowsPath(path).drive)


def unfit_for_windows(path: str) -> str | None:
    """Return the first name in a path that no file or folder can have on Windows, None where all can.

    Those are the names of devices (`con`, `aux.md`), names with a character that is forbidden there, and names that end
    with a dot or a space, which are left out there: `plans.` would be `plans`.
    """
    for name in re.split(_PARTS, path):
        if name in {"", ".", ".."}:
            continue
        if re.fullmatch(_RESERVED, name) or re.search(_FORBIDDEN, name) or name[-1] in ". ":
            return name
    return None
