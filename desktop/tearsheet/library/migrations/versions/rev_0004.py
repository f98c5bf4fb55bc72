"""Orders of the list, saved searches, steps that can be taken back, and what was found damaged."""

from functools import cache

import sqlalchemy as sa
from alembic import op

from tearsheet.text.pinyin import sort_key

revision = "0004"
down_revision = "0003"

KEY = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_BATCH = 1000
_article = sa.table(
    "article",
    *(sa.column("id", sa.Integer), sa.column("title", sa.Text), sa.column("source", sa.Text)),
    *(sa.column("title_key", sa.Text), sa.column("source_key", sa.Text)),
)


def upgrade() -> None:
    op.add_column("article", sa.Column("title_key", KEY, nullable=False, server_default=""))
    op.add_column("article", sa.Column("source_key", KEY, nullable=False, server_default=""))
    _make_keys()
    op.drop_index("ix_article_published", "article")
    op.create_index("ix_article_day", "article", ["published", "saved", "deleted"])
    op.create_index("ix_article_title", "article", ["title_key", "deleted"])
    op.create_index("ix_article_source_key", "article", ["source_key", "deleted"])
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("done", sa.BigInteger(), nullable=False),
        sa.Column("undone", sa.BigInteger(), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "step_article",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["step_id"], ["step.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("step_id", "article_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_step_article", "step_article", ["article_id"])
    op.create_table(
        "damage",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("found", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
    )


def _make_keys() -> None:
    """Give every article what it is sorted by."""
    connection, last = op.get_bind(), 0
    asked = sa.select(_article.c.id, _article.c.title, _article.c.source).order_by(_article.c.id).limit(_BATCH)
    given = sa.update(_article).where(_article.c.id == sa.bindparam("number"))
    given = given.values(title_key=sa.bindparam("of_title"), source_key=sa.bindparam("of_source"))
    key_of = cache(sort_key)  # sources come again and again
    while rows := connection.execute(asked.where(_article.c.id > last)).all():
        keys = [{"number": row.id, "of_title": sort_key(row.title), "of_source": key_of(row.source)} for row in rows]
        connection.execute(given, keys)
        last = rows[-1].id
