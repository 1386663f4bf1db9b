"""Lists of tasks as text, Markdown, HTML and JSON, and as a draft of an e-mail."""

import json
import unicodedata
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

from anhorig_cli.rendering.escaping import BIDI, escape, escape_heading
from anhorig_cli.rendering.markdown_inline import longest_run
from anhorig_cli.rendering.template_files import plain_environment
from anhorig_cli.views.redaction import as_object
from anhorig_cli.views.todo import TodoLine, TodoList, TodoView


def as_text(view: TodoView) -> str:
    """Return the lists as plain text, with the command that answers a task below it."""
    return "\n".join(_text_lines(view)) + "\n"


def _text_lines(view: TodoView) -> Iterator[str]:
    yield f"{view.title} – {view.date}"
    if not view.lists:
        yield f"  {view.nothing}"
    for one in view.lists:
        yield from ("", _one_line(one.title))
        for section in one.sections:
            yield f"  {_one_line(section.heading)}:"
            for line in section.lines:
                yield f"    {_one_line(_sentence(line))}"
                if line.command:
                    yield f"      {line.command}"


def _sentence(line: TodoLine) -> str:
    """Return one line with the task, its kind, its units, its time and its plan."""
    units = f"; {line.units}" if line.units else ""
    when = f", {line.when}" if line.when else ""
    return f"{line.title} ({line.what}{units}){when} – {line.plan_title}"


def as_markdown(view: TodoView) -> str:
    """Return the lists as Markdown; all text of plans is escaped."""
    return "\n".join(_markdown_lines(view)).rstrip("\n") + "\n"


def _markdown_lines(view: TodoView) -> Iterator[str]:
    yield from (f"# {escape_heading(f'{view.title} – {view.date}')}", "")
    if not view.lists:
        yield from (str(escape(view.nothing)), "")
    for one in view.lists:
        yield from (f"## {escape_heading(one.title)}", "")
        for section in one.sections:
            yield from (f"### {escape_heading(section.heading)}", "")
            for line in section.lines:
                command = f"  \n  {_code(line.command)}" if line.command else ""
                yield f"- {escape(_sentence(line))}{command}"
            yield ""


def _code(command: str) -> str:
    """Return a command as a code span in Markdown, with more backticks around it than in it."""
    marks = "`" * (longest_run(command) + 1)
    space = " " if command.startswith("`") or command.endswith("`") else ""
    return f"{marks}{space}{command}{space}{marks}"


def as_html(view: TodoView) -> str:
    """Return the lists as a self-contained HTML page."""
    return plain_environment().get_template("todo/todo.html.j2").render(todo=view) + "\n"


def as_json(view: TodoView) -> str:
    """Return the published JSON document, in ASCII so that no reader can misread it."""
    lists = [
        {
            "responsible": one.responsible or None,
            "duties": [_published(line) for section in one.sections for line in section.lines],
        }
        for one in view.lists
    ]
    return json.dumps({"version": 1, "as_of": view.iso_date, "lists": lists}, indent=2) + "\n"


def _published(line: TodoLine) -> dict[str, object]:
    """Return a task for the JSON document; empty values are null."""
    return {name: value if value != "" else None for name, value in as_object(line).items()}


def as_draft(view: TodoView, one: TodoList, address: str | None) -> bytes:
    """Return one list as an unsent e-mail that a mail program can open; text of a plan cannot add headers to it.

    Args:
        view: the view that the list belongs to.
        one: the list.
        address: the recipient, if known.
    """
    draft = EmailMessage(SMTP)
    draft["X-Unsent"] = "1"
    if address is not None:
        draft["To"] = address
    draft["Subject"] = _header(f"{view.title}: {one.title}, {view.date}")
    draft.set_content(as_text(view._replace(lists=(one,))), cte="quoted-printable")
    return draft.as_bytes()


def _header(text: str) -> str:
    """Return a text for a header: on one line, without control characters."""
    seen = "".join(" " if unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"} else c for c in BIDI.sub("", text))
    return _one_line(seen)


def _one_line(text: str) -> str:
    return " ".join(BIDI.sub("", text).split())
