"""What a screen or a page shows, as frozen values with their words already chosen (French)."""
