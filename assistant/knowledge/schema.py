"""The catalog's tables: what is known, what was asked about it, and what surfaces have to remember.

Every key of what is known is derived from content, so that the same folder always gives the same rows; the keys of
conversations and turns are drawn by chance, so that nobody guesses them.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    case,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

state = Table(
    "state",
    metadata,
    Column("key", String, primary_key=True),
    Column("value", String, nullable=False),
)

folders = Table(
    "folders",
    metadata,
    Column("id", String, primary_key=True),
    Column("path", String, nullable=False, unique=True),
)

sources = Table(
    "sources",
    metadata,
    Column("id", String, primary_key=True),
    Column("folder_id", ForeignKey("folders.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("path", String, nullable=False, index=True, doc="relative to the folder, with forward slashes"),
    Column("size", BigInteger, nullable=False, doc="bytes"),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("digest", String, nullable=False, doc="of the file's bytes"),
    Column("recipe", String, nullable=False, doc="the loading and chunking that made the rows below it"),
    Column("text", Text, nullable=False, doc="the canonical text"),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("source_id", ForeignKey("sources.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("member", String, nullable=False, server_default="", doc="its path inside an archive or mail, or empty"),
    Column("start", Integer, nullable=False, doc="of the document's text in the source's"),
    Column("end", Integer, nullable=False),
    Column("title", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("date", Date),
    Column("audience", String, nullable=False, index=True),
    Column("markup", String, nullable=False, doc="how the text is written: plain, markdown or pdf"),
    Column("facets", JSON, nullable=False, doc="a loaders.document.Facets"),
    Column("places", JSON, nullable=False, doc="[kind, value, start, end] over the source's text"),
)

names = Table(
    "names",
    metadata,
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True),
    Column("kind", String, primary_key=True, doc="person, partner, alliance, asset or title"),
    Column("name", String, primary_key=True),
)

aliases = Table(
    "aliases",
    metadata,
    Column("folder_id", ForeignKey("folders.id", ondelete="CASCADE"), primary_key=True),
    Column("alias", String, primary_key=True),
    Column("name", String, primary_key=True, doc="what the alias stands for"),
)

passages = Table(
    "passages",
    metadata,
    Column("id", String, primary_key=True),
    Column("document_id", ForeignKey("documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("text", Text, nullable=False, doc="the slice of the source's text, word for word"),
    Column("reading", Text, doc="null where the text reads well as it is"),
    Column("context", Text, nullable=False, doc="title, heading path and question: indexed with the reading"),
    Column("places", JSON, nullable=False, doc="those of the document's places that the passage touches"),
    Column("tokens", Integer, nullable=False),
    Column("digest", String, nullable=False, index=True, doc="of what is embedded; the key of its vector"),
    Column("indexed", Boolean, nullable=False),
)
Index("ix_passages_pending", passages.c.id, sqlite_where=passages.c.indexed.is_(False))

vectors = Table(
    "vectors",
    metadata,
    Column("digest", String, primary_key=True),
    Column("model", String, primary_key=True),
    Column("vector", LargeBinary, nullable=False, doc="little-endian float32"),
)

removed = Table(
    "removed",
    metadata,
    Column("passage_id", String, primary_key=True, doc="to be taken out of the indexes"),
    Column("audience", String, nullable=False),
)

# Times are UTC in ISO 8601, to the millisecond, so that they sort as text.
conversations = Table(
    "conversations",
    metadata,
    Column("id", String, primary_key=True),
    Column("owner", String, nullable=False, index=True, doc="opaque: terminal, or what a surface knows its user by"),
    Column("place", String, nullable=False, doc="where it is held: terminal, web, a thread in Slack"),
    Column("title", String, nullable=False, doc="as its owner named it, or empty"),
    Column("begun", String, nullable=False),
    Column("last", String, nullable=False, index=True, doc="when its last question was asked"),
)

turns = Table(
    "turns",
    metadata,
    Column("id", String, primary_key=True, doc="of the turn and of its answer"),
    Column("conversation_id", ForeignKey("conversations.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False, doc="in the conversation, from 1"),
    Column("asked", String, nullable=False),
    Column("question", Text, nullable=False),
    Column("finished", Boolean, nullable=False, doc="false while the answer is made, and of one that was stopped"),
    Column("answer", JSON(none_as_null=True), doc="an assistant.types.Answer; null until there is some of it"),
    Column("passages", JSON, nullable=False, doc="[document id, start, end] of what was found"),
    Column("audiences", JSON, nullable=False, doc="what the asker could see"),
    Column("settled", Boolean, nullable=False, doc="whether each document that the asker could see is where it was"),
    UniqueConstraint("conversation_id", "position", name="uq_turns_conversation_id"),
)
Index("ix_turns_settled", turns.c.id, sqlite_where=turns.c.settled.is_(True))

feedback = Table(
    "feedback",
    metadata,
    Column("turn_id", ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True),
    Column("owner", String, primary_key=True, doc="who gave it"),
    Column("verdict", String, nullable=False, doc="up or down"),
    Column("reason", Text, nullable=False),
    Column("given", String, nullable=False),
)

shared = Table(
    "shared",
    metadata,
    Column("turn_id", ForeignKey("turns.id", ondelete="CASCADE"), primary_key=True),
    Column("token", String, nullable=False, doc="what its link has; it cannot be guessed"),
    UniqueConstraint("token", name="uq_shared_token"),
)

keys = Table(
    "keys",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False, doc="what its maker calls it"),
    Column("digest", String, nullable=False, unique=True, index=True, doc="of the secret, which is not kept"),
    Column("audiences", JSON(none_as_null=True), doc="what its holder may see; null for everything"),
    Column("role", String, nullable=False, doc="ask or manage"),
    Column("rate", String, nullable=False, doc="requests allowed, as in 60/minute"),
    Column("created", String, nullable=False),
    Column("revoked", String, doc="when it was; null while it opens anything"),
)

slack_events = Table(
    "slack_events",
    metadata,
    Column("id", Integer, primary_key=True, doc="in the order of arrival"),
    Column("event_id", String, nullable=False, doc="Slack's, or what else is one and the same in every delivery"),
    Column("kind", String, nullable=False, doc="what is to be done about it"),
    Column("channel", String, nullable=False),
    Column("ts", String, nullable=False, doc="of the message, or of the change to one"),
    Column("thread", String, nullable=False, doc="events of one thread are worked off one after the other"),
    Column("user", String, nullable=False),
    Column("payload", JSON(none_as_null=True), doc="what the work needs; null when it is done"),
    Column("attempts", Integer, nullable=False),
    Column("received", String, nullable=False),
    Column("due", String, doc="when it may be worked on; null when it is done"),
    UniqueConstraint("event_id", name="uq_slack_events_event_id"),
    UniqueConstraint("kind", "channel", "ts", name="uq_slack_events_kind"),
)
Index("ix_slack_events_open", slack_events.c.id, sqlite_where=slack_events.c.due.is_not(None))
Index("ix_slack_events_received", slack_events.c.received)

slack_threads = Table(
    "slack_threads",
    metadata,
    Column("channel", String, primary_key=True),
    Column("thread", String, primary_key=True),
    Column("conversation_id", String, doc="what is kept of it, which may be forgotten before this is"),
    Column("quiet", Boolean, nullable=False, doc="whether only a mention is answered"),
    Column("last", String, nullable=False),
)

slack_replies = Table(
    "slack_replies",
    metadata,
    Column("channel", String, primary_key=True),
    Column("ts", String, primary_key=True),
    Column("question", String, nullable=False, doc="ts of the message that it replies to"),
    Column("part", Integer, nullable=False, doc="of a long answer, from 0"),
    Column("answer_id", String, doc="null until the answer is whole"),
    Column("posted", String, nullable=False),
    UniqueConstraint("channel", "question", "part", name="uq_slack_replies_channel"),
)

INSIDE = " › "

# Where a document is found: in a file, or inside one, as in "export.zip › minutes/may.md".
place_of_document = case(
    (documents.c.member == "", sources.c.path), else_=sources.c.path.concat(INSIDE).concat(documents.c.member)
)
