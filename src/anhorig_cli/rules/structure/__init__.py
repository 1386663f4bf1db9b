"""The structure of a plan: ids are unique, and references lead somewhere."""
