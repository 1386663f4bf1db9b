"""Plans and their projects, as they stand on disk or as they were in a revision."""
