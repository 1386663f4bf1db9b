"""What depends on the environment: the language, the date and the user's folders; and the session that keeps them."""

import os
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from anhorig_cli.catalog import translated
from anhorig_cli.diagnostics import AnhorigError, WrongUsageError
from anhorig_cli.source import message
from anhorig_cli.vocabulary import SCALES, Language, word_key

if TYPE_CHECKING:
    from anhorig_cli.model.dates import PlanDate

LANGUAGE_VARIABLE = "ANHORIG_LANGUAGE"
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class Session:
    """What holds while a command runs: the language of its help, and today's date if it is not the clock's."""

    def __init__(self) -> None:
        self.language = Language.SV
        self.day: date | None = None


session = Session()
"""The only session of the process; `settle` sets its language before any command is imported."""


def today() -> date:
    """Return the session's day, else today's date in Sweden."""
    return session.day or _in_sweden(datetime.now(UTC)).date()


def _in_sweden(moment: datetime) -> datetime:
    """Return a moment in Swedish time; without a time zone database, summer time is computed by the EU's rule."""
    from zoneinfo import ZoneInfo

    try:
        return moment.astimezone(ZoneInfo("Europe/Stockholm"))
    except (KeyError, OSError, ValueError):  # no time zone database, or one that cannot be read
        is_summer = _clocks_change(moment.year, 3) <= moment < _clocks_change(moment.year, 10)
        return moment + timedelta(hours=2 if is_summer else 1)


def _clocks_change(year: int, month: int) -> datetime:
    """Return when the clocks change: at 01:00 UTC on the last Sunday of a month with 31 days."""
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=last.isoweekday() % 7)


def as_of_date(text: str | None) -> date:
    """Return the last day of the period that `--as-of` names; today if it is not given."""
    return today() if text is None else day_of("--as-of", text)


def day_of(option: str, text: str) -> date:
    """Return the last day of the period that an option names."""
    return time_of(option, text).last


def time_of(option: str, text: str) -> "PlanDate":
    """Return the day or period that an option names."""
    from anhorig_cli.cli.typed import past_day
    from anhorig_cli.diagnostics import UnreadableValueError
    from anhorig_cli.model.dates import parse_date

    try:
        return parse_date(past_day(text, today()))
    except UnreadableValueError as flaw:
        raise WrongUsageError(message("{option}: {flaw}", option=option, flaw=flaw.sentence)) from None


def year_of(option: int | None) -> int | None:
    """Return the year of `--year`, which may be None; a year outside the range of the plan format is refused."""
    from anhorig_cli.model.dates import FIRST_YEAR, LAST_YEAR

    if option is not None and not FIRST_YEAR <= option <= LAST_YEAR:
        raise WrongUsageError(
            message("--year {year}: write a year from {first} to {last}", year=option, first=FIRST_YEAR, last=LAST_YEAR)
        )
    return option


def period_of(year: int | None, period: str | None) -> "PlanDate | None":
    """Return the year or period that an option names; None if neither is given."""
    from anhorig_cli.model.dates import parse_date

    if year is not None and period is not None:
        raise WrongUsageError(message("write --year or --period, not both"))
    if year_of(year) is not None:
        return parse_date(str(year))
    try:
        return parse_date(period) if period is not None else None
    except ValueError:
        raise WrongUsageError(
            message("--period {value}: write a quarter as 2024-Q1, tertial 2024-T1, month 2024-05", value=period)
        ) from None


def language_of(option: str | None, environment: Mapping[str, str] = os.environ) -> Language:
    """Return the language of the option, else of ANHORIG_LANGUAGE, the project here or the locale, else Swedish."""
    for word in (option, environment.get(LANGUAGE_VARIABLE)):
        if word is not None and (word or word is option):
            name = SCALES["language"].names.get(word_key(word))
            if name is None:
                raise WrongUsageError(message("there is no language '{word}': write sv or en", word=word))
            return Language(name)
    return _project_language() or _locale_language(environment) or Language.SV


def _project_language() -> Language | None:
    from anhorig_cli.loading.project_language import project_language

    try:
        return project_language(Path())
    except OSError:
        return None  # the command itself will report the error


def _locale_language(environment: Mapping[str, str]) -> Language | None:
    locale = next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), "")
    prefix = locale.partition("_")[0].partition(".")[0].lower()
    return Language(prefix) if prefix in {"sv", "en"} else None


def own_folder(variable: str, below_home: str) -> Path | None:
    """Return the tool's folder among the user's: in the folder of the system's variable, else below the home folder.

    None if there is no home folder.
    """
    named = os.environ.get(variable, "")
    if named and Path(named).is_absolute():
        return Path(named) / "anhorig"
    try:
        return Path.home() / below_home / "anhorig"
    except RuntimeError:
        return None


# The language of help texts, set once, before the modules of the commands are imported and use it.


def settle(arguments: Sequence[str]) -> Language:
    """Return the language of help texts, and keep it in the session: that of `--language`, else that of messages.

    A word that is no language is refused later.
    """
    try:
        language = language_of(_language_option(arguments))
    except AnhorigError:
        language = Language.SV
    session.language = language
    return language


def _language_option(arguments: Sequence[str]) -> str | None:
    for i, argument in enumerate(arguments):
        name, equals, value = argument.partition("=")
        if name == "--language":
            return value if equals else next(iter(arguments[i + 1 : i + 2]), None)
    return None


def help_text(template: str) -> str:
    """Return a help text in the user's language."""
    return translated(template, session.language)
