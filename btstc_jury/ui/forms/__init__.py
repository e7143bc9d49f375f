"""The form editor: forms begun, changed, checked, compared, tried and kept."""
