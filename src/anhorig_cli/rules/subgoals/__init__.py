"""The subgoals: what is late, what is near, and what is missing."""
