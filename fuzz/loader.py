"""Fuzz the loader with atheris, guided by coverage: `make fuzz`, or `make fuzz SECONDS=3600`.

Any bytes must give a plan or diagnostics, each at an existing line, and never an exception.
"""

import sys

import atheris

with atheris.instrument_imports(include=["anhorig_cli"]):
    from anhorig_cli.loading.plan_loader import FileText, load_texts

NAMES = ("plan.yaml", "plan.md")


def load_one(data: bytes) -> None:
    """Load a plan from fuzzed bytes, the first of which chooses between YAML and Markdown.

    Raises:
        AssertionError: if a diagnostic is not at a line of the file.
    """
    name = NAMES[data[0] % len(NAMES)] if data else NAMES[0]
    loaded = load_texts(name, "plan", [FileText(name, "", data[1:])], is_folder=False)
    lines = data[1:].count(b"\n") + data[1:].count(b"\r") + 1
    for diagnostic in loaded.diagnostics:
        place = diagnostic.location
        if not (1 <= place.line <= lines and place.column >= 1):
            message = f"{diagnostic.rule.slug} at {place.line}:{place.column} of {lines} lines"
            raise AssertionError(message)


if __name__ == "__main__":
    atheris.Setup(sys.argv, load_one)
    atheris.Fuzz()
