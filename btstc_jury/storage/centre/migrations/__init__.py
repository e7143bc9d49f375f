"""The migrations of the centre file's schema; what a revision made stays as it was made."""
