"""Check plans, and say what is new since a revision."""
