"""whether a lead was told of an alarm by email"""

import sqlalchemy as sa
from alembic import op

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("case_alarm", sa.Column("told", sa.DateTime(), nullable=True))
    op.add_column("case_alarm", sa.Column("try_after", sa.DateTime(), nullable=True))
