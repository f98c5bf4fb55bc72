"""What a library on a server has in place of a folder and an index file: the bytes of blobs, and the words."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "blob_bytes",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )
    if op.get_bind().dialect.name == "postgresql":
        # Pictures and zstd are compressed already: kept apart from their rows as they are.
        for table in ("blob_bytes", "content"):
            op.execute(f"ALTER TABLE {table} ALTER COLUMN data SET STORAGE EXTERNAL")
        op.create_table(
            "search_chunk",
            sa.Column("article_id", sa.Integer(), nullable=False),
            sa.Column("field", sa.SmallInteger(), nullable=False),
            sa.Column("number", sa.Integer(), nullable=False),
            sa.Column("tokens", TSVECTOR(), nullable=False),
            sa.ForeignKeyConstraint(["article_id"], ["article.id"], ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("article_id", "field", "number"),
        )
        op.create_index("ix_search_chunk", "search_chunk", ["tokens"], postgresql_using="gin")
