"""The catalog's tables. Every key is derived from content, so that the same folder always gives the same rows."""

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

INSIDE = " › "

# Where a document is found: in a file, or inside one, as in "export.zip › minutes/may.md".
place_of_document = case(
    (documents.c.member == "", sources.c.path), else_=sources.c.path.concat(INSIDE).concat(documents.c.member)
)
