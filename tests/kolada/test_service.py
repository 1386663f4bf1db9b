"""Questions to Kolada: how they are put, page by page, and what is believed of the answers."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli import steps
from anhorig_cli.catalog import text_of
from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.kolada.answers import Figure, figures_in, key_figures_in, read_answer
from anhorig_cli.kolada.connection import TOP
from anhorig_cli.source import Message
from anhorig_cli.usecases.kolada.fetch_figures import saved_answers
from anhorig_cli.vocabulary import Language
from kolada_answers import FakeKolada, cell, envelope, key_figure, row, saved

DATA = "data/kpi/N21492/municipality/1287/year/2025"


def figures(*rows: object) -> Sequence[Figure]:
    kolada = FakeKolada({DATA: envelope(rows)})
    return kolada.service.figures(["N21492"], ["1287"], [2025])


def refusal(data: bytes) -> str:
    with pytest.raises(CannotWorkError) as refused:
        FakeKolada({DATA: data}).service.figures(["N21492"], ["1287"], [2025])
    return text_of(refused.value.message, Language.EN)


def test_a_value_is_read_for_all_women_and_men() -> None:
    found = figures(row(2025, cell("T", 88.5), cell("K", 90), cell("M", 85.25)))
    assert [(one.year, one.sex, one.value) for one in found] == [
        (2025, "T", "88.5"),
        (2025, "K", "90"),
        (2025, "M", "85.25"),
    ]


def test_the_year_may_be_a_number_or_text() -> None:
    assert [one.year for one in figures(row(2025, cell("T", 1)), row("2025", cell("T", 1)))] == [2025, 2025]


def test_every_page_is_asked_for() -> None:
    second = f"{DATA}?page=2"
    kolada = FakeKolada(
        {
            DATA: envelope([row(2025, cell("T", 1))], following=TOP + second),
            second: envelope([row(2025, cell("K", 2))], before=TOP + DATA),
        }
    )
    assert [one.sex for one in kolada.service.figures(["N21492"], ["1287"], [2025])] == ["T", "K"]
    assert kolada.asked == [DATA, second]


def test_pages_that_never_end_are_given_up() -> None:
    kolada = FakeKolada({DATA: envelope([], following=TOP + DATA)})
    with pytest.raises(CannotWorkError, match="pages"):
        kolada.service.figures(["N21492"], ["1287"], [2025])
    assert len(kolada.asked) == 20


def test_a_page_elsewhere_is_not_asked_for() -> None:
    kolada = FakeKolada({DATA: envelope([], following="https://kolada.example/v3/kpi")})
    with pytest.raises(CannotWorkError, match="not its own"):
        kolada.service.figures(["N21492"], ["1287"], [2025])
    assert kolada.asked == [DATA]


def test_26_key_figures_are_asked_for_in_two_questions() -> None:
    ids = [f"N{n:05}" for n in range(26)]
    kolada = FakeKolada({})
    kolada.service.figures(ids, ["1287", "0000"], [2025])
    assert kolada.asked == [
        f"data/kpi/{','.join(ids[:25])}/municipality/1287,0000/year/2025",
        "data/kpi/N00025/municipality/1287,0000/year/2025",
    ]
    kolada.asked.clear()
    kolada.service.key_figures(ids)
    assert kolada.asked == [f"kpi/{','.join(ids[:25])}", "kpi/N00025"]


def test_26_years_are_asked_for_in_two_questions() -> None:
    kolada = FakeKolada({})
    kolada.service.figures(["N21492"], ["1287"], range(2000, 2026))
    assert [one.rpartition("/")[2].count(",") + 1 for one in kolada.asked] == [25, 1]


class Listening:
    """Remembers how far it hears that the work has come."""

    def __init__(self) -> None:
        self.heard: list[int] = []

    def begin(self, what: Message, number: int) -> None:
        assert what.template == "Questions to Kolada"
        self.heard.append(number)

    def step(self, number: int) -> None:
        self.heard.append(number)

    def end(self) -> None:
        self.heard.append(-1)


def test_each_question_and_each_wait_is_heard_by_who_listens() -> None:
    listener = Listening()
    kolada = FakeKolada({DATA: [429, envelope([])]})
    with steps.reporting_to(listener):
        kolada.service.figures(["N21492"], ["1287"], [2025])
    assert listener.heard == [1, 0, 1, -1]


def test_what_is_looked_for_is_only_ever_text_of_the_address() -> None:
    kolada = FakeKolada({"kpi?title=stöd%26page%3D2%2F..%23&per_page=5000".replace("ö", "%C3%B6"): envelope([])})
    assert kolada.service.titled("stöd&page=2/..#") == []
    assert kolada.asked == ["kpi?title=st%C3%B6d%26page%3D2%2F..%23&per_page=5000"]


def test_a_key_figure_is_read_with_its_texts_on_one_line() -> None:
    (found,) = key_figures_in(read_answer(envelope([key_figure()]), "svar").values, "svar")
    assert found.title == "Anhöriga som får stöd, andel (%)"
    assert found.description == "Antal anhöriga som får stöd. Källa: SCB."
    assert (found.of, found.is_by_sex, found.ended) == ("K", True, None)


@pytest.mark.parametrize("title", ["Stöd (- 2024)", "Stöd (-2024)", "Stöd (–2024) ", "Stöd ( - 2024 )"])
def test_a_title_says_when_a_key_figure_ended(title: str) -> None:
    (found,) = key_figures_in([key_figure(title=title)], "svar")
    assert found.ended == 2024


@pytest.mark.parametrize("title", ["Stöd (2024)", "Stöd (- 2024), andel", "Stöd - 2024", "Stöd (-24)"])
def test_another_number_in_a_title_does_not(title: str) -> None:
    assert key_figures_in([key_figure(title=title)], "svar")[0].ended is None


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"<!doctype html><title>Underh\xc3\xa5ll</title>", "it is a web page, not an answer in JSON"),
        (b"  \n<html>", "it is a web page, not an answer in JSON"),
        (b"", "it cannot be read as JSON"),
        (b'{"values": [', "it cannot be read as JSON"),
        (b"\xff\xfe\x00", "it cannot be read as JSON"),
        (b"[" * 100_000, "it has too many levels"),
        (b'{"a":' * 100_000, "it has too many levels"),
    ],
)
def test_what_is_no_json_is_told_of(data: bytes, told: str) -> None:
    assert refusal(data) == f"Kolada: {told}"


@pytest.mark.parametrize(
    "answer",
    [
        [],
        {},
        {"values": {}},
        {"values": [1]},
        {"values": [], "next_url": ["https://api.kolada.se/v3/kpi"]},
        {"values": [row(2025, cell("T", [1]))]},
        {"values": [row(2025, cell("T", value=True))]},
        {"values": [row("i fjol", cell("T", 1))]},
        {"values": [{**row(2025), "values": None}]},
        {"values": [{**row(2025), "values": ["88"]}]},
        {"values": [{**row(2025), "period": None}]},
    ],
)
def test_what_has_another_shape_is_told_of(answer: object) -> None:
    told = "Kolada: it does not have the form of Kolada's answers (v3)"
    assert refusal(json.dumps(answer).encode()) == told


KEYS = ("values", "kpi", "municipality", "period", "gender", "value", "id", "title", "municipality_type", "next_url")
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(KEYS), inner),
)


@given(ANYTHING)
def test_whatever_comes_is_read_or_told_of(answer: object) -> None:
    def read() -> None:
        found = read_answer(json.dumps({"values": answer}).encode(), "svar")
        list(figures_in(found.values, "svar"))
        key_figures_in(found.values, "svar")

    with suppress(CannotWorkError):
        read()


def test_saved_answers_answer_what_they_hold(tmp_path: Path) -> None:
    folder = saved(tmp_path / "svar", key_figure(), {"id": "1287", "title": "Trelleborg", "type": "K"})
    (folder / "värden.json").write_bytes(envelope([row(2024, cell("T", 1)), row(2025, cell("T", 2))]))
    (folder / "läs mig.txt").write_text("inte JSON", encoding="utf-8")
    kolada = saved_answers(str(folder))
    assert [one.id for one in kolada.key_figures(["N21492", "N00000"])] == ["N21492"]
    assert [one.value for one in kolada.figures(["N21492"], ["1287"], [2025])] == ["2"]
    assert kolada.figures(["N21492"], ["0000"], [2025]) == []
    assert [one.id for one in kolada.titled("ANHÖRIGA")] == ["N21492"]
    assert kolada.titled("barn") == []
    assert (kolada.has_municipality("1287"), kolada.has_municipality("0114")) == (True, False)


def test_a_saved_answer_without_its_next_page_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "svar"
    folder.mkdir()
    (folder / "1.json").write_bytes(envelope([row(2024, cell("T", 1))], following=f"{TOP}{DATA}?page=2"))
    with pytest.raises(CannotWorkError, match="next_url"):
        saved_answers(str(folder))
    (folder / "2.json").write_bytes(envelope([row(2025, cell("T", 2))], before=TOP + DATA))
    assert len(saved_answers(str(folder)).figures(["N21492"], ["1287"], [2024, 2025])) == 2


def test_a_folder_without_answers_and_one_that_is_not_there_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotWorkError, match="there are no answers"):
        saved_answers(str(tmp_path))
    with pytest.raises(CannotWorkError, match="cannot be read"):
        saved_answers(str(tmp_path / "borta"))
    with pytest.raises(CannotWorkError, match="cannot be read"):
        saved_answers("a\0b")


def test_a_saved_answer_that_is_too_large_is_refused(tmp_path: Path) -> None:
    (tmp_path / "svar.json").write_bytes(b" " * (25 << 20))
    with pytest.raises(CannotWorkError, match="too large"):
        saved_answers(str(tmp_path))


def test_too_many_saved_answers_are_refused(tmp_path: Path) -> None:
    for n in range(501):
        (tmp_path / f"{n}.json").touch()
    with pytest.raises(CannotWorkError, match="more than"):
        saved_answers(str(tmp_path))
