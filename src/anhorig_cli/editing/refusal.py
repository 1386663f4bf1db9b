"""The words for what cannot be changed safely."""

from anhorig_cli.diagnostics import CannotWorkError
from anhorig_cli.nodes import Node, location
from anhorig_cli.source import message


def refusal(node: Node) -> CannotWorkError:
    """Return the error that says where a text is written in a way that no splice can be trusted with."""
    place = location(node)
    return CannotWorkError(
        message(
            "{file}:{line}: this is written in a way that cannot be changed safely here; change it in an editor",
            file=place.file,
            line=place.line,
        )
    )
