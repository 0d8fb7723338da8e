"""how long a browser may show a talk, codes for one more device, texts sent from the page"""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0081"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "web_visit",
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.Column("own_device", sa.Boolean(), nullable=False),
        sa.Column("seen", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_web_visit")),
    )
    op.create_table(
        "web_code",
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("until", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_web_code_conversation_id_conversation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_web_code")),
    )
    op.create_index(op.f("ix_web_code_conversation_id"), "web_code", ["conversation_id"])
    op.create_table(
        "web_text",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("tag", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_web_text")),
    )
    op.create_index(op.f("ix_web_text_tag"), "web_text", ["tag"])
    op.create_index(op.f("ix_web_text_at"), "web_text", ["at"])


def downgrade() -> None:
    op.drop_table("web_text")
    op.drop_table("web_code")
    op.drop_table("web_visit")
