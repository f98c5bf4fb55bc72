"""What a person marked and the days of articles by their number: looked up for each hit of a search."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    columns = ["id", "deleted", "archived", "read", "favourite", "published", "saved"]
    op.create_index("ix_article_marks", "article", columns)
