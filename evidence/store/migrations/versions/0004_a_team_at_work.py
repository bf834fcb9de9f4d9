"""Who may use the workbench, who codes which claim, and what is chosen and not recorded yet."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Change the layout."""
    op.create_table(
        "account",
        sa.Column(
            "role",
            sa.Enum(
                "reader",
                "coder",
                "adjudicator",
                "owner",
                name="teamrole",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("password", sa.String(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewer.id"], name=op.f("fk_account_reviewer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
        sa.UniqueConstraint("reviewer_id", name=op.f("uq_account_reviewer_id")),
    )
    op.create_table(
        "credential",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "invitation",
                "session",
                "program",
                name="credentialkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_credential_account_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credential")),
        sa.UniqueConstraint("digest", name=op.f("uq_credential_digest")),
    )
    op.create_index(op.f("ix_credential_account_id"), "credential", ["account_id"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_assignment_claim_id"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["protocol_id"], ["protocol.id"], name=op.f("fk_assignment_protocol_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewer.id"], name=op.f("fk_assignment_reviewer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("protocol_id", "claim_id", "reviewer_id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_claim_id"), "assignment", ["claim_id"], unique=False)
    op.create_index(op.f("ix_assignment_reviewer_id"), "assignment", ["reviewer_id"], unique=False)
    op.create_table(
        "judgementdraft",
        sa.Column("protocol_id", sa.Integer(), nullable=False),
        sa.Column("claim_id", sa.Integer(), nullable=False),
        sa.Column("reviewer_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_judgementdraft_claim_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["protocol_id"], ["protocol.id"], name=op.f("fk_judgementdraft_protocol_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["reviewer.id"], name=op.f("fk_judgementdraft_reviewer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("protocol_id", "claim_id", "reviewer_id", name=op.f("pk_judgementdraft")),
    )
    op.create_index(op.f("ix_judgementdraft_claim_id"), "judgementdraft", ["claim_id"], unique=False)
    op.create_index(op.f("ix_judgementdraft_reviewer_id"), "judgementdraft", ["reviewer_id"], unique=False)
