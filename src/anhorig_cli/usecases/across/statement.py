"""The accessibility statement of a site."""

from anhorig_cli.views.redaction import redacted
from anhorig_cli.workspace.workspace import Workspace


def statement_of(workspace: Workspace) -> str:
    """Return the accessibility statement of the first project that has one; empty where none has."""
    written = (one.project.accessibility_statement for one in workspace.settings)
    return redacted(next(filter(None, written), ""))
