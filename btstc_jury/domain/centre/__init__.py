"""The exam centre: its candidates, its day, what comes back; values and rules."""
