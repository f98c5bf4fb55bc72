"""Which articles stand in the subtree of a tag: counted and listed, newest first, without gathering them."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_FILL = """
INSERT INTO article_subtree (tag_id, article_id)
SELECT DISTINCT above.id, article_tag.article_id
FROM article_tag JOIN tag ON tag.id = article_tag.tag_id
JOIN tag AS above ON above.path = tag.path OR (tag.path > above.path || '/' AND tag.path < above.path || '0')
"""


def upgrade() -> None:
    op.create_table(
        "article_subtree",
        sa.Column("tag_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["tag_id"], ["tag.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("tag_id", "article_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_article_subtree", "article_subtree", ["article_id"])
    connection = op.get_bind()
    paths = set(connection.scalars(sa.text("SELECT path FROM tag")))
    above = {path[:end] for path in paths for end, letter in enumerate(path) if letter == "/"}
    if missing := sorted(above - paths):
        connection.execute(sa.text("INSERT INTO tag (path) VALUES (:path)"), [{"path": path} for path in missing])
    op.execute(_FILL)
