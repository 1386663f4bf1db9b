"""Files of survey answers, and the maps of their columns."""
