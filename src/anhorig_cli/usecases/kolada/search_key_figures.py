"""Look for key figures in Kolada by words of their titles."""

from collections.abc import Sequence

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.kolada.answers import KeyFigure
from anhorig_cli.kolada.service import Kolada
from anhorig_cli.source import message

_LONGEST = 200


def search_key_figures(kolada: Kolada, text: str) -> Sequence[KeyFigure]:
    """Return the key figures whose titles hold a text, by id, those that have ended last.

    Raises:
        WrongUsageError: where there is nothing to look for, or too much.
        CannotWorkError: where Kolada does not answer.
    """
    sought = " ".join(text.split())
    if not sought or len(sought) > _LONGEST:
        raise WrongUsageError(message("write what to look for, in at most {n} characters", n=_LONGEST))
    found = {one.id: one for one in kolada.titled(sought)}
    return sorted(found.values(), key=lambda one: (one.ended is not None, one.id))
