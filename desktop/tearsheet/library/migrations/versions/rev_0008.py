"""When a file's bytes were last put on a server: what a capture is about to refer to is not dropped."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("blob_bytes", sa.Column("put", sa.BigInteger(), nullable=False, server_default="0"))
