"""Questions to the user where an argument is left out."""
