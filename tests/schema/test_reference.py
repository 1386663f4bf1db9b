"""What is told of each key of the format: there is prose, an example that holds, and the rules that look at it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest

from anhorig_cli.catalog import translated
from anhorig_cli.loading.plan_loader import FileText, load_texts
from anhorig_cli.loading.shapes import FieldKind, shape_of
from anhorig_cli.loading.survey_files import read_map
from anhorig_cli.loading.user_settings import load_user_settings
from anhorig_cli.model.part import Key, Part
from anhorig_cli.model.parts import MODELS, PARTS
from anhorig_cli.model.project import UserSettings
from anhorig_cli.rules.registry import RULES
from anhorig_cli.schema.reference import example_of, find, key_page, near, part_pages
from anhorig_cli.source import Message
from anhorig_cli.vocabulary import Language
from command_line import Anhorig
from plan_text import checked

EVERY_PART = pytest.mark.parametrize("model", MODELS.values(), ids=[model.part for model in MODELS.values()])
OF_SETTINGS = {"project", "ignore", "labels", "appearance", "user_settings"}
OF_MAPS = {"survey_map", "mapped_column"}
SHORTEST = 14
"""Shorter prose says the key's name again."""
TITLES = {Language.SV: "titel", Language.EN: "title"}


def whole_plan(example: str, key: Key, language: Language) -> str:
    """Return an example as a plan that has a title, and what the key refers to."""
    title = "" if re.search(rf"^{TITLES[language]}:", example, re.MULTILINE) else f"{TITLES[language]}: P\n"
    referred = ""
    if key.refers_to and (not key.may_be_text or "decisions" in key.refers_to) and "/" not in str(key.example):
        kind = key.refers_to[0]
        listed = PARTS["plan"].term(kind).spelled(language)
        thing = f"  - {{id: {key.example}, {TITLES[language]}: T}}\n"
        head = f"{listed}:\n"
        referred = thing if head in example else head + thing
        if head in example:
            return title + example.replace(head, head + referred)
    return title + example + referred


def put_other_plan(example: str, key: Key, folder: Path) -> None:
    """Write the plan that an example refers to, where it refers to what stands in another one."""
    plan, slash, name = example.partition("/")
    if key.refers_to and slash:
        listed = PARTS["plan"].term(key.refers_to[0]).spelled(Language.SV)
        (folder / f"{plan}.yaml").write_text(f"titel: P\n{listed}: [{{id: {name}, titel: T}}]\n", encoding="utf-8")


@EVERY_PART
def test_a_key_says_what_it_is_for_and_has_an_example(model: type[Part]) -> None:
    for name, key in model.keys.items():
        assert len(key.text) >= SHORTEST, f"write what {name} is for in its `Key`"
        assert key.example or shape_of(model).fields[name].model is not None, f"write an example of {name} in its `Key`"
        told = (key.example, key.printed or model.printed)
        for text in (key.text, *(one.template for one in told if isinstance(one, Message))):
            assert translated(text, Language.SV) != text or not text.islower(), name


@pytest.mark.parametrize("language", Language)
@EVERY_PART
def test_examples_hold(model: type[Part], language: Language, tmp_path: Path) -> None:
    for name in model.keys:
        folder = tmp_path / name
        folder.mkdir()
        see_that_an_example_holds(model, name, language, folder)


def see_that_an_example_holds(model: type[Part], name: str, language: Language, folder: Path) -> None:
    example = example_of(model, name, language)
    key = model.keys[name]
    if model is UserSettings:
        (folder / "settings.yaml").write_text(example, encoding="utf-8")
        assert getattr(load_user_settings(folder), name)
        return
    if model.part in OF_MAPS:
        assert _set(read_map(example.encode(), "karta.yaml").map, model, name)  # which raises where it does not hold
        return
    if model.part in OF_SETTINGS:
        (folder / "anhorig.yaml").write_text(example, encoding="utf-8")
        (folder / "logotyp.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "utf-8")
        text = "titel: P\n"
    else:
        text = whole_plan(example, key, language)
        put_other_plan(str(key.example), key, folder)
    (folder / "p.yaml").write_text(text, encoding="utf-8")
    of_form = {rule.slug for rule in RULES if re.match("ANH[129]", rule.code)} - UNAVOIDABLE.get(model.part, set())
    assert [one for one in checked(folder / "p.yaml") if one.slug in of_form] == [], text


UNAVOIDABLE = {"ignore": {"stale-ignore"}}
"""What an example by itself must give: an exception of nothing."""
OF_A_PLAN = [model for model in MODELS.values() if model.part not in OF_SETTINGS | OF_MAPS]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("model", OF_A_PLAN, ids=[model.part for model in OF_A_PLAN])
def test_an_example_sets_its_key(model: type[Part], language: Language) -> None:
    assert [name for name in model.keys if not _set(_read(model, name, language), model, name)] == []


def _read(model: type[Part], name: str, language: Language) -> Part | None:
    text = whole_plan(example_of(model, name, language), model.keys[name], language)
    return load_texts("p.yaml", "p", [FileText("p.yaml", "", text.encode())], is_folder=False).plan


def _set(part: Part | None, model: type[Part], name: str) -> bool:
    """Return whether a key has a value in a part, or in some part within it."""
    if part is None:
        return False
    if isinstance(part, model) and name in _set_names(part):
        return True
    return any(_set(one, model, name) for one in _parts_within(part))


def _parts_within(part: Part) -> Iterator[Part]:
    for field in type(part).model_fields:
        value: object = getattr(part, field)
        several = cast("tuple[object, ...]", value) if isinstance(value, tuple) else (value,)
        yield from (one for one in several if isinstance(one, Part))


def _set_names(part: Part) -> set[str]:
    """Return the keys of a part that have values; those that are short for an entry of a list with that entry's."""
    fields = type(part).model_fields
    names = {fields[field].alias or field for field in part.model_fields_set if getattr(part, field) not in (None, ())}
    listed, short = type(part).gathers or ("", ())
    return names | set(short) if listed and getattr(part, listed) else names


def test_every_code_that_a_key_names_is_a_rules() -> None:
    codes = {rule.code for rule in RULES}
    assert [(m.part, n) for m in MODELS.values() for n, key in m.keys.items() if set(key.findings) - codes] == []


OF_NO_KEY = {"ANH216", "ANH801"}
"""Of anything that is written, anywhere."""


def test_every_rule_of_what_a_plan_says_is_told_at_some_key() -> None:
    told = {rule.code for part in part_pages(Language.SV) for key in part.keys for rule in key.findings}
    wanted = {rule.code for rule in RULES if rule.code >= "ANH2"} - OF_NO_KEY
    assert wanted - told == set()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("delmål.senast", [("subgoal", "due")]),
        ("subgoals.due", [("subgoal", "due")]),
        ("delmål.aktiviteter.klar", [("activity", "done_on")]),
        ("mätningar.värde", [("measurement", "value")]),
        ("senast", [("subgoal", "due"), ("activity", "due"), ("target", "by")]),
        ("inställningar.minsta_antal", [("project", "small_count")]),
        ("Delmål.Senast", [("subgoal", "due")]),
        ("hittepå.senast", []),
        ("hittepå.delmål.senast", []),
    ],
)
def test_a_name_is_found_in_either_language(typed: str, meant: list[tuple[str, str]]) -> None:
    found = [(model.part, key) for model, key in find(typed).keys]
    assert [one for one in found if one in meant] == meant
    assert bool(found) == bool(meant)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("delmål.sennast", "delmål.senast"), ("delmal.senast", "delmål.senast"), ("ansvarg", "ansvarig"), ("qqqq", None)],
)
def test_a_misspelt_name_is_told_what_it_may_mean(typed: str, meant: str | None) -> None:
    assert near(typed) == meant


def test_a_key_is_told_in_both_languages() -> None:
    page = key_page(MODELS["subgoal"], "due", Language.SV)
    assert (page.name, page.elsewhere) == ("delmål.senast", "subgoals.due")
    assert page.example.endswith("    senast: 2026-12-31\n")
    assert key_page(MODELS["subgoal"], "due", Language.EN).example.endswith("    due: 2026-12-31\n")


def test_a_list_of_parts_shows_one_of_them() -> None:
    assert shape_of(MODELS["subgoal"]).fields["activities"].kind is FieldKind.PARTS
    assert "- titel: " in key_page(MODELS["subgoal"], "activities", Language.SV).example


NOT_PRINTED = "in no paper"
IN_OTHER_WORDS = {"cycle_item.when", "cycle_item.units", "survey.method"}
"""Words of a scale, which are printed with its labels."""
TEXTS = [
    pytest.param(model, name, id=f"{model.part}.{name}")
    for model in MODELS.values()
    for name, key in model.keys.items()
    if isinstance(key.example, Message)
    and model.part not in OF_SETTINGS | OF_MAPS
    and f"{model.part}.{name}" not in IN_OTHER_WORDS
    and (key.printed is None or NOT_PRINTED in key.printed.template)
]
OF_AN_OCCASION = {"report", "document"}


@pytest.mark.parametrize(("model", "name"), TEXTS)
def test_a_text_is_printed_in_the_papers_unless_its_key_says_otherwise(
    model: type[Part], name: str, anhorig: Anhorig, tmp_path: Path
) -> None:
    key = model.keys[name]
    text = whole_plan(example_of(model, name, Language.SV), key, Language.SV)
    papers = ["--full", "--as-of", "2027-03-01"]
    if model.part in OF_AN_OCCASION:
        text = text.replace("rapporter:\n  - ", "rapporter:\n  - id: höst\n    ")
        papers = ["--template", "tjansteskrivelse", "--occasion", "höst"]
    plan = tmp_path / "p.yaml"
    plan.write_text(text, encoding="utf-8")
    assert isinstance(key.example, Message)
    told = translated(key.example.template, Language.SV).strip('"')
    printed = anhorig("report", plan, *papers).out.replace("\\", "")
    assert (told in printed) == (key.printed is None), printed
