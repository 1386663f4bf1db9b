"""The plan as frozen Pydantic models, one noun per file: no input or output, no clock, no positions in files."""
