"""Handing a sheet over to the candidate to whom it belongs."""
