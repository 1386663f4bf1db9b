"""Rendering views to text. Nothing here writes a file, and no text of a plan is ever run as a template."""
