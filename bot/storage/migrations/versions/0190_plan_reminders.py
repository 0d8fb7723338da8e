"""reminders to look at a plan again"""

import sqlalchemy as sa
from alembic import op

revision = "0190"
down_revision = "0185"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_reminder",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("due", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_plan_reminder_person_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_plan_reminder_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_plan_reminder")),
    )
    op.create_index(op.f("ix_plan_reminder_due"), "plan_reminder", ["due"])


def downgrade() -> None:
    op.drop_index(op.f("ix_plan_reminder_due"), table_name="plan_reminder")
    op.drop_table("plan_reminder")
