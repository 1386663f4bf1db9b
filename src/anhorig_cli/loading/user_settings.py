"""A user's own settings, from the user's own folder."""

from pathlib import Path

from anhorig_cli.diagnostics import Diagnostic, RefusedError
from anhorig_cli.loading.files import read_bytes
from anhorig_cli.loading.validation import read_model
from anhorig_cli.model.project import UserSettings
from anhorig_cli.places import is_there
from anhorig_cli.rules import reading

NAME = "settings.yaml"


def load_user_settings(folder: Path | None) -> UserSettings:
    """Return the settings in a user's folder; the defaults if there is no folder or no settings file.

    Raises:
        RefusedError: if the file cannot be read as user settings.
    """
    file = folder / NAME if folder else None
    if file is None or not is_there(file):
        return UserSettings()
    data = read_bytes(file.as_posix(), file)
    if isinstance(data, Diagnostic):
        raise RefusedError([data])
    read = read_model(data, file.as_posix(), UserSettings)
    flaws = [one for one in read.found if one.rule is not reading.EMPTY_FILE]  # no settings are settings too
    if flaws:
        raise RefusedError(flaws)
    return read.made or UserSettings()
