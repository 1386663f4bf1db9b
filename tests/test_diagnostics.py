"""Words for what is wrong: how serious, which rule, where."""

import pickle

import pytest

from anhorig_cli.diagnostics import (
    AnhorigError,
    CannotWorkError,
    Diagnostic,
    RefusedError,
    Rule,
    Severity,
    UnreadableValueError,
    WrongUsageError,
)
from anhorig_cli.source import Location, message


def rule(code: str = "ANH201") -> Rule:
    return Rule(code, "duplicate-id", "The same id twice.\n\nA reference could mean either.", Severity.ERROR)


def diagnostic(file: str = "plan.yaml", line: int = 1, column: int = 1, code: str = "ANH201") -> Diagnostic:
    return Diagnostic(Location(file, line, column), rule(code), Severity.ERROR, message("the id stands already"))


def test_an_error_is_graver_than_a_warning_and_a_warning_than_information() -> None:
    assert sorted(Severity, key=lambda severity: severity.rank) == ["error", "warning", "info", "off"]
    assert Severity.ERROR.rank == 0


@pytest.mark.parametrize(
    ("severity", "level", "reaches"),
    [
        (Severity.ERROR, Severity.ERROR, True),
        (Severity.ERROR, Severity.WARNING, True),
        (Severity.WARNING, Severity.ERROR, False),
        (Severity.WARNING, Severity.INFO, True),
        (Severity.INFO, Severity.WARNING, False),
        (Severity.OFF, Severity.INFO, False),
    ],
)
def test_a_severity_reaches_a_level_when_it_is_as_grave_or_graver(
    severity: Severity, level: Severity, reaches: bool
) -> None:
    assert severity.reaches(level) is reaches


def test_the_summary_of_a_rule_is_the_first_line_of_its_page() -> None:
    assert rule().summary == "The same id twice."


def test_diagnostics_are_sorted_by_file_then_line_then_code() -> None:
    found = [
        diagnostic("b.yaml", 10),
        diagnostic("b.yaml", 2, 3, "ANH201"),
        diagnostic("b.yaml", 2, 3, "ANH101"),
        diagnostic("b.yaml", 1),
        diagnostic("a.yaml", 2),
    ]
    assert sorted(found, key=lambda one: one.sort_key) == found[::-1]


def test_a_value_that_cannot_be_understood_says_which_rule_what_and_how_to_mend_it() -> None:
    error = UnreadableValueError("bad-date", message("it is no date"), message("write 2021-11-30"))
    assert (error.slug, error.message.template) == ("bad-date", "it is no date")
    assert error.help == message("write 2021-11-30")
    assert str(error) == "bad-date"


def test_a_value_that_cannot_be_understood_is_a_value_error_and_its_help_may_be_missing() -> None:
    error = UnreadableValueError("bad-number", message("it is less than zero"))
    assert isinstance(error, ValueError)
    assert error.help is None


@pytest.mark.parametrize(
    "error",
    [
        CannotWorkError(message("{path}: there is no such plan", path="p.yaml")),
        WrongUsageError(message("there is no unit '{name}'", name="x")),
        RefusedError([diagnostic(line=2), diagnostic(line=1)]),
    ],
)
def test_what_stops_the_tool_is_the_same_in_another_process(error: AnhorigError) -> None:
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - made in the same breath
    assert (type(again), again.message, vars(again)) == (type(error), error.message, vars(error))
