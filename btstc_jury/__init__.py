"""Live oral evaluations of the BTS Technico-commercial."""

__version__ = "0.1.0"
