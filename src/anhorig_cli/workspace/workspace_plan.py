"""A plan of a workspace: its files and settings; others' plans that settings name, and plans by their ids."""

import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.loading.boundary import PROJECT_FILE, home_without_settings
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.folder import id_of
from anhorig_cli.loading.plan_loader import read_texts
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.places import real
from anhorig_cli.source import message
from anhorig_cli.vocabulary import folded
from anhorig_cli.workspace.settings import SettingsFinder

_LAST_WORD = r"[\w.-]{1,64}\Z"
_REPLACES = "(?i)ersätter|ersa\u0308tter|replaces"
_AREAS = re.compile("områden|omra\u030aden|areas", re.IGNORECASE)
_BEGINNINGS_OF_AREAS = (b"omr", b"area")
"""How that key begins in small letters: quick to look for in bytes, which most plans lack."""


class WorkspacePlan(NamedTuple):
    """A plan of a workspace: its files, which are not read yet, and the settings of the project it belongs to.

    `elsewhere` is the folder that it stands in where it is one of others' plans, which the settings name: it is read,
    and never written to. What its own project has for settings nobody knows.
    """

    files: PlanFiles
    settings: Settings
    elsewhere: Path | None = None

    @property
    def home(self) -> Path:
        """The folder where plans that it may refer to stand: the project's, else the one it stands in itself."""
        return self.elsewhere or self.settings.plans or self.files.root.parent

    @property
    def is_in_project(self) -> bool:
        """Whether the folder where it stands is of plans: a project's, others', or `plans` here without settings."""
        is_named = self.elsewhere is not None or self.settings.plans is not None
        return is_named or home_without_settings(self.files.root) is not None


PlansById = dict[str, list[WorkspacePlan]]


def with_errors_once(plan: PlanFiles, settings: Settings) -> WorkspacePlan:
    """Return a plan with its settings; what both refuse is reported once."""
    refused = tuple(finding for finding in plan.refused if finding not in settings.diagnostics)
    return WorkspacePlan(plan._replace(refused=refused), settings)


def settings_of(plans: Iterable[WorkspacePlan]) -> list[Settings]:
    """Return the settings of the projects that plans belong to, in order and each once."""
    return list({id(one.settings): one.settings for one in plans}.values())


def others_of(settings: Settings) -> list[WorkspacePlan]:
    """Return the others' plans that the settings of a project name, where they are heeded; those of its own aside."""
    own = real(settings.plans) if settings.plans else None
    return [
        WorkspacePlan(files, settings, other.place)
        for other in settings.others
        for files in other.plans
        if own is None or not files.root.is_relative_to(own)
    ]


def refuse_others(one: WorkspacePlan) -> None:
    """See to it that a plan that is to be changed is not one of others' plans, which the settings here name.

    Raises:
        CannotWorkError: where it is.
    """
    with suppress(FileNotFoundError):  # where the folder one stands in is gone
        if one.elsewhere is None and not SettingsFinder().at(Path()).names_folder_of(one.files.root):
            return
        raise CannotWorkError(
            message(
                "{plan} is in a folder of others' plans, which {settings} names: such a plan is read, but never "
                "changed from here; change it in its own project",
                plan=one.files.name,
                settings=PROJECT_FILE,
            )
        )


def by_id(plans: Iterable[WorkspacePlan]) -> PlansById:
    """Return plans by their ids."""
    found: PlansById = {}
    for one in plans:
        found.setdefault(folded(id_of(one.files)), []).append(one)
    return found


def by_named(plans: Iterable[WorkspacePlan]) -> dict[str, list[WorkspacePlan]]:
    """Return plans by every word, folded, that stands before a slash in their texts."""
    found: dict[str, list[WorkspacePlan]] = {}
    for one in plans:
        for word in _words_before_slashes(_text_of(one.files)):
            found.setdefault(word, []).append(one)
    return found


def _words_before_slashes(text: str) -> set[str]:
    """Return the words of a text, folded, that a slash comes after, as the id in `plan/goal`."""
    before = (re.search(_LAST_WORD, piece[-64:]) for piece in text.split("/")[:-1])
    return {folded(found.group()) for found in before if found}


def _text_of(files: PlanFiles) -> str:
    texts, _ = read_texts(files)
    return "\n".join(one.data.decode(errors="ignore") for one in texts)


def may_replace(files: PlanFiles) -> bool:
    """Return whether a plan may say which plan it replaces: that key stands in its text."""
    return bool(re.search(_REPLACES, _text_of(files)))


def may_have_areas(files: PlanFiles) -> bool:
    """Return whether a plan may have areas: that key stands in its text."""
    texts, _ = read_texts(files)
    return any(_speaks_of_areas(one.data) for one in texts)


def _speaks_of_areas(data: bytes) -> bool:
    small = data.lower()
    return any(map(small.__contains__, _BEGINNINGS_OF_AREAS)) and bool(_AREAS.search(data.decode(errors="ignore")))
