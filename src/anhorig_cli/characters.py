"""Characters that have an effect or are invisible, as the contents of character classes in regular expressions.

Each package treats them differently: loading reports them, rendering drops them, the terminal shows their code points.
"""

CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff"
"""Control characters except tab and line ends, the byte order mark, noncharacters, and surrogates."""

BIDIRECTIONAL = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Marks that change the order in which text is displayed (Unicode Standard Annex 9, table 3)."""

SEPARATORS = r"\u2028\u2029"
"""Unicode's line and paragraph separators, which most programs do not show."""
