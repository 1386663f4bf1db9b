"""What the commands write: whole files or none, and never over what was read."""
