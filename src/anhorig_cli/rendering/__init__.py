"""A view to text. Nothing here writes a file, and nothing that a plan says is ever run as a template."""
