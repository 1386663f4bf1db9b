"""Collect every text that is shown to users.

usage: catalogs.py [--check]

Texts are arguments of the functions in `MARKERS` (`message(...)`, `option(...)`, a wording's `text(...)`), what the
templates put in `_(...)`, the docstrings of the commands and of the views, and the pages of the rules. They are merged
into `locale/sv/LC_MESSAGES/anhorig.po`, where a translator writes the Swedish; `build_hook` compiles that file to the
`.mo` that the tool reads. With --check nothing is written, and the exit code is 1 if a text lacks its translation, a
translation has other fields than its text, or the file is not up to date.
"""

import argparse
import ast
import io
import re
import sys
import textwrap
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from build_hook import compile_catalogs

from anhorig_cli.cli.entry import COMMANDS

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "anhorig_cli"
CLI = PACKAGE / "cli"
PO = PACKAGE / "locale" / "sv" / "LC_MESSAGES" / "anhorig.po"
MARKERS: dict[str, tuple[int, ...]] = {
    "message": (0,),
    "help_text": (0,),
    "option": (0, 1),
    "argument": (0, 1),
    "flag": (0,),
    "format_option": (1,),
    "output_option": (0, 1),
    "port_option": (0,),
    "translated": (0,),
    "text": (0,),
    "counted": (1, 2),
    "add_text": (0,),
    "Key": (1,),
    "documented_as": (0,),
    "id_key": (0,),
}
"""The functions that take a text to show, and the indexes of those arguments."""
WIDTH = 120
"""The greatest length of a line on a page."""
_EXAMPLE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)


def texts_in_code() -> Iterator[str]:
    """Yield the literal texts in the package's code, and the docstrings of the commands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for index in MARKERS.get(_function_name(node.func), ()):
                    argument = node.args[index] if index < len(node.args) else None
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield argument.value
        if path.is_relative_to(CLI):
            command = path.stem if path.parent == CLI / "commands" else path.parent.name
            functions = (node for node in tree.body if isinstance(node, ast.FunctionDef))
            shown = {"anhorig"} | ({command} & set(COMMANDS)) | _subcommand_functions(command)
            yield from (doc for node in functions if node.name in shown and (doc := ast.get_docstring(node)))


def _subcommand_functions(command: str) -> set[str]:
    """Return the names of the functions of a command's subcommands."""
    if command not in COMMANDS:
        return set()
    return {
        function.__name__
        for function in getattr(import_module(f"anhorig_cli.cli.commands.{command}"), "SUBCOMMANDS", {}).values()
    }


def texts_in_templates() -> Iterator[str]:
    """Yield the texts that the built-in templates translate."""
    from jinja2 import Environment, nodes  # noqa: PLC0415 - only for templates

    environment = Environment(autoescape=True)
    for path in sorted((ROOT / "templates").rglob("*.j2")):
        tree = environment.parse(path.read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "_" and isinstance(call.args[0], nodes.Const):
                yield str(call.args[0].value)


def texts_of_views() -> Iterator[str]:
    """Yield the descriptions of the views, for the template reference."""
    from anhorig_cli.views.status import StatusView  # noqa: PLC0415 - only for their docstrings
    from anhorig_cli.views.template_reference import view_reference  # noqa: PLC0415

    yield from (view.description for view in (*view_reference(), *view_reference(StatusView)))


def texts_of_rules() -> Iterator[str]:
    """Yield the pages of the rules."""
    from anhorig_cli.rules.registry import RULES  # noqa: PLC0415 - only for pages

    yield from (rule.page for rule in RULES)


def _function_name(function: ast.expr) -> str:
    return (
        function.id if isinstance(function, ast.Name) else function.attr if isinstance(function, ast.Attribute) else ""
    )


def _unwrapped(text: object) -> str:
    """Return a text without line breaks, so that reflowing a page does not lose its translation."""
    return " ".join(str(text).split())


def _reflowed(page: str) -> str:
    """Return a page with its paragraphs wrapped to `WIDTH`, and its examples unchanged."""
    blocks = _EXAMPLE.split(page)
    return "".join(
        block if i % 2 else "\n\n".join(map(_wrapped, block.split("\n\n"))) for i, block in enumerate(blocks)
    )


def _wrapped(paragraph: str) -> str:
    if all(len(line) <= WIDTH for line in paragraph.split("\n")):
        return paragraph
    return textwrap.fill(_unwrapped(paragraph), WIDTH, break_long_words=False, break_on_hyphens=False)


def merged() -> Catalog:
    """Return the catalog of all texts, with the existing translations."""
    old: dict[str, str] = {}
    if PO.exists():
        with PO.open("rb") as file:
            old = {_unwrapped(entry.id): str(entry.string) for entry in read_po(file, locale="sv") if entry.id}
    catalog = Catalog(locale="sv", domain="anhorig", header_comment="# Swedish texts of anhorig.", fuzzy=False)
    for text in dict.fromkeys([*texts_in_code(), *texts_in_templates(), *texts_of_views(), *texts_of_rules()]):
        swedish = old.get(_unwrapped(text), "")
        catalog.add(text, _reflowed(swedish) if "\n" in text else swedish)
    return catalog


def as_po(catalog: Catalog) -> bytes:
    """Return the catalog as a .po file, without a date, so that the same texts always give the same bytes."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, width=110, omit_header=True, sort_output=False)
    head = ("Language: sv", "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8")
    header = 'msgid ""\nmsgstr ""\n' + "".join(f'"{line}\\n"\n' for line in head) + "\n"
    return (
        "# Swedish texts of anhorig; `python tools/catalogs.py` keeps the list of texts up to date.\n" + header
    ).encode() + buffer.getvalue()


def _same_fields(entry: Message) -> bool:
    """Return whether a translation has the same {fields} as its text; pages of several paragraphs have none."""
    text, swedish = str(entry.id), str(entry.string)
    return "\n\n" in text or _fields(text) == _fields(swedish)


def _fields(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def main() -> int:
    """Write or check the catalog, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    only_checks = parser.parse_args().check
    catalog = merged()
    wrong = [str(entry.id) for entry in catalog if entry.id and entry.string and not _same_fields(entry)]
    for text in wrong:
        print(f"other {{fields}} in the Swedish of: {text[:100]}", file=sys.stderr)
    po = as_po(catalog)
    missing = [entry.id for entry in catalog if entry.id and not entry.string]
    for entry_id in missing:
        print(f"no Swedish for: {str(entry_id).splitlines()[0][:100]}", file=sys.stderr)
    if only_checks:
        stale = PO.read_bytes() != po
        if stale:
            print(f"not up to date: {PO.relative_to(ROOT)}; run 'make catalogs'", file=sys.stderr)
        return 1 if missing or wrong or stale else 0
    PO.parent.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(po)
    compile_catalogs(ROOT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
