"""A document to a Word file, in the tool's own letterhead or a municipality's."""
