"""The use cases of an exam centre: its list, its days, its papers, what comes back and what it says."""
