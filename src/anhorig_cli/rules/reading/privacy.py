"""Flaws of a file's text that concern a person."""

from anhorig_cli.diagnostics import reading_rule

PERSONAL_NUMBER = reading_rule(
    "ANH801",
    "personal-number",
    """
    The file, or its name, contains a personal identity number.

    Plans live in git, where nothing is ever quite forgotten, and reports are public. Personal numbers, coordination
    numbers, numbers for temporary use and the reserve numbers of health care are found anywhere in a file, in comments
    and keys too, and in what files and folders are called, however they are written: with other dashes, spaces and
    digits, over two lines, or in pieces.

    It is an error where the day and the check digit are right, and the number has its century or a dash before the last
    four. Where the digits could be something else it is a warning: ten digits in a row, four digits after a space, a
    letter among them, or what may also be a time or a period (`20150103-0817`). Whole months (`20150101-1231`) are a
    period. Where a word before the digits says what they are (`Telefon`, `Faktura`), they are that.

    No command repeats a number: `[personnummer]` stands in its place, in reports as well. Where it is none, accept the
    finding under `undanta` in `anhorig.yaml` and say why; then the plan's report shows the text as it stands.

    **Fix it:** take the number out. If the file has been committed, ask whoever looks after the repository to take it
    out of the history too, and report it as your municipality reports personal data breaches.
    """,
)
