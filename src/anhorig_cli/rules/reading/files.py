"""Flaws of a whole file, or of its characters."""

from anhorig_cli.diagnostics import Rule, Severity

MERGE_CONFLICT = Rule(
    "ANH102",
    "merge-conflict",
    """
    The file contains the marks of a merge conflict.

    Git writes `<<<<<<<`, `=======` and `>>>>>>>` where two people have changed the same lines. Until somebody has
    chosen between them, nobody knows what the plan says.

    **Fix it:** choose which of the two texts to keep, or combine them, and remove the three marks.

    ```yaml
    # bad
    <<<<<<< HEAD
    mål: Nå fler anhöriga
    =======
    mål: Nå fler anhöriga i tid
    >>>>>>> nytt-mal
    ```

    ```yaml
    # good
    mål: Nå fler anhöriga i tid
    ```
    """,
)
NOT_UTF8 = Rule(
    "ANH103",
    "not-utf8",
    """
    The file is not text in UTF-8.

    Older programs save Swedish text in other encodings; then å, ä and ö become something else on the next computer. The
    message names the line of the first byte that is not UTF-8.

    **Fix it:** open the file in an editor and save it with the encoding UTF-8.
    """,
)
CONTROL_CHARACTER = Rule(
    "ANH104",
    "control-character",
    r"""
    The text contains a control character.

    Control characters cannot be seen, and can make a terminal or an office program show something else than the file
    says. Only tab and line breaks are allowed.

    **Fix it:** remove the character. It often comes along when text is copied from a PDF or a web page.

    ```yaml
    # bad
    titel: "Fler anhöriga\x07 nås"
    ```

    ```yaml
    # good
    titel: Fler anhöriga nås
    ```
    """,
)
INVISIBLE_CHARACTER = Rule(
    "ANH105",
    "invisible-character",
    r"""
    The text contains a character that cannot be seen but changes how the text is shown.

    Characters that turn the direction of writing can make a text read as something it is not; line and paragraph
    separators (U+2028, U+2029) break lines in some programs and not in others.

    **Fix it:** remove the character and write the text again.

    ```yaml
    # bad
    titel: "\u202Egnissap\u202C"
    ```

    ```yaml
    # good
    titel: passing
    ```
    """,
    Severity.WARNING,
    fix="unsafe",
)
EMPTY_FILE = Rule(
    "ANH106",
    "empty-file",
    """
    The file says nothing.

    A plan has at least a title. An empty file is most often one that was saved too early, or overwritten.

    **Fix it:** write the plan, or remove the file.

    ```yaml
    # good: the smallest plan
    titel: Plan för anhörigstöd 2026
    ```
    """,
)
TOO_LARGE = Rule(
    "ANH107",
    "too-large",
    """
    The file, or what follows from it, is too large to be a plan.

    A plan of a large municipality is some 100 kB. Files over 1 MiB are not read, nor plans whose files are over 4 MiB
    together, nor files that hold more than 100,000 values, their aliases followed, or a thousand that cannot be read.
    Nor is the text of a Markdown file, or a text with comments, of more than ten thousand lines and comments.
    Nor is a plan of which so much follows that it would take long to work out: thousands of subgoals, or an annual
    cycle with tens of thousands of occurrences a year.
    Such a file could stop the check for everybody.

    **Fix it:** divide the plan into a folder with a file for each subgoal and indicator, or into several plans; or
    remove what is not plan text.
    """,
)
NO_FRONT_MATTER = Rule(
    "ANH115",
    "no-front-matter",
    """
    A Markdown file has no front matter.

    A plan or subgoal in Markdown begins with its fields between two lines of three dashes; the text comes after.

    **Fix it:** begin the file with the line `---`, write the fields, and end them with a line `---`.

    ```markdown
    ---
    titel: Plan för anhörigstöd 2026
    ---
    Anhöriga i kommunen …
    ```
    """,
)
UNREADABLE_FILE = Rule(
    "ANH116",
    "unreadable-file",
    """
    A file of the plan could not be read.

    Nothing is skipped silently: a part that cannot be opened, or is not an ordinary file, is a flaw of the plan.

    **Fix it:** make sure that the file exists, is an ordinary file, and may be read by whoever runs the check.
    """,
)
NAME_NOT_SLUG = Rule(
    "ANH117",
    "name-not-slug",
    """
    A file or folder name has spaces, capitals or other characters that an id cannot have.

    The id of a plan, and of a part in a file of its own, is the name of the file. Ids are used in references and web
    addresses, so the name is made into an id: small letters, with `-` for the rest.

    **Fix it:** rename the file to the id that the message gives.
    """,
    Severity.WARNING,
)
PASSED_BY = Rule(
    "ANH118",
    "passed-by",
    """
    A file that seems meant to be read is not read.

    Parts of a folder plan are placed beside `plan.yaml`, in `subgoals/` (`delmål/`) or in `indicators/`
    (`indikatorer/`). A file in a folder with another name is left out, and that might not be what you meant. So are
    settings that are not called `anhorig.yaml`, a folder `plans` within a project that has its plans elsewhere, and a
    plan whose name ends in something else (`plan.markdown`, or `plan.yaml.txt` where the system hides `.txt`).

    **Fix it:** rename the file or the folder, or move it to where it is read.
    """,
    Severity.WARNING,
)
DUPLICATE_PLAN = Rule(
    "ANH119",
    "duplicate-plan",
    """
    Two plans have the same id.

    A plan's id is the `id` that it gives itself, else its file or folder name. References between plans, and the files
    that reports are written to, would mean either of the two.

    **Fix it:** give one of them another `id`, or rename it.
    """,
)
OUTSIDE_PROJECT = Rule(
    "ANH131",
    "outside-project",
    """
    A link, or a folder in the settings, leads out of the project.

    What belongs to a project is inside it: in the folder with `anhorig.yaml`, or anywhere in the git repository where
    there is one. Nothing outside is read, so that a project that comes from somebody else cannot have your own files
    checked or printed. What you name yourself on the command line may be anywhere, but a link in a project is not
    followed out of it. A name that no folder can have on Windows (`aux`, `C:plans`, `plans.`) is refused everywhere.

    **Fix it:** move the files into the project (`planer: underlag/planer`, not `planer: ../../andra-kommuner`), or
    name the folder on the command line. Remove the link.
    """,
)
UNFIT_APPEARANCE = Rule(
    "ANH902",
    "unfit-appearance",
    """
    The municipality's colour, logo or typeface cannot be used.

    `appearance` in `anhorig.yaml` gives reports the municipality's colour, logo and typeface. A colour is used for
    headings, and must be readable on white paper: its contrast is at least 7 to 1 (WCAG 2.2, level AAA). A lighter one
    for dark screens is worked out from it. A logo is a PNG or SVG file of at most 500 kB and 4 million pixels, and
    stands inside the project; an SVG has shapes, colours and text, and nothing that runs or leads elsewhere. A typeface
    is a name.

    **Fix it:** choose the colour that the message gives, or a darker one; save the logo again as PNG; write the name
    of the typeface alone.

    ```yaml
    # bad
    utseende:
      färg: "#ff9900"
      typsnitt: "'Open Sans', serif"
    ```

    ```yaml
    # good
    utseende:
      färg: "#1f4e8c"
      typsnitt: Open Sans
    ```
    """,
)
UNFIT_OTHER_PLANS = Rule(
    "ANH903",
    "unfit-other-plans",
    """
    A folder of others' plans cannot be used.

    `other_plans` in `anhorig.yaml` names folders with others' plans: a county's strategy, or the municipalities'
    plans. It is the only setting that may lead out of the project, and so it leads to folders alone: by their path
    from the settings file, through no link and nothing hidden. Nothing is fetched. They are read only with
    `--with-others`, or where your own settings trust the project.

    **Fix it:** fetch the plans yourself, put them beside the project, and write the path to their folder.

    ```yaml
    # bad
    andra_planer:
      - https://example.se/nykoping/plans
      - /home/kim/strangnas/plans
    ```

    ```yaml
    # good
    andra_planer:
      - ../nykoping/plans
      - ../strangnas/plans
    ```
    """,
)
STALE_IGNORE = Rule(
    "ANH901",
    "stale-ignore",
    """
    An exception in the settings no longer applies.

    An `ignore` entry in `anhorig.yaml` accepts a finding, with a reason and perhaps a last day. When the finding is
    gone, or the day has passed, the entry only hides what comes next. It is reported only when its plan is checked and
    could be read; an entry for no plan, or for one that does not exist, when all of the project's plans are checked.

    **Fix it:** remove the entry, correct its place, or give it a new last day.
    """,
    Severity.WARNING,
)


# Flaws of a file's text that concern a person.


PERSONAL_NUMBER = Rule(
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
    period. Digits that could be something else are not reported where a word before them says what they are (`Telefon`,
    `Faktura`).

    No command repeats a number: `[personnummer]` stands in its place, in reports as well. If it is not a personal
    number, accept the finding with `undanta` in `anhorig.yaml` and say why; then the plan's report shows the text as it
    stands.

    **Fix it:** remove the number. If the file has been committed, ask whoever looks after the repository to remove it
    from the history too, and report it as your municipality reports personal data breaches.
    """,
)
