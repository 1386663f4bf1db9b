"""The reference of the views: every name that a template may use, and the kind of its value."""

import re
from inspect import cleandoc
from types import NoneType, UnionType
from typing import Any, NamedTuple, Union, get_args, get_origin, get_type_hints

from anhorig_cli.views.redaction import names_in
from anhorig_cli.views.report.report import ReportView

ROOT = "plan"
"""The name of the report in a template."""

PLAIN = {str: "text", int: "number", float: "number", bool: "yes or no"}


class FieldReference(NamedTuple):
    """A field of a view: `kind` is `text`, `number`, `yes or no`, or the name of another view."""

    name: str
    kind: str
    is_list: bool
    may_be_missing: bool


class ViewReference(NamedTuple):
    """A view: its name in a template, its description, and its fields in order."""

    name: str
    description: str
    fields: tuple[FieldReference, ...]


def view_reference(root: type = ReportView) -> tuple[ViewReference, ...]:
    """Return the reference of `root` and of every view in it, each once, in the order in which they are found."""
    found: dict[type, ViewReference] = {}
    queue: list[type] = [root]
    while queue:
        view = queue.pop(0)
        if view in found:
            continue
        hints = get_type_hints(view)
        names = names_in(view)
        kinds = [_unwrapped(hints[name]) for name in names]
        found[view] = ViewReference(
            name_of(view),
            cleandoc(view.__doc__ or ""),
            tuple(
                FieldReference(name, PLAIN.get(kind) or name_of(kind), is_list, may_be_missing)
                for name, (kind, is_list, may_be_missing) in zip(names, kinds, strict=True)
            ),
        )
        queue += [kind for kind, _, _ in kinds if kind not in PLAIN]
    return tuple(found.values())


def name_of(view: type) -> str:
    """Return the name of a view in a template: `plan`, `subgoal`, `measurement`."""
    if view is ReportView:
        return ROOT
    return re.sub(r"(?<!^)(?=[A-Z])", "_", view.__name__.removesuffix("View")).lower()


def _unwrapped(hint: Any) -> tuple[type, bool, bool]:
    """Return the type within a field's type hint, whether the field is a list, and whether it may be missing."""
    if get_origin(hint) in {Union, UnionType}:
        inner = next(one for one in get_args(hint) if one is not NoneType)
        kind, is_list, _ = _unwrapped(inner)
        return kind, is_list, True
    if get_origin(hint) is tuple:
        kind, _, _ = _unwrapped(get_args(hint)[0])
        return kind, True, False
    return hint, False, False
