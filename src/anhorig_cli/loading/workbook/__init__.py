"""Workbooks that come back, which are strangers' files: judged first, and only then read."""
