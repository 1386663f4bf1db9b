"""Versions of plans as views: what was changed, moved, added."""
