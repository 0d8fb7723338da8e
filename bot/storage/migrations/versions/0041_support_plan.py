"""the support plan of a person"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0080"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "support_plan",
        sa.Column("person_id", sa.String(length=36), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("agreed", sa.DateTime(), nullable=False),
        sa.Column("changed", sa.DateTime(), nullable=False),
        sa.Column("shown", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_support_plan_person_id_person")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_support_plan")),
    )


def downgrade() -> None:
    op.drop_table("support_plan")
