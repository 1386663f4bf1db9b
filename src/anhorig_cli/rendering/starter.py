"""The files that a new project begins with, made from those in the `starter` folder.

They are Jinja with delimiters of their own, `[[ … ]]` and `[% … %]`, since some of them are templates for reports or CI
services, which have theirs. Dates count in months from today, so that a new plan is always in the midst of its work.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from anhorig_cli import INSTALL_FROM, __version__
from anhorig_cli.model.dates import months
from anhorig_cli.rendering.template_files import shipped
from anhorig_cli.vocabulary import MONTHS, Language

UV = (
    "uv==0.13.9"
    " --hash=sha256:d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19"
    " --hash=sha256:5435c5ce14a56431208ca0996416d310f1598e8c2c8ba707688985a16bb82dbe"
)
"""What installs the tool in CI: as in requirements/uv.txt, for Linux on x86_64 and on arm64."""
_HIDDEN = "dot-"
"""Stands for the dot before a hidden file's name: the files here are to be seen, and to have no effect of their own."""
_FOR_ALL = "any"
_TUESDAY = 1


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days that a new plan names: so many months from today, before it where the number is negative."""

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
    """Return the text of each file by its path in the project; `names` are put in too."""
    calendar = Calendar(today, language)
    values: dict[str, object] = {
        "sv": language is Language.SV, "version": __version__, "install_from": INSTALL_FROM, "uv": UV,
        **{day.__name__: day for day in _days(calendar)},
        **names,
    }  # fmt: skip
    return {
        "/".join(_shown(step) for step in name.split("/")[1:]): _environment().get_template(name).render(values)
        for name in _environment().list_templates()
        if name.split("/")[0] in {_FOR_ALL, language.value}
    }


def _days(calendar: Calendar) -> tuple[Callable[[int], int | str], ...]:
    return calendar.year, calendar.month, calendar.month_name, calendar.last_day, calendar.tuesday


def _shown(step: str) -> str:
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
