"""A symbol for each word of the scales that are shown; a symbol never stands without its word."""

SYMBOLS: dict[str, str] = {
    "achieved": "✔",
    "expected": "▲",
    "partly_expected": "◆",
    "partly_achieved": "◐",
    "unlikely": "▼",
    "not_achieved": "✖",
    "discontinued": "⊘",
    "not_assessed": "○",
    "not_applicable": "–",
    "not_started": "○",
    "in_progress": "◔",
    "done": "✔",
    "cancelled": "⊘",
    "better": "↗",
    "unchanged": "→",
    "worse": "↘",
    "unknown": "?",
    "overdue": "!",
}
