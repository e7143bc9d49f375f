"""The grid and the reports: their pages, on screen, printed, saved, signed."""
