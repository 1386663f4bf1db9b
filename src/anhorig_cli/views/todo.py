"""What is to be done, as one list for each who is responsible, across all plans."""

import re
import shlex
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from anhorig_cli.analysis.open_duties import DutyKind, OpenDuty
from anhorig_cli.model.register import RESPONSIBLE
from anhorig_cli.source import message
from anhorig_cli.views.cycle.events import CalendarView, EventView, in_order, lines, sequence, uid
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import PlanName, Titles, distinct_names, ids_apart, keys
from anhorig_cli.vocabulary import folded

_KINDS: tuple[DutyKind, ...] = ("late", "now", "measure", "assess", "reassess", "explain", "unassigned")
_HEADINGS = {
    "late": message("What is late").template,
    "now": message("To do now").template,
    "measure": message("Measure").template,
    "assess": message("Assess").template,
    "reassess": message("Assess again").template,
    "explain": message("Explain the deviation: its cause, what is done about it, or a new date").template,
    "unassigned": message("Nobody is responsible for this: say who is").template,
}
_HEADING_INHERITED = message("Falls to whoever is responsible for the whole plan: say if it is somebody else").template
_KIND_NAMES = {
    "plan": message("the plan as a whole").template,
    "area": message("area").template,
    "subgoal": message("subgoal").template,
    "start": message("subgoal to begin").template,
    "activity": message("activity").template,
    "cycle_item": message("annual cycle").template,
    "indicator": message("indicator").template,
    "recommendation": message("recommendation").template,
}
_RULES_UNASSIGNED = {"subgoal": "no-responsible", "cycle_item": "item-without-responsible"}
_RULE_UNANSWERED = "unanswered-recommendation"
_SAFE_IN_QUOTES = re.compile(r"[\w.,:/+()§-][\w.,:/+()§ -]*")
"""What every shell takes literally between double quotation marks."""


class TodoLine(NamedTuple):
    """Something to do.

    `kind`, `asked` and `name` are the tool's and the plan's own names, `due` is ISO (empty where no day is set) and
    `days` how many days are left, negative when it is late (None without a day). `what` says what kind of thing it
    concerns, `when` the day in words, `responsible` is everyone who is to do it, and `command` the command that
    settles it.
    """

    kind: str
    asked: str
    plan: str
    plan_title: str
    name: str
    title: str
    what: str
    units: str
    responsible: str
    report: str
    due: str
    days: int | None
    when: str
    command: str


class TodoSection(NamedTuple):
    """The lines of one kind, the earliest first."""

    kind: str
    heading: str
    lines: tuple[TodoLine, ...]


class TodoList(NamedTuple):
    """What one role, unit or party is to do; `responsible` is empty where nobody is responsible.

    `names` are all its names in the plans, folded. `number` is the number of lines.
    """

    responsible: str
    title: str
    names: tuple[str, ...]
    sections: tuple[TodoSection, ...]
    number: int


class TodoView(NamedTuple):
    """The lists, sorted by who is responsible, as of a day; `date` is that day in words, `language` that of the words.

    `keys` maps what a line calls each plan to a key that is the same from day to day.
    """

    iso_date: str
    date: str
    language: str
    title: str
    nothing: str
    lists: tuple[TodoList, ...]
    keys: tuple[tuple[str, str], ...]


class PlanDuties(NamedTuple):
    """The open duties of a plan, its titles, and its name in a command.

    A plan that `is_others` belongs to another organisation and is not changed from here.
    """

    titles: Titles
    command_name: str
    duties: Sequence[OpenDuty]
    is_others: bool = False


def todo_view(plans: Iterable[PlanDuties], as_of: date, formatter: Formatter) -> TodoView:
    """Return the lists of what is to be done, with each duty once for each who is responsible."""
    lines_of: dict[str, list[tuple[int, TodoLine]]] = {}
    titles: dict[str, str] = {}
    names: dict[str, set[str]] = {}
    plan_names: list[PlanName] = []
    for place, plan in enumerate(plans):
        plan_names.append(PlanName.of(plan.titles.plan, plan.command_name))
        for duty in plan.duties:
            line = todo_line(plan, duty, as_of)
            for key, title, name in _responsible_names(plan.titles, duty):
                titles.setdefault(key, title)
                names.setdefault(key, {key}).add(folded(name))
                lines_of.setdefault(key, []).append((place, line))
    ids, distinct = ids_apart(plan_names), distinct_names(plan_names)
    lists = [
        _todo_list(
            titles[key],
            tuple(sorted(names[key])),
            [line._replace(plan=ids[place], plan_title=distinct[place]) for place, line in lines_of[key]],
            formatter,
        )
        for key in sorted(lines_of, key=lambda key: (not key, key))
    ]
    return TodoView(
        as_of.isoformat(),
        formatter.day(as_of),
        formatter.language.value,
        formatter.text("To do"),
        formatter.text("nothing is late, and nothing is due soon"),
        tuple(lists),
        tuple(zip(ids, keys(plan_names), strict=True)),
    )


def _responsible_names(titles: Titles, duty: OpenDuty) -> Iterator[tuple[str, str, str]]:
    """Yield each who is responsible, once: a key that is the same in all plans, the title, and the plan's own name."""
    if not duty.responsible:
        yield "", "", ""
    seen: set[str] = set()
    for name in duty.responsible:
        title = "".join(titles.of([name], *RESPONSIBLE))
        key = folded(title)
        if key not in seen:
            seen.add(key)
            yield key, title, name


def _todo_list(responsible: str, names: tuple[str, ...], found: Sequence[TodoLine], formatter: Formatter) -> TodoList:
    groups: dict[tuple[int, str], list[TodoLine]] = {}
    for line in found:
        groups.setdefault((_KINDS.index(line.kind), line.report), []).append(line)
    sections: list[TodoSection] = []
    for (kind, report), group in sorted(groups.items(), key=lambda one: (one[0][0], one[1][0].due, one[0][1])):
        is_inherited = bool(responsible) and _KINDS[kind] == "unassigned"
        heading = _HEADING_INHERITED if is_inherited else _HEADINGS[_KINDS[kind]]
        text = formatter.text("Assess for {report}", report=report) if report else formatter.heading(heading)
        sections.append(TodoSection(_KINDS[kind], text, tuple(sorted(group, key=_sort_key))))
    title = responsible or formatter.text("Nobody responsible")
    return TodoList(responsible, title, names, tuple(sections), len(found))


def _sort_key(line: TodoLine) -> tuple[str, str, str]:
    return line.due or "9999", line.plan, folded(line.title)


def todo_line(plan: PlanDuties, duty: OpenDuty, as_of: date) -> TodoLine:
    """Return a duty of a plan as text."""
    titles, word = plan.titles, plan.titles.formatter
    days = (duty.day - as_of).days if duty.day else None
    return TodoLine(
        kind=duty.kind,
        asked=duty.asked,
        plan=titles.plan.id,
        plan_title=titles.plan.title,
        name=duty.name,
        title=duty.title,
        what=word.heading(_KIND_NAMES[duty.asked]),
        units=word.listed(titles.of(duty.units, "units")),
        responsible=titles.responsible(dict.fromkeys(duty.responsible)),
        report=_report_text(duty, word),
        due=duty.day.isoformat() if duty.day else "",
        days=days,
        when=word.text("last assessed {date}", date=duty.judged) if duty.judged else _due_text(duty, days, word),
        command="" if plan.is_others else _command(plan.command_name, duty, word),
    )


def _report_text(duty: OpenDuty, word: Formatter) -> str:
    """Return the title and day of the report that a subgoal is to be assessed for; empty for other duties."""
    if duty.report is None:
        return ""
    title = duty.report.title or duty.report.id or word.text("the report")
    return f"{title} ({word.date(duty.report.date)})"


def _due_text(duty: OpenDuty, days: int | None, word: Formatter) -> str:
    """Return when a duty was or is due, and how many days late or left that is."""
    if duty.day is None or days is None:
        return ""
    if duty.kind == "measure":
        return word.text("a new value since {date}", date=duty.day) if days else word.text("a new value today")
    day: object = duty.period if duty.period and duty.kind != "assess" else duty.day
    if duty.time:
        day = f"{word.date(duty.period)}, {duty.time}"
    if days < 0:
        return word.counted(-days, "{date}, one day late", "{date}, {n} days late", date=day)
    if days == 0:
        return word.text("{date}, due today", date=day)
    return word.counted(days, "{date}, one day left", "{date}, {n} days left", date=day)


def _command(plan: str, duty: OpenDuty, word: Formatter) -> str:
    """Return the command that settles a duty, asking in the terminal for what is left out, or that explains it."""
    if duty.kind == "unassigned":
        return f"anhorig explain {_RULES_UNASSIGNED[duty.asked]}"
    if duty.asked == "recommendation":
        return f"anhorig explain {_RULE_UNANSWERED}"
    if duty.asked == "start":
        return _shell_command("postpone", plan, duty.name, "--start")
    if duty.asked == "indicator":
        return _shell_command("record", plan, duty.name)
    if duty.asked in {"plan", "area", "subgoal"}:
        return _shell_command("assess", plan, duty.name)
    return _shell_command("done", plan, duty.name, *_occurrence_options(duty, word))


def _occurrence_options(duty: OpenDuty, word: Formatter) -> Iterator[str]:
    """Yield the options that say which occurrence of the annual cycle was done, and by which units."""
    if duty.asked == "cycle_item" and duty.period:
        yield from ("--occurrence", duty.period.spelled(word.language))
    for unit in () if duty.of_all_units else duty.units:
        yield from ("--unit", unit)


def _shell_command(command: str, plan: str, name: str, *options: str) -> str:
    """Return a command as written in a shell; names are put last, after `--`, if one looks like an option."""
    words = [plan, name, *options]
    if plan.startswith("-") or name.startswith("-"):
        words = [*options, "--", plan, name]
    return " ".join(["anhorig", command, *map(quoted, words)])


def quoted(word: str) -> str:
    """Return a word quoted where needed: in double marks if that is safe in every shell, else for a POSIX shell."""
    word = " ".join(word.split())
    if re.fullmatch(r"[\w.,:/+-]+", word):
        return word
    return f'"{word}"' if _SAFE_IN_QUOTES.fullmatch(word) else shlex.quote(word)


def todo_calendar(view: TodoView, as_of: date) -> CalendarView:
    """Return what is to be done as a calendar: each duty once, on its day, or on `as_of` if it is late or has none."""
    plan_keys = dict(view.keys)
    found: dict[str, tuple[TodoLine, str]] = {}
    who: dict[str, list[str]] = {}
    for one in view.lists:
        for section in one.sections:
            for line in section.lines:
                key = uid(
                    plan_keys[line.plan], "todo", line.kind, line.asked, line.name, line.due, line.units, line.report
                )
                found.setdefault(key, (line, section.heading))
                who.setdefault(key, []).append(one.title)
    events = [_calendar_event(key, line, heading, "; ".join(who[key]), as_of) for key, (line, heading) in found.items()]
    return CalendarView(view.title, view.language, as_of, in_order(events))


def _calendar_event(key: str, line: TodoLine, heading: str, who: str, as_of: date) -> EventView:
    day = max(date.fromisoformat(line.due), as_of) if line.due else as_of
    units = f" ({line.units})" if line.units else ""
    return EventView(
        uid=key,
        sequence=sequence(as_of),
        day=day,
        repeat=None,
        title=f"{heading}: {line.title}{units}",
        text=lines(("", line.when), ("", who), ("", line.plan_title), ("", line.command)),
        category=line.what,
        is_over=False,
    )
