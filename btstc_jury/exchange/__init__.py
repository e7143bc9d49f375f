"""Data in and out: candidate lists, form files, exports."""
