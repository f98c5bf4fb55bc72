"""What a page says of itself beyond the first tables, and the share of its text that a version holds."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    for table in ("article", "version"):
        op.add_column(table, sa.Column("modified", sa.BigInteger(), nullable=True))
        op.add_column(table, sa.Column("modified_offset", sa.Integer(), nullable=True))
        op.add_column(table, sa.Column("canonical", sa.Text(), nullable=False, server_default=""))
        op.add_column(table, sa.Column("keywords", sa.JSON(), nullable=False, server_default="[]"))
        op.add_column(table, sa.Column("section", sa.Text(), nullable=False, server_default=""))
    op.add_column("version", sa.Column("share", sa.Float(), nullable=True))
