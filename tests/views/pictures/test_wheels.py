"""The two wheels: every occurrence has its mark, words keep clear of each other, and shapes tell the states apart."""

from collections import Counter
from itertools import combinations, pairwise
from math import dist

import pytest

from anhorig_cli.views.cycle.wheel import WheelView
from anhorig_cli.views.pictures.drawing import Drawing, Sheet, Words, width_of
from anhorig_cli.views.pictures.wheel_parts import mark
from anhorig_cli.views.pictures.wheels import months_wheel, rings_wheel
from anhorig_cli.vocabulary import SCALES
from picture_text import flaws
from wheels import SWEDISH, large, wheel

SIZES = [(1, 1), (3, 1), (40, 5), (120, 1), (120, 13)]


def numbers(drawing: Drawing) -> list[Words]:
    """Return the numbers in marks."""
    return [words for words in drawing.words if words.anchor == "middle" and words.bold and len(words.text) < 4]


def middles(found: list[Words]) -> list[tuple[float, float]]:
    return [(words.x, words.y - 0.37 * words.size) for words in found]


@pytest.mark.parametrize(("events", "units"), SIZES)
def test_no_word_of_a_wheel_stands_on_another_or_outside(events: int, units: int) -> None:
    found = large(events, units)
    assert flaws(months_wheel(found, SWEDISH)) == []
    assert flaws(rings_wheel(found, SWEDISH)) == []


@pytest.mark.parametrize(("events", "units"), SIZES)
def test_no_mark_stands_on_another(events: int, units: int) -> None:
    found = large(events, units)
    for drawing in (months_wheel(found, SWEDISH), rings_wheel(found, SWEDISH)):
        assert all(dist(one, other) > 19 for one, other in combinations(middles(numbers(drawing)), 2))


def test_every_event_of_the_months_has_a_mark_in_its_sector_and_one_beside() -> None:
    found = large(40, 5)
    told = Counter(words.text for words in numbers(months_wheel(found, SWEDISH)))
    assert told == {str(event.number): 2 for event in found.events}


def test_every_occurrence_has_a_mark_on_its_units_ring() -> None:
    found = large(40, 5)
    told = Counter(words.text for words in numbers(rings_wheel(found, SWEDISH)))
    assert told == Counter(str(number) for ring in found.rings for number, _ in ring.marks)


def test_a_rings_mark_stands_in_the_sector_of_its_month() -> None:
    twelve = "".join(f"  - {{titel: U{n}, när: {n}, från: 2026}}\n" for n in range(1, 13))
    drawing = rings_wheel(wheel(f"titel: P\nårshjul:\n{twelve}"), SWEDISH)
    placed = middles(numbers(drawing))
    months = [(words.x, words.y) for words in drawing.words if words.turn]
    for n, place in enumerate(placed):
        nearest = min(range(12), key=lambda month: dist(place, months[month]))
        assert nearest == n


def test_the_units_of_a_ring_are_named_at_the_top_left() -> None:
    found = large(3, 3)
    drawing = rings_wheel(found, SWEDISH)
    names = [words for words in drawing.words if words.anchor == "end" and not words.bold]
    assert [name.text.split()[0] for name in names] == [ring.title.split()[0] for ring in found.rings]
    assert all(name.x < drawing.width / 2 for name in names)
    assert all(one.y < other.y for one, other in pairwise(names))


def test_a_crowded_month_takes_more_tracks_and_a_larger_wheel() -> None:
    def crowded(number: int) -> WheelView:
        items = "".join(f"  - {{titel: U{n}, när: mars, från: 2026}}\n" for n in range(number))
        return wheel(f"titel: P\nårshjul:\n{items}")

    few, many = (rings_wheel(crowded(number), SWEDISH) for number in (2, 60))
    assert many.width > few.width
    assert flaws(many) == []
    most = months_wheel(crowded(500), SWEDISH)
    assert most.width < 2_000
    assert len(numbers(most)) < 1_000


def test_a_year_with_nothing_in_it_says_so() -> None:
    found = wheel("titel: P\nårshjul: [{titel: Samtal}]\n")
    for drawing in (months_wheel(found, SWEDISH), rings_wheel(found, SWEDISH)):
        assert drawing.description == "Inget ska göras vid en bestämd tid det här året."
        assert {"Utan bestämd tid: Samtal", drawing.description} <= {words.text for words in drawing.words}
        assert flaws(drawing) == []


@pytest.mark.parametrize("items", ["{titel: Samtal}", "{titel: Träff, när: mars, från: 2026}"])
def test_every_month_has_room_for_its_name_around_the_rings(items: str) -> None:
    drawing = rings_wheel(wheel(f"titel: P\nårshjul: [{items}]\n"), SWEDISH)
    months = [words for words in drawing.words if words.turn]
    assert len(months) == 12
    for one, other in pairwise(months):
        room = dist((one.x, one.y), (other.x, other.y))
        assert room > (width_of(one.text, one.size) + width_of(other.text, other.size)) / 2


def test_a_wheel_tells_each_event_in_words() -> None:
    drawing = months_wheel(wheel("titel: P\nårshjul: [{titel: Träff, när: mars, utfört: [2025-03-12]}]\n"), SWEDISH)
    assert drawing.title == "P. Årshjul 2026, läget den 1 maj 2026"
    assert drawing.description == "1. Träff: mars 2026: inte utfört i tid"


def test_few_units_of_an_event_are_named_and_many_are_counted() -> None:
    units = "enheter: [{id: a, titel: A}, {id: b, titel: B}, {id: c, titel: C}]\n"
    items = "årshjul: [{titel: X, när: maj, enheter: [a, b]}, {titel: Y, när: maj, enheter: alla}]\n"
    drawing = months_wheel(wheel(f"titel: P\n{units}{items}"), SWEDISH)
    assert {"härnäst (A och B)", "härnäst (3 enheter)"} <= {words.text for words in drawing.words}


def test_each_state_has_a_shape_of_its_own() -> None:
    outlines: set[tuple[str, bool]] = set()
    states = SCALES["occurrence"].words
    for state in states:
        sheet = Sheet()
        mark(sheet, state.name, 0, 0, 1)
        (shape,) = sheet.finished(1, 1, "", "").shapes
        outlines.add((shape.d, bool(shape.dash)))
    assert len(outlines) == len(states)


def test_the_words_of_a_large_wheel_are_cut_and_lead_to_the_table() -> None:
    found = large(120, 13)
    for drawing in (months_wheel(found, SWEDISH), rings_wheel(found, SWEDISH)):
        assert drawing.description.startswith("1. ")
        assert drawing.description.endswith(" … Allt står i tabellen över årshjulet.")
        assert len(drawing.description) < 2_100


def test_the_words_of_a_small_wheel_are_whole() -> None:
    assert "…" not in months_wheel(large(3, 1), SWEDISH).description
