"""drafts, saved replies, safeguarding records, changes in the management of the console"""

import sqlalchemy as sa
from alembic import op

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade() -> None:
    op.create_table(
        "draft",
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("adviser_id", sa.String(length=36), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _key("draft", "case_id", "case"),
        _key("draft", "adviser_id", "adviser"),
        sa.PrimaryKeyConstraint("case_id", "adviser_id", name=op.f("pk_draft")),
    )
    op.create_table(
        "saved_reply",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("adviser_id", sa.String(length=36), nullable=True),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("shortcut", sa.String(length=30), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        _key("saved_reply", "adviser_id", "adviser"),
        _key("saved_reply", "organisation_id", "advice_organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_reply")),
    )
    op.create_table(
        "safeguarding_record",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("lead_id", sa.String(length=36), nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=False),
        sa.Column("opened", sa.DateTime(), nullable=False),
        sa.Column("closed", sa.DateTime(), nullable=True),
        _key("safeguarding_record", "case_id", "case"),
        _key("safeguarding_record", "lead_id", "adviser"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguarding_record")),
    )
    op.create_table(
        "safeguarding_entry",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("record_id", sa.String(length=36), nullable=False),
        sa.Column("adviser_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        _key("safeguarding_entry", "record_id", "safeguarding_record"),
        _key("safeguarding_entry", "adviser_id", "adviser"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_safeguarding_entry")),
    )
    op.create_index(op.f("ix_safeguarding_entry_record_id"), "safeguarding_entry", ["record_id"])
    op.create_table(
        "change",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("adviser_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=True),
        sa.Column("what", sa.String(length=200), nullable=False),
        _key("change", "adviser_id", "adviser"),
        _key("change", "organisation_id", "advice_organisation"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
    )
