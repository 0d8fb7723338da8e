"""The indexes of the search table hold every column that a search reads."""

from alembic import op

revision = "0171"
down_revision = "0170"
branch_labels = None
depends_on = None

_AREA, _CELL = "ix_search_row_area_kind_cell", "ix_search_row_cell"
_SHORT = {_AREA: ["area", "kind", "cell"], _CELL: ["cell", "kind"]}
_WHOLE = {
    _AREA: [
        *_SHORT[_AREA], "easting", "northing", "has", "lacks", "days", "led", "spread", "checked",
        "service_id", "organisation_id",
    ],
    _CELL: [*_SHORT[_CELL], "area", "easting", "northing", "service_id"],
}  # fmt: skip


def upgrade() -> None:
    _make(_WHOLE)


def downgrade() -> None:
    _make(_SHORT)


def _make(columns: dict[str, list[str]]) -> None:
    for name, held in columns.items():
        op.drop_index(name, table_name="search_row")
        op.create_index(name, "search_row", held)
