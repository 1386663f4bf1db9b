"""Characters that act or hide instead of being read, as the insides of regular expressions' brackets.

What each room does with them differs: loading reports them, rendering drops them, the terminal shows their numbers.
"""

CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff"
"""Controls but tab and line ends, the byte order mark, what is no character, and half characters."""

BIDIRECTIONAL = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks that change the order text is shown in (Unicode Standard Annex 9, table 3)."""

SEPARATORS = r"\u2028\u2029"
"""Unicode's own line and paragraph ends, which most programs do not show."""
