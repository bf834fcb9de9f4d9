"""Full-text search over publications."""

from alembic import op

from evidence.store.migrations.fulltext import statements

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Change the layout."""
    for statement in statements(op.get_bind().dialect.name):
        op.execute(statement)
