"""An id that is made of a title."""

import re
import unicodedata

_LONGEST_SLUG = 40


def plain_id(title: str) -> str:
    """Return a title as an id: in plain letters, cut at a word."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", title.casefold()) if not unicodedata.combining(c))
    words = re.findall(r"[a-z0-9]+", bare)
    slug = ""
    for word in words:
        longer = f"{slug}-{word}" if slug else word[:_LONGEST_SLUG]
        if len(longer) > _LONGEST_SLUG:
            break
        slug = longer
    return slug or "ny"
