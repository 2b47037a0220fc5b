"""What can go wrong in the core, each with one line for the person who meets it.

AllyError
├── UsageError            the request cannot be carried out as put; nothing was changed
├── NotKnown              a conversation or an answer that does not exist, or is somebody else's
├── CatalogError          the catalog's database
│   ├── CatalogNewer      written by a newer version of Ally
│   ├── CatalogDamaged    not a readable database
│   ├── CatalogBusy       another process is writing to it for longer than we wait
│   └── CatalogFull       the disk, or what the user may write there, is full
├── DerivedIndexError     the indexes that are derived from the catalog
│   ├── IndexHeld         another process has them open
│   └── IndexDamaged      they cannot be read; they can be rebuilt
├── EmbeddingError        the embedding model
│   └── OtherEmbedding    the catalog's vectors come from another model
├── RerankingError        the model of the second stage
└── ModelError            the language model: it cannot be had, or gave no whole reply
"""


class AllyError(Exception):
    """Base of every error whose message is meant for people: what happened, to what, and what to do."""

    exit_code = 1


class UsageError(AllyError):
    exit_code = 2


class NotKnown(AllyError):
    exit_code = 2


class CatalogError(AllyError):
    pass


class CatalogNewer(CatalogError):
    pass


class CatalogDamaged(CatalogError):
    pass


class CatalogBusy(CatalogError):
    pass


class CatalogFull(CatalogError):
    pass


class DerivedIndexError(AllyError):
    pass


class IndexHeld(DerivedIndexError):
    pass


class IndexDamaged(DerivedIndexError):
    pass


class EmbeddingError(AllyError):
    pass


class OtherEmbedding(EmbeddingError):
    pass


class RerankingError(AllyError):
    pass


class ModelError(AllyError):
    pass
