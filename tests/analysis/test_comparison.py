"""What changed in meaning between two versions of a plan."""

from textwrap import dedent

from anhorig_cli.analysis.comparison import Changes, changes
from plan_text import loaded

PLAN = """
    titel: Plan
    mål: Stöd i tid.
    delmål:
      - id: a
        titel: Fler nås
        senast: 2021-06-30
        indikatorer: antal
        aktiviteter: [Utskick, {titel: Träffar, status: pågår}]
        bedömningar: [{datum: 2021-01-31, status: bedöms uppfyllas}]
      - {id: b, titel: Borttaget}
    indikatorer:
      - id: antal
        titel: Antal
        målvärde: 80
        mätningar: [{datum: 2021-01-31, värde: 40}, {datum: 2021-02-28, värde: 45, källa: Enkät}]
    roller: [{id: konsulent, titel: Anhörigkonsulent}]
    årshjul: [{titel: Följa upp, när: kvartalsvis}]
    """


def _changed(*swaps: tuple[str, str]) -> Changes:
    text = dedent(PLAN)
    later = text
    for old, new in swaps:
        assert old in later, old
        later = later.replace(old, new, 1)
    before, after = loaded(text).plan, loaded(later).plan
    assert before is not None
    assert after is not None
    return changes(before, after)


def test_the_same_plan_in_other_words_of_the_format_has_not_changed() -> None:
    found = _changed(("delmål:", "subgoals:"), ("pågår", "in_progress"), ("2021-06-30", '"2021-06-30"  # ny rad'))
    assert not found
    assert found.moves == ()


def test_a_moved_deadline_is_a_move_and_nothing_else() -> None:
    found = _changed(("senast: 2021-06-30", "senast: 2021-11-30"))
    assert [(move.field, move.days) for move in found.moves] == [("due", 153)]
    assert found.subgoals == ()
    assert bool(found)


def test_subgoals_are_added_removed_renamed_and_carried_on() -> None:
    found = _changed(
        ("- {id: b, titel: Borttaget}", "- {id: c, titel: C, fortsätter: a, senast: 2022}\n  - {id: d, titel: D}"),
        ("titel: Fler nås", "titel: Ännu fler nås"),
    )
    assert [change.thing.id for change in found.carried_on] == ["c"]
    assert [(c.thing.id, c.before is None, c.after is None) for c in found.subgoals] == [
        ("d", True, False),
        ("a", False, False),
        ("b", False, True),
    ]
    assert [(f.name, f.before, f.after) for f in found.subgoals[1].fields] == [("title", "Fler nås", "Ännu fler nås")]
    assert [(move.subgoal.id, move.earlier.id if move.earlier else None) for move in found.moves] == [("c", "a")]


def test_a_subgoal_that_says_later_what_it_carries_on_has_moved_its_deadline_against_that() -> None:
    found = _changed(("{id: b, titel: Borttaget}", "{id: b, titel: Borttaget, fortsätter: a, senast: 2021-12-31}"))
    assert [(m.subgoal.id, m.earlier.id if m.earlier else None, str(m.before)) for m in found.moves] == [
        ("b", "a", "2021-06-30"),
    ]


def test_assessments_are_added_and_altered() -> None:
    found = _changed(
        ("status: bedöms uppfyllas}]", "status: ej uppfyllt}, {datum: 2021-05-31, status: uppfyllt}]"),
    )
    assert [
        (c.before.status if c.before else None, c.after.status if c.after else None) for c in found.assessments
    ] == [
        ("expected", "not_achieved"),
        (None, "achieved"),
    ]


def test_measurements_are_added_altered_and_removed_after_the_fact() -> None:
    found = _changed(
        ("{datum: 2021-01-31, värde: 40}, ", "{datum: 2021-03-31, värde: 50}, "),
        ("värde: 45", "värde: 54"),
    )
    told = [
        (str(c.thing.date), c.before.value if c.before else None, c.after.value if c.after else None)
        for c in found.measurements
    ]
    assert told == [("2021-02-28", 45, 54), ("2021-01-31", 40, None), ("2021-03-31", None, 50)]
    assert found.indicators == ()


def test_a_target_is_changed_with_the_reason_that_a_revision_gives() -> None:
    other = "{fält: målvärde, från: 90, till: 70}"
    found = _changed(
        ("målvärde: 80", "målvärde: 60"),
        (
            "indikatorer: antal",
            f"indikatorer: antal\n    revideringar: [{other}, {{fält: målvärde, från: 80, till: 60, skäl: Färre}}]",
        ),
    )
    (change,) = found.targets
    assert change.revision is not None
    assert change.revision.reason == "Färre"
    assert found.revisions == ()


def test_a_target_changed_without_a_word_has_no_reason() -> None:
    assert [change.revision for change in _changed(("målvärde: 80", "målvärde: 60")).targets] == [None]


def test_a_reason_given_afterwards_is_a_revision_added_and_one_that_tells_of_a_move_is_not() -> None:
    late = "revideringar: [{från: 2021-01-31, till: 2021-06-30, skäl: Vakans}]"
    found = _changed(("    senast: 2021-06-30", f"    senast: 2021-06-30\n    {late}"))
    assert [(c.before, c.thing.reason) for c in found.revisions] == [(None, "Vakans")]
    moved = "revideringar: [{från: 2021-06-30, till: 2021-12-31, skäl: Vakans}]"
    assert _changed(("    senast: 2021-06-30", f"    senast: 2021-12-31\n    {moved}")).revisions == ()


def test_activities_roles_the_cycle_and_the_plan_itself() -> None:
    found = _changed(
        ("status: pågår", "status: genomförd"),
        ("Utskick, ", ""),
        ("titel: Anhörigkonsulent", "titel: Anhörigkonsulent, vakant: ja"),
        ("när: kvartalsvis", "när: halvårsvis"),
        ("mål: Stöd i tid.", "mål: Stöd i god tid."),
    )
    assert [(c.thing.title, [f.name for f in c.fields], c.after is None) for c in found.activities] == [
        ("Träffar", ["status"], False),
        ("Utskick", [], True),
    ]
    assert [(name, [f.name for f in change.fields]) for name, change in found.others] == [
        ("annual_cycle", ["when"]),
        ("roles", ["vacant"]),
    ]
    assert [f.name for f in found.plan] == ["goal"]
