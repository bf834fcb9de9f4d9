"""What alembic runs for each command: it works on the connection it is given and opens none."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from sqlmodel import SQLModel

from evidence import models
from evidence.store.schema import is_ours


def plain_type(kind: str, item: Any, _autogen: Any) -> str | Literal[False]:
    """How a new step writes a column's type: in SQLAlchemy's own words, so that it outlives a change of ours."""
    if kind == "type" and isinstance(item, models.UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, models.Records):
        return "sa.JSON()"
    if kind == "type" and type(item).__name__ == "AutoString":
        return f"sa.String({item.length or ''})"
    return False


def migrate() -> None:
    """Run the steps inside the caller's transaction."""
    connection: sa.Connection = context.config.attributes["connection"]
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=context.config.attributes.get("batch", True),
        render_item=plain_type,
        include_object=is_ours,
    )
    context.run_migrations()


migrate()
