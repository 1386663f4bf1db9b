"""The models and the vocabulary say the same of what a part may hold."""

from collections.abc import Iterator
from typing import get_args

import pytest

from anhorig_cli.model.part import Part
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Project

ROOTS = (Plan, Project)


def all_models(model: type[Part] = Part) -> Iterator[type[Part]]:
    for kind in model.__subclasses__():
        if kind.__module__.startswith("anhorig_cli."):
            yield kind
        yield from all_models(kind)


MODELS = sorted(all_models(), key=lambda model: model.__name__)


def keys(model: type[Part]) -> list[str]:
    fields = [field.alias or name for name, field in model.model_fields.items()]
    return fields + list(model.gathers[1] if model.gathers else ())


@pytest.mark.parametrize("model", MODELS)
def test_the_fields_of_a_model_are_the_keys_of_its_part(model: type[Part]) -> None:
    assert sorted(keys(model)) == sorted(term.name for term in PARTS[model.part].terms)


@pytest.mark.parametrize("root", ROOTS)
def test_plans_and_projects_are_among_the_models(root: type[Part]) -> None:
    assert root in MODELS


def test_every_part_of_the_vocabulary_has_one_model() -> None:
    assert sorted(model.part for model in MODELS) == sorted(PARTS)


@pytest.mark.parametrize("model", [model for model in MODELS if model.gathers])
def test_keys_that_are_gathered_are_one_entry_of_a_list_of_the_part(model: type[Part]) -> None:
    assert model.gathers is not None
    listed, gathered = model.gathers
    entry = get_args(model.model_fields[listed].annotation)[0]
    assert set(gathered) <= set(keys(entry))
    assert not set(gathered) & set(model.model_fields)


@pytest.mark.parametrize(
    "model", [Plan, *(model for model in MODELS if model.part in {"unit", "role", "subgoal", "indicator", "decision"})]
)
def test_a_part_without_a_short_form_reads_no_scalar(model: type[Part]) -> None:
    assert model.from_scalar("något") is None
