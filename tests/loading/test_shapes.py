"""The shape of each part is read off its model, and fits the vocabulary in both directions."""

import pytest

from anhorig_cli.loading.shapes import Field, FieldKind, shape_of
from anhorig_cli.model.activity import Activity, Occasion, Occasions
from anhorig_cli.model.cycle import CycleItem
from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.measurement import Measurement
from anhorig_cli.model.part import Part
from anhorig_cli.model.parts import PARTS
from anhorig_cli.model.period import Period
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.project import Ignore, Labels, Project, UserSettings
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.survey import SurveyMap
from anhorig_cli.model.target import Baseline


def below(model: type[Part]) -> set[type[Part]]:
    """Return a model and every model that its fields lead to."""
    models = {model}
    for field in shape_of(model).fields.values():
        if field.model is not None:
            models |= below(field.model)
    return models


MODELS = sorted(below(Plan) | below(Project) | below(SurveyMap) | below(UserSettings), key=lambda model: model.__name__)


@pytest.mark.parametrize(
    ("model", "name", "field"),
    [
        (Plan, "title", Field(FieldKind.VALUE)),
        (Plan, "language", Field(FieldKind.VALUE)),
        (Plan, "committee", Field(FieldKind.VALUES)),
        (Plan, "period", Field(FieldKind.PART, Period)),
        (Plan, "subgoals", Field(FieldKind.PARTS, Subgoal)),
        (Subgoal, "due", Field(FieldKind.VALUE)),
        (Subgoal, "added", Field(FieldKind.VALUE, refers_to=("decisions",))),
        (Subgoal, "activities", Field(FieldKind.PARTS, Activity)),
        (Activity, "occasions", Field(FieldKind.PART, Occasions)),
        (Occasions, "planned", Field(FieldKind.PARTS, Occasion)),
        (Indicator, "baseline", Field(FieldKind.PART, Baseline)),
        (Indicator, "measurements", Field(FieldKind.PARTS, Measurement)),
        (Indicator, "people", Field(FieldKind.VALUE)),
        (CycleItem, "when", Field(FieldKind.VALUES)),
        (Project, "severity", Field(FieldKind.TABLE)),
        (Project, "labels", Field(FieldKind.PART, Labels)),
        (Project, "ignore", Field(FieldKind.PARTS, Ignore)),
        (Labels, "assessment", Field(FieldKind.TABLE)),
    ],
)
def test_a_field_wants_what_its_type_says(model: type[Part], name: str, field: Field) -> None:
    assert shape_of(model).fields[name] == field


def test_a_field_is_known_by_the_name_it_has_in_files() -> None:
    assert set(shape_of(Period).fields) == {"from", "to"}


def test_what_a_subgoal_gathers_into_an_assessment_are_values() -> None:
    fields = shape_of(Subgoal).fields
    assert {name: fields[name].kind for name in ("status", "comment", "cause", "action", "new_date")} == dict.fromkeys(
        ("status", "comment", "cause", "action", "new_date"), FieldKind.VALUE
    )


@pytest.mark.parametrize("model", MODELS)
def test_every_key_of_a_part_leads_to_a_field_and_every_field_has_a_key(model: type[Part]) -> None:
    shape = shape_of(model)
    assert set(shape.keys.names.values()) == set(shape.fields)


@pytest.mark.parametrize("model", MODELS)
def test_no_spelling_stands_for_two_keys_of_a_part(model: type[Part]) -> None:
    spellings = [spelling for term in shape_of(model).keys.terms for spelling in set(term.spellings)]
    assert len(spellings) == len(set(spellings))


def test_every_part_of_the_vocabulary_has_a_model() -> None:
    assert {model.part for model in MODELS} == set(PARTS)
