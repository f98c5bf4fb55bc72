"""Jobs that are not done, in order: the next one is found without passing all that ever were."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    waits = sa.text("state != 'done'")
    op.create_index("ix_job_unfinished", "job", ["id"], sqlite_where=waits, postgresql_where=waits)
