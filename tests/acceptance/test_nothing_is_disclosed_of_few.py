"""Whatever the tool discloses of a plan, nobody learns more of a small count of people than that it is small.

A report, that of an earlier day, every unit's sheet, the status, the findings, the difference to an earlier version and
what is told of the plan beside others are read together, and so are all files of a site, of plans that are made by
chance; `ANHORIG_TORTURE=40` tries 3,000 of them.
"""

import json
import re
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

import disclosed_facts as facts
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_page
from disclosure_reader import Disclosed, Leak, leaks
from effort import tries
from people_plans import UNITS, PeoplePlan, changed, people_plan, with_other_small_counts
from plan_text import plan_in

NUMBERS = range(tries(15))
TOGETHER = 5


def disclosed(before: PeoplePlan, after: PeoplePlan) -> Disclosed:
    """Return all numbers that are told of the later version, and what the difference tells of both."""
    was, now = plan_in(before.text()), plan_in(after.text())
    told: dict[str, list[facts.Told]] = {"before": [], "after": []}
    pages = facts.pages(now)
    for name, page in pages.items():
        own = {one.id for one in after.indicators if name in UNITS and any(row.unit == name for row in one.rows)}
        told["after"] += facts.of_page(page, name, own)
    stated = {one.id for one in after.indicators if one.baseline is not None}
    told["after"] += [one for one in facts.of_baselines(pages[""]) if one.indicator in stated]
    told["after"] += facts.of_findings(facts.findings(now))
    surveys = [("after", *one) for one in facts.of_surveys(pages[""])]
    for title, line in facts.difference(was, now):
        first, second = facts.of_difference(title, line)
        told["before"] += first
        told["after"] += second
        surveys += facts.of_survey_difference(title, line)
    return Disclosed(told, surveys)


def random_of(number: int) -> Random:
    """Return what gives the same plan for the same number."""
    return Random(number)  # noqa: S311 - for plans, not for secrets


def leaks_of(number: int) -> list[Leak]:
    """Return what can be worked out of the plan of a number, and of the version before it."""
    random = random_of(number)
    before = people_plan(random)
    after = changed(random, before)
    return list(leaks(as_named(before, after), after, disclosed(before, after)))


def as_named(before: PeoplePlan, after: PeoplePlan) -> PeoplePlan:
    """Return the earlier version without the measurements that are removed, and that the difference does not name."""
    removed = {
        (title.lower(), place)
        for title, line in facts.difference(plan_in(before.text()), plan_in(after.text()))
        if (place := facts.removed_place(line))
    }
    later = {one.id: {row.place for row in one.rows} for one in after.indicators}
    return replace(
        before,
        indicators=tuple(
            replace(
                one, rows=tuple(row for row in one.rows if row.place in later[one.id] or (one.id, row.place) in removed)
            )
            for one in before.indicators
        ),
    )


@pytest.mark.parametrize("first", [number * TOGETHER for number in NUMBERS])
def test_no_small_count_can_be_worked_out(first: int) -> None:
    numbers = range(first, first + TOGETHER)
    assert {number: found for number in numbers if (found := leaks_of(number))} == {}


@pytest.mark.parametrize("number", NUMBERS)
def test_which_small_count_it_is_makes_no_difference_to_what_is_told(number: int) -> None:
    random = random_of(number)
    told = {facts.told(plan_in(one.text())) for one in with_other_small_counts(random, people_plan(random))}
    assert len(told) <= 1


def beside(plan: PeoplePlan) -> str:
    """Return a plan as one that follows every indicator of the plan `a` that it has, too, and serves its area."""
    text = re.sub(r"^  - id: (\w+)$", r"  - id: \1\n    follows: a/\1", plan.text(), flags=re.MULTILINE)
    return text.replace("title: S,", "title: S, contributes_to: [a/o],").replace("title: P", "title: Q", 1)


def with_area(plan: PeoplePlan) -> str:
    return plan.text().replace("title: P", "title: P\nareas: [{id: o, title: O}]", 1)


def site_of(plans: dict[str, PeoplePlan], folder: Path) -> dict[str, str]:
    return facts.site({"a": with_area(plans["a"]), "b": beside(plans["b"])}, folder)


@pytest.mark.parametrize("number", NUMBERS)
def test_no_small_count_can_be_worked_out_of_all_files_of_a_site(number: int, tmp_path: Path) -> None:
    """The files of a site are read together, and with all else that is told of each plan."""
    random = random_of(number)
    plans = {"a": people_plan(random), "b": people_plan(random)}
    files = site_of(plans, tmp_path)
    for name, plan in plans.items():
        of_site, alone = list(facts.of_site(files, name)), disclosed(plan, plan)
        both = Disclosed({"before": [], "after": [*of_site, *alone.numbers["after"]]}, alone.surveys)
        assert list(leaks(plan, plan, both)) == [], name


def test_a_site_tells_numbers_in_each_of_its_files(tmp_path: Path) -> None:
    """Else what is tried above would not be tried of them."""
    random = random_of(9)
    files = site_of({"a": people_plan(random), "b": people_plan(random)}, tmp_path)
    told = list(facts.of_site(files, "a"))
    without = {name: list(facts.of_site(files | {name: empty}, "a")) for name, empty in EMPTY.items()}
    assert {name: len(one) < len(told) for name, one in without.items()} == dict.fromkeys(EMPTY, True)


EMPTY = {
    "planer/a.html": "",
    "index.html": "",
    "indikatorer/a-i.html": "",
    "data/measurements.csv": "",
    "data/export.json": json.dumps({"measurements": []}),
}


@pytest.mark.parametrize("number", range(tries(5)))
def test_which_small_count_it_is_changes_no_file_of_a_site(number: int, tmp_path: Path) -> None:
    """Nor does it where the plans stand in git, with a version before the last measurements."""
    random = random_of(number)
    other = beside(people_plan(random))
    plans = with_other_small_counts(random, people_plan(random))
    sites: list[dict[str, str]] = []
    for place, plan in enumerate((*plans[:1], *plans[-1:])):
        texts = {"a": with_area(plan), "b": other}
        folder = tmp_path / str(place) / "kommun"
        folder.mkdir(parents=True)
        sites.append(facts.site(texts, folder, {name: without_last_year(text) for name, text in texts.items()}))
    assert not sites or sites[0] == sites[1]


def without_last_year(text: str) -> str:
    return re.sub(r"^      - {date: 2025.*\n", "", text, flags=re.MULTILINE)


@pytest.mark.parametrize("number", range(tries(5)))
def test_what_has_changed_on_a_site_tells_nothing_that_is_measured(number: int, tmp_path: Path) -> None:
    """The page and the feed are the same bytes whatever is measured: they tell that it is another, and not what."""
    random = random_of(number)
    before = people_plan(random)
    texts = with_area(before), with_area(changed(random, before))
    sites: list[dict[str, str]] = []
    for more in (0, 10_000):
        folder = tmp_path / str(more) / "kommun"
        folder.mkdir(parents=True)
        first, last = ({"a": with_larger_counts(text, more)} for text in texts)
        sites.append(facts.site(last, folder, first))
    told = [{place: files[place] for place in ("andrat.html", "andrat.atom")} for files in sites]
    assert told[0] == told[1]
    assert sites[0]["data/measurements.csv"] != sites[1]["data/measurements.csv"]


def with_larger_counts(text: str, more: int) -> str:
    """Return a plan with the people that are counted so many more, but for the shares of its survey."""
    counted, share, rest = text.partition("\n  - id: s0")
    rows = re.compile(r"^      - {date: .*$", re.MULTILINE)
    count = re.compile(r"((?:value|women|men|numerator|denominator): )(\d+)")
    larger = rows.sub(lambda row: count.sub(lambda one: f"{one[1]}{int(one[2]) + more}", row[0]), counted)
    return larger + share + rest


def test_the_reader_finds_what_is_told_too_much() -> None:
    """A reader who is told of the parts, too, works out what is left: the test itself would find it."""
    plan = next(
        plan
        for number in range(100)
        if (plan := people_plan(random_of(number))).indicators[0].rows and not leaks_of(number)
    )
    everything = [
        facts.Told(one.id, row.date, row.unit, row.target_group, what, float(text), float(text))
        for one in plan.indicators
        for row in one.rows
        for name, text in row.facts.items()
        if text[0].isdigit()
        if (what := {"value": "all", "women": "women", "men": "men", "numerator": "in"}.get(name))
    ]
    assert list(leaks(plan, plan, Disclosed({"before": [], "after": everything}, [])))


def numbers_in(page: str) -> set[str]:
    """Return the numbers of a page, without the spaces that part thousands."""
    return set(re.findall(r"\d+(?:,\d+)?", re.sub(r"(?<=\d)\s(?=\d{3}\b)", "", page)))


@pytest.mark.parametrize("number", range(tries(20)))
def test_a_short_report_has_no_number_that_the_full_one_has_not(number: int) -> None:
    plan = plan_in(people_plan(random_of(number)).text())
    short, full = (render_page(facts.view_of(plan, full=full), PageKind.MD, footer=False) for full in (False, True))
    of_measurements = re.compile(r"^\| Mätningar \| \d+ indikatorer \|$", re.MULTILINE)
    assert numbers_in(of_measurements.sub("", short)) - numbers_in(full) == set()


@pytest.mark.parametrize("number", range(tries(20)))
def test_what_is_told_beside_other_plans_has_no_number_that_the_report_has_not(number: int) -> None:
    plan = plan_in(people_plan(random_of(number)).text())
    full = numbers_in(render_page(facts.view_of(plan), PageKind.MD, footer=False))
    compared = [view for one in plan.indicators for view in facts.values_beside_others(plan, one.id)]
    told = {text for one in compared for text in (str(one.number or ""), one.rests_on)}
    assert {text.replace(".", ",").replace("\N{NO-BREAK SPACE}", "") for text in told if text} - full == set()
