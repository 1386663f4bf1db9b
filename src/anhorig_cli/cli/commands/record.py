"""`anhorig record`."""

import sys
from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, Note, PlanName, Reported, argument, flag, option
from anhorig_cli.cli.terminal.telling import STDOUT, print_decoded_as_windows
from anhorig_cli.diagnostics import Diagnostic, RefusedError, WrongUsageError
from anhorig_cli.source import message

if TYPE_CHECKING:
    from anhorig_cli.loading.tables import InputTable
    from anhorig_cli.model.plan_edit import Value
    from anhorig_cli.vocabulary import Language


def record(
    plan: PlanName = None,
    indicator: Annotated[
        str | None,
        argument("INDICATOR", "The indicator's id or title.", offers=completion.after_plan(completion.indicators)),
    ] = None,
    value: Annotated[str | None, argument("VALUE", "The value; for a share, 12/40 counts both parts.")] = None,
    date: Annotated[str | None, option("DATE", "When it was measured. Default: today.")] = None,
    source: Annotated[
        str | None, option("TEXT", "Where the value comes from. Not needed where the indicator itself says it.")
    ] = None,
    unit: Annotated[
        str | None,
        option("UNIT", "The unit that the value is for. Default: all units together.", offers=completion.units),
    ] = None,
    target_group: Annotated[
        str | None,
        option("GROUP", "The target group that the value is for. Default: the whole.", offers=completion.target_groups),
    ] = None,
    women: Annotated[str | None, option("NUMBER", "The same for women; 37/50 for a share.")] = None,
    men: Annotated[str | None, option("NUMBER", "The same for men; 26/40 for a share.")] = None,
    missing: Annotated[str | None, option("TEXT", "Why there is no value, in words; instead of VALUE.")] = None,
    comparison: Annotated[
        str | None,
        option("WHOSE", "Another's value, shown beside ours: whose it is, such as that of the whole country."),
    ] = None,
    note: Note = None,
    reported: Reported = None,
    approximate: Annotated[bool, flag("The value is not exact.", "--approximate")] = False,
    replace: Annotated[bool, flag("Replace the measurement of the same date.", "--replace")] = False,
    table: Annotated[
        str | None,
        option(
            "FILE.csv",
            "Many at once: a table as a spreadsheet saves it, or - for what is pasted. Columns: indicator, date, "
            "value or numerator and denominator, women, men, unit, source. All rows are written, or none.",
            "--from",
        ),
    ] = None,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Record a measurement of an indicator.

    For example: anhorig record carers-with-support 72 --date 2026-11-15 --source "Our statistics"
    """
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import converted, measurement_questions, typed_past_day
    from anhorig_cli.cli.surroundings import today
    from anhorig_cli.cli.typed import number
    from anhorig_cli.model.plan_edit import entry
    from anhorig_cli.usecases.edit.lookup import figure_of_sex
    from anhorig_cli.usecases.edit.record_measurement import record_measurement
    from anhorig_cli.vocabulary import SCALES

    reader_language = language_of(language)
    if table is not None:
        _refuse_beside_table(
            indicator=indicator,
            date=date,
            source=source,
            unit=unit,
            target_group=target_group,
            women=women,
            men=men,
            missing=missing,
            comparison=comparison,
            note=note,
            reported=reported,
            approximate=approximate,
        )
        _record_table(plan, table, reader_language, replace=replace, dry_run=dry_run)
        return
    given_value = value if value and value.strip() else None
    if missing is not None and given_value is not None:
        raise WrongUsageError(message("write a value or --missing, not both"))
    plan, indicator, value, date, source = measurement_questions(
        plan, indicator, given_value, date, source, reader_language, is_missing=missing is not None
    )
    measured = entry(
        "measurement",
        date=date,
        **_values(value),
        missing=missing,
        comparison=comparison,
        women=figure_of_sex(number(women), number) if women else women,
        men=figure_of_sex(number(men), number) if men else men,
        unit=unit,
        target_group=target_group,
        source=source,
        note=note,
        approximate=SCALES["flag"].word("true") if approximate else None,
        reported=converted(reported, typed_past_day),
    )
    day = today()
    change(
        plan,
        lambda files: record_measurement(files, indicator, measured, day, replace=replace),
        reader_language,
        dry_run=dry_run,
    )


def _refuse_beside_table(*, indicator: str | None, **options: object) -> None:
    """Refuse an indicator, and options about one measurement, beside a table: they would be dropped without a word."""
    if indicator is not None:
        raise WrongUsageError(message("with --from, write only PLAN: the indicators are in the table"))
    given = [f"--{name.replace('_', '-')}" for name, value in options.items() if value]
    if given:
        raise WrongUsageError(
            message(
                "with --from, leave out {options}: each row of the table is a measurement of its own",
                options=", ".join(given),
            )
        )


def _record_table(plan: str | None, table: str, language: "Language", *, replace: bool, dry_run: bool) -> None:
    """Record a table; on a terminal, it is shown first, and written if the user agrees."""
    from anhorig_cli.cli.asking import shown_first
    from anhorig_cli.cli.disk.changes import change
    from anhorig_cli.cli.questions import plan_questions, typed_past_day
    from anhorig_cli.cli.surroundings import today
    from anhorig_cli.cli.typed import number
    from anhorig_cli.usecases.edit.record_table import record_table

    input_table = _table_from(table, language)
    plan_name, day = plan_questions(plan, language), today()

    def write(only_show: bool) -> None:
        change(
            plan_name,
            lambda files: record_table(files, table, input_table, day, (typed_past_day, number), replace=replace),
            language,
            dry_run=only_show,
        )

    shown_first(write, message("Write {n} measurements?", n=len(input_table.rows)), language, dry_run=dry_run)


def _table_from(name: str, language: "Language") -> "InputTable":
    """Return a table from a file or standard input; if it is not in UTF-8, that is printed.

    Raises:
        RefusedError: if it cannot be read.
        CannotWorkError: if it is no table.
    """
    from anhorig_cli.loading.files import read_named
    from anhorig_cli.loading.tables import MOST_BYTES, read_table

    data = sys.stdin.buffer.read(MOST_BYTES + 1) if name == STDOUT else read_named(name, MOST_BYTES)
    if isinstance(data, Diagnostic):
        raise RefusedError([data])
    table = read_table(name, data)
    if table.is_windows:
        print_decoded_as_windows(name, language)
    return table


def _values(text: str) -> "dict[str, Value | None]":
    if not text.strip():
        return {}
    from anhorig_cli.model.values import answer_in
    from anhorig_cli.vocabulary import SCALES

    answer = answer_in(text.strip())
    if answer is not None:
        return {"value": SCALES["flag"].word("true" if answer else "false")}
    numerator, slash, denominator = text.partition("/")
    if slash:
        return {"numerator": numerator.strip(), "denominator": denominator.strip()}
    return {"value": text.strip()}
