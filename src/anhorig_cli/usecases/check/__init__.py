"""Check plans, and tell what is new since a revision."""
