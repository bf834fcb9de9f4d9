"""Pairs of publications that may be one, the names a merged one had, and what other sources say of its fields."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Change the layout."""
    op.create_table(
        "alias",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(500), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_alias_publication_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alias")),
        sa.UniqueConstraint("kind", "value", name=op.f("uq_alias_kind_value")),
    )
    op.create_index(op.f("ix_alias_publication_id"), "alias", ["publication_id"], unique=False)
    op.create_table(
        "othervalue",
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publication.id"], name=op.f("fk_othervalue_publication_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_othervalue")),
        sa.UniqueConstraint(
            "publication_id", "field", "source", name=op.f("uq_othervalue_publication_id_field_source")
        ),
    )
    op.create_index(op.f("ix_othervalue_publication_id"), "othervalue", ["publication_id"], unique=False)
    op.create_table(
        "duplicate",
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "candidate",
                "distinct",
                name="duplicatestatus",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_duplicate_pair_in_order")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["publication.id"], name=op.f("fk_duplicate_first_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["publication.id"], name=op.f("fk_duplicate_second_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_duplicate")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_duplicate_first_id_second_id")),
    )
    op.create_index(op.f("ix_duplicate_first_id"), "duplicate", ["first_id"], unique=False)
    op.create_index(op.f("ix_duplicate_second_id"), "duplicate", ["second_id"], unique=False)
