"""Write docs/reference/regler.md and rules.md from the rules' own pages.

usage: rule_pages.py [--check]

With --check nothing is written, and the exit code is 1 if a file is not up to date.
"""

import sys

from generated import ROOT, write_or_check

from anhorig_cli.catalog import translated
from anhorig_cli.diagnostics import Rule
from anhorig_cli.rules.registry import RULES
from anhorig_cli.vocabulary import SCALES, Language

FILES = {
    Language.SV: ROOT / "docs" / "reference" / "regler.md",
    Language.EN: ROOT / "docs" / "reference" / "rules.md",
}
TITLES = {Language.SV: "Regler", Language.EN: "Rules"}
INTRODUCTIONS = {
    Language.SV: "Allt som `anhorig check` kan anmärka på. Koden och namnet ändras aldrig.",
    Language.EN: "Everything that `anhorig check` can find. The code and the name never change.",
}
THRESHOLD = {Language.SV: "gräns", Language.EN: "threshold"}
FIXES = {
    "safe": {Language.SV: ", en del rättas av `--fix`", Language.EN: ", some of it fixed by `--fix`"},
    "unsafe": {
        Language.SV: ", en del rättas av `--fix --unsafe-fixes`",
        Language.EN: ", some of it fixed by `--fix --unsafe-fixes`",
    },
}
NOTE = "<!-- Written by `make docs` from the rules' own pages; change them there. -->"


def reference(language: Language) -> str:
    """Return the whole reference in a language."""
    parts = [f"# {TITLES[language]}", NOTE, INTRODUCTIONS[language]]
    for rule in RULES:
        parts += [f"## {heading(rule, language)}", translated(rule.page, language)]
    return "\n\n".join(parts) + "\n"


def heading(rule: Rule, language: Language) -> str:
    """Return the heading of a rule's page."""
    grade = SCALES["severity"].word(rule.severity.value).spelled(language)
    threshold = f", {THRESHOLD[language]} {rule.threshold}" if rule.threshold is not None else ""
    fixed = FIXES[rule.fix][language] if rule.fix else ""
    return f"{rule.code} `{rule.slug}` ({grade}{threshold}{fixed})"


if __name__ == "__main__":
    sys.exit(write_or_check({path: reference(language) for language, path in FILES.items()}, __doc__))
