"""A value that a field cannot understand is an error where it stands, with a hint that fixes it."""

from plan_text import flaws, plan_in


def test_a_decimal_comma_is_an_error_at_the_value() -> None:
    found = flaws("""\
        titel: Plan för anhörigstöd
        indikatorer:
          - id: i1
            titel: Väntetid
            utgångsvärde: "12,5"
        """)
    assert [(f.line, f.column, f.slug, f.message) for f in found] == [(5, 19, "bad-number", '"12,5" is not a number')]


def test_the_rest_of_the_plan_is_read_all_the_same() -> None:
    plan = plan_in("""\
        titel: Plan för anhörigstöd
        delmål:
          - id: d1
            titel: Fler anhöriga nås
            senast: 31/12/2026
        """)
    assert plan.subgoals[0].title == "Fler anhöriga nås"
    assert plan.subgoals[0].due is None
