"""Sheets out to units and roles, and back."""
