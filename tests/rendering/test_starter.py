"""The files of a new project: their paths, and the dates in them."""

from datetime import date

import pytest

from anhorig_cli.usecases.start_project import Calendar, starter_texts
from anhorig_cli.vocabulary import Language

NAMES = {"plan": "plans/anhorigplan.yaml", "reports": "rapporter", "example": ""}


@pytest.mark.parametrize(
    ("today", "ahead", "month", "last", "tuesday"),
    [
        (date(2026, 11, 22), 0, "2026-11", "2026-11-30", "2026-11-17"),
        (date(2026, 11, 22), 2, "2027-01", "2027-01-31", "2027-01-19"),
        (date(2026, 11, 22), -11, "2025-12", "2025-12-31", "2025-12-16"),
        (date(2024, 1, 31), 1, "2024-02", "2024-02-29", "2024-02-20"),
        (date(2024, 2, 29), 12, "2025-02", "2025-02-28", "2025-02-18"),
        (date(2026, 8, 31), -24, "2024-08", "2024-08-31", "2024-08-20"),
    ],
)
def test_dates_count_in_months_from_today(today: date, ahead: int, month: str, last: str, tuesday: str) -> None:
    calendar = Calendar(today, Language.SV)
    assert calendar.month(ahead) == month
    assert calendar.last_day(ahead) == last
    assert calendar.tuesday(ahead) == tuesday
    assert str(calendar.year(ahead)) == month[:4]


def test_months_have_names_in_both_languages() -> None:
    day = date(2026, 5, 4)
    assert Calendar(day, Language.SV).month_name(-2) == "mars"
    assert Calendar(day, Language.EN).month_name(5) == "October"


def test_hidden_files_get_their_dot() -> None:
    paths = set(starter_texts(Language.SV, date(2026, 5, 4), **NAMES))
    assert {".gitignore", ".github/workflows/anhorig.yml", ".vscode/settings.json", "README.md"} <= paths
    assert not any("dot-" in path for path in paths)


@pytest.mark.parametrize("language", Language)
def test_the_files_are_of_one_language_and_filled_in(language: Language) -> None:
    texts = starter_texts(language, date(2026, 5, 4), **NAMES)
    swedish = {"plans/anhorigplan.yaml", "templates/kommunen.html.j2"}
    english = {"plans/carer-plan.yaml", "templates/municipality.html.j2"}
    wanted, unwanted = (swedish, english) if language is Language.SV else (english, swedish)
    assert wanted <= set(texts)
    assert not unwanted & set(texts)
    assert not any("[[" in text or "[%" in text for text in texts.values())
    assert all(text.endswith("\n") for text in texts.values())
    assert ">=0." in texts["anhorig.yaml"]


def test_the_same_day_gives_the_same_texts() -> None:
    day = date(2026, 5, 4)
    assert starter_texts(Language.SV, day, **NAMES) == starter_texts(Language.SV, day, **NAMES)
