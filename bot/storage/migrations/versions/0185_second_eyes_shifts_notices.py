"""held replies, shifts, notices to advisers, texts of the service, channels switched off"""

import sqlalchemy as sa
from alembic import op

revision = "0185"
down_revision = "0171"
branch_labels = None
depends_on = None


def _id(name: str, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.String(length=36), nullable=nullable)


def _key(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def upgrade() -> None:
    op.add_column(
        "adviser", sa.Column("new", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.add_column(
        "adviser", sa.Column("shifts", sa.String(length=200), server_default="", nullable=False)
    )
    op.add_column("adviser", sa.Column("contacts", sa.LargeBinary(), nullable=True))
    op.create_table(
        "held_reply",
        _id("id"),
        _id("case_id"),
        _id("adviser_id"),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("once", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("send_at", sa.DateTime(), nullable=True),
        sa.Column("late_at", sa.DateTime(), nullable=True),
        _key("held_reply", "case_id", "case"),
        _key("held_reply", "adviser_id", "adviser"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_reply")),
        sa.UniqueConstraint("case_id", "once", name=op.f("uq_held_reply_case_id_once")),
    )
    op.create_index(op.f("ix_held_reply_case_id"), "held_reply", ["case_id"])
    op.create_index(op.f("ix_held_reply_send_at"), "held_reply", ["send_at"])
    op.create_table(
        "case_notice",
        _id("id"),
        _id("case_id"),
        _id("adviser_id"),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("told", sa.DateTime(), nullable=True),
        sa.Column("try_after", sa.DateTime(), nullable=True),
        _key("case_notice", "case_id", "case"),
        _key("case_notice", "adviser_id", "adviser"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_notice")),
        sa.UniqueConstraint(
            "case_id", "adviser_id", "mark", name=op.f("uq_case_notice_case_id_adviser_id_mark")
        ),
    )
    for column in ("case_id", "adviser_id", "told"):
        op.create_index(op.f(f"ix_case_notice_{column}"), "case_notice", [column])
    op.create_table(
        "digest",
        _id("adviser_id"),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("told", sa.DateTime(), nullable=True),
        sa.Column("try_after", sa.DateTime(), nullable=True),
        _key("digest", "adviser_id", "adviser"),
        sa.PrimaryKeyConstraint("adviser_id", "day", name=op.f("pk_digest")),
    )
    op.create_table(
        "notice_link",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        _id("adviser_id"),
        sa.Column("expires", sa.DateTime(), nullable=False),
        _key("notice_link", "adviser_id", "adviser"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_notice_link")),
    )
    op.create_table(
        "channel_switch",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_channel_switch")),
    )
    op.create_table(
        "service_text",
        _id("id"),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        _id("adviser_id"),
        sa.Column("plain", sa.Text(), nullable=False),
        sa.Column("sms", sa.Text(), nullable=False),
        _key("service_text", "adviser_id", "adviser"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_text")),
    )
    op.create_index(op.f("ix_service_text_name"), "service_text", ["name"])
