"""The check-list before an oral starts."""
