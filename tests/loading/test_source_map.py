"""From a place in the plan to a place in a file; what no file says is answered for by the nearest that one says."""

import unicodedata

import pytest

from anhorig_cli.source import Route, Where
from effort import little_work
from plan_text import flaws, loaded

PLAN = """\
titel: Plan
period: 2026
kontakt:
  funktion: Anhörigstöd
delmål:
  - id: d1
    titel: Fler nås
    ansvarig: [Enhetschef, Samordnare]
    lagrum: x
  - titel: Utan id
  - id: d2
    titel: Fler utbildas
    ansvarig: Enhetschef
    status: uppfyllt
    aktiviteter:
      - Utskick
      - titel: Informationsträff
        tillfällen:
          planerade: 4
indicators:
  - {id: i1, titel: Väntetid, baseline: 40, målvärde: {minst: 50}}
"""


def at(*route: str | int) -> tuple[int, int]:
    place = loaded(PLAN).locate(Where(route))
    return place.line, place.column


@pytest.mark.parametrize(
    ("route", "place"),
    [
        (("title",), (1, 8)),
        (("contact",), (4, 3)),
        (("contact", "function"), (4, 13)),
        (("subgoals",), (6, 3)),
        (("subgoals", 0), (6, 5)),
        (("subgoals", 0, "title"), (7, 12)),
        (("subgoals", 0, "responsible"), (8, 15)),
        (("subgoals", 0, "responsible", 1), (8, 28)),
        (("indicators", 0), (21, 5)),
        (("indicators", 0, "target", "at_least"), (21, 63)),
    ],
)
def test_a_route_leads_to_the_value(route: Route, place: tuple[int, int]) -> None:
    assert at(*route) == place


def test_a_route_can_lead_to_the_key() -> None:
    place = loaded(PLAN).locate(Where(("subgoals", 0, "responsible"), "key"))
    assert (place.line, place.column) == (8, 5)


def test_what_was_left_out_of_the_plan_is_not_counted() -> None:
    assert at("subgoals", 1, "id") == (11, 9)


@pytest.mark.parametrize(
    ("route", "place"),
    [
        ((), (1, 1)),
        (("goal",), (1, 1)),
        (("subgoals", 0, "due"), (6, 5)),
        (("subgoals", 7), (6, 3)),
        (("surveys", 0), (1, 1)),
        (("contact", "email"), (4, 3)),
    ],
)
def test_what_is_not_written_is_answered_for_by_what_it_would_stand_in(route: Route, place: tuple[int, int]) -> None:
    assert at(*route) == place


def test_the_key_of_what_is_not_written_is_the_place_it_would_stand_in() -> None:
    place = loaded(PLAN).locate(Where(("subgoals", 0, "due"), "key"))
    assert (place.line, place.column) == (6, 5)


@pytest.mark.parametrize(
    ("route", "place"),
    [
        (("period", "from"), (2, 9)),
        (("subgoals", 1, "responsible", 0), (13, 15)),
        (("subgoals", 1, "assessments", 0, "status"), (14, 13)),
        (("subgoals", 1, "activities", 0, "title"), (16, 9)),
        (("subgoals", 1, "activities", 1, "occasions", "planned", 0, "count"), (19, 22)),
        (("indicators", 0, "baseline", "value"), (21, 41)),
    ],
)
def test_a_short_form_answers_for_what_it_stands_for(route: Route, place: tuple[int, int]) -> None:
    assert at(*route) == place


def test_what_is_merged_stands_where_it_is_written() -> None:
    result = loaded("x-a: &a {mål: Nå fler}\ntitel: Plan\n<<: *a\n")
    place = result.locate(Where(("goal",)))
    assert (place.line, place.column) == (1, 15)


def test_without_a_plan_every_place_is_the_top_of_the_file() -> None:
    place = loaded("titel: [").locate(Where(("subgoals", 0)))
    assert (place.file, place.line, place.column) == ("plan.yaml", 1, 1)


def test_a_flaw_is_placed_right_under_a_key_with_its_letters_decomposed() -> None:
    key = unicodedata.normalize("NFD", "utgångsvärde")
    text = f'titel: P\nindikatorer:\n  - id: i1\n    titel: T\n    {key}: "12,5"\n'
    assert [(f.line, f.column) for f in flaws(text)] == [(5, len(f"    {key}: ") + 1)]


def test_what_is_left_out_of_an_aliased_list_is_left_out_once() -> None:
    result = loaded("""\
        titel: Plan
        indikatorer:
          - id: i1
            titel: Väntetid
            mätningar: &samma
              - värde: 1
              - {datum: 2026-01, värde: 2}
          - {id: i2, titel: Nådda, mätningar: *samma}
        """)
    assert result.locate(Where(("indicators", 0, "measurements", 0))).line == 7
    assert result.locate(Where(("indicators", 1, "measurements", 0))).line == 7


def test_words_are_found_one_after_the_other_in_a_long_text() -> None:
    people = [f"anna.andersson{number}@example.se" for number in range(3000)]
    result = loaded("titel: Plan\nbakgrund: |\n" + "".join(f"  Skriv till {one}\n" for one in people))
    with little_work():
        lines = [result.locate(Where(("background",), words=one)).line for one in people]
    assert lines == list(range(3, 3003))


def test_words_that_stand_before_the_last_that_were_found_are_found_too() -> None:
    result = loaded("titel: Plan\nbakgrund: |\n  Anna Berg\n  Karin\n  Ek, och Anna\n  Berg\n")
    words = ("Karin Ek", "Anna Berg", "Karin Ek")
    assert [result.locate(Where(("background",), words=one)).line for one in words] == [4, 5, 4]


def test_words_within_a_word_are_not_meant() -> None:
    result = loaded("titel: Plan\nbakgrund: Marianna Berg och Anna Berg\n")
    assert result.locate(Where(("background",), words="Anna Berg")).column == 29
    result = loaded("titel: Plan\nbakgrund: _anna berg och anna berg\n")
    assert result.locate(Where(("background",), words="anna berg")).column == 26


def test_words_that_are_written_in_another_way_are_where_their_text_begins() -> None:
    result = loaded('titel: Plan\nbakgrund: "' + "\\x61nna " * 1000 + '"\n')
    with little_work():
        places = {result.locate(Where(("background",), words="anna")) for _ in range(1000)}
    assert {(place.line, place.column) for place in places} == {(2, 11)}


def test_a_place_beside_many_keys_is_found_quickly() -> None:
    own = "".join(f"x-{number}: text\n" for number in range(5000))
    result = loaded(f"titel: Plan\n{own}mål: Fler nås\n")
    with little_work():
        lines = {result.locate(Where(("goal",))).line for _ in range(5000)}
    assert lines == {5002}
