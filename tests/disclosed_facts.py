"""All that the tool discloses of a plan, and what numbers stand in it: what a reader has who wants to know more."""

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path

from anhorig_cli.analysis.comparison import changes
from anhorig_cli.analysis.pairing import Version
from anhorig_cli.analysis.snapshot import Snapshot
from anhorig_cli.catalog import text_of
from anhorig_cli.cli.commands.compare import lines_of as compared_lines
from anhorig_cli.cli.terminal.status_lines import lines_of as glance
from anhorig_cli.loading.files import clear_files_read
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project
from anhorig_cli.rendering.across_pages import comparison_page, comparison_picture, overview_page
from anhorig_cli.rendering.export_data import as_csv, as_json
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import render_page
from anhorig_cli.rendering.workbook import head_of
from anhorig_cli.rules.registry import PLAN_RULES
from anhorig_cli.rules.rule import Case
from anhorig_cli.usecases.across.make_site import make_site
from anhorig_cli.views.appearance import NO_FACE
from anhorig_cli.views.comparison import ComparisonView, PlanValue, comparison_view, plan_values
from anhorig_cli.views.exported import MeasurementRow
from anhorig_cli.views.formatter import Formatter
from anhorig_cli.views.names import Titles
from anhorig_cli.views.overview import overview_view, plan_in_short
from anhorig_cli.views.plan_changes import plan_changes_view
from anhorig_cli.views.report.report import ReportView, report_view
from anhorig_cli.views.sheets import SheetScope, sheet_view
from anhorig_cli.vocabulary import Language, folded
from anhorig_cli.workspace.workspace import Workspace
from past import Past
from people_plans import UNITS
from report_views import status_of

AS_OF = date(2026, 7, 1)
EARLIER = date(2025, 3, 1)
MINIMUM = 5
HIDDEN = "visas inte, få personer"
_PROJECT = Project.default()


def view_of(plan: Plan, unit: str | None = None, day: date = AS_OF, *, full: bool = True) -> ReportView:
    return report_view(plan, day, _PROJECT, lambda _: None, since=date(2024, 6, 1), unit=unit, full=full)


def pages(plan: Plan) -> dict[str, str]:
    """Return the report, named "", that of an earlier day, and every unit's sheet, named by the unit."""
    reports = {"": view_of(plan), "earlier": view_of(plan, day=EARLIER)}
    sheets = {unit: render_page(view_of(plan, unit), PageKind.MD, template="enhet") for unit in UNITS}
    return {name: render_page(view, PageKind.MD) for name, view in reports.items()} | sheets


def status(plan: Plan) -> str:
    """Return what `anhorig status` prints."""
    return "\n".join(text for _, text in glance(status_of(plan, AS_OF), Language.SV))


def findings(plan: Plan) -> list[str]:
    """Return what `anhorig check` says."""
    case = Case(plan, AS_OF)
    return [text_of(found.message, Language.EN) for rule in PLAN_RULES for found in rule.check(case)]


def difference(before: Plan, after: Plan) -> list[tuple[str, str]]:
    """Return what `anhorig diff` says: what it is about, and each line."""
    versions = (Version("p", "p", before), Version("p", "p", after))
    view = plan_changes_view(*versions, changes(before, after), _PROJECT, Language.SV, iso=True)
    every = (change for section in view.sections for change in section.changes)
    return [(change.title, line) for change in every for line in change.lines]


def sheets(plan: Plan) -> Iterator[str]:
    """Give all that stands in the sheets that go out to units, also what is hidden in them."""
    for unit in UNITS:
        view = sheet_view(plan, AS_OF, SheetScope(unit, None, AS_OF.year), _PROJECT, lambda _: None)
        yield from head_of(view).values()
        for row in (row for table in view.tables for row in table.rows):
            yield from (row.key, row.mark, row.cells_mark, *row.cells, *row.words)


def across(plan: Plan) -> str:
    """Return what is told of it beside another plan that follows every indicator of it: compared, and on one paper."""
    following = tuple(one.model_copy(update={"follows": f"{plan.id}/{one.id}"}) for one in plan.indicators)
    both = plan, plan.model_copy(update={"id": "other", "title": "Other", "indicators": following})
    titles = [Titles(one, Formatter(Language.SV, _PROJECT.labels, MINIMUM), lambda _: None) for one in both]
    views = [_compared(titles, one.id) for one in plan.indicators]
    word = titles[0].formatter
    short = [plan_in_short(Snapshot(one.plan, AS_OF), one) for one in titles]
    paper = overview_view(short, [], views, [], AS_OF, word)
    told = [overview_page(paper, PageKind.MD, footer=False, face=NO_FACE)]
    for view in views:
        told += [comparison_page(view, AS_OF, Language.SV, PageKind.HTML), comparison_picture(view)]
        told += [as_csv(view, Language.SV).decode(), as_json(view, AS_OF)]
        told += [line for _, line in compared_lines(view, AS_OF, Language.SV)]
    return "\n".join(told)


def _compared(titles: list[Titles], name: str) -> ComparisonView:
    ids = frozenset({folded(name)})
    values = [value for one in titles for value in plan_values(one, AS_OF, MINIMUM, ids)]
    return comparison_view(values, "", titles[0].formatter)


def values_beside_others(plan: Plan, name: str) -> list[PlanValue]:
    """Return an indicator as it is set beside others."""
    titles = Titles(plan, Formatter(Language.SV, _PROJECT.labels, MINIMUM), lambda _: None)
    return [one.value for group in _compared([titles], name).alike for one in group.values]


def told(plan: Plan) -> str:
    """Return all of it in one text, but for differences, and for what is told of numbers that contradict each other."""
    found = (text for text in findings(plan) if not text.startswith("women and men are together more than all"))
    return "\n".join((*pages(plan).values(), status(plan), *found, *sheets(plan), across(plan)))


@dataclass(frozen=True)
class Told:
    """A number that is told: of which indicator, date, unit and target group, and of what (`all`, `women`, `in`...)."""

    indicator: str
    date: str
    unit: str
    target_group: str
    what: str
    low: float
    high: float
    is_baseline: bool = False


_NUMBER = r"\d+(?:[.,]\d+)?"


def numbers(text: str) -> Iterator[tuple[str, float, float]]:
    """Give what a printed value tells: of all, of women and men, of a share, its counts and its base."""
    if "färre än" in text:
        yield "all", 0, MINIMUM - 1
    for word, what in (("kvinnor", "women"), ("män", "men")):
        if found := re.search(rf"\b{word} {_NUMBER}\s%(?: \((\d+) av (\d+)\))?", text):
            if found[1]:
                yield f"{what} in", int(found[1]), int(found[1])
                yield f"{what} base", int(found[2]), int(found[2])
        elif found := re.search(rf"\b{word} (\d+)", text):
            yield what, int(found[1]), int(found[1])
    value = text.split(";", maxsplit=1)[0].replace("\u00a0", " ").strip()
    if found := re.search(r"\((\d+) av (\d+)\)", value):
        yield "in", int(found[1]), int(found[1])
        yield "base", int(found[2]), int(found[2])
    if found := re.match(rf"({_NUMBER}) ?%", value):
        share = float(found[1].replace(",", "."))
        yield "share", share - 0.05, share + 0.05
    elif found := re.match(rf"({_NUMBER})( anhöriga|$)", value):
        yield "all", float(found[1].replace(",", ".")), float(found[1].replace(",", "."))


def _iso(day: str) -> str:
    words, _, year = day.rpartition(" ")
    return year + _PARTS_OF_A_YEAR.get(words, "")


_PARTS_OF_A_YEAR = {
    "31 december": "-12-31",
    "december": "-12",
    "första halvåret": "-H1",
    "andra halvåret": "-H2",
    "första kvartalet": "-Q1",
    "andra kvartalet": "-Q2",
    "tredje kvartalet": "-Q3",
    "fjärde kvartalet": "-Q4",
}


def of_page(page: str, unit: str, own: set[str]) -> Iterator[Told]:
    """Give the numbers of measurements in a report, or in a unit's sheet, where `own` are measured at the unit."""
    for section in re.split(r"^### ", page, flags=re.MULTILINE)[1:]:
        title, _, rest = section.partition("\n")
        rest = re.split(r"^## ", rest, flags=re.MULTILINE)[0]
        whole, _, parts = rest.partition("Värden för varje del:")
        whole = re.sub(r"^- .*\. Utgångsvärde$", "", whole.partition("Uträknat, inte mätt:")[0], flags=re.MULTILINE)
        is_own = title.lower() in own and unit in UNITS
        for day, value in re.findall(r"^- ([^:\n]*20\d\d): (.*)$", whole, flags=re.MULTILINE):
            yield from _all_told(title.lower(), _iso(day), unit if is_own else "", "", value)
        for name, day, value in re.findall(r"^- ([A-C]?(?:, )?[XY]?), ([^,:\n]*): (.*)$", parts, flags=re.MULTILINE):
            of_unit, _, group = name.lower().partition(", ") if "," in name else _alone(name.lower())
            yield from _all_told(title.lower(), _iso(day), of_unit or (unit if is_own else ""), group, value)


def of_baselines(page: str) -> Iterator[Told]:
    """Give the baselines that a report tells in its table."""
    for title, text, day in re.findall(r"^\| (\w+) \| ([^|]*?) \(([^|()]*202[34])\) \|", page, flags=re.MULTILINE):
        if "mätning" not in day:
            for what, low, high in numbers(text):
                yield Told(title.lower(), _iso(day), "", "", what, low, high, is_baseline=True)


def site(plans: Mapping[str, str], folder: Path, earlier: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the text of each file of a site of plans, by its place on the site; the plans are written to a folder.

    Where there are earlier versions of the plans, the folder is a repository that holds both.
    """
    (folder / "anhorig.yaml").write_text("language: sv\n", encoding="utf-8")
    if earlier is None:
        _write(plans, folder)
    else:
        past = Past(folder)
        for day, texts in (("2026-02-01", earlier), ("2026-03-01", plans)):
            _write(texts, folder)
            past.commit(day)
    clear_files_read()
    made = make_site(Workspace.of([str(folder)]), AS_OF, Language.SV, footer=False)
    assert made.errors == ()
    return {name: b"".join(pieces).decode() for name, pieces in made.files.items()}


def _write(plans: Mapping[str, str], folder: Path) -> None:
    (folder / "plans").mkdir(exist_ok=True)
    for name, text in plans.items():
        (folder / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")


def of_site(files: Mapping[str, str], plan: str) -> Iterator[Told]:
    """Give the numbers of measurements of a plan in all files of a site.

    They stand on its page, where its indicators are compared with another plan's, and in its rows as CSV and as JSON.
    """
    for place, page in files.items():
        if place.endswith((".html", ".atom")):
            yield from _of_html(page) if place == f"planer/{plan}.html" else _of_compared(page, plan)
    exported = json.loads(files["data/export.json"])["measurements"]
    table = csv.reader(StringIO(files["data/measurements.csv"], newline=""), delimiter=";")
    written = [dict(zip(MeasurementRow._fields, cells, strict=True)) for cells in table][1:]
    for row in (*exported, *written):
        if row["plan"] == plan and not row["comparison"]:
            yield from _of_row(
                {name: "" if value is None else str(value).replace(",", ".") for name, value in row.items()}
            )


_OF_COLUMNS = {
    "women": "women",
    "women_numerator": "women in",
    "women_denominator": "women base",
    "men": "men",
    "men_numerator": "men in",
    "men_denominator": "men base",
    "numerator": "in",
    "denominator": "base",
}


def _of_row(row: Mapping[str, str]) -> Iterator[Told]:
    is_share = row["unit_of_measure"] == "%"
    place = row["indicator"], row["date"], row["unit"].lower(), row["target_group"].lower()
    if row["value"]:
        value, margin = float(row["value"]), 0.05 if is_share else 0
        yield Told(*place, "share" if is_share else "all", value - margin, value + margin)
    for column, what in _OF_COLUMNS.items():
        if row[column] and not (is_share and column == what):  # of a share they are in per cent
            yield Told(*place, what, float(row[column]), float(row[column]))


_DATE = rf"(?:(?:{'|'.join(_PARTS_OF_A_YEAR)}) )?20\d\d(?!\d)"
_ENDS_WITH_DATE = re.compile(rf"(?: \((?:[^()]*, )?|, )({_DATE})\)?$")


def _of_html(page: str) -> Iterator[Told]:
    """Give the numbers of measurements in the page of a plan: in its table, and in its sentences."""
    text = page.replace("&nbsp;", " ")
    for title, cells in re.findall(r'<tr><th scope="row">(\w+)</th>(.*?)</tr>', text):
        for name, cell in re.findall(r'data-name="(Utgångsvärde|Senaste värde[^"]*)">(.*?)</td>', cells):
            value = re.sub(r"<[^>]*>", "", cell)
            found = _ENDS_WITH_DATE.search(value)
            day = found or _ENDS_WITH_DATE.search(name)
            if day is None:
                continue
            is_start = name == "Utgångsvärde" and "mätning" not in value
            for what, low, high in numbers(value[: found.start()] if found else value):
                yield Told(title.lower(), _iso(day[1]), "", "", what, low, high, is_start)
    for title, sentence in re.findall(r"(?:^|[ >])(\w+): (?:från )?([^<>]*?20\d\d)", text, flags=re.MULTILINE):
        for value, day in re.findall(rf"(\d[^()]*?(?: \(\d+ av \d+\))?)(?: \(|, )({_DATE})", sentence):
            yield from _all_told(title.lower(), _iso(day), "", "", value)


TITLES = {"a": "P", "b": "Q"}
"""What the plans of a site are called, by their ids."""
_COMPARED = re.compile(r"<h[13][^>]*>(\w+)</h[13]>(.*?)(?=<h[13]|\Z)", re.DOTALL)
_OF_PLAN = re.compile(
    r'(?:<p><strong>([PQ])</strong></p>|<tr><th scope="row">(?:<a[^>]*>)?([PQ])(?:</a>)?</th>)(.*?)'
    r'(?=<p><strong>[PQ]</strong></p>|<tr><th scope="row">(?:<a[^>]*>)?[PQ]<|\Z)',
    re.DOTALL,
)


def _of_compared(page: str, plan: str) -> Iterator[Told]:
    """Give the numbers of a plan on a page that sets its indicators beside another plan's, under their titles."""
    for title, text in _COMPARED.findall(page.replace("&nbsp;", " ")):
        for by_picture, by_row, told in _OF_PLAN.findall(text):
            if (by_picture or by_row) == TITLES[plan]:
                yield from _of_compared_plan(title.lower(), told)


def _of_compared_plan(indicator: str, text: str) -> Iterator[Told]:
    rows = r'<tr><th scope="row">([^<]*)</th><td class="number">([^<]*)</td><td>(mätt|Utgångsvärde)</td></tr>'
    for day, value, kind in re.findall(rows, text):
        for what, low, high in numbers(value):
            yield Told(indicator, _iso(day), "", "", what, low, high, kind == "Utgångsvärde")
    for value, day in re.findall(r'data-name="Värde">([^<]*)<.*?data-name="Datum">([^<]*)<', text, flags=re.DOTALL):
        yield from _all_told(indicator, _iso(day), "", "", value)
    for value, day in re.findall(rf"(\d[^()<>]*?(?: \(\d+ av \d+\))?) \(({_DATE})\)", text):
        yield from _all_told(indicator, _iso(day), "", "", value)


def of_surveys(page: str) -> Iterator[tuple[str, float, float]]:
    """Give what a report tells of a survey: `sent`, `answered` and `rate`, least and most."""
    line = next((line for line in page.split("\n") if line.startswith("- **E**")), "").replace("\u00a0", " ")
    if found := re.search(rf"Svar: (\d+) av (\d+) \(({_NUMBER}) %\)", line):
        rate = float(found[3].replace(",", "."))
        yield "answered", int(found[1]), int(found[1])
        yield "sent", int(found[2]), int(found[2])
        yield "rate", rate - 0.05, rate + 0.05
    for word, what in (("Utskickade", "sent"), ("Besvarade", "answered")):
        if found := re.search(rf"{word}: (färre än 5|\d+)", line):
            yield what, *_ends(found[1])


def of_survey_difference(title: str, line: str) -> Iterator[tuple[str, str, float, float]]:
    """Give what a line of a difference tells of a survey: of which version, and what."""
    found = re.match(r"(Utskickade|Besvarade): (.*) → (.*)", line)
    if title == "E" and found:
        what = {"Utskickade": "sent", "Besvarade": "answered"}[found[1]]
        yield "before", what, *_ends(found[2])
        yield "after", what, *_ends(found[3])


def _ends(text: str) -> tuple[int, int]:
    return (0, MINIMUM - 1) if "färre" in text else (int(text), int(text))


def _alone(name: str) -> tuple[str, str, str]:
    return (name, "", "") if name in UNITS else ("", "", name)


def _all_told(indicator: str, day: str, unit: str, group: str, text: str) -> Iterator[Told]:
    for what, low, high in numbers(text):
        yield Told(indicator, day, unit, group, what, low, high)


_DIFFERENCE = re.compile(
    r"(ny|borttagen|ändrad i efterhand), (20\d\d(?:-12-31|-12|-H[12]|-Q[1-4])?)(?:, ([abc]))?(?:, ([xy]))?: (.*)"
)


def removed_place(line: str) -> tuple[str, str, str] | None:
    """Return the date, unit and target group of a measurement that a line of a difference names as removed."""
    found = _DIFFERENCE.match(line)
    if not found or found[1] != "borttagen":
        return None
    return found[2], found[3] or "", found[4] or ""


def of_difference(title: str, line: str) -> tuple[list[Told], list[Told]]:
    """Return the numbers that a line of a difference tells of the version before, and of the one after."""
    found = _DIFFERENCE.match(line)
    if not found:
        return [], []
    kind, day, unit, group, text = found.groups()
    before, _, after = text.partition(" → ") if kind.startswith("ä") else (text, "", text)
    sides = ("" if kind == "ny" else before, "" if kind == "borttagen" else after)
    first, second = (list(_all_told(title.lower(), day, unit or "", group or "", side)) for side in sides)
    return first, second


_VALUES = (
    r"the value (?P<date>\S+) is (?P<value>[\d.]+)",
    r"latest value is (?P<value>[\d.]+) \((?P<date>\S+)\)",
    r"goes from \S+ to (?P<value>[\d.]+) \((?P<date>\S+)\)",
    r"it would have been \S+ \((?P<date>\S+)\), but it is (?P<value>[\d.]+)",
)


def of_findings(found: list[str]) -> Iterator[Told]:
    """Give the values that findings tell."""
    for text in found:
        title = re.search(r"the indicator '(\w+)'", text)
        for match in (re.search(pattern, text) for pattern in _VALUES):
            if title and match:
                value = float(match["value"])
                yield Told(title[1].lower(), match["date"], "", "", "all", value, value)
