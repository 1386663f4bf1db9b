"""Flaws of keys and of the shape of the plan."""

from anhorig_cli.diagnostics import reading_rule

BAD_KEY = reading_rule(
    "ANH114",
    "bad-key",
    """
    A key is not text.

    Keys are the words of the plan format. A list or mapping cannot be a key, and `<<` can only bring in mappings.

    **Fix it:** write the key as a word, without `?`, brackets or braces.
    """,
)
DUPLICATE_KEY = reading_rule(
    "ANH120",
    "duplicate-key",
    """
    The same key is written twice.

    Only one of the two could count, and the other would be lost silently. The same key once in Swedish and once in
    English is also twice. In a folder, a single value may stand in one file only.

    **Fix it:** keep one of them; the message names the line of the first.

    ```yaml
    # bad
    titel: Plan för anhörigstöd
    title: Plan för stöd till anhöriga
    ```

    ```yaml
    # good
    titel: Plan för anhörigstöd
    ```
    """,
)
UNKNOWN_KEY = reading_rule(
    "ANH121",
    "unknown-key",
    """
    The key is not one of the plan format's.

    A misspelt key would be lost silently, so each is checked. Keys that begin with `x-` are your own and are left
    alone.

    **Fix it:** write the key that the message suggests, or begin it with `x-`.

    ```yaml
    # bad
    titel: Plan för anhörigstöd
    organistion: Exempelkommun
    ```

    ```yaml
    # good
    titel: Plan för anhörigstöd
    organisation: Exempelkommun
    ```
    """,
    fix="safe",
)
WRONG_KIND = reading_rule(
    "ANH122",
    "wrong-kind",
    """
    There is a list where a value belongs, or a value where a list belongs.

    Things of which there can be several (subgoals, activities, measurements) are lists: a dash before each.

    **Fix it:** write a dash before each item, or take the dash away.

    ```yaml
    # bad
    titel: Plan för anhörigstöd
    delmål: Fler anhöriga nås
    ```

    ```yaml
    # good
    titel: Plan för anhörigstöd
    delmål:
      - id: nå-fler
        titel: Fler anhöriga nås
    ```
    """,
    fix="safe",
)
MISSING_KEY = reading_rule(
    "ANH123",
    "missing-key",
    """
    A key that must be there is missing.

    A plan has a title. Subgoals, indicators, units, roles, target groups, surveys, areas and parties have an id and a
    title, so that others can refer to them; a measurement has a date.

    **Fix it:** add the key that the message names.

    ```yaml
    # bad
    titel: Plan för anhörigstöd
    delmål:
      - titel: Fler anhöriga nås
    ```

    ```yaml
    # good
    titel: Plan för anhörigstöd
    delmål:
      - id: nå-fler
        titel: Fler anhöriga nås
    ```
    """,
)
