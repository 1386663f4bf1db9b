"""The history in git, read-only: `{path: bytes}` at a revision, and the revisions in which a path changed.

The only room that starts another program, and that program is git. A repository may come from a stranger, so nothing
that its configuration names is run: see `git`.
"""
