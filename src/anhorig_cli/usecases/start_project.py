"""Start a project: everything a municipality needs around its first plan, or around one of the examples.

The starter files are Jinja templates with delimiters of their own, `[[ … ]]` and `[% … %]`, since some of them are
templates for reports or CI services, which have theirs. Dates are counted in months from today, so that the work on a
new plan is always under way.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import PurePosixPath

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from anhorig_cli import INSTALL_FROM, __version__
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.loading.discovery import PlanFiles, find_neighbours
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.loading.plan_names import slug
from anhorig_cli.model.dates import months
from anhorig_cli.model.register import references
from anhorig_cli.rendering.template_files import shipped
from anhorig_cli.schema.documents import schema_text
from anhorig_cli.schema.schema_kind import SchemaKind
from anhorig_cli.source import message
from anhorig_cli.vocabulary import MONTHS, Language

FIRST_PLAN = {Language.SV: "plans/anhorigplan.yaml", Language.EN: "plans/carer-plan.yaml"}
_REPORTS = {Language.SV: "rapporter", Language.EN: "reports"}

_NOT_IN_PROJECT = frozenset({SchemaKind.USER_SETTINGS})
"""The kinds of file that are kept outside projects."""


def project_files(language: Language, today: date, example: str | None = None) -> dict[str, bytes]:
    """Return the files of a new project by their paths in it, the first plan first.

    Args:
        language: the language of the texts, and of the keys of the first plan.
        today: the day from which the dates of the first plan are counted.
        example: the name of a built-in example to start from instead.

    Raises:
        WrongUsageError: where there is no such example.
    """
    plans: dict[str, bytes] = {}
    for files in _with_related_examples(example) if example is not None else ():
        plans |= {f"plans/{path}": data for path, data in _contents(files)}
    plan = next(iter(plans), FIRST_PLAN[language])
    texts = starter_texts(language, today, plan=plan, reports=_REPORTS[language], example=example or "")
    if plans:
        del texts[FIRST_PLAN[language]]
    schemas = {
        f".anhorig/{kind.file_name}": schema_text(kind, language) for kind in SchemaKind if kind not in _NOT_IN_PROJECT
    }
    others = {path: text.encode() for path, text in (texts | schemas).items()}
    return {plan: b""} | plans | dict(sorted(others.items()))


def examples() -> dict[str, PlanFiles]:
    """Return the built-in examples by name."""
    return {files.stem: files for files in find_neighbours(str(shipped("examples", "plans").resolve()))}


def _with_related_examples(name: str) -> Iterator[PlanFiles]:
    """Yield an example, and the examples that it refers to, each once."""
    known = examples()
    if slug(name) not in known:
        raise WrongUsageError(
            message("there is no example '{name}'; there are {names}", name=name, names=", ".join(sorted(known)))
        )
    queue, yielded = [slug(name)], set[str]()
    while queue:
        files = known[queue.pop(0)]
        yielded.add(files.stem)
        yield files
        queue += [other for other in _referred_to(files) if other in known and other not in yielded]


def _referred_to(files: PlanFiles) -> list[str]:
    plan = load(files).plan
    texts = [reference.text for reference in references(plan)] if plan else []
    return list(dict.fromkeys(slug(text.partition("/")[0]) for text in texts if "/" in text))


def _contents(files: PlanFiles) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a plan, with its path in the folder of plans; `plan.yaml` of a folder plan comes first."""
    home = PurePosixPath(files.name).parent
    ordered = sorted(files.files, key=lambda file: PurePosixPath(file[0]).stem != "plan")
    for name, path in ordered:
        yield PurePosixPath(name).relative_to(home).as_posix(), path.read_bytes()


# The files that a new project begins with, made from those in the `starter` folder.


UV = (
    "uv==0.13.9"
    " --hash=sha256:d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19"
    " --hash=sha256:5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe"
)
"""The requirement for what installs the tool in CI: as in requirements/uv.txt, for Linux on x86_64 and on arm64."""
_HIDDEN = "dot-"
"""Stands for the dot of a hidden file's name: the starter files are visible, and have no effect where they are."""
_FOR_ALL = "any"
_TUESDAY = 1


@dataclass(frozen=True, slots=True)
class Calendar:
    """The dates in a new plan: each is so many months from today, before it where the number is negative."""

    today: date
    language: Language

    def year(self, ahead: int) -> int:
        """Return the year."""
        return self._first(ahead).year

    def month(self, ahead: int) -> str:
        """Return the month, as 2026-05."""
        return self._first(ahead).isoformat()[:7]

    def month_name(self, ahead: int) -> str:
        """Return the month's name."""
        number = self._first(ahead).month
        spellings = [name for name, n in MONTHS.items() if n == number]
        return spellings[0].capitalize() if self.language is Language.EN else spellings[1]

    def last_day(self, ahead: int) -> str:
        """Return the last day of the month."""
        first = self._first(ahead)
        return months(first.year, first.month, first.month)[1].isoformat()

    def tuesday(self, ahead: int) -> str:
        """Return the third Tuesday of the month, when committees meet."""
        first = self._first(ahead)
        return (first + timedelta(days=(_TUESDAY - first.weekday()) % 7 + 14)).isoformat()

    def _first(self, ahead: int) -> date:
        years, month = divmod(self.today.month - 1 + ahead, 12)
        return date(self.today.year + years, month + 1, 1)


def starter_texts(language: Language, today: date, **names: str) -> dict[str, str]:
    """Return the text of each starter file, by its path in the project; `names` are more variables for it."""
    calendar = Calendar(today, language)
    values: dict[str, object] = {
        "sv": language is Language.SV, "version": __version__, "install_from": INSTALL_FROM, "uv": UV,
        **{name: getattr(calendar, name) for name in ("year", "month", "month_name", "last_day", "tuesday")},
        **names,
    }  # fmt: skip
    return {
        "/".join(_dotted(step) for step in name.split("/")[1:]): _environment().get_template(name).render(values)
        for name in _environment().list_templates()
        if name.split("/")[0] in {_FOR_ALL, language.value}
    }


def _dotted(step: str) -> str:
    return "." + step.removeprefix(_HIDDEN) if step.startswith(_HIDDEN) else step


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(shipped("starter", "starter"), encoding="utf-8"),
        autoescape=False,  # noqa: S701 - the tool's own text, put into files that are no HTML
        undefined=StrictUndefined,
        variable_start_string="[[", variable_end_string="]]",
        block_start_string="[%", block_end_string="%]",
        comment_start_string="[#", comment_end_string="#]",
        keep_trailing_newline=True,
    )  # fmt: skip
