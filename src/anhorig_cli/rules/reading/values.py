"""Flaws of keys, of the shape of the plan, and of single values."""

from anhorig_cli.diagnostics import Rule

BAD_DATE = Rule(
    "ANH124",
    "bad-date",
    """
    The value is not a date, or no such day exists.

    A date is a day (`2021-11-30`), month (`2021-11`), quarter (`2021-Q4`), tertial (`2021-T3`), half year (`2021-H2`),
    year (`2021`), a range (`2021-09/2021-10`) or a season (`hösten 2021`). A deadline may be `löpande`, the end of a
    period `tills vidare`.

    **Fix it:** write the date in one of these ways.

    ```yaml
    # bad
    senast: 31/12/2026
    ```

    ```yaml
    # good
    senast: 2026-12-31
    ```
    """,
    fix="safe",
)
BAD_NUMBER = Rule(
    "ANH125",
    "bad-number",
    """
    The value is not a number.

    Numbers are written with digits only, and a point before decimals: `2500`, `12.5`. The unit has a field of its own
    (`måttenhet`).

    **Fix it:** write the number that the message suggests.

    ```yaml
    # bad
    utgångsvärde: "12,5"
    ```

    ```yaml
    # good
    utgångsvärde: 12.5
    ```
    """,
    fix="safe",
)
BAD_ID = Rule(
    "ANH126",
    "bad-id",
    """
    The id contains a character that an id cannot have, or is too long.

    Ids have letters, digits, `-`, `_` and `.`, at most 64, and do not begin with `-`. Characters that cannot be seen,
    or look like others, would make two ids differ that look the same.

    **Fix it:** write the id again with ordinary letters and digits.

    ```yaml
    # bad
    delmål:
      - id: nå fler!
        titel: Fler anhöriga nås
    ```

    ```yaml
    # good
    delmål:
      - id: nå-fler
        titel: Fler anhöriga nås
    ```
    """,
)
UNKNOWN_WORD = Rule(
    "ANH127",
    "unknown-word",
    """
    The word is not one of those the field can have.

    Assessments, activities and the other scales have a fixed set of words, so that plans can be counted and compared. A
    subgoal is assessed (will it be met?); *pågår* is said of the work, not of the outcome.

    **Fix it:** choose one of the words in the message.

    ```yaml
    # bad
    bedömningar:
      - datum: 2026-03-31
        status: pågår
    ```

    ```yaml
    # good
    bedömningar:
      - datum: 2026-03-31
        status: bedöms uppfyllas
    ```
    """,
    fix="safe",
)
BAD_RECURRENCE = Rule(
    "ANH128",
    "bad-recurrence",
    """
    The value is not a time of the year.

    An item of the annual cycle comes back in a month (`mars`, 3), on a day (`6 oktober`, `10-06` with the month first),
    on a weekday (`första tisdagen i mars`, `sista torsdagen varje månad`), in a week (`v40`), in a season (`våren`), or
    in a rhythm: `månadsvis`, `kvartalsvis`, `tertialvis`, `halvårsvis`, `årligen`. How many years lie between goes in
    `hur_ofta`.

    **Fix it:** write the time in one of these ways.

    ```yaml
    # bad
    när: 0
    ```

    ```yaml
    # good
    när: mars
    ```
    """,
    fix="safe",
)
BAD_TIME = Rule(
    "ANH133",
    "bad-time",
    """
    The value is not a time of a day.

    An item of the annual cycle that is on a day may have a time, which calendars show: `13.00`, `13.00–15.00`. Words
    without digits (`eftermiddag`) are kept as they are written. Times that are written in a note or a description are
    text, and nothing else.

    **Fix it:** write the time with hours and minutes, the end after the start.

    ```yaml
    # bad
    tid: 25.00
    ```

    ```yaml
    # good
    tid: 13.00–15.00
    ```
    """,
)
TWO_ASSESSMENTS = Rule(
    "ANH129",
    "two-assessments",
    """
    A subgoal has both a status of its own and a list of assessments.

    `status` directly on a subgoal is short for one assessment without a date. Beside a list of dated assessments,
    nobody could tell which holds.

    **Fix it:** move the status into the list, with its date.

    ```yaml
    # bad
    status: uppfyllt
    bedömningar:
      - datum: 2026-03-31
        status: bedöms uppfyllas
    ```

    ```yaml
    # good
    bedömningar:
      - datum: 2026-03-31
        status: bedöms uppfyllas
      - datum: 2026-06-30
        status: uppfyllt
    ```
    """,
)
BAD_HEADING = Rule(
    "ANH130",
    "bad-heading",
    """
    A heading has a date and a status but is not read as a dated assessment.

    In a subgoal's Markdown file a heading of the second level that is a date and a status opens an assessment. A
    heading that is almost like that, or that is in a place where no assessment can be read (another level, a list, code
    that never ends, the text of the plan itself), would otherwise become part of the text around it, and the assessment
    would be lost.

    **Fix it:** write the heading as a date and one of the words for assessments.

    ```markdown
    ## 2021-11-31 uppfyllt
    ```

    ```markdown
    ## 2021-11-30 uppfyllt
    ```
    """,
)


# Flaws of keys and of the shape of the plan.


BAD_KEY = Rule(
    "ANH114",
    "bad-key",
    """
    A key is not text.

    Keys are the words of the plan format. A list or mapping cannot be a key, and `<<` can only bring in mappings.

    **Fix it:** write the key as a word, without `?`, brackets or braces.
    """,
)
DUPLICATE_KEY = Rule(
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
UNKNOWN_KEY = Rule(
    "ANH121",
    "unknown-key",
    """
    The key is not one of the plan format's.

    A misspelt key would be lost silently, so each is checked. Keys that begin with `x-` are your own and are not
    checked.

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
WRONG_KIND = Rule(
    "ANH122",
    "wrong-kind",
    """
    There is a list where a value belongs, or a value where a list belongs.

    Things of which there can be several (subgoals, activities, measurements) are lists: a dash before each.

    **Fix it:** write a dash before each item, or remove the dash.

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
MISSING_KEY = Rule(
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
