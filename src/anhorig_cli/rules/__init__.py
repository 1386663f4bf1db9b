"""The rules that plans are checked against: one file per rule, one folder per family, one tuple (`registry`).

Reading rules have no check of their own: loading reports them while it reads, and `reading` holds their pages.
"""
