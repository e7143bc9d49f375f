"""The days of a centre placed by OR-Tools CP-SAT. Run in a process of its own (``cli/placer.py``)."""
