"""What the screens and papers of a rehearsal show."""
