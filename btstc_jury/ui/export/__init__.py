"""Out to the centre: all grids of a file at once."""
