"""`anhorig template list`, `show` and `data`."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from anhorig_cli.catalog import text_of, translated
from anhorig_cli.cli.surroundings import as_of_date, language_of
from anhorig_cli.cli.terminal.options import AsOf, LanguageOption, TextOrJson, argument, flag, format_option
from anhorig_cli.cli.terminal.telling import print_errors, visible
from anhorig_cli.diagnostics import ExitCode
from anhorig_cli.personal_number import without_personal_numbers
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.source import message

if TYPE_CHECKING:
    from anhorig_cli.loading.project_loader import Settings
    from anhorig_cli.views.template_reference import FieldReference
    from anhorig_cli.vocabulary import Language


def template() -> None:
    """Show the templates that reports are made with, and what they may use."""


def list_(language: LanguageOption = None) -> None:
    """List the templates: the built-in ones, and the project's own."""
    from anhorig_cli.usecases.report.choose_report import list_templates

    reader_language = language_of(language)
    for one in list_templates(_project()):
        lines = [text_of(one.purpose, reader_language)] if one.purpose else []
        lines += [text_of(message("own: {file}", file=visible(file)), reader_language) for file in one.own]
        kinds = ", ".join(kind.value for kind in one.kinds)
        sys.stdout.write(f"{visible(one.name):18}  {kinds:8}  {'; '.join(lines)}\n")


def show(
    name: Annotated[str, argument("NAME", "The template's name.")],
    page_format: Annotated[
        PageKind, format_option(PageKind, "The kind of page that the template makes.")
    ] = PageKind.MD,
    built_in: Annotated[bool, flag("The built-in template, also where the project has its own.", "--built-in")] = False,
    language: LanguageOption = None,
) -> None:
    """Print a template, to read or to start from.

    For example: anhorig template show lagesrapport --format html
    """
    from anhorig_cli.usecases.report.choose_report import template_text

    language_of(language)
    text = template_text(name, page_format, _project(), built_in=built_in)
    shown = without_personal_numbers(text)
    sys.stdout.writelines("\t".join(map(visible, line.split("\t"))) + "\n" for line in shown.splitlines())


def data(
    plan: Annotated[
        str | None, argument("PLAN", "A plan, whose own values are shown. Default: the names there are.")
    ] = None,
    data_format: Annotated[TextOrJson, format_option(TextOrJson, "The format.")] = TextOrJson.TEXT,
    as_of: AsOf = None,
    language: LanguageOption = None,
) -> None:
    """Show what a template may use: the names, or the values that they have for a plan.

    For example: anhorig template data plans/carer-plan.yaml
    """
    reader_language = language_of(language)
    day = as_of_date(as_of)
    if plan is None:
        _print_names(reader_language, data_format)
        return
    from anhorig_cli.usecases.report.choose_report import data_as_json, data_as_lines
    from anhorig_cli.usecases.report.make_reports import view_plans
    from anhorig_cli.views.template_reference import ROOT
    from anhorig_cli.workspace.workspace import Workspace

    found = view_plans(Workspace.of([plan]), day, reader_language if language else None)
    print_errors(found.errors, reader_language)
    for view in found.views:
        if data_format is TextOrJson.JSON:
            sys.stdout.write(data_as_json(view))
        else:
            sys.stdout.writelines(f"{name} = {visible(value)}\n" for name, value in data_as_lines(view, ROOT))
    raise typer.Exit(ExitCode.FINDINGS if found.errors else ExitCode.CLEAN)


SUBCOMMANDS = {"list": list_, "show": show, "data": data}
"""The subcommands of `anhorig template`."""


def _project() -> "Settings":
    from anhorig_cli.workspace.workspace import Workspace
    from anhorig_cli.workspace.workspace_plan import refuse_leading_out

    settings = Workspace().settings_at(Path())
    refuse_leading_out([settings])
    return settings


def _print_names(language: "Language", data_format: TextOrJson) -> None:
    from anhorig_cli.views.template_reference import view_reference

    if data_format is TextOrJson.JSON:
        import json

        from anhorig_cli.views.redaction import as_object

        sys.stdout.write(
            json.dumps([as_object(view) for view in view_reference()], ensure_ascii=False, indent=2) + "\n"
        )
        return
    for view in view_reference():
        sys.stdout.write(f"{view.name}: {translated(view.description, language).partition(chr(10))[0]}\n")
        sys.stdout.writelines(f"  {field.name:24}  {_kind_in_words(field, language)}\n" for field in view.fields)
        sys.stdout.write("\n")


def _kind_in_words(field: "FieldReference", language: "Language") -> str:
    """Return the kind of value that a field has, in words."""
    kinds = {
        "text": translated("text", language),
        "number": translated("number", language),
        "yes or no": translated("yes or no", language),
    }
    kind = kinds.get(field.kind, field.kind)
    if field.is_list:
        return text_of(message("list of {kind}", kind=kind), language)
    return text_of(message("{kind}, or nothing", kind=kind), language) if field.may_be_missing else kind
