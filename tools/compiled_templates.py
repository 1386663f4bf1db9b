"""Compile the built-in templates, so that the first report is as fast as later ones.

usage: compiled_templates.py
"""

from anhorig_cli.cli.disk.outputs import keep_compiled
from anhorig_cli.rendering.formats import PageKind
from anhorig_cli.rendering.page import built_in_environment, newly_compiled
from anhorig_cli.rendering.template_files import built_in_templates


def main() -> None:
    """Compile every built-in template that has changed, and save it."""
    folder = built_in_templates()
    for path in sorted(folder.rglob("*.j2")):
        kind = PageKind.MD if path.name.endswith(".md.j2") else PageKind.HTML
        built_in_environment(kind).get_template(path.relative_to(folder).as_posix())
    keep_compiled(newly_compiled())


if __name__ == "__main__":
    main()
