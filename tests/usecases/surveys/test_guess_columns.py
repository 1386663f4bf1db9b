"""What is guessed of a column: what is not surely a list of options is ignored, and its answers are told nowhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.model.plan_edit import Entry
from anhorig_cli.usecases.surveys.guess_map import mapped
from anhorig_cli.vocabulary import Language, Term


def guessed(heading: str, *cells: str) -> dict[str, object]:
    """Return what is guessed of one column: its kind in English, and the rest."""
    (found,) = mapped({heading: list(cells)})
    kind = found.fields["kind"]
    assert isinstance(kind, Term)
    return {**found.fields, "kind": kind.spelled(Language.EN)}


@pytest.mark.parametrize(
    ("heading", "cells", "kind"),
    [
        ("ID", ["1", "2"], "respondent"),
        ("token", ["x", "y"], "respondent"),
        ("submitdate. Datum inlämnat", ["2026-10-05"], "day"),
        ("Timestamp", ["10/25/2026 8:00:00"], "day"),
        ("Starttid", ["2026-10-05 10:00:00"] * 9, "ignored"),
        ("E-post", ["anonymous"] * 9, "ignored"),
        ("Efternamn", ["Berg"] * 9, "ignored"),
        ("Ditt namn", ["Nej"] * 9, "ignored"),
        ("Vem är din kontakt?", ["Anna Berg"] * 4 + ["Karin Lund"] * 4, "ignored"),
        ("Vem är din kontakt?", ["Anna"] * 4 + ["Karin"] * 4, "ignored"),
        ("Hur når vi dig?", ["a@example.org"] * 4 + ["b@example.org"] * 4, "ignored"),
        ("Fråga", ["19640823-3234"] * 4 + ["Nej"] * 4, "ignored"),
        ("Berätta", ["Det var bra", "Jag saknar avlösning"], "ignored"),
        ("Berätta", ["Bra"] * 9 + ["Jag saknar avlösning"], "ignored"),
        ("Tom", [], "ignored"),
        ("Hur nöjd är du med bemötandet från personalen?", ["1", "5", "3"], "scale"),
        ("Hur nöjd är du?", ["0", "10"], "scale"),
        ("Hur nöjd är du?", ["Mycket nöjd"], "scale"),
        ("Din ålder", ["81", "79"], "ignored"),
        ("Var bor du?", ["Söder"] * 3 + ["Norr"] * 3, "choice"),
        ("Var bor du?", ["Söder"] * 3 + ["Norr"] * 2, "ignored"),
        ("Hur ofta?", ["Ja, ofta"] * 3 + ["Ja, ibland"] * 3 + ["Nej"] * 3, "choice"),
        ("Vilket stöd?", ["Råd;Samtal;"] * 3 + ["Råd;"] * 3 + ["Samtal;"] * 3, "several"),
        ("Q3[SQ001]", ["Y", "N"], "ticked"),
    ],
)
def test_the_kind_of_a_column(heading: str, cells: list[str], kind: str) -> None:
    assert guessed(heading, *cells)["kind"] == kind


def test_the_surest_of_several_tells_whose_an_answer_is() -> None:
    found = mapped({"id": ["1"], "token": ["a"], "submitdate": ["2026-01-01"], "datestamp": ["2026-01-01"]})
    assert [str(one.fields["kind"].name) for one in found if isinstance(one.fields["kind"], Term)] == [
        "ignored",
        "respondent",
        "day",
        "ignored",
    ]


@pytest.mark.parametrize(
    ("heading", "question"),
    [
        ("Q5[SQ001]", "Q5"),
        ("Vilket stöd har du? [Avlösning]", "Vilket stöd har du?"),
        ("Q5[SQ001]. Vilket stöd har du? [Avlösning]", "Q5. Vilket stöd har du?"),
    ],
)
def test_what_is_ticked_is_an_option_of_a_question(heading: str, question: str) -> None:
    assert guessed(heading, "Y", "N")["question"] == question


def test_the_highest_of_a_common_scale_are_guessed_to_count() -> None:
    assert guessed("F", "3", "5")["counted"] == ("4", "5")
    assert guessed("F", "Ja", "Nej")["counted"] == ("Ja",)
    assert guessed("F", "7", "1").get("counted") is None
    assert guessed("F", "Sällan")["options"] == ("Aldrig", "Sällan", "Ibland", "Ofta", "Alltid")


def test_a_scale_may_have_words_at_its_ends() -> None:
    ends = ["1 - Inte alls nöjd", "2", "3", "4", "5 - Mycket nöjd"]
    found = guessed("F", *(ends[::-1] * 3))
    assert (found["kind"], found["options"], found["counted"]) == ("scale", tuple(ends), ("4", "5 - Mycket nöjd"))


def test_where_the_highest_of_a_scale_is_bad_what_counts_is_not_guessed() -> None:
    found = guessed("F", *(["1. Mycket bra", "2", "3", "4", "5. Inte bra"] * 3))
    assert found["kind"] == "scale"
    assert "counted" not in found


def test_tens_come_after_what_is_lower_on_a_scale() -> None:
    steps = ["0 (inte alls)", *map(str, range(1, 10)), "10 (helt)"]
    assert guessed("F", *(steps * 3))["options"] == tuple(steps)


def test_what_one_wrote_as_another_option_is_told_nowhere() -> None:
    alike = ["Avlösning;", "Samtal;", "Avlösning;Samtal;", "Annat: grannen Karin;"] * 5
    for found in (guessed("F", *alike), guessed("F", *(["Avlösning", "Samtal", "Other: a friend"] * 5))):
        assert found["options"] == ("Avlösning", "Samtal")
        assert "other" in found


def test_days_are_written_with_the_month_first_unless_one_shows_that_they_are_not() -> None:
    orders = [mapped({"Completed": [cell]})[0].fields["day_order"] for cell in ("10-05-2026", "25-10-2026")]
    assert [one.name for one in orders if isinstance(one, Term)] == ["month_first", "day_first"]
    short = mapped({"Completion time": ["10/5/26 9:00:00", "10/25/26 9:00:00"]})[0].fields["day_order"]
    assert isinstance(short, Term)
    assert short.name == "month_first"


_COMMON = {
    *("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "0", "Ja", "Nej", "Yes", "No", "Y", "N"),
}


@given(st.lists(st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "Zs"]), min_size=1), min_size=1))
def test_no_answer_that_few_gave_is_told(cells: list[str]) -> None:
    found = mapped({"Fråga": cells})[0]
    told = _texts(found) - {"Fråga"} - _COMMON
    folded = [cell.strip().casefold() for cell in cells]
    parts = [part.strip() for cell in folded for separator in ";," for part in cell.split(separator)]
    assert all(max(folded.count(one.casefold()), parts.count(one.casefold())) >= 3 or one in ";," for one in told)


def _texts(entry: Entry) -> set[str]:
    values = [value if isinstance(value, tuple) else (value,) for value in entry.fields.values()]
    return {one for several in values for one in several if isinstance(one, str)}
