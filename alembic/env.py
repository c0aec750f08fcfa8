"""Runs the revisions on the engine that `app.base.migrations` hands in, else on the configured database."""

from sqlalchemy import Engine

import app.tables  # noqa: F401  (every table has to be known)
from alembic import context
from app.base.db import Base, make_engine
from app.base.settings import load_settings


def run() -> None:
    """Each revision in a transaction of its own; SQLite alters tables by copying them."""
    engine: Engine = context.config.attributes.get("engine") or make_engine(load_settings().database_url)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            render_as_batch=True,
            transaction_per_migration=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
