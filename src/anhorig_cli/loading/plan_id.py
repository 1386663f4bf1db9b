"""The id of a plan, without reading all of it: the `id` that its files give it, else the name of its file or folder."""

import re
from pathlib import PurePosixPath

from anhorig_cli.diagnostics import Diagnostic, UnreadableValueError
from anhorig_cli.loading.discovery import PlanFiles, slug
from anhorig_cli.loading.files import read_bytes
from anhorig_cli.loading.folder import read_plan_file
from anhorig_cli.loading.front_matter import key_of
from anhorig_cli.loading.text import decode
from anhorig_cli.model.values import parse_id
from anhorig_cli.nodes import Scalar
from anhorig_cli.vocabulary import folded

_MAY_GIVE_AN_ID = re.compile(rb"^(?:[\"']?id[\"']?[ \t]*:|<<[ \t]*:|[ \t]*[{?!&*]|---[ \t]+\S)", re.MULTILINE)
_FIRST_KEY_STANDS_IN = re.compile(rb"\A(?:\xef\xbb\xbf)?(?:[ \t]*(?:#[^\r\n]*|---[ \t]*)?[\r\n]+)*[ \t]+[^\s#]")


def id_of(files: PlanFiles) -> str:
    """Return the id of a plan; it is compared as `is_called` does."""
    for name, path in files.files:
        inside = name[len(files.name) + 1 :] if files.is_folder else ""
        if "/" in inside:
            continue
        data = files.read(name, path) if files.read else read_bytes(name, path)
        written = None if isinstance(data, Diagnostic) else _written(PurePosixPath(name).name, data)
        if written is not None:
            return written
    return slug(files.stem)


def is_called(files: PlanFiles, name: str) -> bool:
    """Return whether a plan has an id, whatever its case; a name that makes its id is as good."""
    own = folded(id_of(files))
    return own in {folded(name), folded(slug(name))}


def _written(name: str, data: bytes) -> str | None:
    """Return the id that a file of a plan gives the plan; None where it gives none, or none that can be read."""
    if not _MAY_GIVE_AN_ID.search(data) and not _FIRST_KEY_STANDS_IN.match(data):
        return None
    source, _ = decode(name, data)
    root = read_plan_file(source).root if source is not None else None
    if root is None or (key := key_of(root, "plan", "id")) is None:
        return None
    value = next(value for one, value in root.pairs() if one is key)
    if not isinstance(value, Scalar):
        return None
    try:
        return parse_id(value.value)
    except UnreadableValueError:
        return None
