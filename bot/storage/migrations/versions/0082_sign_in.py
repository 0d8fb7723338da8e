"""passkeys, passwords with codes, recovery codes; an adviser's own settings"""

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0070"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("adviser", sa.Column("password", sa.String(length=200), nullable=True))
    op.add_column("adviser", sa.Column("data_key", sa.LargeBinary(), nullable=True))
    op.add_column("adviser", sa.Column("totp", sa.LargeBinary(), nullable=True))
    op.execute("ALTER TABLE adviser ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0")
    op.execute("ALTER TABLE adviser ADD COLUMN settings JSON NOT NULL DEFAULT '{}'")
    op.create_table(
        "passkey",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("adviser_id", sa.String(length=36), nullable=False),
        sa.Column("credential", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"], ["adviser.id"], name=op.f("fk_passkey_adviser_id_adviser")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passkey")),
    )
    op.create_index(op.f("ix_passkey_adviser_id"), "passkey", ["adviser_id"])
    op.create_table(
        "passkey_challenge",
        sa.Column("challenge", sa.LargeBinary(), nullable=False),
        sa.Column("expires", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("challenge", name=op.f("pk_passkey_challenge")),
    )
    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("adviser_id", sa.String(length=36), nullable=False),
        sa.Column("used", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["adviser_id"], ["adviser.id"], name=op.f("fk_recovery_code_adviser_id_adviser")
        ),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_code")),
    )
    op.create_index(op.f("ix_recovery_code_adviser_id"), "recovery_code", ["adviser_id"])
