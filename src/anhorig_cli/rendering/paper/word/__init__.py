"""Writing a document as a Word file, in the tool's own letterhead or a municipality's."""
