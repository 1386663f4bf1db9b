"""Whether files have changed, told from their times and sizes."""

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path

from anhorig_cli.places import is_folder

MOST_FILES = 10_000
"""How many files are looked at; a project has some hundred."""


def state_of(places: Iterable[Path]) -> str:
    """Return a text that is another as soon as a file in one of the places is saved, comes or goes.

    Hidden files are passed by, as an editor's own are, and links are not followed.
    """
    digest = sha256()
    for path, changed, size in islice(_files(places), MOST_FILES):
        digest.update(f"{path}\0{changed}\0{size}\0".encode(errors="surrogatepass"))
    return digest.hexdigest()[:32]


def _files(places: Iterable[Path]) -> Iterator[tuple[str, int, int]]:
    for place in places:
        for path in _below(place) if is_folder(place) else [str(place)]:
            try:
                status = os.lstat(path)
            except OSError:  # gone meanwhile, or never there
                continue
            yield path, status.st_mtime_ns, status.st_size


def _below(folder: Path) -> Iterator[str]:
    for inside, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (f"{inside}/{name}" for name in sorted(names) if not name.startswith("."))
