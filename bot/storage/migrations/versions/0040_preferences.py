"""what a person chose: how answers and pages come to them"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.add_column(sa.Column("data_key", sa.LargeBinary(), nullable=True))
        table.add_column(sa.Column("preferences", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person") as table:
        table.drop_column("preferences")
        table.drop_column("data_key")
