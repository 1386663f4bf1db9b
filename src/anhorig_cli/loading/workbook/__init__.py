"""Workbooks that come back, which are strangers' files: inspected first, and only then read."""
