"""A text is told without the personal numbers in it, and so is every text of a view."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anhorig_cli.catalog import text_of, worded
from anhorig_cli.cli.terminal.telling import visible
from anhorig_cli.personal_number import REDACTED, personal_numbers, without_personal_numbers
from anhorig_cli.source import Location, message
from anhorig_cli.views.redaction import redacted
from anhorig_cli.vocabulary import Language


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Anna 121212-1212 bor här", "Anna [personnummer] bor här"),
        ("Anna 1212121212, Bo 640823-3234", "Anna [personnummer], Bo [personnummer]"),
        ("pnr&#58;121212&#45;1212x", "pnr&#58;[personnummer]x"),
        ("121212-1212121212-1212", "[personnummer][personnummer]"),
        ("från 2021-01-01 till 2021-12-31", "från 2021-01-01 till 2021-12-31"),
        ("", ""),
    ],
)
def test_the_shortest_part_is_left_out(text: str, told: str) -> None:
    assert without_personal_numbers(text) == told


def test_the_same_text_comes_back_where_there_is_nothing_to_leave_out() -> None:
    text = "Plan för anhörigstöd 2020–2027, 2024-12-31"
    assert without_personal_numbers(text) is text


@given(st.text("0123456789-+TRSUO ,.\n:/_&;\u200b١⑫", max_size=60))
def test_nothing_is_left_of_any(text: str) -> None:
    assert personal_numbers(without_personal_numbers(text)) == []


def test_a_message_has_none_in_its_values() -> None:
    said = message("{title} and {place}", title="Plan 121212-1212", place=Location("a", 1, 1))
    assert text_of(said, Language.EN) == "Plan [personnummer] and 1"
    assert text_of(message("{a}{b}", a="121212-", b=message("{c}", c="1212")), Language.EN) == REDACTED
    assert worded(said, Language.EN) == "Plan 121212-1212 and 1"


def test_a_line_for_the_terminal_has_none_that_goes_over_lines() -> None:
    assert visible("Anna 121212-\n1212\n") == "Anna [personnummer]\\n"


class Inner(NamedTuple):
    title: str
    contact: tuple[str, ...]
    values: tuple[float, ...] = ()


@dataclass(frozen=True)
class Outer:
    name: str
    facts: Mapping[str, str | int | None]
    inner: Inner


def test_every_text_of_a_view_is_without() -> None:
    view = Outer("a 121212-1212", {"x": "121212-1212", "y": 3, "z": None}, Inner("b 1212121212", ("c",)))
    assert redacted(view) == Outer(f"a {REDACTED}", {"x": REDACTED, "y": 3, "z": None}, Inner(f"b {REDACTED}", ("c",)))
    assert redacted((view, view))[1].inner.title == f"b {REDACTED}"


def test_a_view_without_any_is_the_same() -> None:
    inner = Inner("Plan 2021-12-31", ("d",), (1.5, 2.0))
    assert redacted(inner) is inner


def test_a_number_that_could_be_one_is_rounded() -> None:
    assert redacted(Inner("a", (), (6408233234.0, 12.0, 6408233235.0))).values == (6410000000.0, 12.0, 6408233235.0)
    assert redacted((6408233234, Decimal(6408233234), True)) == (6410000000, Decimal(6410000000), True)


def test_a_telephone_number_stays_in_a_contact() -> None:
    assert redacted(Inner("a", ("Stödet", "0701740607"))).contact == ("Stödet", "0701740607")
    assert redacted(Inner("0701740607", ("640823-3234",))) == Inner(REDACTED, (REDACTED,))


@pytest.mark.parametrize(
    ("view", "told"),
    [
        (Inner("Anna 640823", ("-3234, kvar",)), Inner(f"Anna {REDACTED}", (f"{REDACTED}, kvar",))),
        (Inner("19640823", ("3234",)), Inner(REDACTED, (REDACTED,))),
        (Inner("a", ("640823", "", "3234", "640823")), Inner("a", (REDACTED, "", REDACTED, REDACTED))),
        ((Inner("(640823)", ()), Inner("–3234", ())), (Inner(f"({REDACTED}", ()), Inner(REDACTED, ()))),
        ((("640823",), ("3234",)), ((REDACTED,), (REDACTED,))),
        (Outer("640823", {}, Inner("3234", ())), Outer("640823", {}, Inner("3234", ()))),
        (Inner("2012-12-12", ("1212",)), Inner("2012-12-12", ("1212",))),
        (Inner("20121212", ("-1212",)), Inner("20121212", ("-1212",))),
        (Inner("640823", ("-3235",)), Inner("640823", ("-3235",))),
        (Inner("640823 kr", ("-3234",)), Inner("640823 kr", ("-3234",))),
    ],
)
def test_the_halves_of_a_number_in_two_texts_beside_each_other_are_left_out(view: object, told: object) -> None:
    assert redacted(view) == told


def test_a_text_that_stands_at_many_places_is_looked_through_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []

    def noted(text: str) -> str:
        looked_at.append(text)
        return without_personal_numbers(text)

    monkeypatch.setattr("anhorig_cli.views.redaction.without_personal_numbers", noted)
    number = "Anna 121212-1212"
    assert redacted((number, (number, f"{number}!"))) == (f"Anna {REDACTED}", (f"Anna {REDACTED}", f"Anna {REDACTED}!"))
    assert looked_at == [number, f"{number}!"]
