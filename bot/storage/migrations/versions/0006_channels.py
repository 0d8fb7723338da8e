"""what carriers said of each message, what is counted and limited, and alarms"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("message") as table:
        table.add_column(
            sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        table.add_column(sa.Column("late", sa.Boolean(), nullable=False, server_default=sa.false()))
        table.add_column(sa.Column("error", sa.String(length=16), nullable=True))
        table.add_column(sa.Column("segments", sa.Integer(), nullable=True))
        table.add_column(sa.Column("wiped", sa.DateTime(), nullable=True))
        table.create_index("ix_message_wiped", ["channel", "wiped", "created"])
    with op.batch_alter_table("address") as table:
        table.add_column(sa.Column("heard", sa.DateTime(), nullable=True))
        table.add_column(sa.Column("paused_until", sa.DateTime(), nullable=True))
    op.create_table(
        "alarm",
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("detail", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("kind", name=op.f("pk_alarm")),
    )
    op.create_table(
        "sending_day",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("messages", sa.Integer(), nullable=False),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "day", name=op.f("pk_sending_day")),
    )
    op.create_table(
        "provider_event",
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("provider_id", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("wipe", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "provider_id", name=op.f("pk_provider_event")),
    )


def downgrade() -> None:
    for table in ("provider_event", "sending_day", "alarm"):
        op.drop_table(table)
    with op.batch_alter_table("address") as table:
        table.drop_column("paused_until")
        table.drop_column("heard")
    with op.batch_alter_table("message") as table:
        table.drop_index("ix_message_wiped")
        for column in ("wiped", "segments", "error", "late", "urgent"):
            table.drop_column(column)
