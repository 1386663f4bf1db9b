"""Compare versions of plans, and follow a plan through git."""
