"""The migrations of the exam file's schema, run by Alembic."""
