"""Where in an archive or a mail a document was."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Documents that are known already say so once their file is loaded again."""
    op.add_column("documents", sa.Column("member", sa.String(), nullable=False, server_default=""))
