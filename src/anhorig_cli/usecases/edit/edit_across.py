"""Reword texts in several plans: every other byte stays, and each plan is read again as intended."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import ValidationError

from anhorig_cli.editing.edit import insert_id, remove_from_list, replace_scalar
from anhorig_cli.loading.plan_loader import FileText
from anhorig_cli.loading.project_loader import Settings
from anhorig_cli.loading.validation import SourceMap
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.rewording import Rewording, reworded
from anhorig_cli.nodes import Node, Scalar
from anhorig_cli.source import Message, Splice, Where
from anhorig_cli.usecases.edit.edit_plan import ChangedFile, changed_files
from anhorig_cli.usecases.edit.written_change import unexpected_result, with_all
from anhorig_cli.workspace.workspace_plan import OpenedPlan, WorkspacePlan


@dataclass(frozen=True, slots=True)
class EditedPlans:
    """Files of several plans, and of their settings, that are to be written all together or not at all.

    Attributes:
        plans: the plans that are changed, as they are now; the first is the one that the command is about.
        files: the files.
        summary: each file's name, and what was done in it.
        settings: the settings of the plans as they are to be, where they are changed.
        hints: what is left for people to do.
    """

    plans: tuple[WorkspacePlan, ...]
    files: tuple[ChangedFile, ...]
    summary: tuple[tuple[str, Message], ...]
    settings: Settings | None = None
    hints: tuple[Message, ...] = ()


class RewordedPlan(NamedTuple):
    """A plan, its opened files, and the rewordings of its texts; there may be none."""

    plan: WorkspacePlan
    opened: OpenedPlan
    rewordings: Sequence[Rewording]


def edited_across(
    changes: Sequence[RewordedPlan],
    after: Iterable[OpenedPlan],
    sentence: Callable[[int], Message],
    hints: Iterable[Message] = (),
) -> EditedPlans:
    """Return what is to be written of plans, given each plan as it is to be afterwards.

    `sentence` returns the summary of a file, given the number of places changed in it.
    """
    pairs = [(one, later) for one, later in zip(changes, after, strict=True) if one.rewordings]
    return EditedPlans(
        tuple(one.plan for one, _ in pairs),
        tuple(
            file for one, later in pairs for file in changed_files(one.opened, _files_that_differ(one.opened, later))
        ),
        tuple(line for one, _ in pairs for line in _summaries(one.opened, one.rewordings, sentence)),
        hints=tuple(hints),
    )


def reword_plan(opened: OpenedPlan, rewordings: Sequence[Rewording]) -> OpenedPlan:
    """Return a plan with some of its texts reworded; a text shared by aliases is changed once.

    Raises:
        CannotWorkError: where a file is written in a way that cannot be changed safely.
    """
    if not rewordings:
        return opened
    splices_by_file = list(dict.fromkeys(_splices(opened, rewordings)))
    try:
        texts = with_all(opened, ((name, [splice]) for name, splice in splices_by_file))
        intended = reworded(opened.plan, rewordings)
    except (ValueError, ValidationError):  # two changes of one text, or a text that its field cannot hold
        raise unexpected_result(opened.files.name) from None
    after = opened.changed(*texts)
    if after is None or after.plan != intended:
        raise unexpected_result(splices_by_file[0][0])
    return after


def _files_that_differ(before: OpenedPlan, after: OpenedPlan) -> list[FileText]:
    """Return the files of a plan that differ from those before."""
    return [one for one in after.texts if one.data != before.before(one.name)]


def _summaries(
    opened: OpenedPlan, rewordings: Iterable[Rewording], sentence: Callable[[int], Message]
) -> Iterator[tuple[str, Message]]:
    """Yield the name of each file with rewordings, and a sentence that says how many there are."""
    places = SourceMap(opened.root, Plan)
    counts = Counter(places.locate(Where(one.route)).file for one in rewordings)
    yield from ((name, sentence(number)) for name, number in sorted(counts.items()))


def _splices(opened: OpenedPlan, rewordings: Iterable[Rewording]) -> Iterator[tuple[str, Splice]]:
    places = SourceMap(opened.root, Plan)
    for one in rewordings:
        nodes = places.nodes_on(one.route)
        if one.text is None:
            yield nodes[-2].source.name, remove_from_list(nodes[-2], int(one.route[-1]))
        elif one.route[-1] == "id" and not _is_written(nodes[-1]):
            part = nodes[-2] if isinstance(nodes[-1], Scalar) else nodes[-1]
            yield part.source.name, insert_id(part, one.text)
        else:
            yield nodes[-1].source.name, replace_scalar(nodes[-1], one.text)


def _is_written(node: Node) -> bool:
    """Return whether an id is written in the file, rather than implied by the file's name."""
    return isinstance(node, Scalar) and node.end > node.start
