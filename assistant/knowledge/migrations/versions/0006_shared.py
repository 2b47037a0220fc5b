"""The answers that their askers share by a link."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the table of shared answers."""
    op.create_table(
        "shared",
        sa.Column("turn_id", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["turn_id"], ["turns.id"], name="fk_shared_turn_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("turn_id", name="pk_shared"),
        sa.UniqueConstraint("token", name="uq_shared_token"),
    )
