"""Views with plain names, so that the database can be read with any tool."""

from alembic import op

from evidence.store.migrations.browsing import statements

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Change the layout."""
    bind = op.get_bind()
    for statement in statements(bind.dialect.name):
        bind.exec_driver_sql(statement)
