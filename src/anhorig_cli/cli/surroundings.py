"""What the tool is told by its surroundings: the language, the date, and the streams it writes to."""

import os
import sys
from collections.abc import Mapping
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path

from anhorig_cli.diagnostics import UnreadableValueError
from anhorig_cli.errors import AnhorigError, WrongUsageError
from anhorig_cli.model.dates import FIRST_YEAR, LAST_YEAR, PlanDate, parse_date
from anhorig_cli.source import message
from anhorig_cli.vocabulary import SCALES, Language, word_key

LANGUAGE_VARIABLE = "ANHORIG_LANGUAGE"
_LOCALE_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def use_utf8() -> None:
    """Write UTF-8 whatever the system's own encoding is; what cannot be written is escaped, never an error.

    Where standard output is closed from the start, writing to it fails, as on a full disk; what is said on a standard
    error that is closed goes nowhere.
    """
    sys.stdout = sys.stdout or _stream(os.O_RDONLY)
    sys.stderr = sys.stderr or _stream(os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _stream(flags: int) -> TextIOWrapper:
    """Return a stream to nowhere for as long as the process lives; one opened for reading cannot be written."""
    return os.fdopen(os.open(os.devnull, flags), "w", encoding="utf-8")


def today() -> date:
    """Return today's date in Sweden."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Europe/Stockholm")).date()


def as_of_date(text: str | None) -> date:
    """Return the day an option names: the last day of its period; today, without one."""
    return today() if text is None else day_of("--as-of", text)


def day_of(option: str, text: str) -> date:
    """Return the last day of the period that an option names."""
    try:
        return parse_date(text).last
    except UnreadableValueError as flaw:
        raise WrongUsageError(message("{option}: {flaw}", option=option, flaw=flaw.told)) from None


def year_of(option: int | None) -> int | None:
    """Return the year an option names, if it does; one that no plan can mean is refused."""
    if option is not None and not FIRST_YEAR <= option <= LAST_YEAR:
        raise WrongUsageError(
            message("--year {year}: write a year from {first} to {last}", year=option, first=FIRST_YEAR, last=LAST_YEAR)
        )
    return option


def period_of(year: int | None, period: str | None) -> PlanDate | None:
    """Return the time that an option names, a year or any other; None without one."""
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
    """Choose the language: the option, ANHORIG_LANGUAGE, the project here, the locale, else Swedish."""
    for word in (option, environment.get(LANGUAGE_VARIABLE)):
        if word is not None and (word or word is option):
            name = SCALES["language"].names.get(word_key(word))
            if name is None:
                raise WrongUsageError(message("there is no language '{word}': write sv or en", word=word))
            return Language(name)
    return _project_language() or _locale_language(environment) or Language.SV


def _project_language() -> Language | None:
    from anhorig_cli.loading.project_loader import load_project, project_folder

    try:
        return load_project(project_folder(Path())).project.language
    except (AnhorigError, OSError):
        return None  # the command itself will say what is wrong


def _locale_language(environment: Mapping[str, str]) -> Language | None:
    locale = next((environment[name] for name in _LOCALE_VARIABLES if environment.get(name)), "")
    prefix = locale.partition("_")[0].partition(".")[0].lower()
    return Language(prefix) if prefix in {"sv", "en"} else None
