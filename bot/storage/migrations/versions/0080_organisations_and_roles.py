"""organisations whose advisers answer, and what each adviser may do"""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0040"
branch_labels = None
depends_on = None

FOREIGN_KEY = "fk_adviser_organisation_id_advice_organisation"


def upgrade() -> None:
    op.create_table(
        "advice_organisation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("listing", sa.String(length=60), nullable=True),
        sa.Column("hours", sa.String(length=200), nullable=False),
        sa.Column("fallback", sa.Boolean(), nullable=False),
        sa.Column("created", sa.DateTime(), nullable=False),
        sa.Column("closed", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_advice_organisation")),
        sa.UniqueConstraint("listing", name=op.f("uq_advice_organisation_listing")),
        sa.UniqueConstraint("name", name=op.f("uq_advice_organisation_name")),
    )
    op.create_table(
        "advice_area",
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("borough", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["advice_organisation.id"],
            name=op.f("fk_advice_area_organisation_id_advice_organisation"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "borough", name=op.f("pk_advice_area")),
    )
    op.create_index(op.f("ix_advice_area_borough"), "advice_area", ["borough"])
    op.create_table(
        "closed_day",
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("why", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["advice_organisation.id"],
            name=op.f("fk_closed_day_organisation_id_advice_organisation"),
        ),
        sa.PrimaryKeyConstraint("organisation_id", "day", name=op.f("pk_closed_day")),
    )
    # Not in batches: SQLite would have to drop a table that others point at.
    op.execute("ALTER TABLE adviser ADD COLUMN role VARCHAR(24) NOT NULL DEFAULT 'adviser'")
    op.execute(
        "ALTER TABLE adviser ADD COLUMN organisation_id VARCHAR(36) "
        f"CONSTRAINT {FOREIGN_KEY} REFERENCES advice_organisation (id)"
    )
    # Who was there first has run the service alone so far.
    op.execute(
        "UPDATE adviser SET role = 'service_manager' WHERE id = (SELECT id FROM adviser "
        "WHERE disabled IS NULL ORDER BY created, name LIMIT 1)"
    )
