"""Surveys: guess the map of a file's columns, and count its answers into a plan."""
