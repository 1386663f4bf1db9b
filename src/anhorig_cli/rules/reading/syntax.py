"""Flaws of the YAML text itself."""

from anhorig_cli.diagnostics import Rule, Severity

SYNTAX = Rule(
    "ANH101",
    "yaml-syntax",
    """
    The file cannot be read as YAML.

    YAML gives some characters a meaning of their own: `: ` separates a key from its value, and a value cannot begin
    with `%`, `@`, `*`, `&`, `!`, `>`, `|` or `- `. Nothing after the place in the message could be read.

    **Fix it:** put the text in quotes, or write it as a text block after `|`.

    ```yaml
    # bad
    titel: Mål: nå fler anhöriga
    ```

    ```yaml
    # good
    titel: "Mål: nå fler anhöriga"
    ```
    """,
    fix="safe",
)
TOO_DEEP = Rule(
    "ANH108",
    "too-deep",
    """
    Lists and mappings have more levels than in any plan.

    The deepest place in the format is seven levels; the check stops at forty, so that no file can exhaust the computer.

    **Fix it:** look for extra brackets or dashes.
    """,
)
SECOND_DOCUMENT = Rule(
    "ANH109",
    "second-document",
    """
    The file contains a second YAML document.

    A line `---` inside a YAML file begins a new document. A file contains one, and what comes after would be lost.

    **Fix it:** remove the line, or move what follows to a file of its own.

    ```yaml
    # bad
    titel: Plan för anhörigstöd
    ---
    delmål: []
    ```

    ```yaml
    # good
    titel: Plan för anhörigstöd
    delmål: []
    ```
    """,
)
TAG = Rule(
    "ANH110",
    "tag",
    """
    Text that begins with `!` is read as a YAML tag.

    Tags tell programs to make special objects of a value. Plans have none, and the check never runs anything.

    **Fix it:** put the whole text in quotes.

    ```yaml
    # bad
    titel: !viktigt nå fler
    ```

    ```yaml
    # good
    titel: "!viktigt nå fler"
    ```
    """,
)
BAD_ANCHOR = Rule(
    "ANH111",
    "bad-anchor",
    """
    A reference with `*` leads nowhere, to itself, or to a name that is defined twice.

    In YAML `&name` names a value and `*name` repeats it. A text that begins with `*` is read as such a repetition, even
    if no value has that name.

    **Fix it:** put text that begins with `*` in quotes; give each anchor a name of its own.

    ```yaml
    # bad
    kommentar: *viktigt
    ```

    ```yaml
    # good
    kommentar: "*viktigt"
    ```
    """,
)
UNUSED_ANCHOR = Rule(
    "ANH112",
    "unused-anchor",
    """
    A word that begins with `&` has vanished from the text.

    YAML reads `&word` at the beginning of a value as an anchor, a name for the value, and takes it out of the text.
    Where nothing refers to the anchor, it was most likely meant as text.

    **Fix it:** put the whole text in quotes, or remove the anchor.

    ```yaml
    # bad
    titel: &viktigt nå fler
    ```

    ```yaml
    # good
    titel: "&viktigt nå fler"
    ```
    """,
)
TEXT_AFTER_HASH = Rule(
    "ANH113",
    "text-after-hash",
    """
    Text after ` #` is read as a comment, and does not look like one.

    In YAML a `#` after a space begins a comment, and the rest of the line is not part of the value. Comments are
    written with a space after `#`; `#1` looks like text.

    **Fix it:** put the text in quotes; or, if it is a comment, write a space after `#`.

    ```yaml
    # bad
    titel: Mål #1 nå fler
    ```

    ```yaml
    # good
    titel: "Mål #1 nå fler"
    ```
    """,
    Severity.WARNING,
)
OPEN_COMMENT = Rule(
    "ANH132",
    "open-comment",
    """
    A comment begins in a text (`<!--`), and does not end.

    What stands between `<!--` and `-->` is for those who write the plan, and is never printed or judged. Where the end
    is missing, or an empty line parts a comment that begins within a sentence, it would be printed as any other text.

    **Fix it:** write `<!--` first on a line of its own, and `-->` where the comment ends.

    ```markdown
    Anhöriga ska hitta stöd. <!-- fråga nämnden först
    ```

    ```markdown
    Anhöriga ska hitta stöd. <!-- fråga nämnden först -->
    ```
    """,
)
SPLIT_SENTENCE = Rule(
    "ANH134",
    "split-sentence",
    """
    A sentence in a list in brackets is read as several texts, since it contains a comma.

    In YAML a comma inside `[ ]` separates the items of a list. It is reported where the last text ends like a sentence,
    and the text after a comma begins with a small letter.

    **Fix it:** put the sentence in quotes, or write each text on a line of its own after `- `.

    ```yaml
    # bad
    titel: Plan
    delmål:
      - id: d1
        titel: Nå fler
        aktiviteter:
          - {titel: Ring alla, noteringar: [Listan är gammal, och flera har flyttat.]}
    ```

    ```yaml
    # good
    titel: Plan
    delmål:
      - id: d1
        titel: Nå fler
        aktiviteter:
          - {titel: Ring alla, noteringar: ["Listan är gammal, och flera har flyttat."]}
    ```
    """,
    Severity.WARNING,
)
