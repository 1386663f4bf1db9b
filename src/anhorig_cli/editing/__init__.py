"""One change → the new text, with every other byte unchanged."""
