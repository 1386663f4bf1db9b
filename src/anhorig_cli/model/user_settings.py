"""A user's own settings, which stand in the user's folder and never in a project."""

from typing import Annotated

from anhorig_cli.model.key import Key
from anhorig_cli.model.part import Part
from anhorig_cli.model.values import Text
from anhorig_cli.source import message


class UserSettings(Part):
    """What a user decides for all projects on a computer."""

    part = "user_settings"
    about = message(
        "Your own settings, in settings.yaml in the folder ~/.config/anhorig (or in XDG_CONFIG_HOME). "
        "All of them are optional."
    )
    printed = message("in what commands do on your computer")
    shown = ("trusted_projects",)

    trusted_projects: Annotated[
        tuple[Text, ...],
        Key(
            "betrodda_projekt",
            message(
                "The folders of projects whose other_plans is heeded without `--with-others`: whole paths, or from ~. "
                "Name only projects whose settings you know."
            ),
            "~/planer/lansstrategi",
        ),
    ] = ()
