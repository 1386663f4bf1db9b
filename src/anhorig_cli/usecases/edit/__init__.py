"""Change a plan's files: record, assess, postpone, tick off, add."""
