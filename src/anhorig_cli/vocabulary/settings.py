"""The keys of the settings, `anhorig.yaml`."""

from anhorig_cli.vocabulary.part import Part
from anhorig_cli.vocabulary.spelling import Term

_COMMITTEE_PAPER = Term("committee_paper", "tjänsteskrivelse")

SETTINGS_PARTS: tuple[Part, ...] = (
    Part(
        "project",
        (
            Term("plans", "planer"),
            Term("templates", "mallar"),
            Term("language", "språk"),
            Term("requires", "kräver"),
            Term("due_soon_days", "snart_dagar"),
            Term("small_count", "minsta_antal"),
            Term("severity", "allvar"),
            Term("thresholds", "gränser"),
            Term("labels", "etiketter"),
            Term("report", "rapport"),
            _COMMITTEE_PAPER,
            Term("ignore", "undanta"),
        ),
    ),
    Part("ignore", (Term("rule", "regel"), Term("at", "plats"), Term("reason", "skäl"), Term("until", "till_och_med"))),
    Part(
        "labels",
        (Term("assessment", "bedömning"), Term("activity", "aktivitet"), Term("trend", "trend"), _COMMITTEE_PAPER),
    ),
)
"""Every part of the settings."""
