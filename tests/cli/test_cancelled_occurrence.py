"""What was cancelled in the annual cycle says so wherever the cycle is told."""

from pathlib import Path

import pytest

from command_line import Anhorig

PLAN = """titel: Plan
period: 2026
enheter: [{id: a, titel: Boendet}]
årshjul:
  - titel: Möte
    när: [januari, februari]
    enheter: a
    utfört:
      - 2026-01-20
      - {tillfälle: 2026-02, inställt: ja, notering: Sjukdom}
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


CANCELLED = """\
## Inställt

| När | Vad | Enheter | Ansvarig | Notering |
| --- | --- | --- | --- | --- |
| ⊘ februari 2026 | Möte | Boendet | – | Sjukdom |
"""


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (("cycle",), "inställt 2026-02: Möte (Boendet). Sjukdom"),
        (("cycle", "--format", "md"), CANCELLED),
        (("cycle", "--year", "2026", "--format", "csv"), "2026-02-01,2026-02-28,cancelled,,Sjukdom,"),
        (("calendar", "--year", "2026"), "Status: inställt"),
        (("report", "--full"), "| Boendet | 1 | 1 | 0 |"),
        (("report", "--template", "enhet", "--unit", "a"), "Möte<br>Sjukdom"),
    ],
)
def test_what_was_cancelled_says_so(anhorig: Anhorig, plan: Path, command: tuple[str, ...], told: str) -> None:
    out = anhorig(command[0], plan, "--as-of", "2026-03-15", *command[1:]).out
    out = out.replace("\r\n ", "")  # lines of a calendar are folded
    assert told in out
    assert "✖" not in out


def test_and_check_does_not_call_it_missed(anhorig: Anhorig, plan: Path) -> None:
    assert "ANH501" not in anhorig("check", plan, "--as-of", "2026-03-15").out


@pytest.mark.parametrize("when", ["[januari, februari]", "[v4, v8]"])
def test_a_calendar_cancels_the_time_of_a_year_and_leaves_it_out_of_what_comes_back(
    anhorig: Anhorig, plan: Path, when: str
) -> None:
    """A calendar program shows what is STATUS:CANCELLED as struck out, and nothing on an EXDATE (RFC 5545)."""
    of_year = anhorig("calendar", plan, "--as-of", "2026-03-15", "--year", "2026").out
    january, february = of_year.split("BEGIN:VEVENT")[1:]
    assert ("STATUS:CANCELLED" in january, "STATUS:CANCELLED" in february) == (False, True)
    text = PLAN.replace("[januari, februari]", when).replace("tillfälle: 2026-02", "datum: 2026-02-20")
    plan.write_text(text.replace("period: 2026", "period: {från: 2026, till: 2027}"), encoding="utf-8")
    repeated = anhorig("calendar", plan, "--as-of", "2026-03-15").out
    is_week = "v4" in when
    assert repeated.count("STATUS:CANCELLED") == is_week
    assert repeated.count("EXDATE;VALUE=DATE:20260228") == (not is_week)


def test_what_one_of_several_units_cancelled_still_stands_in_what_comes_back(anhorig: Anhorig, plan: Path) -> None:
    text = PLAN.replace("{id: a, titel: Boendet}", "{id: a, titel: Boendet}, {id: b, titel: Hemtjänsten}")
    plan.write_text(
        text.replace("enheter: a\n", "enheter: [a, b]\n")
        .replace("inställt: ja", "inställt: ja, enheter: a")
        .replace("period: 2026", "period: {från: 2026, till: 2027}"),
        encoding="utf-8",
    )
    assert "EXDATE" not in anhorig("calendar", plan, "--as-of", "2026-03-15").out
    assert "EXDATE" in anhorig("calendar", plan, "--as-of", "2026-03-15", "--unit", "a").out


def test_a_time_of_the_day_that_is_cancelled_is_left_out_at_that_time(anhorig: Anhorig, plan: Path) -> None:
    text = PLAN.replace("[januari, februari]\n", "[20 januari, 20 februari]\n    tid: 13.00–15.00\n")
    text = text.replace("tillfälle: 2026-02", "tillfälle: 2026-02-20").replace(
        "period: 2026", "period: {från: 2026, till: 2027}"
    )
    plan.write_text(text, encoding="utf-8")
    assert "EXDATE;TZID=Europe/Stockholm:20260220T130000" in anhorig("calendar", plan, "--as-of", "2026-03-15").out
