"""What Slack told and what was replied to it."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the tables of Slack's events, threads and replies."""
    op.create_table(
        "slack_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("payload", sa.JSON(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("received", sa.String(), nullable=False),
        sa.Column("due", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_slack_events"),
        sa.UniqueConstraint("event_id", name="uq_slack_events_event_id"),
        sa.UniqueConstraint("kind", "channel", "ts", name="uq_slack_events_kind"),
    )
    op.create_index(
        "ix_slack_events_open", "slack_events", ["id"], unique=False, sqlite_where=sa.text("due IS NOT NULL")
    )
    op.create_index("ix_slack_events_received", "slack_events", ["received"], unique=False)
    op.create_table(
        "slack_threads",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("thread", sa.String(), nullable=False),
        sa.Column("conversation_id", sa.String(), nullable=True),
        sa.Column("quiet", sa.Boolean(), nullable=False),
        sa.Column("last", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "thread", name="pk_slack_threads"),
    )
    op.create_table(
        "slack_replies",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("ts", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("answer_id", sa.String(), nullable=True),
        sa.Column("posted", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("channel", "ts", name="pk_slack_replies"),
        sa.UniqueConstraint("channel", "question", "part", name="uq_slack_replies_channel"),
    )
