"""The folder of what callers upload: a folder in it for each audience, so that none can be taken for another's.

A file is read before it is taken, and is refused where it would be seen by others than its uploader says.
"""

import shutil
import tempfile
from pathlib import Path, PurePath
from typing import BinaryIO

from pydantic import ValidationError

from assistant.build import parsed
from assistant.errors import AllyError, UsageError
from assistant.knowledge.catalog import Catalog
from assistant.knowledge.opened import OpenDocument
from assistant.knowledge.parsing import Refused
from assistant.knowledge.recording import source_key
from assistant.knowledge.schema import INSIDE
from assistant.knowledge.stored import StoredDocument
from assistant.service.loading import Loading
from assistant.settings import Settings
from assistant.types import Filters, Viewer
from loaders.facets.claims import Claims

LONGEST_NAME = 150  # characters; file systems take 255 bytes


class Uploads:
    """Takes files into the folder that the settings name, and drops them again."""

    def __init__(self, catalog: Catalog, loading: Loading, settings: Settings) -> None:
        self._catalog = catalog
        self._loading = loading
        self._settings = settings

    @property
    def folder(self) -> Path:
        """Where uploads are kept. Raises UsageError where the settings name no folder."""
        if self._settings.uploads is None:
            raise UsageError("Nothing can be uploaded here; name a folder for it in the setting 'uploads'")
        return self._settings.uploads.resolve()

    def stage(self, name: str, audience: str, content: BinaryIO, viewer: Viewer) -> Path:
        """Read a file and put it in its place, if every document in it is for this audience. Raises UsageError."""
        place = self.folder / _folder_of(checked_audience(audience, viewer)) / _checked_name(name)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            # Hidden from a sync, and under the same folders, whose names and files say what it becomes.
            with tempfile.TemporaryDirectory(dir=place.parent, prefix=".incoming-") as incoming:
                staged = Path(incoming) / place.name
                with staged.open("wb") as file:
                    shutil.copyfileobj(content, file)
                self._require_audience(staged, audience)
                staged.replace(place)
        except OSError as error:
            raise AllyError(f"{name}: cannot be kept ({error.strerror}); the operator should look at it") from error
        return place

    async def take(self, place: Path) -> list[StoredDocument]:
        """Load what was staged: its documents. Raises UsageError where it cannot be."""
        path = place.relative_to(self.folder).as_posix()
        report = await self._loading.synced(self.folder)
        if problem := report["failed"].get(path):
            place.unlink(missing_ok=True)
            raise UsageError(f"{place.name}: {problem}")
        return self._documents(source_key(self.folder, path), path)

    async def drop(self, document: OpenDocument, viewer: Viewer) -> None:
        """Delete the file that the document came in. Raises UsageError for one that was not uploaded."""
        path = document.source.partition(INSIDE)[0]
        held = self._documents(document.source_id, path)
        uploaded = document.source_id == source_key(self.folder, path)
        if not uploaded or any(not viewer.visible([each.facets.audience]) for each in held):
            raise UsageError(f"{document.source}: was not uploaded; take it out of the folder that it came from")
        (self.folder / path).unlink(missing_ok=True)
        await self._loading.forget(document.source_id)

    def _documents(self, source_id: str, path: str) -> list[StoredDocument]:
        found = self._catalog.documents(self._catalog.audiences(), Filters(source=path))
        return [each for each in found if each.source_id == source_id]

    def _require_audience(self, staged: Path, audience: str) -> None:
        outcome = parsed(self._settings, self.folder, staged)
        if isinstance(outcome, Refused):
            raise UsageError(f"{staged.name}: {outcome.reason}")
        for document in outcome.documents:
            if document.facets.audience != audience:
                raise UsageError(
                    f"{staged.name}: says that it is for {document.facets.audience!r}, not for {audience!r}; "
                    "upload it for that audience, or correct it"
                )


def checked_audience(audience: str, viewer: Viewer) -> str:
    """The audience, if it is one and the viewer is cleared for it. Raises UsageError."""
    try:
        Claims(audience=audience)
    except ValidationError:
        raise UsageError(
            f"audience {audience!r}: must be public, internal, restricted, partner:<name> or team:<name>, "
            "in a-z, 0-9 and hyphens"
        ) from None
    if not viewer.visible([audience]):
        raise UsageError(f"audience {audience!r}: not one of those that this key is cleared for")
    return audience


def _folder_of(audience: str) -> str:
    """The folder's name that says this audience."""
    return audience.replace(":", "-")


def _checked_name(name: str) -> str:
    plain = PurePath(name.replace("\\", "/")).name
    if not plain.isprintable() or plain.startswith((".", "_")) or not 0 < len(plain) <= LONGEST_NAME:
        raise UsageError(f"file {name[:LONGEST_NAME]!r}: needs a plain name of at most {LONGEST_NAME} characters")
    return plain
