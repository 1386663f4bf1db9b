"""One change → the new text, with every other byte as it was."""
