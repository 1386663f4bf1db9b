"""Telephone numbers that look like a person's own."""

import re
from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message

_MOBILE = r"(?<![\w+-])(?:(?:\+|00)46[ -]?(?:\(0\))?|0)7[02369](?:[ -]?\d){7}(?![\d-])"

_LIKE_A_MOBILE = re.compile(r"7[02369](?:[ -]?\d){7}")  # a fast test of a whole plan


@rule("ANH803", "private-phone", Severity.WARNING)
def private_phone(case: Case) -> Iterator[Finding]:
    """There is a mobile telephone number in the text.

    A mobile number most often belongs to one person, in service or in private. Plans live in git and reports are
    public. The telephone of the plan's contact may be a mobile, since that is a function's.

    **Fix it:** remove the number, or write the function's number as the plan's contact.

    ```yaml
    # bad
    förbehåll: Ring 070-174 06 05 om något är oklart.
    ```

    ```yaml
    # good
    kontakt:
      funktion: Anhörigstöd
      telefon: 070-174 06 05
    ```
    """
    if not _LIKE_A_MOBILE.search(case.texts.prose):
        return
    for route, text in case.texts:
        if route == ("contact", "phone"):
            continue
        for words in dict.fromkeys(found[0] for found in re.finditer(_MOBILE, text)):
            yield Finding(
                Where(route, words=words),
                message("there is a mobile telephone number here"),
                message("remove it, or write the function's number as the plan's contact"),
            )
