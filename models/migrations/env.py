"""Alembic's entry: `models.migrate` hands over the connection, `models.new_revision` what autogenerate needs."""

from alembic import context

attributes = context.config.attributes

context.configure(
    connection=attributes["connection"],
    target_metadata=attributes.get("metadata"),
    **attributes.get("autogenerate", {}),
)

with context.begin_transaction():
    context.run_migrations()
