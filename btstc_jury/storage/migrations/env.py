"""Alembic's environment: upgrades over the connection that ``migration`` hands it."""

from alembic import context

from btstc_jury.storage.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    # SQLite undoes schema changes with the transaction, which ``migration`` holds around all of this.
    transactional_ddl=True,
    render_as_batch=True,
)
context.run_migrations()
