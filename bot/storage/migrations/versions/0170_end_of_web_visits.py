"""visits and codes of the web chat are found by their end, to delete old ones"""

from alembic import op

revision = "0170"
down_revision = "0084"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_web_visit_until"), "web_visit", ["until"])
    op.create_index(op.f("ix_web_code_until"), "web_code", ["until"])


def downgrade() -> None:
    op.drop_index(op.f("ix_web_code_until"), table_name="web_code")
    op.drop_index(op.f("ix_web_visit_until"), table_name="web_visit")
