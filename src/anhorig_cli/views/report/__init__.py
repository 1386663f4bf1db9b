"""The parts of a report as views."""
