"""A rule's page is its documentation: the examples in it are held to what it says."""

import re
from pathlib import Path

import pytest

from anhorig_cli.catalog import translated
from anhorig_cli.diagnostics import Rule
from anhorig_cli.model.parts import PARTS
from anhorig_cli.rules.registry import PLAN_RULES, RULES
from anhorig_cli.vocabulary import Language
from plan_text import checked

_EXAMPLE = re.compile(r"```yaml\n# (?P<kind>bad|good)\n(?P<text>.*?)```", re.DOTALL)
_HOMES = {
    "subgoal": "delmål:\n  - id: d1\n    titel: Fler anhöriga nås\n",
    "indicator": "indikatorer:\n  - id: i1\n    titel: Antal anhöriga med stöd\n",
    "cycle_item": "årshjul:\n  - titel: Uppföljning\n",
}


def keys_of(example: str) -> list[str]:
    return re.findall(r"^([^\s#:<>=-][^:\n]*):", example, re.MULTILINE)


def is_of_settings(example: str) -> bool:
    """Return whether an example is of `anhorig.yaml`: its keys are the settings', and not a plan's."""
    keys = keys_of(example)
    return all(key in PARTS["project"].names and key not in PARTS["plan"].names for key in keys) and bool(keys)


def whole_plan(example: str) -> str:
    """Return an example as a whole plan: a fragment is put where its keys belong."""
    keys = keys_of(example)
    title = "" if {"titel", "title"} & set(keys) else "titel: Plan för anhörigstöd\n"
    if all(key in PARTS["plan"].names or key == "organistion" for key in keys):
        return title + example
    part = next((name for name in _HOMES if all(key in PARTS[name].names for key in keys)), "subgoal")
    indented = "".join(f"    {line}\n" for line in example.splitlines())
    return "titel: Plan för anhörigstöd\n" + _HOMES[part] + indented


def examples() -> list[tuple[Rule, str, str]]:
    return [(rule, found["kind"], found["text"]) for rule in RULES for found in _EXAMPLE.finditer(rule.page)]


@pytest.mark.parametrize(("rule", "kind", "text"), examples(), ids=lambda value: getattr(value, "slug", None))
def test_an_example_does_what_the_page_says(rule: Rule, kind: str, text: str, tmp_path: Path) -> None:
    plan = tmp_path / "plan.yaml"
    if is_of_settings(text):
        (tmp_path / "anhorig.yaml").write_text(text, encoding="utf-8")
        text = ""
    plan.write_text(whole_plan(text), encoding="utf-8")
    assert (rule.slug in {f.slug for f in checked(plan)}) == (kind == "bad")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.slug)
def test_a_page_has_a_summary_a_reason_and_a_mend_in_both_languages(rule: Rule) -> None:
    for language, mend in ((Language.EN, "**Fix it:**"), (Language.SV, "**Så här gör du:**")):
        page = translated(rule.page, language).split("\n")
        assert page[0].endswith(".")
        assert not page[1]
        assert page[2]
        assert mend in "\n".join(page)
        assert all(len(line) <= 120 for line in page), "`anhorig explain` prints it as it is"


def test_codes_and_slugs_are_unique_and_well_formed() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.slug for rule in RULES}) == len(RULES)
    assert all(re.fullmatch(r"ANH\d{3}", rule.code) and re.fullmatch(r"[a-z0-9-]+", rule.slug) for rule in RULES)


def test_every_rule_file_is_in_the_registry() -> None:
    folder = Path(__file__).parents[2] / "src" / "anhorig_cli" / "rules"
    files = {p.stem for p in folder.glob("*/*.py")} - {"__init__"} - {p.stem for p in (folder / "reading").glob("*.py")}
    assert files == {rule.check.__name__ for rule in PLAN_RULES}
    assert all(rule.rule.slug == rule.check.__name__.replace("_", "-") for rule in PLAN_RULES)
