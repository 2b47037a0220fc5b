"""Zip archives (exports of Notion, Confluence, chats): every member is loaded as a file in a folder would be."""

import io
import stat
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

from langchain_core.document_loaders import BaseLoader
from langchain_core.documents import Document

from loaders.damage import reporting_damage
from loaders.errors import EmptyFile, Malformed, Mislabelled, TooLarge
from loaders.formats.members import Member, load_members
from loaders.source import SourceFile

MAX_MEMBERS = 10_000
# Text packs to a tenth of its size; what packs to a hundredth and is large was made to.
MAX_RATIO = 100
_SMALL = 1_000_000
_ZIP = b"PK"
_UTF_8_NAME = 0x800
_ENCRYPTED = 0x1


class ArchiveLoader(BaseLoader):
    """The members in the archive's order. What fails is told in `Metadata.problems`, and the rest loads."""

    def __init__(self, source: SourceFile) -> None:
        self._source = source

    def lazy_load(self) -> Iterator[Document]:
        path = self._source.path
        content = io.BytesIO(self._source.content)
        # One that was cut short begins as an archive does; one that unpacks itself has a program before it.
        if not (self._source.content.startswith(_ZIP) or zipfile.is_zipfile(content)):
            raise Mislabelled(path, "is not a zip archive", "give it the suffix of what it is, or pack it again")
        with reporting_damage(path, "zip archive", "pack it again"):
            archive = zipfile.ZipFile(content)
        members = [member for member in archive.infolist() if _is_content(member)]
        if len(members) > MAX_MEMBERS:
            raise TooLarge(path, f"{len(members)} files in it, over the limit of {MAX_MEMBERS}", "split it")
        readers = (Member(_name(member), partial(self._read, archive, member)) for member in members)
        contents = load_members(self._source, readers)
        if not contents.documents:
            reasons = "; ".join(contents.problems[:3]) or "it is empty"
            raise EmptyFile(path, f"nothing in it could be loaded ({reasons})", "pack it again with files that can")
        contents.documents[0].metadata["problems"] = contents.problems
        yield from contents.documents

    def _read(self, archive: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> bytes:
        if member.flag_bits & _ENCRYPTED:
            raise Malformed(path, "password-protected", "pack it again without a password")
        if stat.S_ISLNK(member.external_attr >> 16):
            raise Malformed(path, "a link, not a file", "pack the file itself")
        if member.file_size > max(_SMALL, MAX_RATIO * member.compress_size):
            raise TooLarge(path, f"packed to less than 1/{MAX_RATIO} of its size", "unpack it")
        # Reading never gives more than the size stated in the archive's directory.
        self._source.allowance.spend(member.file_size, path)
        with reporting_damage(path, "member", "pack it again"):
            return archive.read(member)


def _is_content(member: zipfile.ZipInfo) -> bool:
    """Folders, and what macOS and editors keep beside files, are not."""
    return not member.is_dir() and not any(
        part == "__MACOSX" or (part.startswith(".") and part != "..") for part in PurePosixPath(member.filename).parts
    )


def _name(member: zipfile.ZipInfo) -> str:
    """Old programs write names in the local encoding without saying so; zipfile takes them for cp437."""
    if member.flag_bits & _UTF_8_NAME:
        return member.filename
    raw = member.filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename
