"""The plans of a revision: what `select_plans` is for the files on disk."""

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from anhorig_cli.history.repository import Commit, Repository
from anhorig_cli.loading.committed import committed_plans, folders_around, marks_of, may_be_of_a_plan
from anhorig_cli.loading.plan_id import is_called
from anhorig_cli.places import is_link, real
from anhorig_cli.workspace.select_plans import Projects, Selected, plans_folder, shown


@dataclass(frozen=True, slots=True)
class RevisionPlans:
    """A repository at a revision; the settings are those of today, so that only what plans say differs."""

    repository: Repository
    commit: Commit
    projects: Projects

    def select(self, path: str) -> list[Selected]:
        """Return the plans that a path meant then: the plan it was, or was a part of, or those below it."""
        path = path.replace(os.sep, "/")
        place = self._place(Path(path))
        folder = self._plan_around(place)
        name = path.rstrip("/") or path
        if folder is not None and folder != place:
            place, name = folder, shown(self.repository.top / folder)
        texts = self.repository.texts(self.commit, place, partial(may_be_of_a_plan, place=place))
        plans = committed_plans(texts, place, name, self.repository.top)
        return [Selected(plan, self.projects.of_plan(plan)) for plan in plans]

    def with_id(self, name: str) -> list[Selected]:
        """Return those of the plans that the project here had then that have an id: one, or none."""
        folder = plans_folder(self.projects.of(Path()))
        if folder is None:
            return []
        return [one for one in self.select(shown(folder)) if is_called(one.files, name)]

    def _place(self, path: Path) -> str:
        """Return where a path led then, also through links; a link that is newer leads where it does today."""
        place = self.repository.path_of(path)
        then = self.repository.led_to(self.commit, place)
        if then is None and is_link(path) and (target := real(path)).is_relative_to(self.repository.top):
            then = self.repository.path_of(target)
        return place if then is None else then

    def _plan_around(self, place: str) -> str | None:
        """Return the outermost folder plan that a place is or stands in; a plan is never larger than its project."""
        marks = {folder: marks_of(folder) for folder in folders_around(place)}
        there = self.repository.holding(self.commit, [path for plan, own in marks.values() for path in (*plan, own)])
        found = None
        for folder, (plan, own) in marks.items():
            found = folder if not there.isdisjoint(plan) else found
            if own in there:
                break
        return found
