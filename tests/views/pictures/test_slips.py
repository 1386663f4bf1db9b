"""The picture of how deadlines have slipped: what it says, and that no word stands on another."""

from datetime import date, timedelta
from random import Random

import pytest

from anhorig_cli.analysis.timeline import Edition, plan_history
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.history_views import HistoryView
from anhorig_cli.views.pictures.deadlines import slip_pictures
from anhorig_cli.views.plan_history import history_view
from anhorig_cli.vocabulary import Language
from picture_text import flaws
from plan_text import plan_in

AS_OF = date(2026, 3, 20)
SWEDISH = Formatter.of(Language.SV)
TITLES = ("Kort", "Nå fler anhöriga som hjälper en närstående i hemmet", "Anhörigkonsulentverksamhetssamordnaren " * 3)


def history(*editions: str) -> HistoryView:
    """Return the history of a plan whose editions are a month apart; each is the plan's subgoals."""
    found: list[Edition] = []
    for n, subgoals in enumerate(editions):
        plan = plan_in(f"titel: P\ndelmål: [{subgoals}]\n")
        found.append(Edition(plan, date(2024, 1, 15) + timedelta(days=30 * n), f"v{n}"))
    return history_view(plan_history(found, AS_OF), found, AS_OF, SWEDISH)


def test_each_time_a_date_was_given_is_told_in_words() -> None:
    texts = [f"{{id: a, titel: A, senast: {day}}}" for day in ("2024-06-30", "2024-12-31", "2025-06")]
    (drawing,) = slip_pictures(history(*texts), SWEDISH)
    assert drawing.title == "Hur datumen har flyttats"
    assert drawing.description == (
        "A. Senast: juni 2025, flyttat 2 gånger, 365 dagar senare än från början. "
        "2024-01-15: 30 juni 2024; 2024-02-14: 31 december 2024; 2024-03-15: juni 2025."
    )
    words = {words.text for words in drawing.words}
    assert {"angivet", "2024-02-14", "31 december 2024", "Det datum som gäller nu"} <= words


def test_what_was_never_moved_and_what_has_no_end_are_left_out() -> None:
    assert slip_pictures(history("{id: a, titel: A, senast: 2024}"), SWEDISH) == []
    moved = history(*(f"{{id: a, titel: A, senast: {day}}}" for day in ("2024-06-30", "2024-12-31", "löpande")))
    (drawing,) = slip_pictures(moved, SWEDISH)
    assert "löpande" not in {words.text for words in drawing.words}


def test_where_all_that_was_given_has_no_end_there_is_no_picture() -> None:
    assert (
        slip_pictures(history(*(f"{{id: a, titel: A, senast: {day}}}" for day in ("löpande", "löpande"))), SWEDISH)
        == []
    )
    only = history("{id: a, titel: A, senast: löpande, revideringar: [{från: löpande, till: löpande}]}")
    assert slip_pictures(only, SWEDISH) == []


@pytest.mark.parametrize("number", [1, 5, 25])
@pytest.mark.parametrize("in_pages", [True, False])
def test_no_word_stands_on_another(number: int, *, in_pages: bool) -> None:
    random = Random(number)  # noqa: S311 - no secret
    titles = [random.choice(TITLES) for _ in range(number)]
    editions = [
        ", ".join(
            f"{{id: d{n}, titel: {title}, senast: {random.randint(2023, 2029)}-{random.randint(1, 12):02d}-28}}"
            for n, title in enumerate(titles)
        )
        for _ in range(6)
    ]
    parts = slip_pictures(history(*editions), SWEDISH, in_pages=in_pages)
    assert [flaw for part in parts for flaw in flaws(part)] == []
    assert (len(parts) > 1) == (in_pages and number > 1)
    if len(parts) > 1:
        assert parts[1].title == f"Hur datumen har flyttats, del 2 av {len(parts)}"


def test_the_same_history_is_the_same_picture() -> None:
    texts = [f"{{id: a, titel: A, senast: {day}}}" for day in ("2024-06-30", "2024-12-31")]
    assert slip_pictures(history(*texts), SWEDISH) == slip_pictures(history(*texts), SWEDISH)
