"""call backs, alarms, whom a case is for; history that cannot be changed"""

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0006"
branch_labels = None
depends_on = None

CASE = (
    "matter VARCHAR(24) NOT NULL DEFAULT 'peer'",
    "organisation_id VARCHAR(36) CONSTRAINT fk_case_organisation_id_advice_organisation "
    "REFERENCES advice_organisation (id)",
    "wanted VARCHAR(36) CONSTRAINT fk_case_wanted_adviser REFERENCES adviser (id)",
    "gaps JSON NOT NULL DEFAULT '[]'",
)
ADVISER = ("capacity INTEGER NOT NULL DEFAULT 5", "skills JSON NOT NULL DEFAULT '[]'")
FIXED = ("case_event", "case_read")


def upgrade() -> None:
    # Not in batches: SQLite would have to drop tables that others point at.
    for column in CASE:
        op.execute(f'ALTER TABLE "case" ADD COLUMN {column}')
    op.add_column("case", sa.Column("ended", sa.DateTime(), nullable=True))
    for name in ("needs", "callback", "summary"):
        op.add_column("case", sa.Column(name, sa.LargeBinary(), nullable=True))
    op.create_index(op.f("ix_case_due"), "case", ["due"])
    op.create_index(op.f("ix_case_holder"), "case", ["holder"])
    for column in ADVISER:
        op.execute(f"ALTER TABLE adviser ADD COLUMN {column}")
    op.add_column("adviser", sa.Column("away", sa.DateTime(), nullable=True))
    op.add_column("adviser", sa.Column("resting_until", sa.DateTime(), nullable=True))
    for table in FIXED:
        op.execute(f"ALTER TABLE {table} ADD COLUMN why VARCHAR(40) NOT NULL DEFAULT ''")
    op.create_table(
        "case_alarm",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("case_id", sa.String(length=36), nullable=False),
        sa.Column("what", sa.String(length=24), nullable=False),
        sa.Column("raised", sa.DateTime(), nullable=False),
        sa.Column("seen", sa.DateTime(), nullable=True),
        sa.Column("seen_by", sa.String(length=36), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=op.f("fk_case_alarm_case_id_case")),
        sa.ForeignKeyConstraint(
            ["seen_by"], ["adviser.id"], name=op.f("fk_case_alarm_seen_by_adviser")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_alarm")),
    )
    op.create_index(op.f("ix_case_alarm_case_id"), "case_alarm", ["case_id"])
    op.create_table(
        "conflict",
        sa.Column("adviser_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adviser_id"], ["adviser.id"], name=op.f("fk_conflict_adviser_id_adviser")
        ),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_conflict_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("adviser_id", "conversation_id", name=op.f("pk_conflict")),
    )
    _cases_that_ended()
    _fix_history()


def _cases_that_ended() -> None:
    """What was written after an old case had ended stays between the person and the assistant."""
    op.execute(
        'UPDATE "case" SET ended = (SELECT max(at) FROM case_event WHERE case_id = "case".id) '
        "WHERE state IN ('handed_back', 'closed')"
    )
    connection = op.get_bind()
    rows = connection.execute(
        sa.text(
            "SELECT c.id, (SELECT max(m.number) FROM message m WHERE m.conversation_id = "
            'c.conversation_id AND m.created <= c.ended) FROM "case" c WHERE c.ended IS NOT NULL'
        )
    ).all()
    for case_id, last in rows:
        connection.execute(
            sa.text('UPDATE "case" SET gaps = :gaps WHERE id = :id'),
            {"gaps": f"[[{(last or 0) + 1}, null]]", "id": case_id},
        )


def _fix_history() -> None:
    """Rows of the history and of the read log can be added, and never changed."""
    if op.get_bind().dialect.name == "sqlite":
        for table in FIXED:
            op.execute(
                f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} BEGIN "
                f"SELECT RAISE(ABORT, 'rows of {table} are never changed'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION never_changed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'rows of % are never changed', TG_TABLE_NAME; END $$"
    )
    for table in FIXED:
        op.execute(
            f"CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION never_changed()"
        )
