"""the directory after Open Referral UK: places, times, access facts, history, reports"""

import uuid

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0041"
branch_labels = None
depends_on = None

OURS = uuid.UUID("3f0c2a1e-7f4c-5c58-9b1e-4c6e8a0d5b11")


def upgrade() -> None:
    """Old listings keep their words and get the ids that a new import of them would give."""
    connection = op.get_bind()
    tables = ("organisation", "service", "serves")
    old = {
        name: [dict(r) for r in connection.execute(sa.text(f"SELECT * FROM {name}")).mappings()]
        for name in tables
    }
    op.drop_index("ix_serves_borough", table_name="serves")
    for name in reversed(tables):
        op.drop_table(name)
    _create()
    _fill(connection, old)


def _id(*parts: str) -> str:
    return str(uuid.uuid5(OURS, "/".join(parts)))


def _fill(connection: sa.Connection, old: dict[str, list[dict]]) -> None:
    same = ("name", "user_led", "website", "email", "address", "postcode", "source_url",
            "source_date", "checked", "confidence", "notes", "closed")  # fmt: skip
    empty = {"description": "", "checked_by": "", "feed": ""}
    for row in old["organisation"]:
        id = _id("organisation", row["id"])
        served = sorted(s["borough"] for s in old["serves"] if s["organisation_id"] == row["id"])
        row["areas"] = ["London"] if row["all_london"] else served
        words = "London-wide" if row["all_london"] else "; ".join(served)
        _insert(
            connection,
            "organisation",
            {**empty, **{n: row[n] for n in same}, "id": id, "areas": words},
        )
        for column, use in (("phone", "voice"), ("text_relay", "text")):
            if row[column]:
                phone = {"id": _id(use, "of", id), "organisation_id": id, "number": row[column]}
                _insert(connection, "phone", {**phone, "use": use})
    same = ("name", "kind", "description", "eligibility", "how_to_join", "accessibility",
            "paid_for", "source_url", "source_date", "checked", "confidence")  # fmt: skip
    unknown = dict.fromkeys(
        ("pays_travel", "pays_childcare", "pays_refreshments", "pays_support_worker"), "unknown"
    )
    empty |= {"url": "", "email": "", "status": "active", "alert": "", **unknown}
    empty.pop("description")
    areas = {row["id"]: row["areas"] for row in old["organisation"]}
    for row in old["service"]:
        id, owner = _id("service", row["id"]), _id("organisation", row["organisation_id"])
        values = {**empty, **{n: row[n] for n in same}, "id": id, "organisation_id": owner}
        _insert(connection, "service", values)
        if row["cost"]:
            cost = {"id": _id("cost", id, "csv"), "service_id": id, "option": ""}
            _insert(connection, "cost_option", {**cost, "words": row["cost"][:400]})
        for area in areas[row["organisation_id"]]:
            values = {"id": _id("area", id, area), "service_id": id, "name": area}
            _insert(connection, "area_served", values)


def _insert(connection: sa.Connection, table: str, values: dict) -> None:
    names = ", ".join(f'"{name}"' for name in values)
    connection.execute(
        sa.text(f"INSERT INTO {table} ({names}) VALUES ({', '.join(f':{n}' for n in values)})"),
        values,
    )


def _create() -> None:
    op.create_table(
        "listing_change",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("action", sa.String(length=12), nullable=False),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("decided", sa.DateTime(), nullable=True),
        sa.Column("decided_by", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_change")),
    )
    op.create_index(op.f("ix_listing_change_service_id"), "listing_change", ["service_id"])
    op.create_index(op.f("ix_listing_change_state"), "listing_change", ["state"])
    op.create_table(
        "location",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("city", sa.String(length=80), nullable=False),
        sa.Column("region", sa.String(length=80), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("easting", sa.Integer(), nullable=True),
        sa.Column("northing", sa.Integer(), nullable=True),
        sa.Column("access", sa.Text(), nullable=False),
        sa.Column("station", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_location")),
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("user_led", sa.String(length=8), nullable=False),
        sa.Column("website", sa.String(length=400), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("postcode", sa.String(length=10), nullable=False),
        sa.Column("areas", sa.Text(), nullable=False),
        sa.Column("source_url", sa.String(length=400), nullable=False),
        sa.Column("source_date", sa.String(length=120), nullable=False),
        sa.Column("checked", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(length=80), nullable=False),
        sa.Column("confidence", sa.String(length=8), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("feed", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_index(op.f("ix_organisation_name"), "organisation", ["name"])
    op.create_table(
        "taxonomy",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("uri", sa.String(length=400), nullable=False),
        sa.Column("version", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy")),
    )
    op.create_table(
        "phone",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("number", sa.String(length=160), nullable=False),
        sa.Column("use", sa.String(length=8), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_phone_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_phone")),
    )
    op.create_index(op.f("ix_phone_organisation_id"), "phone", ["organisation_id"])
    op.create_table(
        "quality_mark",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("level", sa.String(length=60), nullable=False),
        sa.Column("awarded", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_quality_mark_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quality_mark")),
    )
    op.create_index(op.f("ix_quality_mark_organisation_id"), "quality_mark", ["organisation_id"])
    op.create_table(
        "service",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("url", sa.String(length=400), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("eligibility", sa.Text(), nullable=False),
        sa.Column("minimum_age", sa.Float(), nullable=True),
        sa.Column("maximum_age", sa.Float(), nullable=True),
        sa.Column("how_to_join", sa.Text(), nullable=False),
        sa.Column("accessibility", sa.Text(), nullable=False),
        sa.Column("paid_for", sa.Text(), nullable=False),
        sa.Column("pays_travel", sa.String(length=8), nullable=False),
        sa.Column("pays_childcare", sa.String(length=8), nullable=False),
        sa.Column("pays_refreshments", sa.String(length=8), nullable=False),
        sa.Column("pays_support_worker", sa.String(length=8), nullable=False),
        sa.Column("alert", sa.Text(), nullable=False),
        sa.Column("source_url", sa.String(length=400), nullable=False),
        sa.Column("source_date", sa.String(length=120), nullable=False),
        sa.Column("checked", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.String(length=80), nullable=False),
        sa.Column("confidence", sa.String(length=8), nullable=False),
        sa.Column("feed", sa.String(length=400), nullable=False),
        sa.Column("modified", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name=op.f("fk_service_organisation_id_organisation"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
    )
    op.create_index(op.f("ix_service_checked"), "service", ["checked"])
    op.create_index(op.f("ix_service_feed"), "service", ["feed"])
    op.create_index(op.f("ix_service_kind"), "service", ["kind"])
    op.create_index(op.f("ix_service_name"), "service", ["name"])
    op.create_index(op.f("ix_service_organisation_id"), "service", ["organisation_id"])
    op.create_table(
        "taxonomy_term",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("taxonomy_id", sa.String(length=36), nullable=True),
        sa.Column("parent_id", sa.String(length=36), nullable=True),
        sa.Column("term", sa.String(length=200), nullable=False),
        sa.Column("taxonomy", sa.String(length=200), nullable=False),
        sa.Column("uri", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(
            ["taxonomy_id"],
            ["taxonomy.id"],
            name=op.f("fk_taxonomy_term_taxonomy_id_taxonomy"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taxonomy_term")),
    )
    op.create_index(op.f("ix_taxonomy_term_taxonomy_id"), "taxonomy_term", ["taxonomy_id"])
    op.create_table(
        "access_fact",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("need", sa.String(length=24), nullable=False),
        sa.Column("known", sa.String(length=4), nullable=False),
        sa.Column("words", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_access_fact_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_fact")),
    )
    op.create_index(op.f("ix_access_fact_service_id"), "access_fact", ["service_id"])
    op.create_table(
        "area_served",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_area_served_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_area_served")),
    )
    op.create_index(op.f("ix_area_served_service_id"), "area_served", ["service_id"])
    op.create_table(
        "contact",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("email", sa.String(length=200), nullable=False),
        sa.Column("phone", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_contact_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact")),
    )
    op.create_index(op.f("ix_contact_service_id"), "contact", ["service_id"])
    op.create_table(
        "cost_option",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("option", sa.String(length=200), nullable=False),
        sa.Column("amount", sa.Float(), nullable=True),
        sa.Column("words", sa.String(length=400), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_cost_option_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cost_option")),
    )
    op.create_index(op.f("ix_cost_option_service_id"), "cost_option", ["service_id"])
    op.create_table(
        "listing_report",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("conversation_id", sa.String(length=36), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("settled", sa.DateTime(), nullable=True),
        sa.Column("settled_by", sa.String(length=80), nullable=False),
        sa.Column("outcome", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversation.id"],
            name=op.f("fk_listing_report_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_report")),
    )
    op.create_index(
        op.f("ix_listing_report_conversation_id"), "listing_report", ["conversation_id"]
    )
    op.create_index(op.f("ix_listing_report_service_id"), "listing_report", ["service_id"])
    op.create_table(
        "schedule",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("freq", sa.String(length=8), nullable=False),
        sa.Column("interval", sa.Integer(), nullable=False),
        sa.Column("byday", sa.String(length=60), nullable=False),
        sa.Column("bymonthday", sa.String(length=60), nullable=False),
        sa.Column("opens_at", sa.String(length=5), nullable=False),
        sa.Column("closes_at", sa.String(length=5), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_schedule_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule")),
    )
    op.create_index(op.f("ix_schedule_service_id"), "schedule", ["service_id"])
    op.create_table(
        "search_row",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("organisation_id", sa.String(length=36), nullable=False),
        sa.Column("area", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("cell", sa.Integer(), nullable=False),
        sa.Column("easting", sa.Integer(), nullable=False),
        sa.Column("northing", sa.Integer(), nullable=False),
        sa.Column("has", sa.Integer(), nullable=False),
        sa.Column("lacks", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("spread", sa.Integer(), nullable=False),
        sa.Column("led", sa.String(length=8), nullable=False),
        sa.Column("checked", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_search_row_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_search_row")),
    )
    op.create_index("ix_search_row_area_kind_cell", "search_row", ["area", "kind", "cell"])
    op.create_index("ix_search_row_cell", "search_row", ["cell", "kind"])
    op.create_index(op.f("ix_search_row_service_id"), "search_row", ["service_id"])
    op.create_table(
        "service_at_location",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("location_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["location_id"],
            ["location.id"],
            name=op.f("fk_service_at_location_location_id_location"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_service_at_location_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_at_location")),
    )
    op.create_index(
        op.f("ix_service_at_location_location_id"), "service_at_location", ["location_id"]
    )
    op.create_index(
        op.f("ix_service_at_location_service_id"), "service_at_location", ["service_id"]
    )
    op.create_table(
        "service_term",
        sa.Column("id", sa.String(length=36), nullable=False),
        sa.Column("service_id", sa.String(length=36), nullable=False),
        sa.Column("term_id", sa.String(length=36), nullable=False),
        sa.ForeignKeyConstraint(
            ["service_id"],
            ["service.id"],
            name=op.f("fk_service_term_service_id_service"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["term_id"],
            ["taxonomy_term.id"],
            name=op.f("fk_service_term_term_id_taxonomy_term"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service_term")),
    )
    op.create_index(op.f("ix_service_term_service_id"), "service_term", ["service_id"])
    op.create_index(op.f("ix_service_term_term_id"), "service_term", ["term_id"])
