"""Plans and their projects, on disk or at a revision."""
