"""Check plans, and report what is new since a revision."""
