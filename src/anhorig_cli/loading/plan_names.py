"""Which files are plans, or parts of one: by their names and by how they begin; and names as ids and as files."""

import os
import re
import stat
import unicodedata
from pathlib import Path, PurePath

from anhorig_cli.loading.boundary import PROJECT_FILE, unfit_for_windows
from anhorig_cli.model.parts import PARTS
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.places import read_ordinary

YAML_ENDINGS = (".yaml", ".yml")
PLAN_ENDINGS = (*YAML_ENDINGS, ".md")
PLAN_FILES = ("plan.yaml", "plan.yml", "plan.md")
SUBGOAL_FOLDERS = frozenset({"subgoals", "delmål"})
INDICATOR_FOLDERS = frozenset({"indicators", "indikatorer"})
_SETTINGS_WRONGLY_NAMED = "anhorig.yml"  # `project_loader` tells of it
_PASSED_BY = frozenset({"readme", "changelog"})
_HIDDEN_ENDINGS = frozenset({"txt", "text"})
_OTHER_MARKDOWN = frozenset({"markdown", "mdown", "mkd"})
_SLUG = re.compile(r"[a-z0-9à-öø-ÿ_.][a-z0-9à-öø-ÿ_.-]{0,63}")
_NOT_IN_SLUG = r"[^a-z0-9à-öø-ÿ_.]+"
_BEGINNING = 4096
_TITLE = r"(?m)^[\"']?(?:titel|title)[\"']?[ \t]*:"
_NEARLY_FIELDS = (
    r"(?s)(?:[\s\ufeff\u200b]|\#[^\r\n]*[\r\n]|<!--.*?-->)*+"
    r"(?P<dashes>(?:[-\u2010-\u2015\u2212]{1,3}|```+[ \t]*ya?ml|\+\+\+)[ \t]*[\r\n])?"
    r"(?:\s|\#[^\r\n]*[\r\n])*+[\"']?(?P<key>[^\W\d][\w -]*)[\"']?[ \t]*:"
)


def slug(stem: str) -> str:
    """Return a file name as an id: NFC, small letters, `-` for what an id cannot hold."""
    text = unicodedata.normalize("NFC", stem)
    if _SLUG.fullmatch(text):
        return text
    text = text.lower()
    return re.sub(_NOT_IN_SLUG, "-", text).strip("-")[:64] or "plan"


def name_of_file(name: str) -> str:
    """Return what a file may be named after something: its name, or that as an id without a personal number in it.

    A name that Windows keeps for a device, as `con`, begins with `_`.
    """
    disclosed = without_personal_numbers(name)
    disclosed = name if disclosed == name else slug(disclosed)
    return disclosed if unfit_for_windows(disclosed) is None else f"_{disclosed.rstrip('. ')}"


def natural_order(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Return a key that sorts names as people do: `2` before `10`, case aside."""
    parts = re.findall(r"\d{1,18}|\D+|\d", unicodedata.normalize("NFC", name).casefold())
    return tuple((not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def is_plan_name(name: str) -> bool:
    """Return whether a file found in a search can be a plan by its name."""
    path = PurePath(name)
    is_settings = name == PROJECT_FILE or name.lower() == _SETTINGS_WRONGLY_NAMED
    return path.suffix.lower() in PLAN_ENDINGS and not is_settings and path.stem.lower() not in _PASSED_BY


def is_top_part_name(name: str) -> bool:
    """Return whether a file directly in a folder plan belongs to it, by its name."""
    return name in PLAN_FILES or (name != PROJECT_FILE and PurePath(name).suffix.lower() in YAML_ENDINGS)


def is_part_name(name: str) -> bool:
    """Return whether a file below a folder plan is meant as a part, by its name."""
    path = Path(name)
    return path.suffix.lower() in PLAN_ENDINGS and path.stem.lower() not in _PASSED_BY


def is_nearly_plan_name(name: str) -> bool:
    """Return whether a name would be that of a plan, but for an ending that a system hides or another of Markdown."""
    stem, _, ending = name.lower().rpartition(".")
    if ending in _HIDDEN_ENDINGS:
        return is_plan_name(stem)
    return ending in _OTHER_MARKDOWN and is_plan_name(f"{stem}.md")


def is_plan_file(path: Path) -> bool:
    """Return whether a file found in a search is a plan: YAML, or Markdown that begins with `---`, or nearly.

    One that may not be looked at is taken for a plan: loading will say why it cannot be read.
    """
    if not is_plan_name(path.name):
        return False
    try:
        if path.suffix.lower() != ".md":
            return stat.S_ISREG(os.lstat(path).st_mode)
        found = read_ordinary(path, _BEGINNING)
    except OSError:
        return True
    return found is not None and may_begin_with_fields(found[0])


def may_begin_with_fields(data: bytes) -> bool:
    """Return whether a file of Markdown begins with the dashes of a plan's fields, or is meant to.

    It is where only blank lines or comments stand before them, where a word processor made one long dash of them or
    they are missing, and where the file has another encoding: loading will say what is wrong.
    """
    data = data[:_BEGINNING]
    if data.removeprefix(b"\xef\xbb\xbf").startswith(b"---"):
        return True
    if data.count(0) > len(data) // 4:
        text = data.decode("utf-16" if data[:1] in {b"\xff", b"\xfe"} else _byte_order(data), errors="replace")
    else:
        text = data.decode("utf-8", errors="replace")
    if text.lstrip("\ufeff").startswith("---"):
        return True
    found = re.match(_NEARLY_FIELDS, text)
    if found is None:
        return False
    key = PARTS["plan"].name_of(found["key"])
    return key == "title" or (key is not None and bool(found["dashes"]))


def _byte_order(data: bytes) -> str:
    return "utf-16-be" if data[:1] == b"\0" else "utf-16-le"


def says_a_title(path: Path) -> bool:
    """Return whether a file begins as a plan does, with a title among its first fields."""
    try:
        found = read_ordinary(path, _BEGINNING)
    except OSError:
        return False
    if found is None:
        return False
    beginning = found[0][:_BEGINNING]
    if not path.stem.lower().endswith(YAML_ENDINGS) and not may_begin_with_fields(beginning):
        return False
    return re.search(_TITLE, beginning.decode("utf-8", errors="replace")) is not None
