"""Where Kolada's answers come from: the network, or a folder in which they were saved."""

import time
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.terminal.options import option

if TYPE_CHECKING:
    from anhorig_cli.kolada.service import Kolada

From = Annotated[
    str | None,
    option(
        "FOLDER",
        "A folder with answers from api.kolada.se that were saved (.json), instead of asking over the network.",
        "--from",
    ),
]


def kolada_from(folder: str | None) -> "Kolada":
    """Return the source of key figures: Kolada itself, or the answers saved in `folder`."""
    if folder is not None:
        from anhorig_cli.usecases.kolada.fetch_figures import saved_answers

        return saved_answers(folder)
    from anhorig_cli.kolada.connection import Connection, opener
    from anhorig_cli.kolada.service import Service

    return Service(Connection(opener(), time.sleep, time.monotonic).get)
