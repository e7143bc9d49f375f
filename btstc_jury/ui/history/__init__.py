"""The history of an oral, beside it."""
