"""A subgoal and what hangs on it: activities, occasions, assessments and revisions."""

from datetime import date
from decimal import Decimal

import pytest

from anhorig_cli.model.activity import Activity, DatedNote, Occasion, number_of
from anhorig_cli.model.assessment import Assessment, Revision
from anhorig_cli.model.dates import PlanDate, parse_date
from anhorig_cli.model.subgoal import Subgoal

AS_OF = date(2021, 9, 20)


def activity(**facts: str) -> Activity:
    return Activity.model_validate({"title": "Utbildning", **facts})


def revision(**facts: str) -> Revision:
    return Revision.model_validate(facts)


def subgoal(**facts: object) -> Subgoal:
    return Subgoal.model_validate({"id": "d1", "title": "Fler anhöriga nås", **facts})


def test_a_subgoal_with_only_an_id_and_a_title_is_a_subgoal() -> None:
    bare = subgoal()
    assert (bare.due, bare.responsible, bare.indicators, bare.assessments) == (None, (), (), ())


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({}, None),
        ({"status": "pågår"}, "in_progress"),
        ({"done_on": "2021-09-20"}, "done"),
        ({"done_on": "2021-09"}, "done"),
        ({"status": "in_progress", "done_on": "2021-09-20"}, "done"),
        ({"status": "done"}, "done"),
        ({"status": "done", "done_on": "2021-09-21"}, None),
        ({"status": "not_started", "done_on": "2021-09-21"}, "not_started"),
        ({"done_on": "2021-09-21"}, None),
        ({"status": "cancelled", "done_on": "2021-09-20"}, "cancelled"),
    ],
)
def test_an_activity_is_done_from_the_day_it_was_done(facts: dict[str, str], status: str | None) -> None:
    assert activity(**facts).status_at(AS_OF) == status


def test_a_plain_string_is_short_for_an_activity_with_only_a_title() -> None:
    assert Activity.from_scalar("Utbildning") == {"title": "Utbildning"}


def test_a_plain_string_is_short_for_a_note_without_a_date() -> None:
    assert DatedNote.from_scalar("Sköts upp") == {"text": "Sköts upp"}


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("16", {"count": "16"}),
        ("-16", {"count": "-16"}),
        ("2021-09-13", {"date": "2021-09-13"}),
        ("2021-Q3", {"date": "2021-Q3"}),
        ("2021-09/2021-10", {"date": "2021-09/2021-10"}),
    ],
)
def test_a_number_is_short_for_so_many_occasions_and_a_date_for_one(text: str, means: dict[str, str]) -> None:
    assert Occasion.from_scalar(text) == means


def test_a_season_is_short_for_the_date_of_an_occasion() -> None:
    assert Occasion.from_scalar("hösten 2021") == {"date": "hösten 2021"}


@pytest.mark.parametrize(
    ("entries", "number"),
    [
        ([], 0),
        ([{}], 1),
        ([{"count": "16"}], 16),
        ([{"count": "3"}, {"date": "2021-09-07"}, {}], 5),
        ([{"count": "3"}, {"date": "2021-09", "count": "2"}], 5),
        ([{"count": "3"}, {"date": "2021-09"}], None),
        ([{"date": "vintern 2021/2022"}], None),
        ([{"count": "0"}], 0),
    ],
)
def test_an_entry_of_a_day_is_one_occasion_and_one_of_a_longer_time_has_no_number_of_its_own(
    entries: list[dict[str, str]], number: int | None
) -> None:
    assert number_of(Occasion.model_validate(entry) for entry in entries) == number


def test_an_assessment_may_say_nothing_but_its_comment() -> None:
    assert Assessment.model_validate({"comment": "Vi återkommer"}).status == "not_assessed"


def test_a_revision_is_of_the_deadline_unless_it_says_otherwise() -> None:
    assert revision(to="2021-11-30").field == "due"


@pytest.mark.parametrize("field", ["due", "senast", "start_by", "påbörjas_senast"])
def test_a_revised_deadline_goes_from_a_date_to_a_date(field: str) -> None:
    moved = revision(field=field, **{"from": "2021-06-30", "to": "2021-T3"})
    assert (moved.from_, moved.to) == (parse_date("2021-06-30"), parse_date("2021-T3"))


def test_a_revised_deadline_that_is_no_date_is_an_error() -> None:
    with pytest.raises(ValueError, match="bad-date"):
        revision(field="due", to="snarast")


def test_a_deadline_may_be_revised_to_ongoing() -> None:
    moved = revision(field="due", **{"from": "2021-06-30", "to": "löpande"})
    assert isinstance(moved.to, PlanDate)
    assert moved.to.is_open


def test_a_revised_target_goes_from_a_number_to_a_number() -> None:
    moved = revision(field="target", **{"from": "80", "to": "12.5"})
    assert (moved.from_, moved.to) == (Decimal(80), Decimal("12.5"))


def test_a_revised_target_may_be_told_in_words() -> None:
    assert revision(field="target", to="minst 10 procent").to == "minst 10 procent"


def test_a_revision_may_leave_out_where_from() -> None:
    assert revision(to="2021-11-30").from_ is None
    assert Revision.model_validate({"from": None, "to": "2021-11-30"}).from_ is None


def test_a_revision_is_written_as_it_was_read() -> None:
    facts = {"field": "target", "from": "80", "to": "12.5"}
    assert {name: revision(**facts).model_dump(by_alias=True)[name] for name in facts} == facts
    assert revision(to="2021-T3").model_dump()["to"] == "2021-T3"
    assert revision(to="2021-T3").model_dump()["from_"] is None


def test_a_subgoal_is_added_on_a_date_or_by_a_decision() -> None:
    assert subgoal(added="2021-09").added == parse_date("2021-09")
    assert subgoal(added="Reviderad åtgärdsplan").added == "Reviderad åtgärdsplan"
    assert subgoal(added=parse_date("2021-09")).added == parse_date("2021-09")
    assert subgoal().added is None


@pytest.mark.parametrize("text", ["2021-13-01", "2021-02-30", "20210901"])
def test_a_date_gone_wrong_is_not_taken_for_a_decision(text: str) -> None:
    with pytest.raises(ValueError, match="bad-date"):
        subgoal(added=text)


@pytest.mark.parametrize("text", ["2021-kf-114", "2021 års revidering"])
def test_a_decisions_id_or_title_may_begin_with_a_year(text: str) -> None:
    assert subgoal(added=text).added == text


@pytest.mark.parametrize("added", ["2021-09", "Reviderad åtgärdsplan", None])
def test_what_a_subgoal_was_added_by_is_written_as_it_was_read(added: str | None) -> None:
    assert subgoal(added=added).model_dump()["added"] == added
