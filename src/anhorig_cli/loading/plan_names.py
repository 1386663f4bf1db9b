"""Which files are plans or parts of one, by name and beginning; and ids and file names made from names."""

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
_MISNAMED_SETTINGS = "anhorig.yml"  # reported by `project_loader`
_NOT_PLANS = frozenset({"readme", "changelog"})
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
    """Return a file name as an id: in NFC and lower case, with `-` for characters that an id cannot contain."""
    text = unicodedata.normalize("NFC", stem)
    if _SLUG.fullmatch(text):
        return text
    text = text.lower()
    return re.sub(_NOT_IN_SLUG, "-", text).strip("-")[:64] or "plan"


def name_of_file(name: str) -> str:
    """Return a file name for something called `name`: the name itself, or an id without the personal numbers in it.

    A name that is reserved on Windows, such as `con`, gets `_` before it.
    """
    disclosed = without_personal_numbers(name)
    disclosed = name if disclosed == name else slug(disclosed)
    return disclosed if unfit_for_windows(disclosed) is None else f"_{disclosed.rstrip('. ')}"


def natural_order(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Return a key that sorts names as people do: `2` before `10`, ignoring case."""
    parts = re.findall(r"\d{1,18}|\D+|\d", unicodedata.normalize("NFC", name).casefold())
    return tuple((not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def is_plan_name(name: str) -> bool:
    """Return whether a file found in a search may be a plan, by its name."""
    path = PurePath(name)
    is_settings = name == PROJECT_FILE or name.lower() == _MISNAMED_SETTINGS
    return path.suffix.lower() in PLAN_ENDINGS and not is_settings and path.stem.lower() not in _NOT_PLANS


def is_top_part_name(name: str) -> bool:
    """Return whether a file directly in a folder plan belongs to it, by its name."""
    return name in PLAN_FILES or (name != PROJECT_FILE and PurePath(name).suffix.lower() in YAML_ENDINGS)


def is_part_name(name: str) -> bool:
    """Return whether a file in a subfolder of a folder plan is meant as a part, by its name."""
    path = Path(name)
    return path.suffix.lower() in PLAN_ENDINGS and path.stem.lower() not in _NOT_PLANS


def is_nearly_plan_name(name: str) -> bool:
    """Return whether a name is that of a plan except for an ending: one that systems hide, or another for Markdown."""
    stem, _, ending = name.lower().rpartition(".")
    if ending in _HIDDEN_ENDINGS:
        return is_plan_name(stem)
    return ending in _OTHER_MARKDOWN and is_plan_name(f"{stem}.md")


def is_plan_file(path: Path) -> bool:
    """Return whether a file found in a search is a plan: YAML, or Markdown that begins with `---` or is meant to.

    A file that cannot be read is taken for a plan, so that loading reports why.
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
    """Return whether a Markdown file begins with the `---` of a plan's fields, or is meant to.

    It is meant to if only blank lines or comments precede them, if a word processor made them one long dash, if they
    are missing before the fields, or if the file has another encoding: loading reports what is wrong.
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
    """Return whether a file begins as a plan does and has a title among its first fields."""
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
