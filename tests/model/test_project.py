"""The settings of a project."""

import pytest

from anhorig_cli.model.project import Labels, Project
from anhorig_cli.vocabulary import Language


def test_without_settings_the_defaults_hold() -> None:
    for project in (Project.default(), Project.model_validate({})):
        assert (project.plans, project.templates, project.language) == ("plans", "templates", None)
        assert (project.due_soon_days, project.small_count) == (30, 5)
        assert (project.severity, project.ignore) == ({}, ())
        assert project.labels.of("assessment") == {}


def test_settings_are_read_from_text() -> None:
    project = Project.model_validate({"language": "svenska", "due_soon_days": "60", "severity": {"no-indicator": "av"}})
    assert (project.language, project.due_soon_days, project.severity) == (Language.SV, 60, {"no-indicator": "off"})


@pytest.mark.parametrize("text", ["2.5", "-1", "snart", ""])
def test_days_and_counts_are_whole_numbers(text: str) -> None:
    with pytest.raises(ValueError, match="bad-number"):
        Project.model_validate({"small_count": text})


def test_a_whole_number_may_be_written_with_decimals_of_zero() -> None:
    assert Project.model_validate({"small_count": "5.0"}).small_count == 5


def test_a_municipality_may_relabel_assessments_activities_and_trends_and_nothing_else() -> None:
    labels = Labels(assessment={"achieved": "Målet nått"}, activity={"done": "Klart"}, trend={"better": "Uppåt"})
    assert labels.of("assessment") == {"achieved": "Målet nått"}
    assert labels.of("activity") == {"done": "Klart"}
    assert labels.of("trend") == {"better": "Uppåt"}
    assert labels.of("direction") == {}


def test_an_exception_must_say_why() -> None:
    accepted = {"rule": "no-indicator", "at": "p/subgoal/d1", "reason": "Tas fram i höst", "until": "2021-12"}
    assert Project.model_validate({"ignore": [accepted]}).ignore[0].reason == "Tas fram i höst"
    with pytest.raises(ValueError, match="reason"):
        Project.model_validate({"ignore": [{"rule": "no-indicator"}]})
