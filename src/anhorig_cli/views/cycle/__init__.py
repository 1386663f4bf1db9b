"""The annual cycle as views: tables, lists, events."""
