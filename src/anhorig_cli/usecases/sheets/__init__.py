"""Sheets that are sent to units and roles, and that come back with answers."""
