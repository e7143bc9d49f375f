"""The verification of signed grids on screen."""
