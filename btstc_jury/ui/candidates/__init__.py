"""The day's list and the particulars of a candidate."""
