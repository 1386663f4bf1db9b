"""Start a project: everything a municipality needs around its first plan, or around one of the examples."""

from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from anhorig_cli.diagnostics import WrongUsageError
from anhorig_cli.loading.discovery import PlanFiles, find_neighbours, slug
from anhorig_cli.loading.plan_loader import load
from anhorig_cli.model.register import references
from anhorig_cli.rendering.starter import starter_texts
from anhorig_cli.rendering.template_files import shipped
from anhorig_cli.schema.documents import schema_text
from anhorig_cli.schema.schema_kind import SchemaKind
from anhorig_cli.source import message
from anhorig_cli.vocabulary import Language

FIRST_PLAN = {Language.SV: "plans/anhorigplan.yaml", Language.EN: "plans/carer-plan.yaml"}
_REPORTS = {Language.SV: "rapporter", Language.EN: "reports"}

_NOT_IN_PROJECT = frozenset({SchemaKind.USER_SETTINGS})
"""Kinds of file that stand elsewhere."""


def project_files(language: Language, today: date, example: str | None = None) -> dict[str, bytes]:
    """Return the files of a new project by their paths in it, the first plan first.

    Args:
        language: of the texts, and of the keys of the first plan.
        today: the day that the dates of the first plan count from.
        example: the name of a built-in example to start from instead.

    Raises:
        WrongUsageError: where there is no such example.
    """
    plans: dict[str, bytes] = {}
    for files in _with_those_it_refers_to(example) if example is not None else ():
        plans |= {f"plans/{path}": data for path, data in _contents(files)}
    plan = next(iter(plans), FIRST_PLAN[language])
    texts = starter_texts(language, today, plan=plan, reports=_REPORTS[language], example=example or "")
    if plans:
        del texts[FIRST_PLAN[language]]
    schemas = {
        f".anhorig/{kind.file_name}": schema_text(kind, language) for kind in SchemaKind if kind not in _NOT_IN_PROJECT
    }
    others = {path: text.encode() for path, text in (texts | schemas).items()}
    return {plan: b""} | plans | dict(sorted(others.items()))


def examples() -> dict[str, PlanFiles]:
    """Return the built-in examples by name."""
    return {files.stem: files for files in find_neighbours(str(shipped("examples", "plans").resolve()))}


def _with_those_it_refers_to(name: str) -> Iterator[PlanFiles]:
    """Give an example, and the examples that it refers to, each once."""
    known = examples()
    if slug(name) not in known:
        raise WrongUsageError(
            message("there is no example '{name}'; there are {names}", name=name, names=", ".join(sorted(known)))
        )
    waiting, given = [slug(name)], set[str]()
    while waiting:
        files = known[waiting.pop(0)]
        given.add(files.stem)
        yield files
        waiting += [other for other in _referred_to(files) if other in known and other not in given]


def _referred_to(files: PlanFiles) -> list[str]:
    plan = load(files).plan
    texts = [reference.text for reference in references(plan)] if plan else []
    return list(dict.fromkeys(slug(text.partition("/")[0]) for text in texts if "/" in text))


def _contents(files: PlanFiles) -> Iterator[tuple[str, bytes]]:
    """Give each file of a plan by its path in the folder of plans; `plan.yaml` of a folder plan comes first."""
    home = PurePosixPath(files.name).parent
    ordered = sorted(files.files, key=lambda file: PurePosixPath(file[0]).stem != "plan")
    for name, path in ordered:
        yield PurePosixPath(name).relative_to(home).as_posix(), path.read_bytes()
