"""Surveys: a map of a file's columns, and the answers counted into a plan."""
