"""Live oral evaluations of the BTS Technico-commercial."""

__version__ = "1.0.0"
