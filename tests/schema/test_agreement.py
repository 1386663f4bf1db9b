"""A schema accepts what `check` accepts, and refuses what it refuses while it reads."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from anhorig_cli.loading.boundary import PROJECT_FILE
from anhorig_cli.loading.discovery import PlanFiles, find_plans
from anhorig_cli.loading.front_matter import _CLOSING, _OPENING
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.loading.project_loader import load_project
from anhorig_cli.schema.schema_kind import SchemaKind
from anhorig_cli.vocabulary import Language
from conftest import PLANS
from schema_agreement import document_of, refused_by_check, refused_by_schema

RULES = Path(__file__).parent.parent / "rules"
ONLY_CHECK_REFUSES = {
    "bad-anchor": "an anchor that is defined twice is legal YAML: the last one holds",
    "control-character": "a YAML reader lets escaped control characters in quotes through",
    "not-utf8": "a YAML reader also takes UTF-16",
    "personal-number": "a checksum is no pattern",
    "too-deep": "the schema says nothing about the user's own keys, `x-`, however deep",
    "unused-anchor": "a YAML reader forgets an anchor that nothing refers to",
    "open-comment": "a comment stands in the Markdown text, which no schema sees",
    "bad-heading": "a heading stands in the Markdown text, which no schema sees",
}
"""What `check` refuses in the plans of the tests and no schema of one file can: the rule, and why."""
ACROSS_FILES = {"duplicate-key"}
"""What concerns two files of a folder plan."""


def files_of(plan: PlanFiles) -> Iterator[tuple[str, SchemaKind, bytes]]:
    """Give the files of a plan that a schema is for: YAML, and the fields of Markdown files."""
    for name, path in plan.files:
        inside = name[len(plan.name) + 1 :] if plan.is_folder else ""
        data = path.read_bytes()
        if path.suffix == ".md":
            text = data.decode("utf-8", errors="replace")
            opening = _OPENING.match(text)
            closing = _CLOSING.search(text, opening.end()) if opening else None
            if opening is None or closing is None:
                continue  # there are no fields to look at
            data = text[opening.end() : closing.start()].encode()
        yield name, document_of(inside), data


def plans_in(folder: Path) -> list[PlanFiles]:
    tops = sorted(p for p in folder.iterdir() if p.suffix in {".yaml", ".yml", ".md", ""})
    return [plan for top in tops if top.name not in {"README.md", PROJECT_FILE} for plan in find_plans(str(top))]


FOLDERS = sorted(p for p in RULES.glob("*/*") if p.is_dir() and any(p.iterdir()))


@pytest.mark.parametrize("folder", [*FOLDERS, PLANS], ids=lambda p: "/".join(p.parts[-2:]))
def test_a_schema_agrees_with_check(folder: Path) -> None:
    for plan in plans_in(folder):
        found = load(plan).diagnostics
        for name, document, data in files_of(plan):
            check = refused_by_check([d for d in found if d.location.file == name])
            schema = refused_by_schema(data, document)
            if not check:
                assert schema == [], name
            elif not schema:
                assert check <= set(ONLY_CHECK_REFUSES) | (ACROSS_FILES if plan.is_folder else set()), name


def test_the_table_of_differences_names_only_what_differs() -> None:
    unseen = set(ONLY_CHECK_REFUSES)
    for slug in list(unseen):
        for plan in plans_in(RULES / slug / "bad"):
            found = load(plan).diagnostics
            for name, document, data in files_of(plan):
                if slug in refused_by_check([d for d in found if d.location.file == name]):
                    unseen -= set() if refused_by_schema(data, document) else {slug}
    assert unseen == set()


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize(
    "text",
    [
        "språk: sv\nplaner: plans\nkräver: '>=0.1'\nsnart_dagar: 30\nallvar: {no-indicator: upplysning, ANH301: off}\n",
        "labels: {assessment: {Bedöms uppfyllas: Målet kan uppnås, achieved: Klart}, trend: {worse: Sämre än förut}}\n",
        "undanta:\n  - {regel: overdue-subgoal, plats: p/delmål/d, skäl: Beslutas i mars, till_och_med: 2027-03}\n",
        "utseende: {färg: '#1f4e8c', typsnitt: Open Sans}\n",
        "appearance: {color: 048, typeface: Källa Sans-Serif 3}\n",
        "utseende: {färg: blå}\n",
        "utseende: {färg: '#1f4e8'}\n",
        "utseende: {typsnitt: 'Open Sans, serif'}\n",
        "utseende: {typsnitt: -apple}\n",
        "utseende: blå\n",
        'kommunkod: "1287"\n',
        'municipality_code: "0001"\n',
        "kommunkod: 1287\n",
        'kommunkod: "128"\n',
        "kommunkod: 12875\n",
        "kommunkod: Trelleborg\n",
        "kommunkod: ''\n",
        "x-eget: {vad: som, helst: [1]}\n",
        "",
        "snart_dagar: 12.5\n",
        "snart_dagar: -1\n",
        "allvar: {no-such-rule: fel}\n",
        "allvar: {no-indicator: jättefel}\n",
        "etiketter: {assessment: {pågår: X}}\n",
        "undanta: [{regel: no-such-rule, skäl: x}]\n",
        "undanta: [{regel: overdue-subgoal}]\n",
        "okänd: 1\n",
    ],
)
def test_the_schema_of_the_settings_agrees_too(text: str, language: Language, tmp_path: Path) -> None:
    (tmp_path / PROJECT_FILE).write_text(text, encoding="utf-8")
    found = load_project(tmp_path).diagnostics
    schema = refused_by_schema(text.encode(), SchemaKind.SETTINGS, language)
    assert bool(refused_by_check(found)) == bool(schema), schema


def _refusals(target: str, folder: Path) -> tuple[set[str], list[str]]:
    """Return what check and the schema refuse of an indicator's target."""
    plan = folder / "plan.yaml"
    plan.write_text(f"titel: P\nindikatorer: [{{id: i, titel: I, målvärde: {target}}}]\n", encoding="utf-8")
    (files,) = find_plans(str(plan))
    return refused_by_check(load(files).diagnostics), refused_by_schema(plan.read_bytes(), SchemaKind.PLAN)


@pytest.mark.parametrize("target", ["[öka, {minst: 3, senast: 2027}]", "[3, {minst: 4, senast: 2027}]"])
def test_a_word_or_a_number_may_be_one_of_several_targets(target: str, tmp_path: Path) -> None:
    assert _refusals(target, tmp_path) == (set(), [])


@pytest.mark.parametrize("target", ["['  ', {minst: 3, senast: 2027}]", "[null, {minst: 3, senast: 2027}]"])
def test_nothing_is_none_of_several_targets(target: str, tmp_path: Path) -> None:
    assert all(_refusals(target, tmp_path))
