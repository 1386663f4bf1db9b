"""`anhorig survey import`."""

from typing import TYPE_CHECKING, Annotated

from anhorig_cli.cli.commands.survey.map_columns import AnswerFile, EncodingOption, answers_in
from anhorig_cli.cli.surroundings import language_of
from anhorig_cli.cli.terminal import completion
from anhorig_cli.cli.terminal.options import DryRun, LanguageOption, flag, option
from anhorig_cli.cli.terminal.telling import print_sentence, print_sentences
from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.source import Message, message

if TYPE_CHECKING:
    from collections.abc import Sequence

    from anhorig_cli.loading.discovery import PlanFiles
    from anhorig_cli.loading.survey_files import AnswerTable, MapFile
    from anhorig_cli.usecases.edit.edit_plan import EditedPlan
    from anhorig_cli.usecases.surveys.import_survey import ImportJob
    from anhorig_cli.vocabulary import Language


def import_answers(
    file: AnswerFile,
    map_file: Annotated[str, option("FILE.yaml", "The map of the file's columns: see survey map.", "--map")],
    plan: Annotated[
        str | None, option("PLAN", "The plan. Not needed if there is only one.", offers=completion.plans)
    ] = None,
    survey: Annotated[
        str | None, option("ID", "The plan's survey, by id or title: see add survey.", offers=completion.surveys)
    ] = None,
    sent: Annotated[int | None, option("NUMBER", "How many were asked.", between=(0, None))] = None,
    first: Annotated[
        str | None,
        option(
            "DATE", "The first day that counts: what was sent in before it is left out, such as test answers.", "--from"
        ),
    ] = None,
    date: Annotated[
        str | None, option("DATE", "The day of the measurements. Default: the survey's last day, or today.")
    ] = None,
    encoding: EncodingOption = None,
    replace: Annotated[
        bool, flag("Change the numbers of an earlier import, as when more have answered.", "--replace")
    ] = False,
    dry_run: DryRun = False,
    language: LanguageOption = None,
) -> None:
    """Write how many answered a survey into a plan, and a share for each indicator that the map names.

    A share is of those who answered that question. Of few answers only the number is written. All is written, or none.

    For example: anhorig survey import answers.xlsx --map map.yaml --survey survey-2026 --sent 220
    """
    from anhorig_cli.cli.questions import converted, survey_questions, typed_past_day
    from anhorig_cli.cli.surroundings import time_of, today
    from anhorig_cli.usecases.surveys.import_survey import ImportJob
    from anhorig_cli.workspace.workspace import Workspace

    reader_language = language_of(language)
    mapped = _read_map(map_file)
    answers = answers_in(file, mapped.map, encoding, reader_language)
    plan_name, survey_id = survey_questions(plan, survey, reader_language)
    job = ImportJob(
        survey_id,
        Workspace.named(plan_name).settings.project.small_count,
        today(),
        sent,
        None if first is None else time_of("--from", first).first,
        converted(date, typed_past_day),
        replace=replace,
    )
    _Importing(plan_name, answers, mapped, job, reader_language).run(dry_run=dry_run)


def _read_map(file: str) -> "MapFile":
    from anhorig_cli.diagnostics import Diagnostic, RefusedError
    from anhorig_cli.loading.files import read_named
    from anhorig_cli.loading.survey_files import read_map

    if not file.lower().endswith((".yaml", ".yml")):  # so that no file of answers is read, and quoted in errors
        raise WrongUsageError(message("{file}: a map is a YAML file: make one with anhorig survey map", file=file))
    data = read_named(file)
    if isinstance(data, Diagnostic):
        raise RefusedError([data])
    return read_map(data, file)


class _Importing:
    """Counts the answers into one plan; on a terminal, the change is shown first, and written if the user agrees."""

    def __init__(
        self, plan: str, answers: "AnswerTable", mapped: "MapFile", job: "ImportJob", language: "Language"
    ) -> None:
        self._plan = plan
        self._answers = answers
        self._mapped = mapped
        self._job = job
        self._language = language
        self._notes: Sequence[Message] = ()

    def run(self, *, dry_run: bool) -> None:
        """Write the change, or show it in a dry run."""
        from anhorig_cli.cli.asking import shown_first
        from anhorig_cli.usecases.surveys.import_survey import NothingNewError

        try:
            shown_first(self._change, message("Write this?"), self._language, dry_run=dry_run)
        except NothingNewError as nothing:
            print_sentence(nothing.message, self._language)

    def _change(self, dry_run: bool) -> None:
        from anhorig_cli.cli.disk.changes import change

        change(self._plan, self._edit, self._language, dry_run=dry_run)
        print_sentences(self._notes, self._language)

    def _edit(self, files: "PlanFiles") -> "EditedPlan":
        from anhorig_cli.usecases.surveys.import_survey import import_survey

        imported = import_survey(files, self._answers, self._mapped, self._job)
        self._notes = imported.notes
        return imported.edited
