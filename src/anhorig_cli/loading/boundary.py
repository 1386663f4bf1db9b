"""The boundary of a project: no link in it, and no folder that its settings name, is followed out of it.

In a git repository, the whole work tree is inside the project; otherwise the folder with the settings is. What a person
names on the command line may be anywhere, but a link inside a project is not something that person named.
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
"""The folder that is searched without settings."""

GIT_FOLDER = ".git"
_MOUNT_POINT = 0xA0000003
"""The Windows reparse tag of a folder that leads to another one (a junction)."""

_DEVICE = r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])"
_RESERVED = rf"(?is){_DEVICE} *(?:\..*)?"
_FORBIDDEN = r'[<>:"|?*\x00-\x1f]'
_PARTS = r"[/\\]+"


def is_project(folder: Path) -> bool:
    """Return whether a folder has a settings file, `anhorig.yaml`, even one that cannot be read."""
    settings = folder / PROJECT_FILE
    return places.is_link(settings) or (os.path.lexists(settings) and not is_folder(settings))


def project_folder(start: Path) -> Path | None:
    """Return the nearest folder with an `anhorig.yaml`, upwards from a file or folder."""
    here = real(start)
    return next((folder for folder in (here, *here.parents) if is_project(folder)), None)


def is_work_tree(folder: Path) -> bool:
    """Return whether a folder is the top of a git work tree."""
    git = folder / GIT_FOLDER
    return is_file(git) or os.path.lexists(git / "HEAD")


def bounds(folder: Path) -> Path | None:
    """Return the real path of the project around a folder, which no link in it may leave; None if there is none."""
    here = real(folder)
    settings: Path | None = None
    for place in (here, *here.parents):
        if is_work_tree(place):
            return place
        if settings is None and is_project(place):
            settings = place
    return settings


def leads_out(place: Path, within: Path) -> bool:
    """Return whether a path, with links followed, ends outside the real path `within`, or in its `.git`."""
    end = real(place)
    if not end.is_relative_to(within):
        return True
    return any(part.casefold() == GIT_FOLDER for part in end.relative_to(within).parts)


def is_outside(setting: str, folder: Path, within: Path) -> bool:
    """Return whether a path in the settings of `folder` leads out of the project's top folder `within`.

    A path that cannot exist on Windows leads nowhere.
    """
    path = setting.replace("\\", "/")
    return has_drive(setting) or (unfit_for_windows(path) is None and leads_out(folder / path, within))


def is_link(status: os.stat_result) -> bool:
    """Return whether an `lstat` result is that of a link, or of a Windows junction."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _MOUNT_POINT


def stray_link(path: Path, home: Path | None = None) -> Path | None:
    """Return the first link along a path that leads out of the project it is in, as far as the path was named.

    Args:
        path: a path, as somebody named it.
        home: a folder that links in it may not lead out of either, if they are in no project.
    """
    here = Path(path.anchor) if path.anchor else real("")
    named = Path(path.anchor)
    for name in path.relative_to(path.anchor).parts:
        named /= name
        place = here / name
        status = _status(place)
        if status is None:
            return None
        if is_link(status) and is_stray_link(place, home):
            return named
        here = place if stat.S_ISREG(status.st_mode) else real(place)
    return None


def _status(place: Path) -> os.stat_result | None:
    try:
        return os.lstat(place)
    except (OSError, ValueError):
        return None


def is_stray_link(link: Path, home: Path | None = None) -> bool:
    """Return whether a link leads out of the project it is in or, if it is in none, out of `home`."""
    folder = real(link.parent)
    within = bounds(folder)
    if within is None and home is not None and folder.is_relative_to(home):
        within = home
    return within is not None and leads_out(link, within)


def home_without_settings(path: Path) -> Path | None:
    """Return the working directory if a path is in its `plans` folder: without settings, that is the project."""
    try:
        here = real("")
    except OSError:
        return None  # the working directory has been removed
    plans = here / PLANS_FOLDER
    return here if Path(os.path.normpath(here / path)).is_relative_to(plans) else None


def stray_link_flaw(name: str) -> Diagnostic:
    """Return the finding for a link that leads out of the project."""
    text = message("the link leads out of the project, and nothing behind it is read")
    help_text = message("put the file or folder itself there, or remove the link")
    return reading.OUTSIDE_PROJECT.at(Location(name, 1, 1), text, help_text)


def same_name(name: str) -> str:
    """Return a name or path without the differences that some systems ignore: case, composition and final dots."""
    return unicodedata.normalize("NFC", name).casefold().rstrip(". ")


def has_drive(path: str) -> bool:
    r"""Return whether a path begins with what Windows reads as a drive or another computer: `C:`, `\\host\share`."""
    return bool(PureWindowsPath(path).drive)


def unfit_for_windows(path: str) -> str | None:
    """Return the first name in a path that no file or folder can have on Windows; None if there is none.

    These are device names (`con`, `aux.md`), names with a forbidden character, and names that end with a dot or a
    space, which Windows drops: `plans.` would be `plans`.
    """
    for name in re.split(_PARTS, path):
        if name in {"", ".", ".."}:
            continue
        if re.fullmatch(_RESERVED, name) or re.search(_FORBIDDEN, name) or name[-1] in ". ":
            return name
    return None
