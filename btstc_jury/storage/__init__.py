"""The exam file: a SQLite database holding the journal and its index."""
