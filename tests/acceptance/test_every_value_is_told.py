"""Every number of a plan that may be disclosed stands in its report, in every format.

The plans are made by chance. All their numbers are different ones, so that each can be looked for by itself.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import pdf_file
import word_file
from anhorig_cli.analysis.disclosure import Disclosure
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.plan import Plan
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_page
from command_line import Anhorig
from disclosed_facts import view_of
from plan_text import plan_in

FIELDS = ("", "personer: ja, ", 'måttenhet: "%", ', "måttenhet: timmar, ", "täljare: nöjda, nämnare: svarande, ")
SHAPES = ("värde", "värde, kvinnor, män", "kvinnor, män", "täljare, nämnare", "täljare", "värde, män")
SCOPES = (
    "",
    "enhet: a",
    "enhet: b",
    "målgrupp: x",
    "enhet: a, målgrupp: x",
    "jämförelse: Riket",
    "enhet: b, jämförelse: C",
)
YEARS = ("2022", "2023-12-31", "2024-06", "2025-Q2")
MEASURED = st.lists(st.tuples(st.sampled_from(SCOPES), st.sampled_from(YEARS), st.sampled_from(SHAPES)), max_size=6)
INDICATORS = st.lists(st.tuples(st.sampled_from(FIELDS), st.booleans(), st.booleans(), MEASURED), max_size=4)
HELD = st.lists(st.just("deltagare"), max_size=3)


def plan_text(indicators: list[tuple[str, bool, bool, list[tuple[str, str, str]]]], held: list[str]) -> str:
    """Return a plan where every number is another."""
    numbers = count(1037, 37)
    listed = [
        f"  - {{id: i{n}, titel: Indikator {n}, {_indicator(one, numbers)}}}\n" for n, one in enumerate(indicators)
    ]
    occasions = ", ".join(f"{{datum: 2025-0{n + 1}-15, {_filled(names, numbers)}}}" for n, names in enumerate(held))
    return (
        "titel: P\nenheter: [{id: a, titel: A}, {id: b, titel: B}]\nmålgrupper: [{id: x, titel: X}]\n"
        f"enkäter: [{{id: e, titel: E, utskickade: {next(numbers) + 5000}, besvarade: {next(numbers)}}}]\n"
        f"finansiering: [{{id: f, titel: F, belopp: {next(numbers)}}}]\n"
        f"roller: [{{id: r, titel: R, antal: {next(numbers)}}}]\n"
        "delmål:\n"
        f"  - {{id: d, titel: D, aktiviteter: [{{titel: Träffar, tillfällen: {{planerade: {next(numbers)},"
        f" hållna: [{occasions}]}}}}]}}\n"
        "indikatorer:\n" + "".join(listed)
        if listed
        else "titel: P\n"
    )


def _indicator(one: tuple[str, bool, bool, list[tuple[str, str, str]]], numbers: Iterator[int]) -> str:
    fields, has_baseline, has_target, measured = one
    start = f"utgångsvärde: {{värde: {next(numbers)}, datum: 2021}}, " if has_baseline else ""
    target = f"målvärde: {{minst: {next(numbers)}, högst: {next(numbers) + 90_000}}}, " if has_target else ""
    rows = ", ".join(
        f"{{datum: {year}, {_filled(shape, numbers)}{', ' + scope if scope else ''}}}"
        for scope, year, shape in measured
    )
    return f"{fields}{start}{target}mätningar: [{rows}]"


def _filled(names: str, numbers: Iterator[int]) -> str:
    return ", ".join(f"{name}: {next(numbers)}" for name in names.split(", "))


def disclosed(plan: Plan) -> Iterator[int]:
    """Give every number of a plan but those that are suppressed."""
    disclosure = Disclosure(plan, 5)
    for survey in plan.surveys:
        yield from (int(number) for number in (survey.sent, survey.answered) if number is not None)
    yield from (int(one.amount) for one in plan.funding if one.amount is not None)
    yield from (int(role.count) for role in plan.roles if role.count is not None)
    for activity in (activity for subgoal in plan.subgoals for activity in subgoal.activities):
        for entry in activity.occasions.held if activity.occasions else ():
            yield from (int(number) for number in (entry.count, entry.participants) if number is not None)
    for indicator in plan.indicators:
        yield from _of_indicator(indicator, disclosure)


def _of_indicator(indicator: Indicator, disclosure: Disclosure) -> Iterator[int]:
    baseline, target = indicator.baseline, indicator.target
    ends = (target.at_least, target.at_most) if target else ()
    yield from (int(number) for number in (baseline.value if baseline else None, *ends) if number is not None)
    for one in indicator.measurements:
        alike = [m for m in indicator.measurements if m.is_part and (m.date.first, m.date.last) == _time(one)]
        if one.is_part and disclosure.parts_are_suppressed(indicator, alike):
            continue
        if not disclosure.is_suppressed(indicator, one):
            told = (one.value, *((one.numerator, one.denominator) if one.denominator else ()))
            yield from (int(number) for number in told if number is not None)
        if not disclosure.sexes_are_suppressed(indicator, one):
            for figure in one.sexes.values():
                counts = (figure.value, figure.numerator, figure.denominator)
                yield from (int(number) for number in counts if number is not None)


def _time(one: Measurement) -> tuple[object, object]:
    return one.date.first, one.date.last


def missing(plan: Plan, text: str) -> list[int]:
    """Return the disclosed numbers that do not stand in a text."""
    words = re.sub(r"(?<=\d)\s(?=\d{3}\b)", "", unescape(text))
    return [number for number in disclosed(plan) if not re.search(rf"(?<!\d){number}(?!\d)", words)]


@given(INDICATORS, HELD)
def test_every_number_that_may_be_disclosed_stands_in_markdown_and_in_html(
    indicators: list[tuple[str, bool, bool, list[tuple[str, str, str]]]], held: list[str]
) -> None:
    plan = plan_in(plan_text(indicators, held))
    view = view_of(plan)
    pages = {kind: render_page(view, kind) for kind in PageKind}
    without_pictures = re.sub(r"<svg.*?</svg>", "", pages[PageKind.HTML], flags=re.DOTALL)
    assert missing(plan, pages[PageKind.MD]) == []
    assert missing(plan, without_pictures) == []


@pytest.mark.parametrize(("ending", "words"), [("pdf", pdf_file.text), ("docx", word_file.text)])
def test_every_number_stands_in_paper(
    ending: str, words: Callable[[bytes], str], tmp_path: Path, anhorig: Anhorig
) -> None:
    every = [("enhet: a", "2022", "värde, kvinnor, män"), ("", "2023-12-31", "värde, kvinnor, män")]
    text = plan_text([(fields, True, True, every) for fields in FIELDS], ["antal, deltagare"])
    plan, paper = tmp_path / "p.yaml", tmp_path / f"p.{ending}"
    plan.write_text(text, encoding="utf-8")
    assert anhorig("report", str(plan), "--as-of", "2026-07-01", "--full", "-o", str(paper)).code == 0
    assert missing(plan_in(text), words(paper.read_bytes())) == []
