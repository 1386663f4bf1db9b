"""Make the plan of the next period from one that is ending: what continues is written anew, the past stays behind.

The new plan is written in the style of the old one, in files of the same names; comments and keys that begin with `x-`
are not copied.
"""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.diagnostics import CannotWorkError, UnreadableValueError, WrongUsageError
from anhorig_cli.editing.parts import part_text, plan_lines
from anhorig_cli.editing.style import newline, style_of
from anhorig_cli.editing.writer import Writer
from anhorig_cli.loading.boundary import bounds, same_name, unfit_for_windows
from anhorig_cli.loading.discovery import PlanFiles
from anhorig_cli.loading.plan_loader import FileText, is_plan_file, kind_of, load_texts, tree_of
from anhorig_cli.loading.plan_names import PLAN_ENDINGS, is_plan_name, slug
from anhorig_cli.loading.shapes import shape_of
from anhorig_cli.model.dates import PlanDate, parse_date
from anhorig_cli.model.parts import MODELS, PARTS
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.plan_edit import Entry, Value
from anhorig_cli.model.register import KINDS_OF_THINGS
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.values import parse_id
from anhorig_cli.nodes import Mapping
from anhorig_cli.places import real
from anhorig_cli.source import Message, message
from anhorig_cli.usecases.edit.carry_over import (
    FIELDS_OF_OLD_PLAN,
    CarryOver,
    continuable_subgoals,
    in_order,
    names_in,
)
from anhorig_cli.usecases.edit.edit_plan import ChangedFile
from anhorig_cli.usecases.edit.lookup import Names, index_named
from anhorig_cli.vocabulary import Language, folded
from anhorig_cli.workspace.workspace_plan import OpenedPlan, open_plan

_YEARS = re.compile(r"(?a)\b(?:19|20)\d\d(?:(\s?[-–/]\s?)(?:19|20)\d\d)?(?!\d)")
_TO_YEAR = re.compile(r"(?a)(\d{4})\s?[-–]\s?(\d{4})")


@dataclass(frozen=True, slots=True)
class NextPeriod:
    """A period, and its name in a title and in an id."""

    start: PlanDate
    end: PlanDate
    in_title: str
    in_id: str


def parse_period(text: str) -> NextPeriod:
    """Return the period that a text names: `2027`, `2027-2029`, `2027-07/2028-06`.

    Raises:
        UnreadableValueError: where it names none.
    """
    period = parse_date(_TO_YEAR.sub(r"\1/\2", text.strip()))
    first, _, last = period.written.partition("/")
    if not last or period.precision != "range":
        return NextPeriod(period, period, str(period), slug(str(period)))
    start, end = parse_date(first), parse_date(last)
    return NextPeriod(start, end, f"{first}–{last}", slug(f"{first}-{last}"))


@dataclass(frozen=True, slots=True)
class RenewalRequest:
    """How a plan is to be renewed: for which period, under which id and title, with which subgoals.

    Without an id or a title, that of the old plan is used, with the new years; without subgoals, all that may continue.
    """

    period: NextPeriod
    id: str | None = None
    title: str | None = None
    subgoals: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class RenewedPlan:
    """A new plan: its location, its files, its first day, what was done in a sentence, and what is left of the old one.

    `left_out` names the fields of the old plan that were not copied; `to_judge` are its subgoals without a final
    assessment.
    """

    plan: PlanFiles
    files: tuple[ChangedFile, ...]
    begins: date
    summary: Message
    left_out: Message | None
    to_judge: tuple[Subgoal, ...]


def renew_plan(
    files: PlanFiles, wanted: RenewalRequest, taken: Iterable[str], as_of: date, small_count: int
) -> RenewedPlan:
    """Return the plan of the next period, in files of its own beside the old one.

    Args:
        files: the old plan.
        wanted: how it is to be renewed.
        taken: the ids of the existing plans.
        as_of: the day on which it is made; what is known of the old plan that day counts.
        small_count: the least number of people that is disclosed.

    Raises:
        WrongUsageError: where the period is no later, the id is taken or invalid, or there is no such subgoal.
        CannotWorkError: where the new plan would be outside the project, or would not be read as intended.
    """
    opened = open_plan(files)
    plan = opened.plan
    _refuse_period(plan, wanted.period)
    identity = _new_id(plan, wanted)
    place = _place(files, identity, taken)
    continued = _continuing_subgoals(plan, wanted.subgoals, as_of)
    carry_over = CarryOver(plan, continued, wanted.period.start, as_of, small_count)
    head = _head(plan, wanted, identity)
    texts = _new_files(opened, carry_over, head, place)
    changed = tuple(ChangedFile(one.name, Path(one.name), None, one.data) for one in texts)
    contents = {one.name: one.data for one in texts}
    listed = tuple((one.name, one.path) for one in changed)

    def read(name: str, _path: Path) -> bytes:
        return contents[name]

    new = PlanFiles(place.as_posix(), real(place.parent) / place.name, files.is_folder, listed, read)
    summary = message(
        "a plan for {period}, which replaces '{id}'; subgoals that continue: {n}",
        period=wanted.period.in_title,
        id=plan.id,
        n=len(continued),
    )
    snapshot = Snapshot(plan, as_of)
    to_judge = tuple(one for _, one in snapshot.current() if snapshot.is_open(one))
    return RenewedPlan(new, changed, wanted.period.start.first, summary, _left_out(plan), to_judge)


def _refuse_period(plan: Plan, period: NextPeriod) -> None:
    old = plan.period.to or plan.period.from_ if plan.period else None
    if old is not None and not old.is_open and period.end.last <= old.last:
        raise WrongUsageError(
            message(
                "the plan already covers {old}: give a later period, such as --period {next}",
                old=old,
                next=old.last.year + 1,
            )
        )


def _new_id(plan: Plan, wanted: RenewalRequest) -> str:
    """Return the id of the new plan: the one requested, else that of the old plan with the new years."""
    if wanted.id:
        try:
            return parse_id(wanted.id)
        except UnreadableValueError as flaw:
            raise WrongUsageError(flaw.sentence) from None
    return _with_years(plan.id, wanted.period.in_id) or f"{plan.id}-{wanted.period.in_id}"


def _with_years(text: str, new: str) -> str | None:
    """Return a text with the new years in place of the old; None where it does not have years in exactly one place."""
    return _YEARS.sub(new, text) if len(_YEARS.findall(text)) == 1 else None


def _place(files: PlanFiles, identity: str, taken: Iterable[str]) -> Path:
    """Return the path of the new plan, beside the old one.

    Raises:
        WrongUsageError: where the id is taken, a file of that name exists, or it would not be read as a plan.
        CannotWorkError: where the path is outside the project.
    """
    if folded(identity) in {folded(one) for one in taken}:
        raise WrongUsageError(message("there is a plan '{id}' already: choose another id with --id", id=identity))
    within = bounds(files.root)
    folder = files.root.parent
    if within is not None and not folder.is_relative_to(within):
        raise CannotWorkError(
            message("{plan}: the plan is the whole project, so nothing can be placed beside it", plan=files.name)
        )
    stem = slug(identity)
    name = stem if files.is_folder else stem + files.root.suffix
    _refuse_name(folder, stem, name, is_folder=files.is_folder)
    return Path(files.name).parent / name


def _refuse_name(folder: Path, stem: str, name: str, *, is_folder: bool) -> None:
    """Refuse a name that is taken, with any ending, or that the search for plans would not accept."""
    new_names = {stem, *(stem + ending for ending in PLAN_ENDINGS)}
    if {same_name(one) for one in os.listdir(folder)} & {same_name(one) for one in new_names}:  # noqa: PTH208 - names alone
        raise WrongUsageError(message("{file}: there is such a file already; choose another id with --id", file=name))
    is_read = is_folder or is_plan_name(name)
    if not is_read or stem.startswith(".") or unfit_for_windows(name):
        raise WrongUsageError(message("{file}: a file of that name would not be read as a plan", file=name))


def _continuing_subgoals(plan: Plan, named: Sequence[str], as_of: date) -> list[Subgoal]:
    if not named:
        return continuable_subgoals(plan, as_of)
    names = Names(plan)
    places = {index_named(names, "subgoals", name) for name in named}
    return [plan.subgoals[place] for place in sorted(places)]


def _head(plan: Plan, wanted: RenewalRequest, identity: str) -> dict[str, Value]:
    """Return the fields of the plan itself that are new; its id only where it does not follow from the file's name."""
    period = wanted.period
    head: dict[str, Value] = {} if slug(identity) == identity else {"id": identity}
    return head | {
        "title": wanted.title or _with_years(plan.title, period.in_title) or plan.title,
        "period": Entry("period", {"from": period.start, "to": period.end}),
        "replaces": (plan.id,),
    }


def _left_out(plan: Plan) -> Message | None:
    """Return the sentence that names the old plan's fields that were not copied; None where there are none."""
    terms = [PARTS["plan"].term(name).spelled(plan.language) for name in FIELDS_OF_OLD_PLAN if getattr(plan, name)]
    return (
        message("not taken along, since it belongs to the old plan: {names}", names=", ".join(terms)) if terms else None
    )


def _new_files(opened: OpenedPlan, carry_over: CarryOver, head: dict[str, Value], place: Path) -> list[FileText]:
    """Return the files of the new plan, after reading them again.

    Raises:
        CannotWorkError: where the plan that is read is not the one intended.
    """
    is_folder = opened.files.is_folder
    entries = list(_entries(opened, carry_over, head))
    intended = _intended_data([entry for _, _, entry in entries])
    for may_spread in (True, False):
        texts = [
            _renewed_file(opened.plan.language, one, entry, tree, place, may_spread) for one, tree, entry in entries
        ]
        loaded = load_texts(place.as_posix(), place.stem if not is_folder else place.name, texts, is_folder=is_folder)
        if loaded.is_whole and loaded.plan == Plan.model_validate({"id": loaded.id, **intended}):
            return texts
    raise CannotWorkError(
        message("{file}: the new plan would not read as it is meant; copy the old one, and change it", file=place.name)
    )


def _entries(
    opened: OpenedPlan, carry_over: CarryOver, head: dict[str, Value]
) -> Iterator[tuple[FileText, Mapping, Entry]]:
    """Yield each file of the old plan of which something continues, with its root and the entry that continues."""
    for text in opened.texts:
        tree = tree_of(text) if opened.files.is_folder else opened.root
        if tree is None:
            continue
        part = kind_of(text) or "plan"
        entry = carry_over.entry(tree, MODELS[part])
        if part == "plan":
            is_top = not opened.files.is_folder or is_plan_file(text)
            entry = _with_head(entry, tree, head if is_top else {})
        if entry.fields and carry_over.is_carried_over(entry):
            yield text, tree, entry


def _with_head(entry: Entry, tree: Mapping, head: dict[str, Value]) -> Entry:
    names = names_in(tree, shape_of(Plan))
    return Entry(entry.part, in_order(entry.part, names, {**entry.fields, **head}))


def _intended_data(entries: Sequence[Entry]) -> dict[str, Any]:
    """Return the data of the intended plan; its id only where a file states it."""
    data: dict[str, Any] = {}
    for entry in entries:
        if entry.part != "plan":
            data.setdefault(f"{entry.part}s", []).append(entry.data())
            continue
        for name, value in entry.data().items():
            is_list = name in KINDS_OF_THINGS and name in data
            data[name] = data[name] + value if is_list else value
    return data


def _renewed_file(
    language: Language,
    old: FileText,
    entry: Entry,
    tree: Mapping,
    place: Path,
    may_spread: bool,
) -> FileText:
    """Return a file of the new plan, written in the style of the old one."""
    is_markdown = old.name.lower().endswith(".md")
    inside = old.inside
    if entry.part == "plan":
        style = style_of(tree, tree.source, language, may_spread=may_spread)
        text = _plan_text(entry, tree, Writer(style, tree), is_markdown=is_markdown)
    else:
        entry = _without_implied_id(entry, PurePosixPath(inside))
        text = part_text(entry, tree, tree, language, is_markdown=is_markdown, may_spread=may_spread)
    name = f"{place.as_posix()}/{inside}" if inside else place.as_posix()
    return FileText(name, inside, text.encode("utf-8"))


def _without_implied_id(entry: Entry, file: PurePosixPath) -> Entry:
    """Return a part without the id that follows from its file's name."""
    fields = {name: value for name, value in entry.fields.items() if name != "id" or value != slug(file.stem)}
    return Entry(entry.part, fields)


def _plan_text(entry: Entry, tree: Mapping, writer: Writer, *, is_markdown: bool) -> str:
    """Return the text of the new plan's main file, or of another file with some of its lists."""
    body = entry.fields.get("background") if is_markdown else None
    fields = {name: value for name, value in entry.fields.items() if body is None or name != "background"}
    lines = plan_lines(Entry(entry.part, fields), tree, writer)
    text = tree.source.text
    if is_markdown:
        lines = ["---", *lines, "---", *(["", body] if isinstance(body, str) else [])]
    else:
        lines = [*_schema_lines(text), *lines]
    break_ = newline(text)
    return "".join(line.replace("\n", break_) + break_ for line in lines)


def _schema_lines(text: str) -> list[str]:
    """Return the comment that tells editors which schema a file follows, where the file begins with one."""
    first = text.split("\n", 1)[0].rstrip("\r")
    return [first] if first.startswith("#") and "yaml-language-server" in first else []
