"""Runs the steps on the connection that `sync.central.schema` has open, inside its transaction."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
