"""Which sites stand as they were made, and of what: kept in the user's own folder, never with a site.

A checksum of what a plan says is for nobody else: a count of few people could be guessed from it.
"""

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from anhorig_cli.cli.disk.journal import state_folder
from anhorig_cli.cli.disk.site_folder import checksum_as_made
from anhorig_cli.cli.disk.writing import keep_private
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.places import real


def is_as_made(folder: Path, inputs: str) -> bool:
    """Return whether a site was made of some inputs, by their checksum, and nobody has changed it since."""
    place, record = _place(folder), _record(folder, inputs)
    if place is None or record is None:
        return False
    try:
        return place.stat().st_size == len(record) and place.read_bytes() == record
    except OSError:
        return False


def remember_made(folder: Path, inputs: str) -> None:
    """Keep what a site was made of, where it can be kept; else it is made again the next time."""
    place, record = _place(folder), _record(folder, inputs)
    if place is None or record is None:
        return
    with suppress(OSError, CannotWorkError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        keep_private(place, record)


def _place(folder: Path) -> Path | None:
    state = state_folder()
    return state / "sites" / _sum(os.fsencode(real(folder))) if state else None


def _record(folder: Path, inputs: str) -> bytes | None:
    """Return what is kept of a site; None where it does not stand as it was made."""
    made = checksum_as_made(folder)
    return f"{inputs} {made}\n".encode() if made else None


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
