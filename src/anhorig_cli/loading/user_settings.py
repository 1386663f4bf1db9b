"""A user's own settings, from the user's own folder."""

from pathlib import Path

from anhorig_cli.diagnostics import Diagnostic, RefusedError
from anhorig_cli.loading.files import decode, read_bytes
from anhorig_cli.loading.folder import read_yaml
from anhorig_cli.loading.shaping import Shaper
from anhorig_cli.loading.validation import validate
from anhorig_cli.model.parts import in_own_keys
from anhorig_cli.model.project import UserSettings
from anhorig_cli.places import is_there
from anhorig_cli.rules import reading

NAME = "settings.yaml"


def load_user_settings(folder: Path | None) -> UserSettings:
    """Return the settings in a user's folder; none where there is no such file, or no folder.

    Raises:
        RefusedError: where the file cannot be read as such settings.
    """
    file = folder / NAME if folder else None
    if file is None or not is_there(file):
        return UserSettings()
    data = read_bytes(file.as_posix(), file)
    if isinstance(data, Diagnostic):
        raise RefusedError([data])
    settings, found = _read(data, file.as_posix())
    flaws = [one for one in found if one.rule is not reading.EMPTY_FILE]  # no settings are settings too
    if flaws:
        raise RefusedError(flaws)
    return settings


def _read(data: bytes, shown: str) -> tuple[UserSettings, list[Diagnostic]]:
    source, found = decode(shown, data)
    if source is None:
        return UserSettings(), found
    read = read_yaml(source)
    found += read.diagnostics
    if read.root is None:
        return UserSettings(), found
    shaper = Shaper()
    settings = validate(shaper.shape(read.root, UserSettings), read.root, UserSettings, shaper)
    return settings or UserSettings(), found + in_own_keys(shaper.diagnostics, shaper.language)
