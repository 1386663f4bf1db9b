"""A user's own settings, which stand in the user's folder and never in a project."""

from typing import Annotated, ClassVar

from anhorig_cli.model.key import Key
from anhorig_cli.model.part import Part
from anhorig_cli.model.values import Text
from anhorig_cli.source import Message, message


class UserSettings(Part):
    """What a user decides for all projects on a computer."""

    part: ClassVar[str] = "user_settings"
    about: ClassVar[Message] = message(
        "Your own settings, in settings.yaml in the folder ~/.config/anhorig (or in XDG_CONFIG_HOME). "
        "All of them are optional."
    )
    printed: ClassVar[Message] = message("in what commands do on your computer")
    shown: ClassVar[tuple[str, ...]] = ("trusted_projects",)

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
