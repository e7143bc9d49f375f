"""What the screens and papers of an exam centre show."""
