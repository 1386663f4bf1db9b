"""What follows from a plan on a day: what is known, late, missed, covered, suppressed; and how two versions differ."""
