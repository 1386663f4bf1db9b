"""A plan: small at its smallest, and the same plan again when it has been written out."""

import json

import pytest
from pydantic import ValidationError

from anhorig_cli.model.indicator import Indicator
from anhorig_cli.model.organisation import Party, Role, TargetGroup, Unit
from anhorig_cli.model.part import Part
from anhorig_cli.model.plan import Plan
from anhorig_cli.model.strategy import Area, Attachment, Decision, Funding, Recommendation
from anhorig_cli.model.subgoal import Subgoal
from anhorig_cli.model.survey import Survey
from anhorig_cli.vocabulary import Language

FULL: dict[str, object] = {
    "id": "plan",
    "title": "Plan för anhörigstöd",
    "organisation": "Trelleborgs kommun",
    "committee": ["Socialnämnden"],
    "language": "svenska",
    "period": {"from": "2021", "to": "tills vidare"},
    "contact": {"function": "Enhetschef"},
    "units": [{"id": "hemvård", "title": "Hemvården"}],
    "roles": [{"id": "konsulent", "title": "Anhörigkonsulent", "from": "2021-10", "vacant": "ja", "count": "2"}],
    "parties": [{"id": "region", "title": "Regionen", "role": "deltar"}],
    "target_groups": [{"id": "barn", "title": "Barn", "priority": "nå fler", "contact": "mest"}],
    "subgoals": [
        {
            "id": "d1",
            "title": "Fler anhöriga nås",
            "added": "hösten 2021",
            "due": "löpande",
            "activities": [
                {
                    "title": "Utbildning",
                    "status": "pågår",
                    "occasions": {"planned": [{"count": "16"}], "held": [{"date": "2021-09", "approximate": "ja"}]},
                }
            ],
            "assessments": [{"date": "2021-09-20", "status": "bedöms delvis uppfyllas", "new_date": "2022-Q1"}],
            "revisions": [
                {"field": "senast", "from": "2021-06-30", "to": "2021-11-30", "decided": "2021-09"},
                {"field": "målvärde", "from": "80", "to": "minst hälften"},
            ],
        },
        {"id": "r1", "title": "Fler anhöriga nås", "added": "Reviderad plan", "continues": ["d1"], "stage": "pågår"},
    ],
    "indicators": [
        {
            "id": "i1",
            "title": "Nöjda anhöriga",
            "direction": "öka",
            "frequency": "halvår",
            "people": "ja",
            "baseline": {"value": "40", "date": "2020"},
            "target": {"at_least": "80.5", "by": "2023"},
            "measurements": [{"date": "2021-T2", "numerator": "12", "denominator": "80", "method_changed": "nej"}],
        }
    ],
    "surveys": [{"id": "e1", "title": "Enkät", "sent": "80", "answered": "60", "period": {"from": "2021-09"}}],
    "annual_cycle": [{"title": "Anhörigdagen", "when": ["6 oktober", "v40", "våren"], "done": [{"date": "2021-10"}]}],
    "decisions": [{"id": "sn-114", "title": "Reviderad plan", "date": "2021-09-01"}],
    "reports": [{"id": "version-3", "date": "2021-09-20", "basis": [{"title": "Tjänsteskrivelse"}]}],
    "funding": [{"source": "Statsbidrag", "amount": "100000", "parts": [{"unit": "hemvård", "amount": "100000"}]}],
    "recommendations": [{"from": "Revisorerna", "answered_by": ["d1"]}],
    "attachments": [{"title": "Bilaga 1", "file": "bilaga-1.pdf"}],
}


def test_the_smallest_plan_is_a_title() -> None:
    plan = Plan.model_validate({"id": "plan", "title": "Plan för anhörigstöd"})
    assert (plan.language, plan.period, plan.subgoals) == (Language.SV, None, ())


def test_a_plan_that_is_written_out_is_the_same_plan_when_it_is_read_again() -> None:
    plan = Plan.model_validate(FULL)
    written = json.loads(json.dumps(plan.model_dump(mode="json", by_alias=True, exclude_none=True)))
    assert Plan.model_validate(written) == plan


def test_a_plan_can_be_read_by_the_names_of_its_fields_too() -> None:
    plan = Plan.model_validate(FULL)
    assert Plan.model_validate(plan.model_dump()) == plan


@pytest.mark.parametrize("model", [Plan, Subgoal, Indicator, Unit, Role, TargetGroup, Survey, Area, Party])
def test_what_others_refer_to_by_id_must_have_an_id_and_a_title(model: type[Part]) -> None:
    assert model.model_validate({"id": "x", "title": "X"}).model_fields_set == {"id", "title"}
    for missing in ("id", "title"):
        with pytest.raises(ValidationError, match=missing):
            model.model_validate({name: "x" for name in ("id", "title") if name != missing})


@pytest.mark.parametrize("model", [Decision, Funding, Recommendation, Attachment])
def test_other_things_may_lack_both_id_and_title(model: type[Part]) -> None:
    assert model.model_validate({}).model_fields_set == set()


def test_a_plan_does_not_change() -> None:
    plan = Plan.model_validate({"id": "plan", "title": "Plan"})
    with pytest.raises(ValidationError, match="frozen"):
        plan.title = "En annan plan"  # type: ignore[misc]


def test_a_field_that_no_part_has_is_an_error() -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Plan.model_validate({"id": "plan", "title": "Plan", "goals": "Fler"})
