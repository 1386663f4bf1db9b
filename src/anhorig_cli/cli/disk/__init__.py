"""Writing what commands have made: whole files or none, and never over an input file."""
