"""The strip of months on a unit's sheet: what is done when, and where in the year the day lies."""

from datetime import date, timedelta

import pytest

from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.pictures.drawing import Drawing
from anhorig_cli.views.pictures.months_strip import WIDTH, months_strip
from anhorig_cli.vocabulary import Language
from picture_text import flaws
from report_views import report

ALL_STATES = """\
    [{titel: Utförd, när: februari, utfört: [2026-02-05]}, {titel: Missad, när: februari, från: 2026-01},
     {titel: Varje månad, när: varje månad, från: 2026-01, utfört: [{tillfälle: 2026-02, inställt: ja}]},
     {titel: En till, när: december}]"""


def strip(cycle: str, day: str = "2026-03-15", language: Language = Language.SV) -> Drawing:
    view = report(f"titel: P\nårshjul: {cycle}\n", day, language=language)
    drawn = months_strip(view.annual_cycle, date.fromisoformat(day), Formatter.of(language))
    assert drawn is not None
    return drawn


def words(drawing: Drawing) -> list[str]:
    return [one.text for one in drawing.words]


def test_tasks_are_named_under_their_months_where_each_has_room() -> None:
    drawn = strip("[{titel: Gå igenom det vi gör, när: januari, utfört: [2026-01-20]}, {titel: Nå fler, när: maj}]")
    assert {"Gå igenom det vi gör", "Nå fler", "15 mars 2026"} <= set(words(drawn))
    assert [one.text for one in drawn.words if one.bold] == ["jan", "maj", "15 mars 2026"]
    assert drawn.description == "Januari: Gå igenom det vi gör (utfört). Maj: Nå fler (härnäst)."


def test_a_long_task_ends_with_a_whole_word() -> None:
    title = "Beskriva vilka grupper av anhöriga som enheten möter mest och minst och hur det har ändrats sedan i fjol"
    drawn = strip(f"[{{titel: {title}, när: mars}}, {{titel: Nå fler, när: maj}}]")
    (last,) = [line for line in words(drawn) if line.endswith("…")]
    assert f"{last.removesuffix('…')} " in title
    assert flaws(drawn) == []


@pytest.mark.parametrize(
    "cycle",
    [
        "[{titel: Gå igenom, när: maj}, {titel: Nå fler, när: maj}]",
        "[{titel: Kvalitetsledningssystemet, när: maj}, {titel: Nå fler, när: juni}]",
    ],
    ids=["two in a month", "no room for a word"],
)
def test_tasks_that_have_no_room_are_left_to_the_list(cycle: str) -> None:
    assert "Nå fler" not in words(strip(cycle))


def test_several_in_a_month_are_counted_and_that_is_said() -> None:
    drawn = strip("[{titel: A, när: maj}, {titel: B, när: maj}]")
    assert {"2", "Talet är antalet uppgifter."} <= set(words(drawn))
    assert drawn.description == "Maj: härnäst 2."
    assert "Talet är antalet uppgifter." not in words(strip("[{titel: A, när: maj}]"))


def test_without_a_task_there_is_no_strip() -> None:
    assert months_strip(report("titel: P\n").annual_cycle, date(2026, 3, 15), Formatter.of(Language.SV)) is None


@pytest.mark.parametrize("language", Language)
def test_no_words_stand_on_each_other_on_any_day(language: Language) -> None:
    for days in range(0, 365, 5):
        day = (date(2026, 1, 1) + timedelta(days)).isoformat()
        for cycle in (ALL_STATES, "[{titel: Gå igenom enhetens uppgifter, när: januari}, {titel: Nå fler, när: maj}]"):
            drawn = strip(cycle, day, language)
            assert flaws(drawn) == []
            assert drawn.width == WIDTH
