"""The keys that callers show: made once, kept as a digest, each with what its holder may see, do and how often."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, cast

from sqlalchemy import Row, insert, select, update

from assistant.errors import UsageError
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.schema import keys
from assistant.types import Viewer

Role = Literal["ask", "manage"]

_PREFIX = "ally_"  # so that a key that leaked is recognised for what it is


@dataclass(frozen=True)
class Key:
    """A key as it is kept; `audiences` is None for one that sees everything.

    `rate` is as in "60/minute"; times are UTC in ISO 8601.
    """

    id: str
    name: str
    audiences: frozenset[str] | None
    role: Role
    rate: str
    created: str
    revoked: str | None

    @property
    def viewer(self) -> Viewer:
        """Its holder counts as one party."""
        return Viewer() if self.audiences is None else Viewer.cleared_for(self.audiences)


class Keys:
    """The keys of a catalog. A revoked one stays on record and opens nothing."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    def create(self, name: str, audiences: Iterable[str] | None, role: Role, rate: str) -> tuple[Key, str]:
        """A new key and the secret that its holder shows, which cannot be had again."""
        secret = _PREFIX + secrets.token_urlsafe(32)
        row = {
            "id": secrets.token_hex(4),
            "name": name,
            "digest": _digest(secret),
            "audiences": None if audiences is None else sorted(audiences),
            "role": role,
            "rate": rate,
            "created": _now(),
        }
        with self._catalog.keeping() as connection:
            connection.execute(insert(keys).values(row))
            made = connection.execute(select(keys).where(keys.c.id == row["id"])).one()
        return _key(made), secret

    def all(self) -> list[Key]:
        """Every key, the revoked ones too, oldest first."""
        with self._catalog.reading() as connection:
            return [_key(row) for row in connection.execute(select(keys).order_by(keys.c.created, keys.c.id))]

    def any(self) -> bool:
        """Whether a key was ever made: from then on one is asked for, also when it was revoked."""
        with self._catalog.reading() as connection:
            return connection.execute(select(keys.c.id).limit(1)).first() is not None

    def of(self, secret: str) -> Key | None:
        """The key of this secret, unless it was revoked."""
        query = select(keys).where(keys.c.digest == _digest(secret), keys.c.revoked.is_(None))
        with self._catalog.reading() as connection:
            row = connection.execute(query).first()
        return None if row is None else _key(row)

    def revoke(self, key_id: str) -> Key:
        """Have a key open nothing any more. Raises UsageError where there is no such key."""
        with self._catalog.keeping() as connection:
            connection.execute(update(keys).where(keys.c.id == key_id, keys.c.revoked.is_(None)).values(revoked=_now()))
            row = connection.execute(select(keys).where(keys.c.id == key_id)).first()
        if row is None:
            raise UsageError(f"{key_id!r}: no such key; 'ally keys list' shows what there is")
        return _key(row)


def _digest(secret: str) -> str:
    # A secret of 256 random bits cannot be guessed from a fast hash of it, unlike a password.
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _key(row: Row[Any]) -> Key:
    return Key(
        id=row.id,
        name=row.name,
        audiences=None if row.audiences is None else frozenset(row.audiences),
        role=cast("Role", row.role),
        rate=row.rate,
        created=row.created,
        revoked=row.revoked,
    )
