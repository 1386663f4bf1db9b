"""Flaws of a file's text that concern a person."""

from anhorig_cli.rules.rule import reading_rule

PERSONAL_NUMBER = reading_rule(
    "ANH801",
    "personal-number",
    """
    The file holds a personal identity number.

    Plans live in git, where nothing is ever quite forgotten, and reports are public. Personal numbers and coordination
    numbers are found anywhere in a file, comments too, by their day and check digit. Where the digits could be
    something else, it is a warning. The message never repeats the number.

    **Mend it:** take the number out. If the file has been committed, ask whoever looks after the repository to take it
    out of the history too, and report it as your municipality reports personal data breaches.
    """,
)
