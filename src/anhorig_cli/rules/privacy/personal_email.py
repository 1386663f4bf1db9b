"""E-mail addresses that look like a person's own."""

import re
from collections.abc import Iterator

from anhorig_cli.diagnostics import Severity
from anhorig_cli.rules.rule import Case, Finding, rule
from anhorig_cli.source import Where, message

_ADDRESS = r"(?<![\w.+-])(?P<local>[\w.+-]{1,64})@(?P<domain>[\w-]{1,63}(?:\.[\w-]{1,63}){1,5})"
_PERSONS = r"[^\W\d_]{2,30}(?:-[^\W\d_]{2,30})?[._][^\W\d_]{2,30}(?:-[^\W\d_]{2,30})?\d{0,3}"
_FUNCTIONS = (
    r"(?i)(?:.*[._-])?(?:anh[oö]rig\w*|n[aä]rst[aå]ende\w*|st[oö]d|v[aå]rd|omsorg\w*|social\w*|hemtj[aä]nst\w*|kommun\w*"
    r"|registrator|n[aä]mnd\w*|info|kontakt|kundtj[aä]nst|servicecenter|enhet\w*|carers?|support|care)(?:[._-].*)?"
)
_PRIVATE = frozenset(
    {"gmail", "hotmail", "outlook", "live", "icloud", "yahoo", "telia", "msn", "me", "protonmail", "proton"}
)


@rule("ANH802", "personal-email", Severity.WARNING)
def personal_email(case: Case) -> Iterator[Finding]:
    """An e-mail address looks like a person's own.

    Plans live in git and reports are public, while people move on. An address of the form first.last, or at a private
    mail service, is a person's; the address of a function (`anhorigstod@kommunen.se`, `stod.anhorig@kommunen.se`) is
    not.

    **Fix it:** write the address of the function, or none.

    ```yaml
    # bad
    kontakt:
      funktion: Anhörigstöd
      e-post: fornamn.efternamn@kommunen.example
    ```

    ```yaml
    # good
    kontakt:
      funktion: Anhörigstöd
      e-post: anhorigstod@kommunen.example
    ```
    """
    if "@" not in case.texts.prose:
        return
    for route, text in case.texts:
        for words in dict.fromkeys(found[0] for found in re.finditer(_ADDRESS, text) if _is_personal(found)):
            yield Finding(
                Where(route, words=words),
                message("an e-mail address here looks like a person's own"),
                message("write the address of the function, or none"),
            )


def _is_personal(found: re.Match[str]) -> bool:
    if found["domain"].split(".")[-2].lower() in _PRIVATE:
        return True
    return bool(re.fullmatch(_PERSONS, found["local"])) and not re.fullmatch(_FUNCTIONS, found["local"])


def is_one_address(text: str) -> bool:
    """Return whether a text is one e-mail address, and nothing else."""
    return text.isascii() and re.fullmatch(_ADDRESS, text) is not None


def is_personal_address(text: str) -> bool:
    """Return whether an e-mail address looks like a person's own."""
    found = re.fullmatch(_ADDRESS, text)
    return found is not None and _is_personal(found)
