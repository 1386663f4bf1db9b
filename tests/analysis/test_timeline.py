"""The history of deadlines, assessments and targets through the editions of a plan."""

from datetime import date
from textwrap import dedent

from anhorig_cli.analysis.timeline import Edition, PlanHistory, SubgoalHistory, plan_history
from plan_text import plan_in

AS_OF = date(2026, 7, 1)


def _histories(*editions: tuple[str, str], as_of: date = AS_OF) -> PlanHistory:
    """Follow editions: each a day, and the plan as it stood from then, its title left out."""
    found: list[Edition] = []
    for n, (day, text) in enumerate(editions):
        plan = plan_in("titel: P\n" + dedent(text))
        found.append(Edition(plan, date.fromisoformat(day), f"v{n}"))
    return plan_history(found, as_of)


def _told(history: SubgoalHistory, field: int = 0) -> list[tuple[str, str, str]]:
    steps = history.deadlines[field].steps
    return [(str(step.day), str(step.move.before), str(step.move.after)) for step in steps]


def _subgoals(*texts: str) -> str:
    return "delmål:\n" + "".join(f"  - {{{text}}}\n" for text in texts)


A = "id: a, titel: A, senast: 2021-06-30"


def test_a_deadline_that_stands_has_one_step() -> None:
    found = _histories(("2020-01-15", _subgoals(A)), ("2020-02-15", _subgoals(A, "id: b, titel: B")))
    (first, second) = found.subgoals
    assert _told(first) == [("2020-01-15", "None", "2021-06-30")]
    assert (first.deadlines[0].moved, first.deadlines[0].slip) == (0, 0)
    assert second.deadlines == ()


def test_each_move_has_the_day_it_was_decided_else_written() -> None:
    revision = "{från: 2021-12-31, till: 2022-06-30, beslutad: 2021-11-11, skäl: Vakans}"
    found = _histories(
        ("2020-01-15", _subgoals(A)),
        ("2021-06-01", _subgoals("id: a, titel: A, senast: 2021-12-31")),
        ("2021-12-01", _subgoals(f"id: a, titel: A, senast: 2022-06-30, revideringar: [{revision}]")),
    )
    (history,) = found.subgoals
    assert _told(history) == [
        ("2020-01-15", "None", "2021-06-30"),
        ("2021-06-01", "2021-06-30", "2021-12-31"),
        ("2021-11-11", "2021-12-31", "2022-06-30"),
    ]
    deadline = history.deadlines[0]
    assert (deadline.moved, deadline.slip, deadline.steps[2].mark) == (2, 365, "v2")


def test_what_the_plan_told_already_in_its_first_edition() -> None:
    revision = "{från: 2021-06-30, till: 2022-06-30, beslutad: 2021-05-11}"
    text = f"id: a, titel: A, tillagd: 2019-03, senast: 2022-06-30, revideringar: [{revision}]"
    (history,) = _histories(("2022-01-15", _subgoals(text))).subgoals
    assert _told(history) == [("2019-03-01", "None", "2021-06-30"), ("2021-05-11", "2021-06-30", "2022-06-30")]
    (history,) = _histories(("2022-01-15", _subgoals(text.replace("tillagd: 2019-03, ", "")))).subgoals
    assert _told(history)[0] == ("None", "None", "2021-06-30")


def test_a_subgoal_that_carries_on_another_carries_on_its_life() -> None:
    later = _subgoals(A, "id: b, titel: B, senast: 2022-06-30, fortsätter: a", "id: c, titel: C, fortsätter: saknas")
    last = later.replace("2022-06-30", "2022-12-31")
    found = _histories(("2020-01-15", _subgoals(A)), ("2021-09-20", later), ("2022-06-01", last))
    assert [(one.subgoal.id, [earlier.id for earlier in one.earlier]) for one in found.subgoals] == [
        ("b", ["a"]),
        ("c", []),
    ]
    history = found.subgoals[0]
    assert _told(history) == [
        ("2020-01-15", "None", "2021-06-30"),
        ("2021-09-20", "2021-06-30", "2022-06-30"),
        ("2022-06-01", "2022-06-30", "2022-12-31"),
    ]
    carried_on = history.deadlines[0].steps[1].move.earlier
    assert carried_on is not None
    assert carried_on.id == "a"
    assert history.deadlines[0].slip == 549


def test_one_that_carries_on_with_the_same_date_has_not_moved_it() -> None:
    later = _subgoals(A, "id: b, titel: B, senast: 2021-06-30, fortsätter: a")
    (history,) = _histories(("2020-01-15", _subgoals(A)), ("2021-09-20", later)).subgoals
    assert _told(history) == [("2020-01-15", "None", "2021-06-30")]


def test_subgoals_that_carry_on_each_other_end_all_the_same() -> None:
    text = _subgoals(
        A + ", fortsätter: b", "id: b, titel: B, senast: 2022, fortsätter: a", "id: c, titel: C, fortsätter: a"
    )
    (history,) = _histories(("2020-01-15", text)).subgoals
    assert [one.id for one in history.earlier] == ["b", "a"]


def test_a_renamed_subgoal_is_the_same_and_a_removed_one_stands_last() -> None:
    found = _histories(
        ("2020-01-15", _subgoals(A, "id: x, titel: X, senast: 2020")),
        ("2021-01-15", _subgoals("id: nytt-id, titel: A, senast: 2022-06-30")),
    )
    assert [(history.subgoal.id, str(history.removed)) for history in found.subgoals] == [
        ("nytt-id", "None"),
        ("x", "2021-01-15"),
    ]
    assert found.subgoals[0].deadlines[0].moved == 1


def test_one_that_is_back_goes_on_where_it_was() -> None:
    found = _histories(
        ("2020-01-15", _subgoals(A)),
        ("2020-02-15", _subgoals("id: x, titel: X")),
        ("2020-03-15", _subgoals("id: a, titel: A, senast: 2022, bedömningar: [{datum: 2020-03, status: uppfyllt}]")),
    )
    history = next(one for one in found.subgoals if one.subgoal.id == "a")
    assert _told(history)[1] == ("2020-03-15", "2021-06-30", "2022")
    assert history.removed is None
    assert [step.status for step in history.statuses] == ["achieved"]


def test_a_deadline_taken_away_has_no_slip() -> None:
    (history,) = _histories(("2020-01-15", _subgoals(A)), ("2020-02-15", _subgoals("id: a, titel: A"))).subgoals
    assert (history.deadlines[0].moved, history.deadlines[0].slip) == (0, None)
    (history,) = _histories(("2020-01-15", _subgoals("id: a, titel: A, senast: löpande"))).subgoals
    assert history.deadlines[0].slip is None


def test_judgements_over_time_and_those_altered_or_withdrawn_afterwards() -> None:
    def edition(*assessments: str) -> str:
        return _subgoals(f"id: a, titel: A, bedömningar: [{', '.join(assessments)}]")

    june, july = "{datum: 2020-06-30, status: bedöms uppfyllas}", "{datum: 2020-07-31, status: uppfyllt}"
    found = _histories(
        ("2020-07-01", edition(june)),
        ("2020-08-01", edition(july, june, "{status: avfört}")),
        ("2020-09-01", edition(june.replace("bedöms uppfyllas", "ej uppfyllt"), july)),
    )
    steps = found.subgoals[0].statuses
    assert [(str(step.day), step.status, step.before, step.mark) for step in steps] == [
        ("2020-06-30", "expected", None, "v0"),
        ("2020-06-30", "not_achieved", "expected", "v2"),
        ("2020-07-31", "achieved", None, "v1"),
        ("2020-08-01", "discontinued", None, "v1"),
        ("2020-09-01", None, "discontinued", "v2"),
    ]


def test_targets_with_the_reason_that_a_subgoal_gives() -> None:
    def edition(target: str, revisions: str = "") -> str:
        subgoal = _subgoals(f"id: a, titel: A, indikatorer: i, revideringar: [{revisions}]")
        return subgoal + f"indikatorer: [{{id: i, titel: I{target}}}, {{id: utan, titel: U}}]\n"

    reason = "{fält: målvärde, från: 80, till: 60, skäl: Färre}"
    found = _histories(
        ("2020-01-15", edition("")),
        ("2020-02-15", edition(", målvärde: 80")),
        ("2020-03-15", edition(", målvärde: 60", reason)),
        ("2020-04-15", edition("", reason)),
    )
    (history,) = found.targets
    assert [(step.mark, step.before is None, step.after is None) for step in history.steps] == [
        ("v1", True, False),
        ("v2", False, False),
        ("v3", False, True),
    ]
    assert [step.revision.reason if step.revision else None for step in history.steps] == [None, "Färre", None]


def test_each_of_a_list_of_targets_has_a_life_of_its_own() -> None:
    def edition(*targets: str) -> str:
        return f"indikatorer: [{{id: i, titel: I, målvärde: [{', '.join(targets)}]}}]\n"

    found = _histories(
        ("2020-01-15", edition("{minst: 50, senast: 2025}", "{minst: 80, senast: 2026}")),
        ("2020-02-15", edition("{minst: 50, senast: 2025}", "{minst: 70, senast: 2026}")),
        ("2020-03-15", edition("{minst: 50, senast: 2025}")),
        ("2020-04-15", edition("{minst: 50, senast: 2025}", "{minst: 60, senast: 2026}", "{minst: 90, senast: 2027}")),
    )
    levels = [[str(step.after.level) if step.after else None for step in history.steps] for history in found.targets]
    assert levels == [["50"], ["80", "70", None, "60"], ["90"]]


def test_nothing_after_the_day_is_known() -> None:
    editions = (("2020-01-15", _subgoals(A)), ("2021-01-15", _subgoals("id: a, titel: A, senast: 2022")))
    assert _histories(*editions, as_of=date(2020, 12, 31)).subgoals[0].deadlines[0].moved == 0
    assert _histories(*editions, as_of=date(2019, 12, 31)) == PlanHistory((), ())
    future = _subgoals("id: a, titel: A, bedömningar: [{datum: 2021-06-30, status: uppfyllt}]")
    assert _histories(("2020-01-15", future), as_of=date(2020, 6, 30)).subgoals[0].statuses == ()


def test_the_plan_and_its_areas_have_their_judgements_through_the_editions() -> None:
    judged = "bedömningar: [{{datum: 2019-12-31, status: {status}}}]"
    first = judged.format(status="delvis uppfyllt")
    areas = (
        "titel: P\n{plan}\nområden:\n  - {{id: {id}, titel: Område, {area}}}\n  - {{id: annat, titel: Aldrig bedömt}}\n"
    )
    found = _histories(
        ("2020-01-15", areas.format(plan=first, id="o", area=first)),
        ("2021-01-15", areas.format(plan=first, id="o", area=judged.format(status="uppfyllt"))),
        ("2022-01-15", areas.format(plan="", id="omdöpt", area=judged.format(status="uppfyllt"))),
    )
    assert [(history.goal.title, [(s.before, s.status) for s in history.statuses]) for history in found.goals] == [
        ("P", [(None, "partly_achieved"), ("partly_achieved", None)]),
        ("Område", [(None, "partly_achieved"), ("partly_achieved", "achieved")]),
    ]
